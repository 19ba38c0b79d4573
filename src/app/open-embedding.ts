/** Settings and the index that is there → the embedder that they name, in the dimensions of the index where that is its own. */

import type { VectorSource } from "../models/dense-embedder.ts";
import type { ModelError } from "../models/failure.ts";
import type { Embedder } from "../models/model.ts";
import { LOCAL, OPENAI_ADDRESS, placeOf } from "./model-settings.ts";
import { type ModelSettings, type ModelsSource, openLocal } from "./open-local.ts";
import { noteOf, trialFailure } from "./trial.ts";

/** One embedder with two tempers; both have the same id. */
export interface OpenEmbedding {
  /** Takes its time: an index is built once. */
  readonly indexing: Embedder;
  /** Gives up soon: a question is answered without it. */
  readonly asking: Embedder;
}

export async function openEmbedding(source: ModelsSource, notes: string[]): Promise<OpenEmbedding | null> {
  const { settings, stamp, tryOut } = source;
  const { embedding } = settings;
  if (!embedding) return null;
  const place = placeOf("EMBEDDING", embedding, settings, "现只用内置的检索");
  try {
    const { createDenseEmbedder, embedderId, probeDimensions, SERVER_PATIENCE } = await import(
      "../models/dense-embedder.ts"
    );
    const vectors = await vectorsOf(source, embedding);
    const patience = vectors.patience ?? SERVER_PATIENCE;
    const make = (dimensions: number, asked: "indexing" | "asking") =>
      createDenseEmbedder({ source: vectors, dimensions, patience: patience[asked] });
    const open = (dimensions: number): OpenEmbedding => ({
      indexing: make(dimensions, "indexing"),
      asking: make(dimensions, "asking"),
    });
    const indexed =
      stamp && stamp.embedder === embedderId(vectors, stamp.dimensions) ? stamp.dimensions : undefined;
    if (indexed !== undefined && !tryOut) return open(indexed);
    const trial = probeDimensions(vectors, patience.trial);
    const failure = await trialFailure(trial);
    if (failure) notes.push(noteOf(failure, place));
    else if (indexed !== undefined && (await trial) !== indexed)
      notes.push(
        `EMBEDDING_MODEL=${embedding.name}：索引是用它的 ${indexed} 维向量建立的，现在却得到 ${await trial} 维；` +
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

async function vectorsOf(
  source: ModelsSource,
  { name, baseUrl, apiKey }: NonNullable<ModelSettings["embedding"]>,
): Promise<VectorSource> {
  const { modelKeys: keys, proxies } = source.settings;
  if (name.startsWith(LOCAL)) {
    const { localVectors } = await import("../models/local.ts");
    return localVectors(await openLocal(name, "向量模型", source), source.signal);
  }
  const { parseLangChainName } = await import("../models/langchain-providers.ts");
  const named = parseLangChainName(name);
  if (named) {
    const { langChainVectors } = await import("../models/langchain.ts");
    return langChainVectors({ name: named, keys, baseUrl, proxies });
  }
  const { openAiVectors } = await import("../models/openai-embedder.ts");
  return openAiVectors({ model: name, baseUrl: baseUrl ?? OPENAI_ADDRESS, apiKey, proxies });
}
