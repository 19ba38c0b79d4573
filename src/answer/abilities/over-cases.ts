/** A question over several cases, rows or figures → an answer computed from what they say; null where that is not sure. */

import { unitAsked } from "../../language/units-asked.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import {
  type CasesKind,
  type Operations,
  operationsOf,
  placeAsked,
  withoutOperations,
} from "../../question/conditions.ts";
import { listAsked } from "../../question/lists.ts";
import type { Fact } from "../../search/facts.ts";
import { type CaseLines, linesOf } from "../../search/lines.ts";
import { shareIn, type Terms, termsOf } from "../../search/speak.ts";
import type { Answer, Claim } from "../answer.ts";
import { createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { computed } from "./computed.ts";
import { figuresAsked } from "./figures-asked.ts";
import { givenAsked } from "./given-figures.ts";
import { listedCases } from "./listed-cases.ts";
import { sharesAsked } from "./shares.ts";
import {
  claimOf,
  claimOfLine,
  grounded,
  nonEmpty,
  quoteLine,
  rowLabel,
  rowText,
  sayingOf,
  shownValue,
} from "./show.ts";
import { type Column, columnsMeant, rowsAsked, rowsAt, rowsSaying } from "./table-rows.ts";

export interface ListRequest {
  readonly kind: CasesKind;
  /** The question, folded and digitized. */
  readonly text: string;
  /** The same without the names of cases. */
  readonly content: string;
  /** Ordinals of the cases named. */
  readonly named: readonly number[];
  /** Headings that the question names. */
  readonly sections: readonly string[];
}

/** More claims than these tell too much. */
const MOST_CLAIMS = 14;

/** A case that says less of what is asked holds no row for it. */
const MIN_SCOPE = 0.4;

export async function answerOverCases(request: ListRequest, knowledge: Knowledge): Promise<Answer | null> {
  const { store, retriever } = knowledge;
  const { text, content, named } = request;
  const all = linesOf(await store.cases());
  const cases = named.length > 0 ? all.filter(({ ordinal }) => named.includes(ordinal)) : all;
  const operations = operationsOf(text);
  const ground = createGround(store);
  const listed = isPlainList(text, operations) ? await listedCases(text, all, knowledge, ground) : null;
  if (listed) return listed;
  const words = withoutOperations(content);
  const asked = termsOf(words, await retriever.concepts(words));
  const claims =
    (operations.which ? await rowsOfKind(text, operations, cases, ground) : null) ??
    (await rowsOfColumn(request, operations, asked, cases, ground)) ??
    (await givenAsked(text, operations, cases, ground)) ??
    (operations.share ? await sharesAsked(text, operations, cases, knowledge, ground) : null) ??
    (computes(operations, request.kind)
      ? await figuresAsked(request, operations, all, knowledge, ground)
      : null);
  if (claims && claims.length > 0) return grounded(claims.slice(0, MOST_CLAIMS));
  if (operations.most || operations.least || isPlainList(text, operations)) return null;
  return listedCases(text, all, knowledge, ground);
}

/** It asks which cases, and for no figure of theirs. */
function isPlainList(text: string, operations: Operations): boolean {
  const conditions = listAsked(text);
  if (!conditions) return false;
  if (conditions.itemRank) return true;
  const { add, most, least, earliest, latest, difference, remainder, share, compare } = operations;
  const computed =
    add ||
    most ||
    least ||
    earliest ||
    latest ||
    difference ||
    remainder ||
    (share && !conditions.held) ||
    compare;
  // 哪个单位投入没填 asks for rows.
  if (operations.empty || operations.none || operations.ongoing) return false;
  return !computed && (conditions.asks === "count" || unitAsked(text).length === 0);
}

function computes(operations: Operations, kind: CasesKind): boolean {
  const { add, together, most, least, difference, remainder, compare, each } = operations;
  return add || together || most || least || difference || remainder || compare || each || kind === "compare";
}

/** Rows by what a cell says: 一等的, 写至今的. */
async function rowsOfKind(
  text: string,
  operations: Operations,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const rows = rowsSaying(
    cases.flatMap(({ tables }) => tables),
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

/** Rows of the table that has the column asked for, or the sum of the column. */
async function rowsOfColumn(
  { text, content }: ListRequest,
  operations: Operations,
  asked: Terms,
  cases: readonly CaseLines[],
  ground: Ground,
): Promise<Claim[] | null> {
  const scope = cases.filter(({ said, named }) => shareIn(asked, `${named}\n${said}`) >= MIN_SCOPE);
  const columns = columnsMeant(asked, content, scope, yearsAsked(text));
  const place = placeAsked(text);
  if (place !== null) {
    const facts = rowsAt(columns, place);
    if (!facts || facts.length === 0) return null;
    const sum = await computed(facts, { ...operations, most: false, least: false }, ground);
    const claims: Claim[] = [];
    for (const fact of facts)
      claims.push(await claimOf(`${yearLabel(fact)}${sayingOf(fact)}`, [fact], ground));
    return [...claims, ...(sum ?? [])];
  }
  const claims: Claim[] = [];
  for (const column of columns)
    claims.push(...(await rowsOf(column, operations, text, columns.length > 1, ground)));
  return claims.length > 0 ? claims : null;
}

const yearLabel = ({ year }: Fact) => (year === null ? "" : `${year}年`);

/** The rows of one column that are asked for, or its sum. `several`: the year tells it from others. */
async function rowsOf(
  column: Column,
  operations: Operations,
  text: string,
  several: boolean,
  ground: Ground,
): Promise<Claim[]> {
  const [first] = column.facts;
  const label = several && first ? yearLabel(first) : "";
  const claims: Claim[] = [];
  for (const { title, rows, facts } of rowsAsked(column, operations, text) ?? [])
    for (const [i, line] of rows.entries()) {
      const fact = facts[i];
      const empty = `${rowLabel(line)}：${column.header} ${line.cells[column.index]?.text || "（空）"}`;
      const said = fact ? sayingOf(fact) : empty;
      claims.push(await claimOfLine(`${label}${title ? `${title}的是` : ""}${said}`, line, ground));
    }
  if (claims.length > 0 || (!operations.add && !operations.together)) return claims;
  const total = column.facts.find((fact) => fact.total);
  const addends = column.facts.filter((fact) => !fact.total);
  const sum = addends.reduce((value, fact) => value + fact.value, 0);
  const shown = addends.map(({ quantity }) => quantity.text).join("＋");
  const head = `${label}${column.header}合计`;
  return total
    ? [await claimOf(`${head}${shownValue(total.value, [total])}`, [total], ground)]
    : [await claimOf(`${head}${shownValue(sum, addends)}：${shown}`, addends, ground)];
}
