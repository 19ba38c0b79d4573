/** A question over the rows and columns of tables → the rows it asks for, what they add up to, or how they differ. */

import type { Claim } from "../../grounding/answer.ts";
import type { Ground } from "../../grounding/ground.ts";
import { sameUnit } from "../../language/quantities.ts";
import { unitAsked } from "../../language/units-asked.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import { operationsOf } from "../../question/conditions.ts";
import type { Fact } from "../../search/facts.ts";
import { type CaseLines, saidForm } from "../../search/lines.ts";
import { contextOf, shareIn, type Terms } from "../../search/speak.ts";
import { claimOf, claimOfLine, rowLabel, sayingOf, shownValue } from "./show.ts";
import { type Column, type ColumnsAsked, columnsMeant, commonRun, rowsNamed } from "./table-columns.ts";
import { rowsAsked } from "./table-rows.ts";
import { tellChanges } from "./tell-changes.ts";

interface TableQuestion {
  /** Folded and digitized. */
  readonly text: string;
  readonly named: readonly number[];
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
  const { text, named, asked } = question;
  const cases = all.filter(
    (of) =>
      of.tables.length > 0 &&
      (named.length === 0
        ? shareIn(asked, `${of.named}\n${of.said}`) >= MIN_SCOPE
        : named.includes(of.ordinal) ||
          of.tables.some((table) => rowsNamed(table, saidForm(text)).length > 0)),
  );
  if (cases.length === 0) return null;
  return rowsOfColumns(question, cases, ground);
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
  const [first] = columns;
  const changed = first ? await tellChanges(asked, first, cases, ground) : null;
  if (changed) return changed;
  const claims: Claim[] = [];
  for (const column of columns) claims.push(...(await rowsOf(column, asked, columns.length > 1, ground)));
  return claims;
}

const yearLabel = ({ year }: Fact) => (year === null ? "" : `${year}年`);

/** The rows of one column that are asked for, or its sum. `several`: the year tells it from others. */
async function rowsOf(
  column: Column,
  { operations: all, text, asked }: ColumnsAsked,
  several: boolean,
  ground: Ground,
): Promise<Claim[]> {
  // 最高额 names a column, and asks for no greatest.
  const { most, least } = operationsOf(text.replace(commonRun(column.header, text), " "));
  const operations = { ...all, most, least };
  const [first] = column.facts;
  const label = several && first ? yearLabel(first) : "";
  const named = rowsNamed(column.table, saidForm(text));
  const some = named.length > 1 ? named : null;
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
  const isTold = some !== null || shareIn(asked, wordsOf(column)) >= MIN_TOLD;
  return isTold && !addsOneRow(meant, text) && (operations.add || operations.together)
    ? sumOf(meant, label, text, some !== null, ground)
    : [];
}

/** One row that is not the sum is named where a sum is asked for: the sum of all answers nothing. */
function addsOneRow({ facts, table }: Column, text: string): boolean {
  const adds = text.split(/[,;?。]/).find((clause) => {
    const { add, together } = operationsOf(clause);
    return add || together;
  });
  const [row, ...others] = rowsNamed(table, saidForm(adds ?? text));
  return row !== undefined && others.length === 0 && !facts.some(({ line, total }) => total && line === row);
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
