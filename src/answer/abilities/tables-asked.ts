/** A question over the rows and columns of tables → the rows it asks for, what they add up to, or how they differ. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { GROWTH_COLUMN } from "../../language/fact-words.ts";
import { sameUnit } from "../../language/quantities.ts";
import { unitAsked } from "../../language/units-asked.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import { type Operations, operationsOf, placeAsked } from "../../question/conditions.ts";
import { denies } from "../../question/lists.ts";
import type { Fact } from "../../search/facts.ts";
import { type CaseLines, type Line, saidForm } from "../../search/lines.ts";
import { contextOf, shareIn, type Terms } from "../../search/speak.ts";
import { computed } from "./computed.ts";
import {
  claimOf,
  claimOfLine,
  nonEmpty,
  quoteLine,
  rowLabel,
  rowText,
  sayingOf,
  shownValue,
} from "./show.ts";
import {
  byRow,
  type Change,
  type Changes,
  changesOfColumns,
  changesOfYears,
  growthOf,
  rowsMeant,
} from "./table-changes.ts";
import {
  type Column,
  type ColumnsAsked,
  columnsMeant,
  columnsOf,
  headerSaid,
  nameOf,
  rowKey,
  rowsNamed,
} from "./table-columns.ts";
import { rowsAsked, rowsAt, rowsOfCell, rowsSaying, rowsWhether } from "./table-rows.ts";

interface TableQuestion {
  /** Folded and digitized. */
  readonly text: string;
  readonly named: readonly number[];
  readonly operations: Operations;
  readonly asked: Terms;
}

/** A column that says less of it is not what is to be added up. */
const MIN_TOLD = 0.5;

/** A case that says less of what is asked holds no row for it. */
const MIN_SCOPE = 0.4;

/** Null where no table tells it. */
export async function tablesAsked(
  question: TableQuestion,
  all: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const { text, named, operations, asked } = question;
  const cases = all.filter(
    ({ tables, ordinal, said, named: name }) =>
      tables.length > 0 &&
      (named.length === 0
        ? shareIn(asked, `${name}\n${said}`) >= MIN_SCOPE
        : named.includes(ordinal) || tables.some((table) => rowsNamed(table, saidForm(text)).length > 0)),
  );
  if (cases.length === 0) return null;
  return (
    (operations.which ? await rowsOfKind(question, cases, ground) : null) ??
    (await rowsOfColumns(question, cases, ground)) ??
    (operations.which ? await rowsOfWhether(question, cases, ground) : null)
  );
}

/** Rows by what a cell says: 一等的, 写至今的. */
async function rowsOfKind(
  { text, operations, named }: TableQuestion,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const own = cases.filter(({ ordinal }) => named.length === 0 || named.includes(ordinal));
  const rows = rowsSaying(
    own.flatMap(({ tables }) => tables),
    text,
    operations.ongoing,
  );
  if (!rows) return null;
  const claims: Claim[] = [];
  for (const { row, joined } of rows) {
    const quotes = [await quoteLine(row, ground), ...(joined ? [await quoteLine(joined, ground)] : [])];
    claims.push({ text: `${rowLabel(joined ?? row)}：${rowText(row)}`, quotes: nonEmpty(quotes) });
  }
  return claims;
}

async function rowsOfWhether(
  { text, asked, operations }: TableQuestion,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const claims: Claim[] = [];
  for (const { row, header, cell } of rowsWhether(text, asked, operations.negative || denies(text), cases) ??
    [])
    claims.push(await claimOfLine(`${row.cells[0]?.text}：${header} ${cell}`, row, ground));
  return claims.length > 0 ? claims : null;
}

/** Each column that the question speaks of, with the clauses that speak of it. */
async function rowsOfColumns(
  { text, asked }: TableQuestion,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const years = yearsAsked(text);
  const spoken: { text: string; columns: Column[] }[] = [];
  let lead = "";
  for (const clause of text.split(/[,;?。!]/)) {
    const columns = columnsMeant({ text: clause, asked, years, operations: operationsOf(clause) }, cases);
    const last = spoken.at(-1);
    if (columns.length > 0 && columns[0]?.header !== last?.columns[0]?.header) {
      spoken.push({ text: `${lead}${clause}`, columns });
      lead = "";
    } else if (last) last.text += `,${clause}`;
    else lead += `${clause},`;
  }
  const claims: Claim[] = [];
  for (const { text: own, columns } of spoken) {
    const part = { text: own, asked, years, operations: operationsOf(own) };
    const told = await tellColumns(part, columns, cases, ground);
    claims.push(...told);
  }
  return claims.length > 0 ? claims : null;
}

