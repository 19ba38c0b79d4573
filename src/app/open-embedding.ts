/** Settings and the index that is there → the embedder that they name, in the dimensions of the index where that is its own. */

import type { ModelError } from "../models/failure.ts";
import type { Embedder } from "../models/model.ts";
import { noteOf, type Place, TRIAL, trialFailure } from "../models/trial.ts";
import type { ModelsSource } from "./open-models.ts";

/** One embedder with two tempers; both have the same id. */
export interface OpenEmbedding {
  /** Takes its time: an index is built once. */
  readonly indexing: Embedder;
  /** Gives up soon: a question is answered without it. */
  readonly asking: Embedder;
}

export async function openEmbedding(
  { settings, stamp, tryOut }: ModelsSource,
  notes: string[],
): Promise<OpenEmbedding | null> {
  const { embedding, modelKeys, proxies } = settings;
  if (!embedding) return null;
  const { name, apiKey, baseUrl } = embedding;
  const place: Place = {
    model: ["EMBEDDING_MODEL", name],
    address: [baseUrl === settings.model?.baseUrl ? "OPENAI_BASE_URL" : "EMBEDDING_BASE_URL", baseUrl],
    key: [
      apiKey !== null && apiKey === settings.model?.apiKey ? "OPENAI_API_KEY" : "EMBEDDING_API_KEY",
      apiKey,
    ],
    instead: "现只用内置的检索",
  };
  const [openAi, langChain, { parseLangChainName }, { ASKING_PATIENCE, INDEXING_PATIENCE }] =
    await Promise.all([
      import("../models/openai-embedder.ts"),
      import("../models/langchain.ts"),
      import("../models/langchain-providers.ts"),
      import("../models/dense-embedder.ts"),
    ]);
  try {
    const named = parseLangChainName(name);
    const server = { model: name, baseUrl, apiKey, proxies };
    const parts = named && { name: named, keys: modelKeys, baseUrl, proxies };
    const idOf = (dimensions: number) =>
      named ? langChain.langChainEmbedderId(named, dimensions) : openAi.openAiEmbedderId(name, dimensions);
    const make = (dimensions: number, patience: Partial<typeof TRIAL>) =>
      parts
        ? langChain.createLangChainEmbedder({ ...parts, dimensions, patience })
        : openAi.createOpenAiEmbedder({ ...server, dimensions, patience });
    const open = (dimensions: number): OpenEmbedding => ({
      indexing: make(dimensions, INDEXING_PATIENCE),
      asking: make(dimensions, ASKING_PATIENCE),
    });
    const indexed = stamp && stamp.embedder === idOf(stamp.dimensions) ? stamp.dimensions : undefined;
    if (indexed !== undefined && !tryOut) return open(indexed);
    const trial = parts
      ? langChain.probeLangChainEmbedder({ ...parts, patience: TRIAL })
      : openAi.probeOpenAiEmbedder({ ...server, patience: TRIAL });
    const failure = await trialFailure(trial);
    if (failure) notes.push(noteOf(failure, place));
    else if (indexed !== undefined && (await trial) !== indexed)
      notes.push(
        `EMBEDDING_MODEL=${name}：索引是用它的 ${indexed} 维向量建立的，现在却得到 ${await trial} 维；` +
          `请换回原来的模型，或删除索引文件 index.sqlite 后重新启动。${place.instead}`,
      );
    // An index of this embedder is kept: it serves by its words, and by its vectors as soon as the server is back.
    if (indexed !== undefined) return open(indexed);
    return failure ? null : open(await trial);
  } catch (error) {
    notes.push(noteOf(error as ModelError, place));
    return null;
  }
}
