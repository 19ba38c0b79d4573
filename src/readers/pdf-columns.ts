/** Runs of a page → its columns in reading order: what stands across both parts what is above it from what is below. */

import { boxOf, piecesOfRow, rowsOfRuns } from "./pdf-lines.ts";
import type { Box, Run } from "./pdf-page.ts";

/** Narrower gaps are blanks of a line. */
const NARROWEST = 8;
/** Of the width of the text, from its left: where a gutter can lie. */
const FROM = 0.3;
const TO = 0.7;
const MOST_ACROSS = 0.2;
const FEWEST_LINES = 4;

/** `boxes`: tables, which stand across where they do. One column where there is no gutter. */
export function columnsOf(runs: readonly Run[], boxes: readonly Box[]): Run[][] {
  const gutter = gutterOf(runs);
  if (gutter === undefined) return [[...runs]];
  const across = [
    ...runs.filter((run) => crosses(run, gutter)),
    ...boxes.filter((box) => crosses(box, gutter)),
  ];
  const cuts = across.map(({ y1 }) => y1).sort((a, b) => a - b);
  const bandOf = (run: Run) => cuts.filter((y) => y < run.y1 - 1).length;
  const bands = new Map<number, { across: Run[]; left: Run[]; right: Run[] }>();
  for (const run of runs) {
    const band = bandOf(run);
    const found = bands.get(band) ?? { across: [], left: [], right: [] };
    bands.set(band, found);
    if (crosses(run, gutter)) found.across.push(run);
    else if ((run.x0 + run.x1) / 2 < gutter) found.left.push(run);
    else found.right.push(run);
  }
  const ordered = [...bands].sort(([a], [b]) => a - b).map(([, band]) => band);
  const columns: Run[][] = [];
  for (const { left, right, across: whole } of ordered) {
    for (const column of [left, right]) if (column.length > 0) columns.push(column);
    if (whole.length > 0) columns.push(whole);
  }
  return columns;
}

function crosses({ x0, x1 }: Box, gutter: number): boolean {
  return x0 < gutter && gutter < x1;
}

/** The middle of the widest strip that the fewest lines cross, where lines stand on both sides of it. */
function gutterOf(all: readonly Run[]): number | undefined {
  // A line is set in many runs, the ends of which are no gutter.
  const runs = rowsOfRuns(all).flatMap((row) => piecesOfRow(row, () => NARROWEST).map(boxOf));
  const left = Math.min(...runs.map(({ x0 }) => x0));
  const right = Math.max(...runs.map(({ x1 }) => x1));
  const rows = new Set(runs.map(({ y1 }) => Math.round(y1 / 3)));
  if (rows.size < FEWEST_LINES) return undefined;
  let best = { x: 0, across: Number.POSITIVE_INFINITY, width: 0 };
  for (let x = left + (right - left) * FROM; x <= left + (right - left) * TO; x += 2) {
    const crossing = runs.filter(({ x0, x1 }) => x0 < x && x < x1).length;
    if (crossing > best.across) continue;
    const ends = runs.filter((run) => run.x1 <= x).map(({ x1 }) => x1);
    const begins = runs.filter((run) => run.x0 >= x).map(({ x0 }) => x0);
    const from = Math.max(left, ...ends);
    const to = Math.min(right, ...begins);
    const width = to - from;
    if (crossing < best.across || width > best.width) best = { x: (from + to) / 2, across: crossing, width };
  }
  const { x, across, width } = best;
  const lines = (side: readonly Box[]) => new Set(side.map(({ y1 }) => Math.round(y1 / 3))).size;
  const before = runs.filter((run) => run.x1 <= x);
  const after = runs.filter((run) => run.x0 >= x);
  const fewest = Math.max(FEWEST_LINES, rows.size * 0.25);
  const isGutter = width >= NARROWEST && across <= runs.length * MOST_ACROSS;
  if (!isGutter || lines(before) < fewest || lines(after) < fewest) return undefined;
  // Labels with what they stand before have short lines on one side; columns are filled.
  const filled = (side: readonly Box[], edge: number) =>
    side.reduce((sum, run) => sum + run.x1 - run.x0, 0) / (lines(side) * Math.abs(edge - x));
  return filled(before, left) > 0.55 && filled(after, right) > 0.5 ? x : undefined;
}