async function tellColumns(
  asked: ColumnsAsked,
  columns: readonly Column[],
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[]> {
  const { text, operations } = asked;
  const place = placeAsked(text);
  if (place !== null) return rowsInPlace(columns, place, operations, ground);
  const [first] = columns;
  const changed = first ? await tellChanges(asked, first, cases, ground) : null;
  if (changed) return changed;
  const claims: Claim[] = [];
  for (const column of columns) claims.push(...(await rowsOf(column, asked, columns.length > 1, ground)));
  return claims;
}

/** 两年都排第3的是哪个县 */
async function rowsInPlace(
  columns: readonly Column[],
  place: number,
  operations: Operations,
  ground: Ground,
): Promise<Claim[]> {
  const facts = rowsAt(columns, place) ?? [];
  const claims: Claim[] = [];
  for (const fact of facts) claims.push(await claimOf(`${yearLabel(fact)}${sayingOf(fact)}`, [fact], ground));
  const sum = await computed(facts, { ...operations, most: false, least: false }, ground);
  return [...claims, ...(sum ?? [])];
}

const yearLabel = ({ year }: Fact) => (year === null ? "" : `${year}年`);

/** What has grown, shrunk, or differs between years or columns; null where that is not asked, or the tables do not tell. */
async function tellChanges(
  asked: ColumnsAsked,
  column: Column,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const { text, operations, years } = asked;
  const { rises, falls, risesMost, fallsMost, difference, compare, lastYear, most } = operations;
  const { table } = column;
  // 哪些县区(含市直) asks of all rows, whichever it names.
  const ofAll = operations.which && (rises || falls);
  const rows = ofAll ? null : rowsMeant(table, text, risesMost || fallsMost);
  const keys = rows?.map(rowKey);
  const isMeant = ({ line, total }: Fact) => (keys ? keys.includes(rowKey(line)) : !total);
  if (risesMost || fallsMost || rises || falls) {
    const growth = GROWTH_COLUMN.test(column.header) ? byRow(column) : growthOf(table, column.index);
    const told = growth ? [...growth.values()].filter(isMeant) : [];
    if (told.length > 0) return tellGrowth(told, operations, ground);
  }
  if (!(difference || compare || lastYear || rises || falls || risesMost || fallsMost)) return null;
  const ofYears = years.length > 1 || lastYear || rises || falls || risesMost || fallsMost;
  const changes = ofYears ? changesOfYears(column, asked, cases) : changesOfColumns(column, asked);
  if (!changes) return null;
  const meant = changes.all.filter(({ to }) => isMeant(to));
  const sign = rises ? 1 : falls ? -1 : 0;
  if (sign !== 0)
    return tellAll(
      meant.filter(({ by }) => by * sign > 0),
      changes,
      ground,
    );
  if (risesMost || fallsMost || most) return tellMost(meant, changes, fallsMost ? -1 : 1, !ofYears, ground);
  if (!rows) return null;
  // 多了几个基层工会、多了多少会员: each column of the table that the question says.
  const sisters = columnsOf(table).filter(
    ({ header }) => headerSaid(saidForm(nameOf(header)), saidForm(text)) >= 0.9,
  );
  const claims = await tellAll(meant, changes, ground);
  for (const sister of sisters) {
    if (sister === column) continue;
    const other = ofYears ? changesOfYears(sister, asked, cases) : null;
    if (other)
      claims.push(
        ...(await tellAll(
          other.all.filter(({ to }) => isMeant(to)),
          other,
          ground,
        )),
      );
  }
  return claims;
}

async function tellGrowth(facts: readonly Fact[], operations: Operations, ground: Ground): Promise<Claim[]> {
  const { rises, risesMost, fallsMost } = operations;
  const sorted = facts.toSorted((a, b) => b.value - a.value);
  const [first] = sorted;
  const last = sorted.at(-1);
  const claims: Claim[] = [];
  if (risesMost && first) return [await claimOf(`增幅最大的是${sayingOf(first)}`, [first], ground)];
  if (fallsMost && last && last.value < 0)
    return [await claimOf(`降幅最大的是${sayingOf(last)}`, [last], ground)];
  for (const fact of facts.filter(({ value }) => (rises ? value > 0 : value < 0)))
    claims.push(await claimOf(sayingOf(fact), [fact], ground));
  return claims;
}

async function tellAll(all: readonly Change[], changes: Changes, ground: Ground): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const change of all)
    claims.push(await claimOf(sayingOfChange(change, changes), [change.from, change.to], ground));
  return claims;
}

