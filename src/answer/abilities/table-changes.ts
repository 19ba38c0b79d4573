/** A column of a table → how its rows differ from another year, or from another column. */

import { GROWTH_COLUMN, LAST_YEAR_COLUMN } from "../../language/fact-words.ts";
import { besideLastYear, type Fact } from "../../search/facts.ts";
import type { CaseLines, Line, Table } from "../../search/lines.ts";
import { saidForm } from "../../search/lines.ts";
import type { Column, ColumnsAsked } from "./table-columns.ts";
import { columnsOf, nameOf, partsBelow, rowKey, rowsNamed, yearsOf } from "./table-columns.ts";

/** Two figures of one row. */
export interface Change {
  readonly row: Line;
  readonly from: Fact;
  readonly to: Fact;
  /** `to` less `from`. */
  readonly by: number;
}

export interface Changes {
  /** What `from` and `to` are told apart by: 2023年 and 2024年, two headers. */
  readonly labels: readonly [from: string, to: string];
  readonly all: readonly Change[];
}

/** How the rows of the column meant differ from the year before, or the year compared with; null where the tables do not tell. */
export function changesOfYears(
  column: Column,
  { years, operations }: ColumnsAsked,
  cases: readonly CaseLines[],
): Changes | null {
  const { table, index } = column;
  const last = LAST_YEAR_COLUMN.test(column.header)
    ? index
    : table.header.findIndex((header, at) => {
        const [first] = table.rows;
        return first !== undefined && LAST_YEAR_COLUMN.test(header) && besideLastYear(first, at) === index;
      });
  const [first] = table.rows;
  const now = last === index && first ? besideLastYear(first, index) : index;
  if (last >= 0 && now !== undefined) {
    const [from, to] = [columnAt(table, last), columnAt(table, now)];
    if (from && to && (operations.lastYear || operations.rises || operations.falls))
      return { labels: [nameOf(from.header), nameOf(to.header)], all: changesOf(from, to) };
  }
  const told = yearsOf(column, cases);
  const later = years.length > 0 ? Math.max(...years) : column.year;
  const earlier = years.length > 1 ? Math.min(...years) : later === null ? null : later - 1;
  const from = told.find(({ year }) => year === earlier);
  const to = told.find(({ year }) => year === later);
  if (!from || !to || from === to) return null;
  return { labels: [`${from.year}年`, `${to.year}年`], all: changesOf(from, to) };
}

/** The growth of each row that its table tells in a column right of what has grown; undefined where there is none. */
export function growthOf(table: Table, index: number): ReadonlyMap<string, Fact> | undefined {
  const growth = columnsOf(table).find(
    ({ header, index: at }) => at > index && at <= index + 2 && GROWTH_COLUMN.test(header),
  );
  return growth && byRow(growth);
}

export const byRow = ({ facts }: Column) => new Map(facts.map((fact) => [rowKey(fact.line), fact]));

const columnAt = (table: Table, index: number) => columnsOf(table).find((one) => one.index === index);

function changesOf(from: Column, to: Column): Change[] {
  const before = byRow(from);
  return to.facts.flatMap((fact): Change[] => {
    const other = before.get(rowKey(fact.line));
    if (!other || other.unit !== fact.unit) return [];
    return [
      { row: fact.line, from: other, to: fact, by: Number((fact.value - other.value).toPrecision(12)) },
    ];
  });
}

/** The rows that the question names, or the parts of one that it names; null where it names none. */
export function rowsMeant(table: Table, text: string, ofParts: boolean): readonly Line[] | null {
  const named = rowsNamed(table, saidForm(text));
  const [first, ...others] = named;
  if (!first) return null;
  const parts = ofParts && others.length === 0 ? partsBelow(first, table) : [];
  return parts.length > 0 ? parts : named;
}
