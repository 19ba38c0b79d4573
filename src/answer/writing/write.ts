/** An answer made of the source's own words → the same in a model's, where the corpus carries them; else as it is, saying why. */

import type { Answer } from "../../grounding/answer.ts";
import { asksOverCases } from "../../question/kinds.ts";
import type { Draft, Writing } from "./draft.ts";
import { rewriteFollowUp } from "./rewrite.ts";
import { writeAnswer } from "./write-answer.ts";
import { writeResearched } from "./write-researched.ts";
import { writeSummary } from "./write-summary.ts";

/** An answer to another question; none was read where it asks nothing. */
type Retaken = Pick<Draft, "answer"> & { readonly part?: Draft["part"] };

/**
 * Lists, comparisons, verifications, the source's words and firm refusals are exact, and stay as they are. `retake`
 * answers another question in the place of this one. Rejects only with the signal's reason, and when the store does.
 */
export async function write(
  draft: Draft,
  writing: Writing,
  retake: (question: string) => Promise<Retaken>,
): Promise<Answer> {
  const understood = isLost(draft) ? await understoodAnew(draft, writing, retake) : draft;
  const { answer, part } = understood;
  const written = await inItsWords(understood, writing);
  const carried = written.carried ?? answer.carried ?? draft.answer.carried;
  return part === draft.part ? written : { ...written, carried };
}

/** A follow-up that came to nothing certain; what it leaves out may stand in the questions before it. */
function isLost({ history, answer }: Draft): boolean {
  return history.length > 0 && (isOpen(answer) || (answer.kind === "grounded" && !answer.certain));
}

async function understoodAnew(
  draft: Draft,
  writing: Writing,
  retake: (question: string) => Promise<Retaken>,
): Promise<Draft> {
  const question = await rewriteFollowUp(draft, writing);
  if (question === undefined) return draft;
  const taken = await retake(question);
  const { part, answer } = taken;
  if (!part || isLost({ ...draft, part, answer })) return draft;
  return { question, history: [], part, answer };
}

async function inItsWords(draft: Draft, writing: Writing): Promise<Answer> {
  const { answer, part } = draft;
  if (answer.kind === "summary") return writeSummary(answer, writing);
  if (answer.kind !== "grounded" && !isOpen(answer)) return answer;
  if (answer.kind === "grounded" && answer.corrects) return answer;
  return asksOverCases(part) && writing.writer.researcher
    ? writeResearched(draft, writing)
    : writeAnswer(draft, writing);
}

/** Refused because too little was found, or because nothing was understood. */
function isOpen(answer: Answer): boolean {
  if (answer.kind !== "not-found") return false;
  const { reason } = answer;
  return reason.kind === "empty" || (reason.kind === "not-told" && reason.firm !== true);
}
