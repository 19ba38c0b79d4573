/** A question → the columns and rows of tables that it speaks of. */

import {
  GROWTH_COLUMN,
  HEADER_LEAD,
  HEADER_PERIOD,
  HEADER_TAIL,
  LAST_YEAR_COLUMN,
  NUMBERING,
  PART,
  TABLE_LEAD,
  YEAR_CELL,
  YEAR_LEAD,
} from "../../language/fact-words.ts";
import type { Operations } from "../../question/conditions.ts";
import { type Fact, factsOf, rowName } from "../../search/facts.ts";
import type { CaseLines, Line, Table } from "../../search/lines.ts";
import { saidForm } from "../../search/lines.ts";
import { contextOf, shareIn, type Terms } from "../../search/speak.ts";

export interface Column {
  readonly table: Table;
  readonly index: number;
  readonly header: string;
  readonly facts: readonly Fact[];
  /** That all its figures hold of; null where the table says none. */
  readonly year: number | null;
}

/** What is asked of tables in one clause, or in several that speak of the same column. */
export interface ColumnsAsked {
  /** Folded and digitized. */
  readonly text: string;
  readonly asked: Terms;
  readonly years: readonly number[];
  readonly operations: Operations;
}

/** The header has to be said this far by the question, or the question's words by the header. */
const MIN_HEADER = 0.6;

/** What is told by growth alone is a column of growth, where the question speaks of a row or of the table. */
const GROWTH = 0.7;
const GROWTH_ITSELF = 1.1;
const MIN_TITLE = 0.5;

/** Columns of several tables (of two years) are meant together where they are meant nearly as much. */
const NEAR_BEST = 0.15;

const MOST_TABLES = 4;

/** What it is worth that the question names a row. */
const OF_ROW = 0.3;

/** The columns that the question speaks of, of the years that it names; of several tables only those of one header. */
export function columnsMeant(
  { text, asked, years, operations }: ColumnsAsked,
  cases: readonly CaseLines[],
): Column[] {
  const found: { column: Column; name: string; worth: number }[] = [];
  const said = saidForm(text);
  const { rises, falls, risesMost, fallsMost } = operations;
  const asksGrowth = rises || falls || risesMost || fallsMost;
  for (const table of cases.flatMap(({ tables }) => tables)) {
    const [first] = table.rows;
    if (!first) continue;
    const above = shareIn(asked, contextOf(first));
    const rows = shareIn(asked, saidForm(table.rows.map((row) => rowName(row)).join(" ")));
    const ofRow = rowsNamed(table, said).length > 0 ? OF_ROW : 0;
    for (const column of columnsOf(table)) {
      const { header, facts, year } = column;
      const ofYear = YEAR_CELL.test(header);
      const name = saidForm(ofYear ? titleOf(table) : nameOf(header));
      if (name.length < 2 || NUMBERING.test(name) || facts.length < 2) continue;
      const isGrowth = asksGrowth && GROWTH_COLUMN.test(header) && (ofRow > 0 || above >= MIN_TITLE);
      const degree = Math.max(
        headerSaid(name, said),
        isGrowth ? (risesMost || fallsMost ? GROWTH_ITSELF : GROWTH) : 0,
      );
      if (degree < MIN_HEADER) continue;
      // The year before is told by a column of its own, or by the table of that year.
      if (years.length > 0 && year !== null && !years.includes(year) && !LAST_YEAR_COLUMN.test(header))
        continue;
      const worth = degree + 0.6 * above + 0.3 * rows + 0.02 * name.length + ofRow;
      found.push({ column, name, worth });
    }
  }
  const best = found.reduce((most, one) => (one.worth > most.worth ? one : most), { name: "", worth: 0 });
  const meant = found
    .filter(({ name, worth }) => name === best.name && worth >= best.worth - NEAR_BEST)
    .map(({ column }) => column);
  // Of tables of many documents nothing says which is meant.
  return meant.length > MOST_TABLES ? [] : meant;
}

const known = new WeakMap<Table, readonly Column[]>();

