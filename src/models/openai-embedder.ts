/** An embedding model behind an OpenAI-compatible address → vectors. */

import type { OpenAI } from "openai";
import type { VectorSource } from "./dense-embedder.ts";
import { failureOf, notAReply, type Subject, subjectOf } from "./failure.ts";
import { type FetchLimits, USUAL_LIMITS } from "./model-fetch.ts";
import { createOpenAiClient, OPENAI_ADDRESS, type OpenAiServer } from "./openai.ts";

/** A batch of thirty-two vectors of four thousand numbers, as text. */
const MOST_BYTES = 8 << 20;

export function openAiVectors(
  parts: OpenAiServer & { readonly limits?: Partial<FetchLimits> },
): VectorSource {
  const { model, baseUrl, apiKey } = parts;
  const subject = subjectOf("向量模型", model, baseUrl ?? OPENAI_ADDRESS, apiKey);
  let opening: Promise<OpenAI> | undefined;
  return {
    id: `openai:${model}`,
    subject,
    async ask(texts, signal) {
      opening ??= createOpenAiClient(parts, subject, {
        ...USUAL_LIMITS,
        maxBytes: MOST_BYTES,
        ...parts.limits,
      });
      const client = await opening;
      try {
        // Without a format the package asks for base64, which not every server knows.
        const body = { model, input: [...texts], encoding_format: "float" as const };
        const response: unknown = await client.embeddings.create(body, { signal });
        return vectorsIn(response, subject);
      } catch (error) {
        throw failureOf(error, subject);
      }
    },
  };
}

/** Servers may answer out of order. */
function vectorsIn(response: unknown, subject: Subject): unknown[] {
  const whole = response as { data?: unknown; error?: unknown } | null;
  if (typeof whole !== "object" || !Array.isArray(whole?.data))
    throw whole && typeof whole === "object" && whole.error
      ? failureOf(whole, subject)
      : notAReply("", subject);
  const vectors: unknown[] = [];
  for (const [at, entry] of whole.data.entries()) {
    const { index = at, embedding } = (entry ?? {}) as { index?: number; embedding?: unknown };
    vectors[index] = embedding;
  }
  return vectors;
}
