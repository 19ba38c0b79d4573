/** A question for rows of a table → those with the greatest, least, missing or bounded value in the column meant. */

import { EMPTY_CELL } from "../../language/fact-words.ts";
import type { Quantity } from "../../language/quantities.ts";
import { boundsOf, type Operations } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import type { Line } from "../../search/lines.ts";
import type { Column } from "./table-columns.ts";

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

export function isWithin(value: number, { value: bound, hedge }: Quantity): boolean {
  if (hedge === "least") return value >= bound;
  if (hedge === "over") return value > bound;
  return hedge === "under" ? value < bound : value <= bound;
}
