/** Questions and answers as a browser kept them → the same, where every quote still stands in the corpus just so. */

import { z } from "zod";
import type { Abilities } from "../answer/abilities.ts";
import { CHANGED } from "../chat/wording.zh.ts";
import type { Answer, Quote } from "../grounding/answer.ts";
import type { ContractAnswer, ContractCitation } from "../render/contract.ts";
import { answerOutput } from "./operations/shapes.ts";
import { Refusal } from "./request-body.ts";

export const turnShape = z.object({
  question: z.string().max(5_000),
  answer: answerOutput as unknown as z.ZodType<ContractAnswer>,
});

export type ShownTurn = z.infer<typeof turnShape>;

/** Throws a `Refusal` where one does not: what is passed on as the source's words must be so. */
export async function demandVerbatim(
  turns: readonly ShownTurn[],
  { stillHolds }: Pick<Abilities, "stillHolds">,
): Promise<void> {
  for (const { answer } of turns) {
    const [first, ...rest] = answer.citations.map(quoteOf);
    if (!first) continue;
    const quoted: Answer = {
      kind: "excerpt",
      case: first.citation.case,
      quotes: [first, ...rest],
      suggestions: [],
      carried: null,
    };
    if (!(await stillHolds(quoted))) throw new Refusal("changed", CHANGED);
  }
}

function quoteOf({ quote, url: _, ...citation }: ContractCitation): Quote {
  return { text: quote, citation: { ...citation, fingerprint: "" } };
}
