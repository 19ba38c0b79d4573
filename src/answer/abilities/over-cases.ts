/** A question over several cases, rows or figures → an answer computed from what they say; null where that is not sure. */

import type { Answer } from "../../grounding/answer.ts";
import { createGround } from "../../grounding/ground.ts";
import { unitAsked } from "../../language/units-asked.ts";
import {
  type CasesKind,
  type Operations,
  operationsOf,
  withoutOperations,
  withYearsSpelt,
} from "../../question/conditions.ts";
import { listAsked } from "../../question/lists.ts";
import { type CaseLines, linesOf } from "../../search/lines.ts";
import { readSaid } from "../../search/read-ahead.ts";
import { termsOf } from "../../search/speak.ts";
import type { Knowledge } from "../knowledge.ts";
import { earliestAsked } from "./earliest-asked.ts";
import { figuresAsked } from "./figures-asked.ts";
import { listedCases } from "./listed-cases.ts";
import { mostAsked } from "./most-asked.ts";
import { grounded } from "./show.ts";
import { tablesAsked } from "./tables-asked.ts";

export interface ListRequest {
  readonly kind: CasesKind;
  /** The question, folded and digitized. */
  readonly text: string;
  /** The same without the names of cases. */
  readonly content: string;
  /** Ordinals of the cases named. */
  readonly named: readonly number[];
  /** They are named one by one. */
  readonly several: boolean;
  /** Headings that the question names. */
  readonly sections: readonly string[];
}

/** More claims than these tell too much. */
const MOST_CLAIMS = 14;

export async function answerOverCases(asked: ListRequest, knowledge: Knowledge): Promise<Answer | null> {
  const { store, retriever } = knowledge;
  const all = linesOf(await store.cases());
  await readSaid(all);
  const request = withYears(asked, all);
  const { text, content, named } = request;
  const operations = operationsOf(text);
  const ground = createGround(store);
  const earliest =
    operations.earliest && operations.which && named.length === 0
      ? await earliestAsked(text, all, knowledge, ground)
      : null;
  if (earliest) return earliest;
  const isList = isPlainList(text, operations);
  const listed = isList ? await listedCases(text, all, knowledge, ground) : null;
  if (listed) return listed;
  const words = withoutOperations(content);
  const terms = termsOf(words, await retriever.concepts(words));
  const computing = computes(operations, request.kind);
  // 甲多少、乙多少 is read best by the words around each figure, unless cases are named one by one.
  const isPlain = request.kind === "compare" && !request.several;
  const claims =
    (await tablesAsked({ text, named, asked: terms }, all, ground)) ??
    (computing && !isPlain ? await figuresAsked(request, all, knowledge, ground) : null);
  if (claims && claims.length > 0) return grounded(claims.slice(0, MOST_CLAIMS));
  if (operations.most || operations.least) {
    return named.length === 0 ? mostAsked(text, all, knowledge, ground) : null;
  }
  if (isPlain || isList) return null;
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

/** 今年 is the year of the newest document that it may mean. */
function withYears(request: ListRequest, all: readonly CaseLines[]): ListRequest {
  const { text, content, named } = request;
  let latest: number | null = null;
  for (const { ordinal, case: of } of all)
    if (of.year !== null && (named.length === 0 || named.includes(ordinal)))
      latest = Math.max(latest ?? of.year, of.year);
  return { ...request, text: withYearsSpelt(text, latest), content: withYearsSpelt(content, latest) };
}

function computes(operations: Operations, kind: CasesKind): boolean {
  const { add, together, most, least, difference, remainder, compare, each } = operations;
  return add || together || most || least || difference || remainder || compare || each || kind === "compare";
}