/** The row that differs most, and those that differ the other way. `either`: no matter which way. */
async function tellMost(
  all: readonly Change[],
  changes: Changes,
  sign: 1 | -1,
  either: boolean,
  ground: Ground,
): Promise<Claim[]> {
  const by = (change: Change) => (either ? Math.abs(change.by) : sign * change.by);
  const [first] = all.toSorted((a, b) => by(b) - by(a));
  if (!first || by(first) <= 0) return [];
  const others = either ? all.filter((change) => change.by * first.by < 0) : [];
  const text = `相差最多的是${sayingOfChange(first, changes)}`;
  const claims = [await claimOf(text, [first.from, first.to], ground)];
  for (const other of others)
    claims.push(await claimOf(`相反的是${sayingOfChange(other, changes)}`, [other.from, other.to], ground));
  return claims;
}

/** 潭口县：会员（万人）2024年比2023年少800人（11.12→11.04） */
function sayingOfChange({ row, from, to, by }: Change, { labels }: Changes): string {
  const [before, now] = labels;
  const gap = to.unit === "%" ? `${Math.abs(by)}个百分点` : shownValue(Math.abs(by), [from, to]);
  const way = by === 0 ? "相同" : `${by > 0 ? "多" : "少"}${gap}`;
  const header = headerOf(to);
  const what = header === now || /年$/.test(header) ? "" : header;
  return `${rowName(row)}：${what}${now}比${before}${way}（${from.quantity.text}→${to.quantity.text}）`;
}

const rowName = (row: Line) => rowLabel(row);

const headerOf = ({ line, start }: Fact) =>
  nameOf(line.table?.header[line.cells.findIndex((cell) => cell.start <= start && start < cell.end)] ?? "");

/** The rows of one column that are asked for, or its sum. `several`: the year tells it from others. */
async function rowsOf(
  column: Column,
  { operations, text, asked }: ColumnsAsked,
  several: boolean,
  ground: Ground,
): Promise<Claim[]> {
  const [first] = column.facts;
  const label = several && first ? yearLabel(first) : "";
  const named = rowsNamed(column.table, saidForm(text));
  const some = rowsOfCell(column, text) ?? (named.length > 1 ? named : null);
  const meant = some ? { ...column, facts: column.facts.filter(({ line }) => some.includes(line)) } : column;
  const claims: Claim[] = [];
  for (const { title, rows, facts } of rowsAsked(meant, operations, text) ?? [])
    for (const [i, line] of rows.entries()) {
      const fact = facts[i];
      const empty = `${rowLabel(line)}：${column.header} ${line.cells[column.index]?.text || "（空）"}`;
      const said = fact ? sayingOf(fact) : empty;
      claims.push(await claimOfLine(`${label}${title ? `${title}的是` : ""}${said}`, line, ground));
    }
  const [high, low] = [extreme(meant, 1), extreme(meant, -1)];
  if (operations.most && operations.least && operations.difference && high && low)
    claims.push(
      await claimOf(
        `两者相差${shownValue(Number((high.value - low.value).toPrecision(12)), [high, low])}`,
        [high, low],
        ground,
      ),
    );
  if (claims.length > 0) return claims;
  if (some && (operations.each || operations.compare || operations.difference)) {
    const compared = await computed(meant.facts, { ...operations, add: false, together: false }, ground);
    if (compared) return compared;
    for (const fact of meant.facts) claims.push(await claimOf(`${label}${sayingOf(fact)}`, [fact], ground));
    return claims;
  }
  const isTold = some !== null || shareIn(asked, wordsOf(column)) >= MIN_TOLD;
  return isTold && (operations.add || operations.together)
    ? sumOf(meant, label, text, some !== null, ground)
    : [];
}

/** All that a column is known by: what stands above its table, its headers and rows. */
const wordsOf = ({ table, facts: [first] }: Column) =>
  `${first ? contextOf(first.line) : ""}\n${saidForm(`${table.header.join(" ")} ${table.rows.map(rowLabel).join(" ")}`)}`;

const extreme = ({ facts }: Column, sign: 1 | -1) =>
  facts.filter(({ total }) => !total).toSorted((a, b) => sign * (b.value - a.value))[0];

/** `some`: of these rows alone, so that the row of the sum does not tell it. */
async function sumOf(
  { facts, header }: Column,
  label: string,
  text: string,
  some: boolean,
  ground: Ground,
): Promise<Claim[]> {
  const [unit] = unitAsked(text);
  const [one] = facts;
  if (
    unit &&
    unit.units.length > 0 &&
    one &&
    one.unit !== "" &&
    !unit.units.some((word) => sameUnit(word, one.unit))
  )
    return [];
  const total = some ? undefined : facts.find((fact) => fact.total);
  const addends = facts.filter((fact) => !fact.total);
  const sum = addends.reduce((value, fact) => value + fact.value, 0);
  const shown = addends.map(({ quantity }) => quantity.text).join("＋");
  const head = `${label}${header}合计`;
  return total
    ? [await claimOf(`${head}${shownValue(total.value, [total])}`, [total], ground)]
    : [await claimOf(`${head}${shownValue(sum, addends)}：${shown}`, addends, ground)];
}
