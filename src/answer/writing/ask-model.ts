/** A filled prompt → what the model replies, within what may be spent, or why there is nothing. */

import type { z } from "zod";
import type { Fallback } from "../../grounding/answer.ts";
import type { Research, Usage } from "../../models/model.ts";
import type { Asking } from "../asking.ts";
import type { Prompt } from "./prompts.ts";
import type { Writer, WritingRecord } from "./writer.ts";

export interface ModelRequest<T> {
  readonly prompt: Pick<Prompt, "name" | "version" | "instructions">;
  readonly input: string;
  readonly shape: z.ZodType<T>;
  /** What can be made of a reply that is no object of the shape. */
  readonly rescue: (reply: string) => T | undefined;
  readonly maxTokens: number;
  /** What a reply comes to, for the log. */
  readonly worthOf: (value: T) => Pick<WritingRecord, "outcome" | "kept" | "dropped">;
  /** With tools. What it comes to is not remembered. */
  readonly research?: Pick<Research<T>, "tools" | "maxSteps" | "maxSpent">;
}

/** `by`: the id of the model that gave it. */
export type Reply<T> =
  | { readonly kind: "given"; readonly value: T; readonly by: string }
  | { readonly kind: "none"; readonly fallback: Fallback };

/** Rejects with the signal's reason when whoever asks gives up, and with nothing else that a model can cause. */
export async function askModel<T>(
  writer: Writer,
  { prompt, input, shape, rescue, maxTokens, worthOf, research }: ModelRequest<T>,
  { signal, payer, onStage, onEarly }: Asking,
): Promise<Reply<T>> {
  signal?.throwIfAborted();
  const { model, researcher, memory, spending } = writer;
  const begun = performance.now();
  // Of the model that is asked now; `spent` is of all that were.
  let [by, usage] = [model.id, NOTHING];
  let spent = 0;
  const report = (worth: Pick<WritingRecord, "outcome" | "why" | "kept" | "dropped">) =>
    writer.report({
      prompt: prompt.name,
      version: prompt.version,
      model: by,
      ...usage,
      ms: Math.round(performance.now() - begun),
      ...worth,
    });
  const failed = (error: unknown): Reply<T> => {
    report({ outcome: "failed", why: error instanceof Error ? error.message : String(error) });
    return { kind: "none", fallback: "unavailable" };
  };
  const given = (value: T): Reply<T> => {
    report(worthOf(value));
    return { kind: "given", value, by };
  };
  const key = [model.id, prompt.version, input];
  const known = research ? undefined : shape.safeParse(memory.recall(key));
  if (known?.success) return given(known.data);

  const promptTokens = writer.countTokens(prompt.instructions) + writer.countTokens(input);
  const mostTokens = research?.maxSpent ?? TEMPLATE_TOKENS + promptTokens + maxTokens;
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
      shape,
      rescue,
      name: prompt.name,
      maxTokens,
      ...(signal && { signal }),
      ...(!onEarly && { withinMs: writer.withheldMs }),
      onOther(id: string, why: string) {
        report({ outcome: "failed", why });
        [by, usage] = [id, NOTHING];
      },
      onUsage({ promptTokens, completionTokens }: Usage) {
        usage = {
          promptTokens: usage.promptTokens + promptTokens,
          completionTokens: usage.completionTokens + completionTokens,
        };
        spent += promptTokens + completionTokens;
      },
    };
    const value = await (research && researcher
      ? researcher.research({ ...generation, ...research })
      : model.generate(generation));
    signal?.throwIfAborted();
    if (!research && by === model.id) memory.keep(key, value);
    return given(value);
  } catch (error) {
    if (!signal?.aborted) return failed(error);
    report({ outcome: "stopped" });
    throw signal.reason;
  } finally {
    // A full disk costs the count, not the answer.
    await reserved.settle(spent).catch(failed);
  }
}

const NOTHING: Usage = { promptTokens: 0, completionTokens: 0 };

/** What chat templates and a description of the shape add to a prompt. */
const TEMPLATE_TOKENS = 160;
