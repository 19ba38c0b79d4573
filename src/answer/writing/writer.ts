/** What is needed to have a model point at words of the corpus, beside the knowledge that it is shown. */

import type { ChatModel, Researcher } from "../../models/model.ts";
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
   * - `insufficient`: the model says that the clauses do not answer
   * - `astray`: it points at nothing that there is
   * - `spent`: not asked, for a cap is reached
   * - `failed`: no usable answer; `why` says more
   * - `stopped`: whoever asked gave up
   */
  readonly outcome: "pointed" | "insufficient" | "astray" | "spent" | "failed" | "stopped";
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
