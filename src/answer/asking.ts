/** How a question is asked: who waits for it, how they may give up, and what they are shown meanwhile. */

import type { Answer } from "../grounding/answer.ts";

/**
 * What an answer is going through, in this order; a stage may be left out, or come again when it has to be gone through anew:
 * - `retrieving`: the question is understood, and passages are looked for
 * - `composing`: a language model works on what was found; only where one is configured
 * - `grounding`: every quote is compared with its source
 */
export type AnswerStage = "retrieving" | "composing" | "grounding";

export interface Asking {
  /** Gives up: what is under way rejects with the signal's reason, soon, and spends nothing more. */
  readonly signal?: AbortSignal;
  /** Is told each stage as it begins. Must not throw. */
  readonly onStage?: (stage: AnswerStage) => void;
  /**
   * Is given the answer without a model where the model takes long; what is resolved with comes in its place. Without it
   * a model is given up when it takes long. Must not throw.
   */
  readonly onEarly?: (answer: Answer) => void;
  /** Pseudonyms of who asks and where, by which spending is counted; absent where one person has the program to themselves. */
  readonly payer?: { readonly person: string; readonly chat: string };
  /** By which all that is kept and logged of the question is found again; made up where none is given. */
  readonly trace?: string;
}
