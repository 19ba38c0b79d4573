/** A filled prompt → what the model made of it, within what may be spent, or why there is nothing. */

import type { Fallback } from "../../grounding/answer.ts";
import type { Generation, Usage } from "../../models/model.ts";
import type { Asking } from "../asking.ts";
import { type Pointing, pointingIn, pointingShape } from "./pointing.ts";
import type { Prompt } from "./prompts.ts";
import type { Writer, WritingRecord } from "./writer.ts";

/** Numbers alone take few. */
const MAX_TOKENS = 700;

export interface ModelRequest {
  readonly prompt: Pick<Prompt, "name" | "version" | "instructions">;
  readonly input: string;
  /** Another way than the writer's model: with tools. What it comes to is not remembered. */
  readonly research?: {
    readonly maxTokens: number;
    /** Tokens set aside for it; what it takes at most. */
    readonly maxSpent: number;
    readonly generate: (generation: Generation<Pointing>) => Promise<Pointing>;
  };
}

export type Reply =
  | {
      readonly kind: "given";
      readonly value: Pointing;
      /** To be called once it is known what the reply is worth. */
      readonly report: (worth: Pick<WritingRecord, "outcome" | "kept" | "dropped">) => void;
    }
  | { readonly kind: "none"; readonly fallback: Fallback };

/** Rejects with the signal's reason when whoever asks gives up, and with nothing else that a model can cause. */
export async function askModel(
  writer: Writer,
  { prompt, input, research }: ModelRequest,
  { signal, payer, onStage, onEarly }: Asking,
): Promise<Reply> {
  signal?.throwIfAborted();
  const { model, memory, spending } = writer;
  const mostTokens = research?.maxSpent ?? promptTokens(writer, prompt.instructions, input) + MAX_TOKENS;
  const begun = performance.now();
  const usage = { promptTokens: 0, completionTokens: 0 };
  const report = (worth: Pick<WritingRecord, "outcome" | "why" | "kept" | "dropped">) =>
    writer.report({
      prompt: prompt.name,
      version: prompt.version,
      model: model.id,
      ...usage,
      ms: Math.round(performance.now() - begun),
      ...worth,
    });
  const key = [model.id, prompt.version, input];
  const known = research ? undefined : pointingShape.safeParse(memory.recall(key));
  if (known?.success) return { kind: "given", value: known.data, report };

  const failed = (error: unknown) =>
    report({ outcome: "failed", why: error instanceof Error ? error.message : String(error) });
  const reserved = await spending.reserve(mostTokens, payer).catch((error: unknown) => {
    failed(error);
    return null;
  });
  if (reserved === null) return { kind: "none", fallback: "unavailable" };
  if (!reserved) {
    report({ outcome: "spent" });
    return { kind: "none", fallback: "spent" };
  }
  onStage?.("composing");
  const charge = (used: Usage) => {
    usage.promptTokens += used.promptTokens;
    usage.completionTokens += used.completionTokens;
  };
  try {
    const value = await (research?.generate ?? model.generate)({
      instructions: prompt.instructions,
      input,
      shape: pointingShape,
      rescue: pointingIn,
      name: prompt.name,
      maxTokens: research?.maxTokens ?? MAX_TOKENS,
      ...(signal && { signal }),
      ...(!onEarly && { withinMs: writer.withheldMs }),
      onUsage: charge,
    });
    signal?.throwIfAborted();
    if (!research) memory.keep(key, value);
    return { kind: "given", value, report };
  } catch (error) {
    if (signal?.aborted) {
      report({ outcome: "stopped" });
      throw signal.reason;
    }
    failed(error);
    return { kind: "none", fallback: "unavailable" };
  } finally {
    // A full disk costs the count, not the answer.
    await reserved.settle(usage.promptTokens + usage.completionTokens).catch(failed);
  }
}

/** What the parts of a prompt take, with what chat templates and a description of the shape add. */
function promptTokens({ countTokens }: Pick<Writer, "countTokens">, ...texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countTokens(text), TEMPLATE_TOKENS);
}

const TEMPLATE_TOKENS = 160;
