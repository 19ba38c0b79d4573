/** Paragraphs and tables, one after another → a reading: a line each, with what is known of it and where it stands. */

import { LIMITS } from "./limits.ts";
import {
  type About,
  type At,
  type LineFact,
  type Place,
  type Reading,
  ReadingError,
  type ReadingNote,
  type TableFact,
} from "./reader.ts";

/** Of a table's grid: a cell that spans columns stands in the first of them alone, one that spans rows of the body in each. */
export interface GridCell {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** Where the rows of a table stand, the n-th of the file or page. */
export const rowsOf =
  (table: number, page?: number) =>
  (row: number): At => ({ kind: "row", table, row: row + 1, ...(page !== undefined && { page }) });

/** Cells that span nothing. */
export function cellsOf(rows: readonly (readonly string[])[]): GridCell[] {
  return rows.flatMap((texts, row) =>
    texts.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1 })),
  );
}

/** Throws a `ReadingError`. */
export function checkCells(count: number): void {
  if (count > LIMITS.cells) throw new ReadingError(`超过 ${LIMITS.cells} 个单元格，没有读入；请拆分后再放入`);
}

interface LineTraits {
  readonly level?: number;
  readonly bold?: boolean;
  readonly skipped?: number;
  readonly opens?: boolean;
}

export interface Piece {
  readonly text: string;
  readonly at: At;
  /** Of what was seen in a picture. */
  readonly confidence?: number;
}

export type Composer = ReturnType<typeof createComposer>;

export function createComposer() {
  const lines: LineFact[] = [];
  const tables: TableFact[] = [];
  const places: Place[] = [];
  const notes: ReadingNote[] = [];
  const parts: string[] = [];
  let length = 0;

  function add(
    pieces: readonly Piece[],
    { level = 0, bold = false, skipped = 0, opens = false }: LineTraits = {},
  ): void {
    const start = length;
    for (const { text, at, confidence } of pieces) {
      if (text === "") continue;
      const seen = confidence === undefined ? {} : { made: "ocr" as const, confidence };
      places.push({ start: length, end: length + text.length, at, ...seen });
      parts.push(text);
      length += text.length;
    }
    if (length === start) return;
    lines.push({ start, end: length, level, bold, ...(opens && { opens }), ...(skipped > 0 && { skipped }) });
    parts.push("\n");
    length += 1;
  }

  return {
    /** Line breaks in `text` part it into lines; blank ones are left out. */
    paragraph(text: string, at: At, traits?: LineTraits): void {
      for (const piece of text.split(/[\r\n]+/)) {
        const words = piece.replace(/\t+/g, " ").trim();
        add([{ text: words, at }], traits);
      }
    },
    /** One line of pieces that stand in different places; they have no line breaks. */
    joined: add,
    /** `headerRows`: as the original marks them, else they are inferred; `titles`: rows that hold nothing but a title stand before it as paragraphs. */
    table(
      cells: readonly GridCell[],
      atRow: (row: number) => At,
      headerRows?: number,
      titles?: LineTraits,
    ): void {
      const grid = gridOf(cells);
      let from = 0;
      while (titles && isTitle(grid[from], cells, from) && grid.length > from + 1) {
        add([{ text: (grid[from] ?? []).join(" ").trim(), at: atRow(from) }], from === 0 ? titles : {});
        from++;
      }
      for (; isApart(cells, from); from++)
        add([{ text: (grid[from] ?? []).filter((text) => text !== "").join(" "), at: atRow(from) }]);
      const rows = grid.slice(from);
      const moved = cells.flatMap((cell) => (cell.row >= from ? [{ ...cell, row: cell.row - from }] : []));
      const heads = headerRows === undefined ? inferHeaderRows(rows, moved) : Math.max(0, headerRows - from);
      fillDown(rows, moved, heads);
      const first = lines.length;
      let kept = 0;
      for (const [i, row] of rows.entries()) {
        if (row.every((text) => text === "")) continue;
        if (i < heads) kept++;
        const skipped = row.findIndex((text) => text !== "");
        add([{ text: row.slice(skipped).join("\t").trimEnd(), at: atRow(from + i) }], { skipped });
      }
      const columns = columnsOf(rows, moved, heads);
      if (lines.length > first) tables.push({ first, end: lines.length, headerRows: kept, columns });
    },
    note(kind: ReadingNote["kind"], message: string): void {
      notes.push({ kind, start: length, message });
    },
    reading: (about: About = {}): Reading => ({ text: parts.join(""), lines, tables, places, about, notes }),
  };
}

