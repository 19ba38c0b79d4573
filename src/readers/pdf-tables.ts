/** Rules and runs of a page → its ruled tables with their cells, and the runs that stand in none. */

import type { GridCell } from "./compose.ts";
import { linesOf, type TextLine, textOfLines } from "./pdf-lines.ts";
import type { Box, PageContent, Run } from "./pdf-page.ts";

export interface PdfTable extends Box {
  readonly cells: readonly GridCell[];
  /** Where it is known. */
  readonly headerRows?: number;
}

export interface TablesFound {
  readonly tables: readonly PdfTable[];
  /** The runs that stand in none. */
  readonly rest: readonly Run[];
}

/** Rules this near one another meet, or are one. */
const NEAR = 3;
/** Lines of a cell that is rather a column; such a line fills less than this share of its width. */
const FEWEST_LISTED = 4;
const FULL = 0.8;

export function ruledTables({ runs, rules }: Pick<PageContent, "runs" | "rules">): TablesFound {
  const tables: PdfTable[] = [];
  let rest = runs;
  for (const group of groupsOf(rules)) {
    const table = tableOf(group, rest);
    if (!table) continue;
    tables.push(table);
    rest = rest.filter((run) => !within(run, table));
  }
  return { tables, rest };
}

/** Rules that meet, each with all that it meets. */
function groupsOf(rules: readonly Box[]): Box[][] {
  const left = new Set(rules);
  const groups: Box[][] = [];
  for (const first of rules) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const rule of group) {
      for (const other of left) {
        if (meets(rule, other)) {
          group.push(other);
          left.delete(other);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}

function meets(a: Box, b: Box): boolean {
  return a.x0 <= b.x1 + NEAR && b.x0 <= a.x1 + NEAR && a.y0 <= b.y1 + NEAR && b.y0 <= a.y1 + NEAR;
}

/** Undefined for a frame around text, a line below it, or a picture. */
function tableOf(rules: readonly Box[], runs: readonly Run[]): PdfTable | undefined {
  const upright = rules.filter(({ x0, x1 }) => x0 === x1);
  const level = rules.filter(({ y0, y1 }) => y0 === y1);
  const xs = distinct(upright.map(({ x0 }) => x0));
  const ys = distinct(level.map(({ y0 }) => y0));
  if (xs.length < 3 || ys.length < 3 || xs.length * ys.length > 4_000) return undefined;
  const width = xs.length - 1;
  const height = ys.length - 1;
  const middle = (all: readonly number[], i: number) => ((all[i] ?? 0) + (all[i + 1] ?? 0)) / 2;
  const parted = (column: number, row: number) =>
    upright.some(
      ({ x0, y0, y1 }) =>
        near(x0, xs[column]) && y0 - NEAR <= middle(ys, row) && middle(ys, row) <= y1 + NEAR,
    );
  const ruled = (column: number, row: number) =>
    level.some(
      ({ y0, x0, x1 }) =>
        near(y0, ys[row]) && x0 - NEAR <= middle(xs, column) && middle(xs, column) <= x1 + NEAR,
    );
  const taken = new Set<number>();
  const cells: GridCell[] = [];
  const lists = new Map<number, number>();
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (taken.has(row * width + column)) continue;
      let columnSpan = 1;
      while (column + columnSpan < width && !parted(column + columnSpan, row)) columnSpan++;
      let rowSpan = 1;
      while (row + rowSpan < height && !ruled(column, row + rowSpan)) rowSpan++;
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + columnSpan; c++) taken.add(r * width + c);
      const box = {
        x0: xs[column] ?? 0,
        x1: xs[column + columnSpan] ?? 0,
        y0: ys[row] ?? 0,
        y1: ys[row + rowSpan] ?? 0,
      };
      const inside = linesOf(runs.filter((run) => within(run, box)));
      if (isList(inside, box)) lists.set(row, (lists.get(row) ?? 0) + 1);
      cells.push({ text: textOfLines(inside), row, column, rowSpan, columnSpan });
    }
  }
  // Rules around columns alone: each of their lines is a row.
  if ([...lists.values()].some((count) => count > 1)) return undefined;
  const filled = cells.filter(({ text }) => text !== "");
  if (filled.length < 3 || filled.length * 4 < cells.length) return undefined;
  // A page is laid out in a frame of one column.
  if (filled.every(({ column }) => column === filled[0]?.column)) return undefined;
  return { x0: xs[0] ?? 0, x1: xs.at(-1) ?? 0, y0: ys[0] ?? 0, y1: ys.at(-1) ?? 0, cells };
}

/** Lines none of which is full, one below the other. */
function isList(lines: readonly TextLine[], { x0, x1 }: Box): boolean {
  return lines.length >= FEWEST_LISTED && lines.every((line) => line.x1 - line.x0 < (x1 - x0) * FULL);
}

const near = (a: number, b: number | undefined) => b !== undefined && Math.abs(a - b) <= NEAR;

function distinct(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - (sorted[i - 1] ?? 0) > NEAR);
}

function within(run: Run, box: Box): boolean {
  const x = (run.x0 + run.x1) / 2;
  const y = (run.y0 + run.y1) / 2;
  return box.x0 <= x && x <= box.x1 && box.y0 <= y && y <= box.y1;
}
