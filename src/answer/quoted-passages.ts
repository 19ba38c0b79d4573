/** Quotes and a case → the passages of the case from which they are taken, in source order, headings apart. */

import type { Case } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import type { Quote } from "../grounding/answer.ts";

export function quotedPassages(quotes: readonly Quote[], unionCase: Case): Passage[] {
  const own = quotes.filter(({ citation }) => citation.case.id === unionCase.id);
  return passagesOf(unionCase).filter(
    ({ start, end, sectionKind }) =>
      sectionKind !== "heading" &&
      own.some(({ citation: { source } }) => source.start < end && start < source.end),
  );
}
