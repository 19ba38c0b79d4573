/** A question over several cases, rows or figures → an answer computed from what they say; null where that is not sure. */

import { yearsAsked } from "../../language/years-asked.ts";
import {
  type CasesKind,
  type Operations,
  operationsOf,
  withoutOperations,
} from "../../question/conditions.ts";
import { type CaseLines, linesOf } from "../../search/lines.ts";
import { shareIn, type Terms, termsOf } from "../../search/speak.ts";
import type { Answer, Claim } from "../answer.ts";
import { createGround, type Ground } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
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
import { columnMeant, rowsAsked, rowsSaying } from "./table-rows.ts";

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
  const words = withoutOperations(content);
  const asked = termsOf(words, await retriever.concepts(words));
  const listed = await listedCases(text, operations, asked, all, ground);
  if (listed) return listed;
  const claims =
    (operations.which ? await rowsOfKind(text, operations, cases, ground) : null) ??
    (await rowsOfColumn(request, operations, asked, cases, ground)) ??
    (await givenAsked(text, operations, cases, ground)) ??
    (operations.share ? await sharesAsked(text, operations, cases, knowledge, ground) : null) ??
    (computes(operations, request.kind)
      ? await figuresAsked(request, operations, all, knowledge, ground)
      : null);
  return claims && claims.length > 0 ? grounded(claims.slice(0, MOST_CLAIMS)) : null;
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
  const column = columnMeant(asked, content, scope);
  const years = yearsAsked(text);
  const ofYear = ({ year }: { readonly year: number | null }) => year !== null && years.includes(year);
  if (!column || (years.length > 0 && !column.facts.some(ofYear))) return null;
  const claims: Claim[] = [];
  for (const { title, rows, facts } of rowsAsked(column, operations, text) ?? [])
    for (const [i, line] of rows.entries()) {
      const fact = facts[i];
      const empty = `${rowLabel(line)}：${column.header} ${line.cells[column.index]?.text || "（空）"}`;
      const said = fact ? sayingOf(fact) : empty;
      claims.push(await claimOfLine(title ? `${title}的是${said}` : said, line, ground));
    }
  if (claims.length > 0 || (!operations.add && !operations.together))
    return claims.length > 0 ? claims : null;
  const total = column.facts.find((fact) => fact.total);
  const addends = column.facts.filter((fact) => !fact.total);
  if (total)
    return [await claimOf(`${column.header}合计${shownValue(total.value, [total])}`, [total], ground)];
  const sum = addends.reduce((value, fact) => value + fact.value, 0);
  const shown = addends.map(({ quantity }) => quantity.text).join("＋");
  return [await claimOf(`${column.header}合计${shownValue(sum, addends)}：${shown}`, addends, ground)];
}
