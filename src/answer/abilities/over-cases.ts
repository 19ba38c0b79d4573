/** A question over several cases, rows or figures → an answer computed from what they say; null where that is not sure. */

import {
  type CasesKind,
  type Operations,
  operationsOf,
  withoutOperations,
} from "../../question/conditions.ts";
import { linesOf } from "../../search/lines.ts";
import { termsOf } from "../../search/speak.ts";
import type { Answer } from "../answer.ts";
import { createGround } from "../ground.ts";
import type { Knowledge } from "../knowledge.ts";
import { figuresAsked } from "./figures-asked.ts";
import { givenAsked } from "./given-figures.ts";
import { listedCases } from "./listed-cases.ts";
import { sharesAsked } from "./shares.ts";
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
  /** Headings that the question names. */
  readonly sections: readonly string[];
}

/** More claims than these tell too much. */
const MOST_CLAIMS = 14;

export async function answerOverCases(request: ListRequest, knowledge: Knowledge): Promise<Answer | null> {
  const { store, retriever } = knowledge;
  const { text, content, named } = request;
  const all = linesOf(await store.cases());
  const cases = named.length > 0 ? all.filter(({ ordinal }) => named.includes(ordinal)) : all;
  const operations = operationsOf(text);
  const ground = createGround(store);
  const words = withoutOperations(content);
  const asked = termsOf(words, await retriever.concepts(words));
  const claims =
    (await tablesAsked({ text, named, operations, asked }, all, ground)) ??
    (await givenAsked(text, operations, cases, ground)) ??
    (operations.share ? await sharesAsked(text, operations, cases, knowledge, ground) : null) ??
    (computes(operations, request.kind)
      ? await figuresAsked(request, operations, all, knowledge, ground)
      : null);
  if (claims && claims.length > 0) return grounded(claims.slice(0, MOST_CLAIMS));
  if (operations.most || operations.least) return null;
  return listedCases({ text, rest: content, named }, all, knowledge, ground);
}

function computes(operations: Operations, kind: CasesKind): boolean {
  const { add, together, most, least, difference, remainder, compare, each } = operations;
  return add || together || most || least || difference || remainder || compare || each || kind === "compare";
}
