/** A reason → the answer that there is none. */

import type { Case } from "../corpus/case.ts";
import type { Ambiguous, NotFound, NotFoundReason } from "./answer.ts";
import { caseRef } from "./ground.ts";

/** Suggestions are added by `respond`. */
export function notFound(reason: NotFoundReason): NotFound {
  return { kind: "not-found", reason, suggestions: [], carried: null };
}

/** `words`: what the question asks about and the case, or the corpus, does not tell. */
export function notTold(words: readonly string[], unionCase?: Case): NotFound {
  return notFound({ kind: "not-told", words, ...(unionCase ? refOf(unionCase) : {}) });
}

export function falsePremise(words: readonly string[], unionCase?: Case): NotFound {
  return notFound({ kind: "premise", words, ...(unionCase ? refOf(unionCase) : {}) });
}

export function unknownPart(unionCase: Case, part: string): NotFound {
  const parts = unionCase.sections.map(({ name }) => name);
  return notFound({ kind: "unknown-part", case: caseRef(unionCase), part, parts });
}

/** Several cases go by the name; not-found where there is none. */
export function ambiguous(name: string, cases: readonly Case[]): Ambiguous | NotFound {
  const [first, ...rest] = cases.map(caseRef);
  if (!first) return notFound({ kind: "unknown-case", name });
  return { kind: "ambiguous", name, candidates: [first, ...rest], suggestions: [], carried: null };
}

function refOf(unionCase: Case) {
  return unionCase.role === "case" ? { case: caseRef(unionCase) } : {};
}
