/** Rows of cells → a table that spreadsheet programs open as text alone (RFC 4180, with the mark by which Excel knows UTF-8). */

import { visible } from "./text.ts";

/** What a spreadsheet takes for a formula, in either width, also behind blanks; a tab or a line break leads to a cell of its own. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

export const CSV_HEAD = "\ufeff";

/** A line with its break. A cell that might be a formula begins with an apostrophe, which shows that it is text. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = visible(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
