/** A reason → the answer that there is none. */

import type { Case } from "../corpus/case.ts";
import { matchConcept, subjectOf } from "../search/match.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Ambiguous, NotFound, NotFoundReason } from "./answer.ts";
import { caseRef } from "./ground.ts";

/** Suggestions are added by `respond`. */
export function notFound(reason: NotFoundReason): NotFound {
  return { kind: "not-found", reason, suggestions: [], carried: null };
}

/** Names those of the question's concepts that the case, or without one the corpus, does not hold at all. */
export function notTold(
  concepts: readonly WeightedConcept[],
  unionCase?: Case,
  { firm = false }: { readonly firm?: boolean } = {},
): NotFound {
  const subject = unionCase ? subjectOf(textOfCase(unionCase)) : undefined;
  const words = concepts
    .filter((concept) => (subject ? matchConcept(concept, subject).degree < 0.2 : !concept.known))
    .map(({ surface }) => surface);
  return notFound({
    kind: "not-told",
    words,
    ...(unionCase ? refOf(unionCase) : {}),
    ...(firm ? { firm } : {}),
  });
}

function textOfCase({ organization, title, sections }: Case): string {
  const sentences = sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences));
  return [organization, title, ...sentences.map(({ text }) => text)].join("\n");
}

/** `words`: the figures that the source does not give so; none where it says the opposite of the question. */
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