function gridOf(cells: readonly GridCell[]): string[][] {
  let [height, width] = [0, 0];
  for (const { row, rowSpan, column, columnSpan } of cells) {
    height = Math.max(height, row + rowSpan);
    width = Math.max(width, column + columnSpan);
  }
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => ""));
  for (const { row, column, text } of cells) {
    const words = text.replace(/\s*[\r\n\t]+\s*/g, " ").trim();
    const at = grid[row];
    if (at) at[column] = words;
  }
  return grid;
}

/** Below the head a cell that spans rows holds for each of them. */
function fillDown(rows: readonly string[][], cells: readonly GridCell[], heads: number): void {
  for (const { row, column, rowSpan } of cells) {
    if (row < heads) continue;
    for (let below = row + 1; below < row + rowSpan; below++) {
      const at = rows[below];
      if (at) at[column] = rows[row]?.[column] ?? "";
    }
  }
}

/** One cell alone in a row that is wider: what a table is called, or in what its figures count. */
function isTitle(row: readonly string[] | undefined, cells: readonly GridCell[], at: number): boolean {
  if (!row || row.length < 2 || row.filter((text) => text !== "").length !== 1) return false;
  return !cells.some(
    ({ row: own, rowSpan, columnSpan, text }) => own === at && text !== "" && rowSpan > 1 && columnSpan === 1,
  );
}

/** 部门 … 姓名 … above the head of a form: its cells begin within one that spans below, and in no row below begins any there. */
function isApart(cells: readonly GridCell[], at: number): boolean {
  const below = cells.filter(({ row }) => row > at);
  return cells.some(
    ({ row, column, text }) =>
      row === at &&
      text !== "" &&
      below.every((cell) => cell.column !== column) &&
      below.some(
        (cell) => cell.row === at + 1 && cell.column < column && column < cell.column + cell.columnSpan,
      ),
  );
}

const isFigure = (text: string) => /^[\d０-９.,，]+\s*[%％]?$/.test(text);

const isYear = (text: string) => /^(?:19|20)\d\d$/.test(text);

/** Merged cells reach over all rows of a head; else it goes up to the first row with figures, where one is near. */
function inferHeaderRows(rows: readonly (readonly string[])[], cells: readonly GridCell[]): number {
  const top = cells.filter(({ row, text }) => row === 0 && text !== "");
  // What stands above them already counts: the table has no head of its own.
  const [first = [], ...others] = rows;
  const counted = first.findIndex((text, column) => column > 0 && isFigure(text) && !isYear(text));
  if (counted > 0 && others.length > 1 && others.every((row) => isFigure(row[counted] ?? ""))) return 0;
  const spanned = Math.max(1, ...top.map(({ rowSpan }) => rowSpan));
  const isWide = top.some(({ columnSpan }) => columnSpan > 1);
  if (spanned > 1 && isWide) return Math.min(spanned, rows.length - 1);
  if (!isWide || spanned > 1) return Math.min(1, rows.length);
  const figures = rows.findIndex((row) => row.some(isFigure));
  return figures === 2 ? 2 : 1;
}

function columnsOf(
  rows: readonly (readonly string[])[],
  cells: readonly GridCell[],
  heads: number,
): string[] {
  return (rows[0] ?? []).map((_, column) => {
    const above = cells.filter(
      (cell) =>
        cell.row < heads &&
        cell.column <= column &&
        column < cell.column + cell.columnSpan &&
        cell.text !== "",
    );
    const words = above.toSorted((a, b) => a.row - b.row).map(({ text }) => text.replace(/\s+/g, ""));
    return [...new Set(words)].join("/");
  });
}
