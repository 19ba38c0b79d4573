/** A question for rows of a table → those with the greatest, least, missing or bounded value in the column meant, or their sum. */

import {
  EMPTY_CELL,
  HEADER_LEAD,
  HEADER_TAIL,
  NUMBERING,
  ONGOING_CELL,
  OWN_NUMBER,
  POINTER,
} from "../../language/fact-words.ts";
import type { Quantity } from "../../language/quantities.ts";
import { boundsOf, type Operations } from "../../question/conditions.ts";
import { type Fact, factsOf, rowName } from "../../search/facts.ts";
import type { CaseLines, Line, Table } from "../../search/lines.ts";
import { saidForm } from "../../search/lines.ts";
import { contextOf, shareIn, type Terms } from "../../search/speak.ts";

export interface Column {
  readonly table: Table;
  readonly index: number;
  readonly header: string;
  readonly facts: readonly Fact[];
}

/** The header has to be said this far by the question, or the question's words by the header. */
const MIN_HEADER = 0.6;

/** Columns of several tables (of two years) are meant together where they are meant nearly as much. */
const NEAR_BEST = 0.15;

/** The columns that the question speaks of, of the years that it names; of several tables only those of one header. */
export function columnsMeant(
  asked: Terms,
  question: string,
  cases: readonly CaseLines[],
  years: readonly number[],
): Column[] {
  const found: { column: Column; name: string; worth: number }[] = [];
  for (const table of cases.flatMap(({ tables }) => tables)) {
    const [first] = table.rows;
    if (!first) continue;
    const above = shareIn(asked, contextOf(first));
    const rows = shareIn(asked, saidForm(table.rows.map((row) => rowName(row)).join(" ")));
    table.header.forEach((header, index) => {
      const name = saidForm(header.replace(/[（(][^（）()]*[）)]\s*$/, "").replace(HEADER_LEAD, ""));
      if (name.length < 2 || NUMBERING.test(name)) return;
      const said = headerSaid(name, saidForm(question));
      if (said < MIN_HEADER) return;
      const facts = table.rows.flatMap((row) =>
        factsOf(row).filter(({ start }) => inCell(row, index, start)),
      );
      if (facts.length < 2) return;
      if (years.length > 0 && !facts.some(({ year }) => year !== null && years.includes(year))) return;
      const worth = said + 0.6 * above + 0.3 * rows + 0.02 * name.length;
      found.push({ column: { table, index, header, facts }, name, worth });
    });
  }
  const best = found.reduce((most, one) => (one.worth > most.worth ? one : most), { name: "", worth: 0 });
  return found
    .filter(({ name, worth }) => name === best.name && worth >= best.worth - NEAR_BEST)
    .map(({ column }) => column);
}

/** The row at a place of each column, 1 for the greatest; null where the columns have different rows there. */
export function rowsAt(columns: readonly Column[], place: number): Fact[] | null {
  const facts = columns.flatMap(
    ({ facts: all }) =>
      all.filter(({ total }) => !total).toSorted((a, b) => b.value - a.value)[place - 1] ?? [],
  );
  return facts.length === columns.length && new Set(facts.map(({ row }) => row)).size === 1 ? facts : null;
}

/** How much of the header the question says: whole, else its adjacent pairs. */
function headerSaid(name: string, question: string): number {
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

/** The rows asked for, best first; null where the question asks for none of these. */
export function rowsAsked(
  column: Column,
  operations: Operations,
  text: string,
): { readonly title: string; readonly rows: readonly Line[]; readonly facts: readonly Fact[] }[] | null {
  const facts = column.facts.filter(({ total }) => !total);
  const sorted = [...facts].sort((a, b) => b.value - a.value);
  const found: { title: string; rows: Line[]; facts: Fact[] }[] = [];
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

/** Rows of which a cell says to the letter what the question says, and some rows do not; with the row of another table that they point to. */
export function rowsSaying(
  tables: readonly Table[],
  text: string,
  ongoing: boolean,
): { readonly row: Line; readonly joined: Line | null }[] | null {
  for (const table of tables) {
    const says = ({ text: cell }: { readonly text: string }) =>
      ongoing
        ? ONGOING_CELL.test(cell)
        : isKind(cell) && saidForm(cell).length >= 2 && text.includes(`${saidForm(cell)}的`);
    const rows = table.rows.filter(({ cells }) => cells.some(says));
    if (rows.length === 0 || rows.length === table.rows.length) continue;
    return rows.map((row) => ({ row, joined: pointedTo(row, tables) }));
  }
  return null;
}

/** A kind, as 一等 is: short and no figure. */
const isKind = (cell: string) => cell.length >= 2 && cell.length <= 6 && !/^[\d０-９—-]/.test(cell);

/** 项目序号 8 points to the row of the table of 项目 that has 8 for its 序号. */
function pointedTo(row: Line, tables: readonly Table[]): Line | null {
  const header = row.table?.header ?? [];
  const index = header.findIndex((name) => POINTER.test(name));
  const thing = header[index]?.match(POINTER)?.[1] ?? "";
  const number = row.cells[index]?.text;
  if (index < 0 || number === undefined) return null;
  const other = tables.find(
    (table) =>
      table !== row.table &&
      OWN_NUMBER.test(table.header[0] ?? "") &&
      table.header.some((name) => name.includes(thing)),
  );
  return other?.rows.find(({ cells }) => cells[0]?.text === number) ?? null;
}

export function isWithin(value: number, { value: bound, hedge }: Quantity): boolean {
  if (hedge === "least") return value >= bound;
  if (hedge === "over") return value > bound;
  return hedge === "under" ? value < bound : value <= bound;
}
