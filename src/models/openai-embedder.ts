/** An embedding model behind an OpenAI-compatible address → an embedder. */

import type { OpenAI } from "openai";
import { type AskForVectors, createDenseEmbedder, probeDimensions } from "./dense-embedder.ts";
import { failureOf, notAReply, type Subject, subjectOf } from "./failure.ts";
import type { Embedder } from "./model.ts";
import { type FetchLimits, USUAL_LIMITS } from "./model-fetch.ts";
import { createOpenAiClient, OPENAI_ADDRESS, type OpenAiServer } from "./openai-client.ts";
import type { Patience } from "./patience.ts";

export interface OpenAiEmbedderParts extends OpenAiServer {
  /** As `probeOpenAiEmbedder` found. */
  readonly dimensions: number;
  readonly patience?: Partial<Patience>;
  readonly limits?: Partial<FetchLimits>;
}

/** A batch of thirty-two vectors of four thousand numbers, as text. */
const MOST_BYTES = 8 << 20;

/** Vectors of one model are the same from whatever server, so the id does not name that. */
export function openAiEmbedderId(model: string, dimensions: number): string {
  return `openai:${model}:${dimensions}`;
}

/** The server is not asked for anything before the first `embed`. */
export function createOpenAiEmbedder(parts: OpenAiEmbedderParts): Embedder {
  const { model, dimensions, patience = {} } = parts;
  const subject = embedderSubject(parts);
  return createDenseEmbedder({
    id: openAiEmbedderId(model, dimensions),
    dimensions,
    subject,
    patience,
    ask: createAsk(parts, subject),
  });
}

/** How many numbers a vector of this model has. Rejects with a `ModelError`. */
export function probeOpenAiEmbedder(parts: Omit<OpenAiEmbedderParts, "dimensions">): Promise<number> {
  const subject = embedderSubject(parts);
  return probeDimensions({ subject, patience: parts.patience ?? {}, ask: createAsk(parts, subject) });
}

function embedderSubject({ model, baseUrl, apiKey }: OpenAiServer): Subject {
  return subjectOf("向量模型", model, baseUrl ?? OPENAI_ADDRESS, apiKey);
}

function createAsk(parts: Omit<OpenAiEmbedderParts, "dimensions">, subject: Subject): AskForVectors {
  let opening: Promise<OpenAI> | undefined;
  return async (texts, signal) => {
    opening ??= createOpenAiClient(parts, subject, {
      ...USUAL_LIMITS,
      maxBytes: MOST_BYTES,
      ...parts.limits,
    });
    const client = await opening;
    try {
      // Without a format the package asks for base64, which not every server knows.
      const body = { model: parts.model, input: [...texts], encoding_format: "float" as const };
      const response: unknown = await client.embeddings.create(body, { signal });
      return vectorsIn(response, subject);
    } catch (error) {
      throw failureOf(error, subject);
    }
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