/** Its columns of figures. */
export function columnsOf(table: Table): readonly Column[] {
  let columns = known.get(table);
  if (!columns) {
    columns = table.header.flatMap((header, index): Column[] => {
      const facts = table.rows.flatMap((row) =>
        factsOf(row).filter(({ start }) => inCell(row, index, start)),
      );
      const [first] = facts;
      return first ? [{ table, index, header, facts, year: first.year }] : [];
    });
    known.set(table, columns);
  }
  return columns;
}

/** The same column, of the same rows, in tables of other years, and itself; by year. */
export function yearsOf(column: Column, cases: readonly CaseLines[]): Column[] {
  const name = nameOf(column.header);
  const rows = new Set(column.table.rows.map(rowKey));
  const like = cases
    .flatMap(({ tables }) => tables)
    .flatMap((table) => columnsOf(table))
    .filter(
      (one) =>
        one.year !== null &&
        nameOf(one.header) === name &&
        2 * one.table.rows.filter((row) => rows.has(rowKey(row))).length >= rows.size,
    );
  const byYear = new Map(like.map((one) => [one.year, one]));
  if (column.year !== null) byYear.set(column.year, column);
  return [...byYear.values()].sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
}

/** 覆盖人数（人） → 覆盖人数 */
export const nameOf = (header: string) =>
  header
    .replace(/[（(][^（）()]*[）)]\s*$/, "")
    .replace(HEADER_LEAD, "")
    .replace(YEAR_LEAD, "")
    .replace(HEADER_PERIOD, "")
    .trim();

/** The line that names the table: its section, or the caption set above it. */
const titleOf = ({ caption, rows }: Table) =>
  nameOf((caption.split("\n").at(-1) || rows[0]?.passage.section || "").replace(TABLE_LEAD, ""));

/** What a row is known by, whichever table it stands in. */
export const rowKey = (row: Line) => saidForm(rowName(row));

/** How much of the header the question says: whole, else its adjacent pairs. */
export function headerSaid(name: string, question: string): number {
  if (question.includes(name)) return 1;
  const core = name.replace(HEADER_TAIL, "");
  if (core.length >= 2 && question.includes(core)) return 0.9;
  let pairs = 0;
  for (let i = 1; i < name.length; i += 1) if (question.includes(name.slice(i - 1, i + 1))) pairs += 1;
  return name.length < 3 ? 0 : pairs / (name.length - 1);
}

const inCell = (row: Line, index: number, start: number) => {
  const cell = row.cells[index];
  return cell !== undefined && cell.start <= start && start < cell.end;
};

/** Characters that two texts have in common in a run, before they say the same thing. */
const MIN_RUN = 4;

/** Rows whose name, or its beginning that no other row has, stands in the question (in the form of `said`). */
export function rowsNamed({ rows }: Table, said: string): Line[] {
  const names = rows.map(rowKey);
  return rows.filter((_, i) => {
    const name = names[i] ?? "";
    if (name.length < 2) return false;
    if (said.includes(name)) return true;
    let length = name.length - 1;
    while (length >= 2 && !said.includes(name.slice(0, length))) length -= 1;
    const start = name.slice(0, length);
    const isOwn = length >= 2 && names.filter((other) => other.startsWith(start)).length === 1;
    return isOwn || (commonRun(name, said).length >= MIN_RUN && isUnique(commonRun(name, said), names));
  });
}

const isUnique = (run: string, names: readonly string[]) =>
  names.filter((name) => name.includes(run)).length === 1;

/** The longest run of characters that stands in both. */
export function commonRun(a: string, b: string): string {
  let best = "";
  for (let from = 0; from < a.length; from += 1)
    while (from + best.length < a.length && b.includes(a.slice(from, from + best.length + 1)))
      best = a.slice(from, from + best.length + 1);
  return best;
}

/** The rows below one that its 其中 begins and that add up to it; none where they do not. */
export function partsBelow(row: Line, table: Table): Line[] {
  const at = table.rows.indexOf(row);
  const [whole] = factsOf(row);
  if (!whole || !PART.test(rowName(table.rows[at + 1] ?? row))) return [];
  let sum = 0;
  for (let end = at + 1; end < table.rows.length; end += 1) {
    const part = table.rows[end];
    sum += (part && factsOf(part)[0]?.value) || 0;
    if (Math.abs(sum - whole.value) < 1e-6) return table.rows.slice(at + 1, end + 1);
  }
  return [];
}
