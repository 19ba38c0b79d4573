/** A question for rows of a table → those with the greatest, least, missing or bounded value in the column meant, or with a cell that it says. */

import { EMPTY_CELL, NO_CELL, YES_CELL } from "../../language/fact-words.ts";
import type { Quantity } from "../../language/quantities.ts";
import { boundsOf, countIn, type Operations } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import type { Line } from "../../search/lines.ts";
import { saidForm } from "../../search/lines.ts";
import { type Column, commonRun } from "./table-columns.ts";

/** The row at a place of each column, 1 for the greatest; null where the columns have different rows there. */
export function rowsAt(columns: readonly Column[], place: number): Fact[] | null {
  const facts = columns.flatMap(
    ({ facts: all }) =>
      all.filter(({ total }) => !total).toSorted((a, b) => b.value - a.value)[place - 1] ?? [],
  );
  return facts.length === columns.length && new Set(facts.map(({ row }) => row)).size === 1 ? facts : null;
}

export interface Rows {
  /** 最多, 最少; blank for rows that are no extremes. */
  readonly title: string;
  readonly rows: readonly Line[];
  readonly facts: readonly Fact[];
}

/** The rows asked for, best first; null where the question asks for none of these. */
export function rowsAsked(column: Column, operations: Operations, text: string): readonly Rows[] | null {
  const facts = column.facts.filter(({ total }) => !total);
  const sorted = [...facts].sort((a, b) => b.value - a.value);
  const found: Rows[] = [];
  const add = (title: string, chosen: readonly Fact[]) =>
    found.push({ title, rows: chosen.map(({ line }) => line), facts: [...chosen] });
  const bounds = boundsOf(text).filter(
    ({ unit }) => unit === "" || facts.some((fact) => fact.unit === unit || fact.unit === ""),
  );
  if (operations.empty) {
    const rows = column.table.rows.filter(({ cells }) => EMPTY_CELL.test(cells[column.index]?.text ?? ""));
    if (rows.length > 0) return [{ title: "", rows, facts: [] }];
  }
  if (bounds.length > 0) {
    const meets = facts.filter(({ value }) => bounds.every((bound) => isWithin(value, bound)));
    if (meets.length > 0) add("", meets);
    return found.length > 0 ? found : null;
  }
  if (operations.none) {
    const zero = facts.filter(({ value }) => value === 0);
    if (zero.length > 0) return [{ title: "", rows: zero.map(({ line }) => line), facts: zero }];
  }
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (operations.most && first)
    add(
      "最多",
      sorted.filter(({ value }) => value === first.value),
    );
  if (operations.least && last)
    add(
      "最少",
      sorted.filter(({ value }) => value === last.value),
    );
  return found.length > 0 ? found : null;
}

/** Whether each of the rows says yes or no in this column. */
export function decides(rows: readonly Line[], index: number): boolean {
  return rows.every(
    ({ cells }) => YES_CELL.test(cells[index]?.text ?? "") || NO_CELL.test(cells[index]?.text ?? ""),
  );
}

/** Those of them that say no there, where what it denies is asked for, or else yes. */
export function rowsDeciding(rows: readonly Line[], index: number, negative: boolean): Line[] {
  const wanted = negative ? NO_CELL : YES_CELL;
  return rows.filter(({ cells }) => wanted.test(cells[index]?.text ?? ""));
}

/** Characters of a cell that the question has in a run. */
const MIN_SAID = 3;

/** 沙井园区里的3家: the rows with a cell that says so, where they are some and, where the question counts them, as many. Null where it says nothing of cells. */
export function rowsOfCell({ table, index }: Column, text: string): Line[] | null {
  const said = saidForm(text);
  const above = saidForm(`${table.caption} ${table.header.join(" ")}`);
  let best = "";
  let column = -1;
  for (const at of table.header.keys()) {
    if (at === index) continue;
    for (const { cells } of table.rows) {
      const run = commonRun(saidForm(cells[at]?.text ?? ""), said);
      if (run.length >= MIN_SAID && run.length > best.length && !/^\d+$/.test(run) && !above.includes(run))
        [best, column] = [run, at];
    }
  }
  if (best === "") return null;
  const rows = table.rows.filter(({ cells }) => saidForm(cells[column]?.text ?? "").includes(best));
  const count = countIn(text);
  return rows.length > 1 && rows.length < table.rows.length && (count ?? rows.length) === rows.length
    ? rows
    : null;
}

export function isWithin(value: number, { value: bound, hedge }: Quantity): boolean {
  if (hedge === "least") return value >= bound;
  if (hedge === "over") return value > bound;
  return hedge === "under" ? value < bound : value <= bound;
}
