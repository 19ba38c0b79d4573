/** An answer without a model, before one is asked, and what becomes of it where the model's is of no use. */

import type { Answer, Fallback } from "../../grounding/answer.ts";
import type { Part } from "../../question/request.ts";
import type { Asking } from "../asking.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Writer } from "./writer.ts";

/** A question, as it was understood and answered without a model. */
export interface Draft {
  readonly question: string;
  /** What the same person asked before, oldest first. */
  readonly history: readonly string[];
  readonly part: Part;
  readonly answer: Answer;
}

export interface Writing {
  readonly writer: Writer;
  readonly knowledge: Knowledge;
  readonly asking: Asking;
}

/** The answer as it is, and why. A refusal needs no reason that the asker can do nothing about. */
export function unwritten(answer: Answer, fallback: Fallback): Answer {
  return answer.kind === "not-found" && fallback === "unwritten" ? answer : { ...answer, fallback };
}
