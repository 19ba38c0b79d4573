/** A table whose rows hold whole texts → each row's title, what else it says as a table of its own, and its texts line by line. */

import { wordPattern } from "../language/document-words.ts";
import type { Composer, GridCell } from "./compose.ts";
import type { At } from "./reader.ts";

/** Cells with more characters are no longer read at a glance: they are texts. */
const LONGEST_CELL = 500;
/** Lines of a text taken from a page among which its title can stand, below what leads to the page. */
const NEAR = 20;
const TITLE = new RegExp(`^(?:title|${wordPattern("title")})$`, "i");

export interface Records {
  readonly cells: readonly GridCell[];
  /** Columns that hold texts. */
  readonly texts: ReadonlySet<number>;
  readonly title: number;
  /** Rows below the head. */
  readonly rows: readonly number[];
}

/** Undefined where no cell below the head is a text. */
export function recordsIn(cells: readonly GridCell[]): Records | undefined {
  const texts = new Set(
    cells.flatMap(({ row, column, text }) => (row > 0 && text.length > LONGEST_CELL ? [column] : [])),
  );
  if (texts.size === 0) return undefined;
  const heads = cells.filter(({ row, column }) => row === 0 && !texts.has(column));
  const titled = heads.find(({ text }) => TITLE.test(text)) ?? heads[0];
  const rows = [...new Set(cells.flatMap(({ row }) => (row > 0 ? [row] : [])))];
  return { cells, texts, title: titled?.column ?? -1, rows };
}

/** Where there are several rows each is a case of its own; where there are several texts their columns' heads head them. */
export function addRecords(composer: Composer, records: Records, at: (row: number) => At): void {
  const { cells, texts, title, rows } = records;
  const textAt = (row: number, column: number) =>
    cells.find((cell) => cell.row === row && cell.column === column)?.text ?? "";
  for (const row of rows) {
    composer.paragraph(textAt(row, title), at(row), { level: 1, opens: rows.length > 1 });
    const besides = cells.filter((cell) => cell.column !== title && !texts.has(cell.column));
    const table = besides.flatMap((cell) =>
      cell.row === 0 || cell.row === row ? [{ ...cell, row: cell.row === 0 ? 0 : 1 }] : [],
    );
    composer.table(table, (own) => at(own === 0 ? 0 : row), 1);
    for (const column of texts) {
      const text = textAt(row, column);
      if (text !== "" && texts.size > 1) composer.paragraph(textAt(0, column), at(0), { level: 2 });
      composer.paragraph(belowTitle(text, textAt(row, title)), at(row));
    }
  }
  composer.note("inference", "表中有整篇的文字，每一行已按标题、其他各栏和正文读入，正文从其标题之下开始");
}

function belowTitle(text: string, title: string): string {
  const lines = text.split("\n");
  const told = lines.slice(0, NEAR).findLastIndex((line) => line.trim() === title);
  return lines.slice(told + 1).join("\n");
}
