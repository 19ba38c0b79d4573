/** Rows → whether the file is hard-wrapped, and which of its lines run on in the next. */

import { displayWidth } from "./lines.ts";
import type { Row } from "./markup.ts";

/** A terminator and what closes after it, at the end of a line. */
const ENDED = /[。！？；…!?;：:｡.][”’」』"'）)》]{0,3}$/;

/** Narrower columns are lists, wider ones are paragraphs. */
const NARROWEST = 40;
const WIDEST = 160;
const FEWEST_LINES = 3;

/**
 * The width at which a file is hard-wrapped, in columns, or nothing where each line is a paragraph. Wrapped lines are
 * about equally wide, and most of them break off within a sentence.
 */
export function inferWrapWidth(text: string, rows: readonly Row[]): number | undefined {
  const inner: { readonly width: number; readonly open: boolean }[] = [];
  for (const [i, row] of rows.entries()) {
    const next = rows[i + 1];
    if (!next || !follows(row, next)) continue;
    const line = { width: widthOf(text, row), open: !isEnded(text, row) };
    // Headings are no measure.
    if (line.width >= NARROWEST / 2) inner.push(line);
  }
  const whole = rows.filter((row) => row.prose && row.end - row.start > WIDEST).length;
  if (inner.length < FEWEST_LINES || whole * 2 > inner.length) return undefined;
  const widths = inner.map(({ width }) => width).sort((a, b) => a - b);
  const width = widths[Math.floor(widths.length * 0.8)] ?? 0;
  const alike = inner.filter((line) => line.width >= width * 0.85 && line.width <= width * 1.1);
  if (width < NARROWEST || width > WIDEST || alike.length < inner.length * 0.5) return undefined;
  // Where lines are wrapped, more are not far wider.
  if (rows.filter((row) => row.prose && widthOf(text, row) > width * 1.3).length > alike.length)
    return undefined;
  return alike.filter(({ open }) => open).length >= alike.length * 0.6 ? width : undefined;
}

/**
 * A wrapped line runs nearly as wide as the others, and a new paragraph is indented or parted. Where a sentence ends
 * with the line, a narrow and open next line is a heading rather than the rest of a paragraph.
 */
export function flowsOn(text: string, row: Row, next: Row, wrapWidth: number): boolean {
  if (!follows(row, next)) return false;
  const width = widthOf(text, row);
  if (!isEnded(text, row)) return width >= wrapWidth * (isEnded(text, next) ? 0.6 : 0.8);
  return width >= wrapWidth * 0.93 && (isEnded(text, next) || widthOf(text, next) >= wrapWidth * 0.8);
}

export function isEnded(text: string, row: Row): boolean {
  return ENDED.test(text.slice(Math.max(row.start, row.end - 5), row.end));
}

function follows(row: Row, next: Row): boolean {
  const isProse = row.prose && next.prose && row.level === 0 && next.level === 0;
  if (!isProse || row.bold || next.bold || next.bullet || next.quoted) return false;
  return !next.parted && next.indent <= row.indent && next.number === row.number + 1;
}

function widthOf(text: string, row: Row): number {
  const length = row.end - row.start;
  return length > WIDEST
    ? Number.POSITIVE_INFINITY
    : row.indent + displayWidth(text.slice(row.start, row.end));
}
