/** Of several cases the one that was meant → its name among them, and the question with that name. */

import type { Answer, CaseRef } from "../grounding/answer.ts";
import { headingOf } from "./render.ts";

/** With its title only where others have the same name: what the title says would be taken for a part of a question. */
export function nameAmong(candidates: readonly CaseRef[], candidate: CaseRef): string {
  const isShared =
    candidates.filter(({ organization }) => organization === candidate.organization).length > 1;
  return isShared || candidate.organization === "" ? headingOf(candidate) : candidate.organization;
}

/** The question again, with the case that is meant in the place of the name that several cases have. */
export function chosenQuestion(
  { answer, question }: { readonly answer: Answer; readonly question: string },
  index: number,
): string | undefined {
  const candidate = answer.kind === "ambiguous" ? answer.candidates[index] : undefined;
  if (answer.kind !== "ambiguous" || !candidate) return undefined;
  const name = nameAmong(answer.candidates, candidate);
  return question.includes(answer.name) ? question.replace(answer.name, () => name) : `${name}：${question}`;
}
