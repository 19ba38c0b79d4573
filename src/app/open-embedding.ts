/** Settings and the index that is there → the embedder that they name, in the dimensions of the index where that is its own. */

import type { VectorSource } from "../models/dense-embedder.ts";
import type { ModelError } from "../models/failure.ts";
import type { Embedder } from "../models/model.ts";
import type { Patience } from "../models/patience.ts";
import { noteOf, type Place, TRIAL, trialFailure } from "../models/trial.ts";
import { LOCAL } from "./model-settings.ts";
import { localPlace, openLocal } from "./open-local.ts";
import type { ModelsSource } from "./open-models.ts";

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
  const { name, apiKey, baseUrl } = embedding;
  const place: Place = {
    model: ["EMBEDDING_MODEL", name],
    address: [baseUrl === settings.model?.baseUrl ? "OPENAI_BASE_URL" : "EMBEDDING_BASE_URL", baseUrl],
    key: [
      apiKey !== null && apiKey === settings.model?.apiKey ? "OPENAI_API_KEY" : "EMBEDDING_API_KEY",
      apiKey,
    ],
    instead: "现只用内置的检索",
    ...(name.startsWith(LOCAL) && localPlace(settings)),
  };
  try {
    const { createDenseEmbedder, embedderId, probeDimensions } = await import("../models/dense-embedder.ts");
    const { vectors, patience } = await vectorsOf(source, embedding);
    const open = (dimensions: number): OpenEmbedding => ({
      indexing: createDenseEmbedder({ source: vectors, dimensions, patience: patience.indexing }),
      asking: createDenseEmbedder({ source: vectors, dimensions, patience: patience.asking }),
    });
    const indexed =
      stamp && stamp.embedder === embedderId(vectors, stamp.dimensions) ? stamp.dimensions : undefined;
    if (indexed !== undefined && !tryOut) return open(indexed);
    const trial = probeDimensions(vectors, patience.trial);
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

interface PatientVectors {
  readonly vectors: VectorSource;
  readonly patience: Readonly<Record<"indexing" | "asking" | "trial", Partial<Patience>>>;
}

async function vectorsOf(
  source: ModelsSource,
  { name, baseUrl, apiKey }: NonNullable<ModelsSource["settings"]["embedding"]>,
): Promise<PatientVectors> {
  const { modelKeys: keys, proxies } = source.settings;
  if (name.startsWith(LOCAL)) {
    const { LOCAL_ASKING_PATIENCE, LOCAL_PATIENCE, localVectors } = await import("../models/local.ts");
    return {
      vectors: localVectors(await openLocal(name, "向量模型", source), source.signal),
      patience: { indexing: LOCAL_PATIENCE, asking: LOCAL_ASKING_PATIENCE, trial: LOCAL_PATIENCE },
    };
  }
  const [
    { openAiVectors },
    { langChainVectors },
    { parseLangChainName },
    { ASKING_PATIENCE, INDEXING_PATIENCE },
  ] = await Promise.all([
    import("../models/openai-embedder.ts"),
    import("../models/langchain.ts"),
    import("../models/langchain-providers.ts"),
    import("../models/dense-embedder.ts"),
  ]);
  const named = parseLangChainName(name);
  return {
    vectors: named
      ? langChainVectors({ name: named, keys, baseUrl, proxies })
      : openAiVectors({ model: name, baseUrl, apiKey, proxies }),
    patience: { indexing: INDEXING_PATIENCE, asking: ASKING_PATIENCE, trial: TRIAL },
  };
}
