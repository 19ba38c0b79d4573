/** What a model is asked with to point at words of the corpus, and the answer without it that it goes on from. */

import type { Answer, Fallback } from "../../grounding/answer.ts";
import type { ChatModel, Researcher } from "../../models/model.ts";
import type { Part } from "../../question/request.ts";
import type { Asking } from "../asking.ts";
import type { Knowledge } from "../knowledge.ts";
import type { PromptName, Prompts } from "./prompts.ts";
import type { ReplyMemory } from "./reply-memory.ts";
import type { Spending } from "./spending.ts";

/** One thing that a model was asked for, for the log. */
export interface WritingRecord {
  readonly prompt: PromptName;
  /** The prompt's version. */
  readonly version: string;
  readonly model: string;
  /** As charged; 0 where nothing was sent, or the answer was known. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly ms: number;
  /**
   * - `pointed`: clauses to show, or a question to look things up with
   * - `drafted`: a text
   * - `insufficient`: the model says that the clauses do not answer
   * - `astray`: it points at nothing that there is
   * - `spent`: not asked, for a cap is reached
   * - `failed`: no usable answer; `why` says more
   * - `stopped`: whoever asked gave up
   */
  readonly outcome: "pointed" | "drafted" | "insufficient" | "astray" | "spent" | "failed" | "stopped";
  readonly why?: string;
  /** Clauses pointed at, and numbers that are none. */
  readonly kept?: number;
  readonly dropped?: number;
}

export interface Writer {
  readonly model: ChatModel;
  /** Null where questions about several cases are not to be researched. */
  readonly researcher: Researcher | null;
  readonly prompts: Prompts;
  readonly spending: Spending;
  readonly memory: ReplyMemory;
  /** Tokens of evidence at most; a corpus that has no more of them is shown whole. */
  readonly room: number;
  /** How long an answer that is there is withheld for the model's. */
  readonly withheldMs: number;
  /** Tokens of a text, as most models count them; quick. */
  readonly countTokens: (text: string) => number;
  readonly report: (record: WritingRecord) => void;
}

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
