/** A workbook → its sheets as tables with their cells as they are shown; what is hidden is left out and named. */

import { type CellObject, type Range, read, utils, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { wordPattern } from "../language/document-words.ts";
import { checkCells, createComposer, type GridCell } from "./compose.ts";
import { LIMITS } from "./limits.ts";
import { openPackage } from "./package.ts";
import type { At, Reading } from "./reader.ts";
import { addRecords, recordsIn } from "./records.ts";
import { descendants, type Element, wordsIn } from "./xml.ts";

/** What sheets are called that nobody has named. */
const UNNAMED = new RegExp(`^${wordPattern("unnamed")}$`, "i");

export async function readWorkbook(bytes: Uint8Array): Promise<Reading> {
  const book = read(bytes, {
    type: "buffer",
    cellStyles: true,
    cellFormula: false,
    cellHTML: false,
    cellDates: false,
    dense: false,
    sheetRows: 100_000,
  });
  const composer = createComposer();
  const hidden: string[] = [];
  let cells = 0;
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    const filled = Object.keys(sheet ?? {}).filter((key) => !key.startsWith("!")).length;
    if (!sheet || filled === 0) continue;
    cells += filled;
    checkCells(cells);
    if (book.Workbook?.Sheets?.[i]?.Hidden) {
      hidden.push(name);
      continue;
    }
    addSheet(name, sheet);
  }
  for (const [kind, count] of Object.entries(besideCells(bytes, book)))
    if (count > 0) composer.note("omission", `${kind} ${count} 处没有读入`);
  if (hidden.length > 0) composer.note("omission", `隐藏的工作表没有读入：${hidden.join("、")}`);
  return composer.reading();

  /** The title above the table names it, else the sheet does; the sheet's name heads its rows. */
  function addSheet(name: string, sheet: WorkSheet): void {
    const { rows, origins, dropped } = gridOf(sheet);
    const at = (row: number): At => ({ kind: "sheet", sheet: name, row: (origins[row] ?? 0) + 1 });
    const title = titleOf(rows);
    const first = title ? title.row + 1 : 0;
    const below = rows.flatMap((cell) => (cell.row < first ? [] : [{ ...cell, row: cell.row - first }]));
    const atRow = (row: number) => at(row + first);
    const records = recordsIn(below);
    composer.paragraph(title?.text ?? name, at(title?.row ?? 0), { level: 1, opens: !records });
    if (!records && !UNNAMED.test(name)) composer.paragraph(name, at(0), { level: 2 });
    if (records) addRecords(composer, records, atRow);
    else composer.table(below, atRow, undefined, {});
    if (dropped.length > 0)
      composer.note("omission", `工作表“${name}”中隐藏的行列没有读入：${dropped.join("、")}`);
  }
}

interface Grid {
  readonly rows: readonly GridCell[];
  /** By row of the grid, its row in the sheet, from 0. */
  readonly origins: readonly number[];
  readonly dropped: readonly string[];
}

function gridOf(sheet: WorkSheet): Grid {
  const range = utils.decode_range(sheet["!ref"] ?? "A1");
  const isHidden = (list: readonly ({ hidden?: boolean } | undefined)[] | undefined, i: number) =>
    list?.[i]?.hidden === true;
  const filled = (row: number) => {
    for (let column = range.s.c; column <= range.e.c; column++)
      if (textAt(sheet, row, column) !== "") return true;
    return false;
  };
  const origins: number[] = [];
  const dropped: string[] = [];
  const last = Math.min(range.e.r, range.s.r + LIMITS.cells);
  for (let row = range.s.r; row <= last; row++) {
    if (!filled(row)) continue;
    if (isHidden(sheet["!rows"], row)) dropped.push(`第${row + 1}行`);
    else origins.push(row);
  }
  const columns: number[] = [];
  for (let column = range.s.c; column <= range.e.c && columns.length < 1_000; column++) {
    if (!isHidden(sheet["!cols"], column)) columns.push(column);
    else if (origins.some((row) => textAt(sheet, row, column) !== ""))
      dropped.push(`${utils.encode_col(column)}列`);
  }
  const merges = new Map(
    (sheet["!merges"] ?? []).map((merge: Range) => [`${merge.s.r},${merge.s.c}`, merge]),
  );
  const rows = origins.flatMap((row, y) =>
    columns.flatMap((column, x): GridCell[] => {
      const text = textAt(sheet, row, column);
      const merge = merges.get(`${row},${column}`);
      if (text === "" && !merge) return [];
      const rowSpan = merge ? origins.filter((one) => one >= row && one <= merge.e.r).length : 1;
      const columnSpan = merge ? columns.filter((one) => one >= column && one <= merge.e.c).length : 1;
      return [{ text, row: y, column: x, rowSpan, columnSpan }];
    }),
  );
  return { rows, origins, dropped };
}

/** As the cell is shown: 98.6%, 2024年5月20日. */
function textAt(sheet: WorkSheet, row: number, column: number): string {
  const cell = sheet[utils.encode_cell({ r: row, c: column })] as CellObject | undefined;
  if (!cell || cell.t === "z") return "";
  const shown = (cell.w ?? (cell.v === undefined ? "" : String(cell.v))).replace(/[^\S\n]+/g, " ").trim();
  return PICTURE_IN_CELL.test(shown) ? "" : shown;
}

/** What WPS writes where a cell holds a picture. */
const PICTURE_IN_CELL = /^=(?:_xlfn\.)?DISPIMG\(/;

const DRAWN: Readonly<Record<string, RegExp>> = {
  图片: /^xl\/media\//,
  图表: /^xl\/charts\/chart[^/]*$/,
  文本框等图形: /^xl\/drawings\/drawing[^/]*$/,
};

/** What stands over the cells, by kind; the older format does not tell. */
function besideCells(bytes: Uint8Array, { Sheets }: WorkBook): Record<string, number> {
  const isPackage = bytes[0] === 0x50;
  const file = isPackage ? openPackage(bytes) : undefined;
  const drawn = Object.entries(DRAWN).map(([kind, names]) => {
    const own = file?.names.filter((name) => names.test(name)) ?? [];
    const shapes = (name: string) => descendants(file?.part(name), "txBody").filter(holdsWords).length;
    const count = kind === "文本框等图形" ? own.reduce((sum, name) => sum + shapes(name), 0) : own.length;
    return [kind, count] as const;
  });
  const cells = Object.values(Sheets).flatMap((sheet) => Object.values(sheet) as CellObject[]);
  return {
    ...Object.fromEntries(drawn),
    批注: cells.filter(({ c }) => Array.isArray(c) && c.length > 0).length,
  };
}

const holdsWords = (shape: Element) => descendants(shape, "t").some((words) => wordsIn(words).trim() !== "");

/** The first row, where it holds one cell alone and others have more. */
function titleOf(cells: readonly GridCell[]): { readonly text: string; readonly row: number } | undefined {
  const first = cells.filter(({ row, text }) => row === 0 && text !== "");
  const isWide = cells.some(({ row, column }) => row > 0 && column > 0);
  const [only] = first;
  return isWide && only && first.length === 1 ? { text: only.text.replace(/\s+/g, " "), row: 0 } : undefined;
}
