/** A model behind a `/rerank` address → a reranker, in either of the two languages that such servers speak. */

import { type ModelError, notAReply, subjectOf } from "./failure.ts";
import type { Reranker } from "./model.ts";
import { createPost, type ModelServer } from "./model-fetch.ts";
import { createCall, type Patience, USUAL_PATIENCE } from "./patience.ts";
import { parsedOf } from "./structure.ts";

/** `baseUrl`: with or without `/rerank` at its end. */
export interface RerankerParts extends ModelServer {
  /** Text Embeddings Inference serves one model and needs no name. */
  readonly model: string | null;
  readonly patience?: Partial<Patience>;
}

/** An answer does not wait long for a better order. */
const ORDERING_PATIENCE: Partial<Patience> = { wholeMs: 2_000, retries: 0, failures: 3 };

/**
 * `documents`: Jina, Cohere, SiliconFlow, vLLM, Xinference, which answer `{ results: [{ index, relevance_score }] }`.
 * `texts`: Text Embeddings Inference, which answers `[{ index, score }]`.
 */
type Language = "documents" | "texts";

export function createReranker({ model, patience, ...server }: RerankerParts): Reranker {
  const baseUrl = server.baseUrl.replace(/\/*$/, "").replace(/\/rerank$/, "");
  const subject = subjectOf("重排模型", model ?? "（未命名）", server.baseUrl, server.apiKey);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...ORDERING_PATIENCE, ...patience });
  const post = createPost({ ...server, baseUrl }, subject);
  let language: Language = "documents";

  async function ask(spoken: Language, query: string, texts: readonly string[], signal: AbortSignal) {
    const body =
      spoken === "documents"
        ? { ...(model && { model }), query, documents: texts, top_n: texts.length, return_documents: false }
        : { query, texts, truncate: true };
    const said = await (await post("/rerank", body, signal)).text();
    const scores = scoresIn(said, texts.length);
    if (!scores) throw notAReply(said, subject);
    return scores;
  }

  return {
    id: `rerank:${model ?? "unnamed"}`,
    rerank: (query, texts) =>
      call({}, async (signal, persist) => {
        if (texts.length === 0) return [];
        const wellFormed = texts.map((text) => text.toWellFormed());
        try {
          return await persist(() => ask(language, query.toWellFormed(), wellFormed, signal));
        } catch (error) {
          const { kind, status = 0 } = error as ModelError;
          if (kind !== "refused" || status < 400) throw error;
          const other = language === "documents" ? "texts" : "documents";
          const scores = await persist(() => ask(other, query.toWellFormed(), wellFormed, signal));
          language = other;
          return scores;
        }
      }),
  };
}

/** One finite number a text, in the order of the texts; undefined where that is not what was said. */
function scoresIn(said: string, count: number): number[] | undefined {
  const parsed = parsedOf(said);
  const results: unknown =
    typeof parsed === "object" && parsed !== null && "results" in parsed ? parsed.results : parsed;
  if (!Array.isArray(results)) return undefined;
  const scores = new Map<unknown, unknown>();
  for (const result of results) scores.set(result?.index, result?.relevance_score ?? result?.score);
  const inOrder = Array.from({ length: count }, (_, i) => scores.get(i));
  return inOrder.every((score): score is number => Number.isFinite(score)) ? inOrder : undefined;
}
