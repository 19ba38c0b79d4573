/** Lines → which of them are rows of a table, and which row is its header. */

import type { Line } from "./lines.ts";

/** `rest`: what a line break inside a cell has put into a line of its own. */
export type TableRow = "header" | "row" | "rest";

/** Cells are words and figures; a longer one is a sentence. */
const LONGEST_CELL = 28;
const FEWEST_ROWS = 3;
const FEWEST_COLUMNS = 3;
/** What parts the head from the rows of a table set with bars, or frames one drawn with lines. */
export const RULE = /^(?:\|(?:[^\S\r\n]*:?-+:?[^\S\r\n]*\|)+|[┌├└╔╠╚┏┣┗][─═━┬┼┴╦╬╩┳╋┻]+[┐┤┘╗╣╝┓┫┛])$/;

/** By index of the line. Tables are set with bars, with tabs, or with columns kept apart by blanks. */
export function tablesOf(text: string, lines: readonly Line[]): ReadonlyMap<number, TableRow> {
  const found = new Map<number, TableRow>();
  const contents = lines.map(({ start, end }) => (end - start <= 2_000 ? text.slice(start, end) : ""));
  for (let i = 0; i < lines.length; i++) {
    const kind = kindOf(contents[i] ?? "");
    const end = kind ? endOf(kind, contents, lines, i) : i;
    if (!kind || end - i < (kind === "blanks" ? FEWEST_ROWS : 1)) continue;
    let isFirst = end - i > 1;
    for (let j = i; j < end; j++) {
      if (RULE.test(contents[j] ?? "")) continue;
      const row = kindOf(contents[j] ?? "") === kind ? "row" : "rest";
      found.set(j, isFirst ? "header" : row);
      isFirst = false;
    }
    i = end - 1;
  }
  return found;
}

type Kind = "bars" | "tabs" | "blanks";

function kindOf(content: string): Kind | undefined {
  if (/^[|│║┃]/.test(content) || RULE.test(content)) return "bars";
  if (content.indexOf("\t") !== content.lastIndexOf("\t")) return "tabs";
  const cells = cellsOf(content);
  const areCells = cells.length >= FEWEST_COLUMNS && cells.every((cell) => cell.length <= LONGEST_CELL);
  return areCells && !/[。！？；]/.test(content) ? "blanks" : undefined;
}

function cellsOf(content: string): string[] {
  return content.split(/\s{2,}/);
}

/** Where the rows end that stand close together; of columns kept apart by blanks there are about as many in each row. */
function endOf(kind: Kind, contents: readonly string[], lines: readonly Line[], from: number): number {
  const columns = cellsOf(contents[from] ?? "").length;
  const fits = (i: number) =>
    kindOf(contents[i] ?? "") === kind &&
    (kind !== "blanks" || Math.abs(cellsOf(contents[i] ?? "").length - columns) <= 1);
  let i = from + 1;
  for (; i < lines.length && !lines[i]?.parted; i++) {
    const isRest = kind === "tabs" && i > from + 1 && fits(i + 1) && !lines[i + 1]?.parted;
    if (!fits(i) && !isRest) break;
  }
  return i;
}
