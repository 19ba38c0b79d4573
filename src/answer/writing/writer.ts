/** What is needed to have a model write, beside the knowledge that it writes from. */

import type { ChatModel, Researcher } from "../../models/model.ts";
import type { PromptName, Prompts } from "./prompts.ts";
import type { ReplyMemory } from "./reply-memory.ts";
import type { Spending } from "./spending.ts";
import type { Flaw } from "./support.ts";

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
   * - `written`: statements that hold
   * - `insufficient`: the model says that the sentences do not answer
   * - `unsupported`: nothing that it wrote is carried by what it points at
   * - `spent`: not asked, for a cap is reached
   * - `failed`: no usable answer; `why` says more
   * - `stopped`: whoever asked gave up
   */
  readonly outcome: "written" | "insufficient" | "unsupported" | "spent" | "failed" | "stopped";
  readonly why?: string;
  /** Statements kept, and why the others were not. */
  readonly kept?: number;
  readonly flaws?: readonly (Flaw | "unknown-sentence")[];
}

export interface Writer {
  readonly model: ChatModel;
  /** Null where questions about several cases are not to be researched. */
  readonly researcher: Researcher | null;
  readonly prompts: Prompts;
  readonly spending: Spending;
  readonly memory: ReplyMemory;
  /** Tokens of a text, as most models count them; quick. */
  readonly countTokens: (text: string) => number;
  readonly report: (record: WritingRecord) => void;
}
