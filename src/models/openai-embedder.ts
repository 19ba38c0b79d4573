/** An embedding model behind an OpenAI-compatible address → vectors. */

import type { VectorSource } from "./dense-embedder.ts";
import { failureTold, notAReply, subjectOf } from "./failure.ts";
import { createPost, type ModelServer } from "./model-fetch.ts";
import { parsedOf } from "./structure.ts";

/** A batch of thirty-two vectors of four thousand numbers, as text. */
const MOST_BYTES = 8 << 20;

export function openAiVectors({
  model,
  limits,
  ...server
}: ModelServer & { readonly model: string }): VectorSource {
  const subject = subjectOf("向量模型", model, server.baseUrl, server.apiKey);
  const post = createPost({ ...server, limits: { maxBytes: MOST_BYTES, ...limits } }, subject);
  return {
    id: `openai:${model}`,
    subject,
    async ask(texts, signal) {
      const body = { model, input: texts, encoding_format: "float" };
      const said = await (await post("/embeddings", body, signal)).text();
      const { data, error } = (parsedOf(said) ?? {}) as { readonly data?: unknown; readonly error?: unknown };
      if (!Array.isArray(data)) throw error ? failureTold(error, subject) : notAReply("", subject);
      // Servers may answer out of order.
      const vectors: unknown[] = [];
      for (const [at, entry] of data.entries()) vectors[entry?.index ?? at] = entry?.embedding;
      return vectors;
    },
  };
}
