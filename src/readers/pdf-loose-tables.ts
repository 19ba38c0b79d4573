/** Runs of a page → tables without rules between their rows, told by cells that stand below one another, and the runs that stand in none. */

import { boxOf, piecesOfRow, rowsOfRuns, textOfRuns } from "./pdf-lines.ts";
import type { Box, Run } from "./pdf-page.ts";
import type { PdfTable, TablesFound } from "./pdf-tables.ts";

/** In heights of a character: narrower gaps are blanks of a cell, wider ones between rows end a table. */
const WIDE = 1.5;
const APART = 2.5;
const FEWEST_ROWS = 3;
/** Of the rows below the head: fewer with figures are set in columns for another reason. */
const SHARE_OF_FIGURES = 0.6;
const LONGEST_CELL = 30;
const FIGURE = /^[-－−+<>]?\d[\d,，.]*\s*[%％‰]?$/;

interface Cell extends Box {
  readonly runs: readonly Run[];
}
type Row = readonly Cell[];

export function looseTables(runs: readonly Run[]): TablesFound {
  const rows = rowsOfRuns(runs).map(cellsOf);
  const tables: PdfTable[] = [];
  const taken = new Set<Run>();
  for (let from = 0; from < rows.length; ) {
    let end = from;
    while (end < rows.length && goesOn(rows, from, end)) end++;
    const own = rows.slice(from, end);
    const table = own.length >= FEWEST_ROWS ? tableOf(own) : undefined;
    if (table) {
      tables.push(table);
      for (const { runs: inside } of own.flat()) for (const run of inside) taken.add(run);
    }
    from = Math.max(end, from + 1);
  }
  return { tables, rest: runs.filter((run) => !taken.has(run)) };
}

function goesOn(rows: readonly Row[], from: number, at: number): boolean {
  const row = rows[at] ?? [];
  const before = rows[at - 1]?.[0];
  const first = row[0];
  if (!first || row.length < 2 || row.some((cell) => textOf(cell).length > LONGEST_CELL)) return false;
  return at === from || before === undefined || first.y1 - before.y1 <= heightOf(first) * APART;
}

function cellsOf(row: readonly Run[]): Row {
  const pieces = piecesOfRow(row, ({ size }) => size * WIDE);
  return pieces.map((runs) => ({ runs, ...boxOf(runs) }));
}

function tableOf(rows: readonly Row[]): PdfTable | undefined {
  const hasFigures = (row: Row | undefined) =>
    row?.slice(1).some((cell) => FIGURE.test(textOf(cell))) === true;
  // None where the first row has figures already.
  const headerRows = hasFigures(rows[0]) ? 0 : 1;
  const body = rows.slice(headerRows);
  if (body.filter(hasFigures).length < body.length * SHARE_OF_FIGURES) return undefined;
  const columns = columnsOf(body);
  // Without a head a label beside a figure is a line of contents as well.
  if (columns.length < (headerRows > 0 ? 2 : 3)) return undefined;
  const cells = rows.flatMap((own, row) =>
    [...Map.groupBy(own, (cell) => columnAt(columns, cell))].map(([column, parts]) => ({
      text: parts
        .map(textOf)
        .reduce((text, more) => `${text}${/\d$/.test(text) && /^\d/.test(more) ? " " : ""}${more}`),
      row,
      column,
      rowSpan: 1,
      columnSpan: 1,
    })),
  );
  return { ...boxOf(rows.flat()), cells, headerRows };
}

/** Where cells stand below one another; columns that no row has both of are one, set in by steps. */
function columnsOf(rows: readonly Row[]): Box[] {
  const columns: Box[] = [];
  for (const cell of rows.flat().toSorted((a, b) => a.x0 - b.x0)) {
    const last = columns.at(-1);
    if (last && cell.x0 < last.x1) columns[columns.length - 1] = boxOf([last, cell]);
    else columns.push(cell);
  }
  for (let i = 1; i < columns.length; ) {
    const both = [columns[i - 1], columns[i]].filter((column) => column !== undefined);
    const beside = rows.some((row) => both.every((column) => row.some((cell) => meets(cell, column))));
    if (beside) i++;
    else columns.splice(i - 1, 2, boxOf(both));
  }
  return columns;
}

const meets = (a: Box, b: Box) => a.x0 < b.x1 && b.x0 < a.x1;

/** The column that a cell shares most with, or stands nearest to. */
function columnAt(columns: readonly Box[], cell: Box): number {
  const shared = columns.map((column) => Math.min(column.x1, cell.x1) - Math.max(column.x0, cell.x0));
  return shared.indexOf(Math.max(...shared));
}

/** In a cell a gap between two characters is set by the printer. */
function textOf({ runs }: Cell): string {
  return textOfRuns(runs).replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, "");
}

const heightOf = ({ y0, y1 }: Box) => (y1 - y0) / 0.86;
