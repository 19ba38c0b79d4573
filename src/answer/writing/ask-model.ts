/** A filled prompt → what the model points at, within what may be spent, or why there is nothing. */

import type { Fallback } from "../../grounding/answer.ts";
import type { Research, Usage } from "../../models/model.ts";
import type { Asking } from "../asking.ts";
import type { Evidence, Pointer } from "./evidence.ts";
import { type Pointing, pointersOf, pointingIn, pointingShape } from "./pointing.ts";
import type { Prompt } from "./prompts.ts";
import type { Writer, WritingRecord } from "./writer.ts";

/** Numbers alone take few. */
const MAX_TOKENS = 700;

export interface ModelRequest {
  readonly prompt: Pick<Prompt, "name" | "version" | "instructions">;
  readonly input: string;
  /** What is pointed into. */
  readonly evidence: Pick<Evidence, "find">;
  /** With tools. What it comes to is not remembered. */
  readonly research?: Pick<Research<Pointing>, "tools" | "maxSteps" | "maxSpent" | "maxTokens">;
}

export type Reply =
  | { readonly kind: "given"; readonly value: Pointing; readonly pointers: readonly Pointer[] }
  | { readonly kind: "none"; readonly fallback: Fallback };

/** Rejects with the signal's reason when whoever asks gives up, and with nothing else that a model can cause. */
export async function askModel(
  writer: Writer,
  { prompt, input, evidence, research }: ModelRequest,
  { signal, payer, onStage, onEarly }: Asking,
): Promise<Reply> {
  signal?.throwIfAborted();
  const { model, researcher, memory, spending } = writer;
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
  const failed = (error: unknown): Reply => {
    report({ outcome: "failed", why: error instanceof Error ? error.message : String(error) });
    return { kind: "none", fallback: "unavailable" };
  };
  const given = (value: Pointing): Reply => {
    const pointers = pointersOf([...value.clauses, value.settles], evidence);
    const dropped = value.clauses.filter((id) => pointersOf([id], evidence).length === 0).length;
    const outcome = value.sufficient === "no" ? "insufficient" : pointers.length > 0 ? "pointed" : "astray";
    report({ outcome, kept: pointers.length, dropped });
    return { kind: "given", value, pointers };
  };
  const key = [model.id, prompt.version, input];
  const known = research ? undefined : pointingShape.safeParse(memory.recall(key));
  if (known?.success) return given(known.data);

  const promptTokens = writer.countTokens(prompt.instructions) + writer.countTokens(input);
  const mostTokens = research?.maxSpent ?? TEMPLATE_TOKENS + promptTokens + MAX_TOKENS;
  const reserved = await spending.reserve(mostTokens, payer).catch(failed);
  if (reserved && "kind" in reserved) return reserved;
  if (!reserved) {
    report({ outcome: "spent" });
    return { kind: "none", fallback: "spent" };
  }
  onStage?.("composing");
  try {
    const generation = {
      instructions: prompt.instructions,
      input,
      shape: pointingShape,
      rescue: pointingIn,
      name: prompt.name,
      maxTokens: MAX_TOKENS,
      ...(signal && { signal }),
      ...(!onEarly && { withinMs: writer.withheldMs }),
      onUsage(used: Usage) {
        usage.promptTokens += used.promptTokens;
        usage.completionTokens += used.completionTokens;
      },
    };
    const value = await (research && researcher
      ? researcher.research({ ...generation, ...research })
      : model.generate(generation));
    signal?.throwIfAborted();
    if (!research) memory.keep(key, value);
    return given(value);
  } catch (error) {
    if (!signal?.aborted) return failed(error);
    report({ outcome: "stopped" });
    throw signal.reason;
  } finally {
    // A full disk costs the count, not the answer.
    await reserved.settle(usage.promptTokens + usage.completionTokens).catch(failed);
  }
}

/** What chat templates and a description of the shape add to a prompt. */
const TEMPLATE_TOKENS = 160;
