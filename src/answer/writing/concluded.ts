/** What a model replied to a question → the answer in its words, or the one without it, saying why. */

import type { Answer } from "../../grounding/answer.ts";
import type { Reply } from "./ask-model.ts";
import { type Draft, unwritten, type Writing } from "./draft.ts";
import type { Evidence } from "./evidence.ts";
import { groundClaims } from "./ground-claims.ts";
import type { Proposal } from "./proposal.ts";

export async function concluded(
  reply: Reply<Proposal>,
  { answer }: Draft,
  evidence: Pick<Evidence, "find">,
  { writer, knowledge }: Writing,
): Promise<Answer> {
  if (reply.kind === "none") return unwritten(answer, reply.fallback);
  if (!reply.value.sufficient) {
    reply.report({ outcome: "insufficient" });
    return unwritten(answer, "unwritten");
  }
  const { claims, flaws } = await groundClaims(reply.value, evidence, knowledge);
  const [first, ...rest] = claims;
  reply.report({ outcome: first ? "written" : "unsupported", kept: claims.length, flaws });
  // That they speak of the question cannot be asked of its words: of the right sentences for questions that are put
  // in other words, two in three share less than 30 % of the weight with the question, as many as of wrong ones.
  if (!first) return unwritten(answer, "unwritten");
  return {
    kind: "grounded",
    by: writer.model.id,
    certain: true,
    claims: [first, ...rest],
    suggestions: [],
    carried: answer.carried,
  };
}
