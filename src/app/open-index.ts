/** A folder of documents and an embedder → an open store that is up to date, or the one before that serves on. */

import { stat } from "node:fs/promises";
import type { Log } from "../console/log.ts";
import { ModelError } from "../models/failure.ts";
import type { Embedder } from "../models/model.ts";
import { createOfflineEmbedder } from "../models/offline.ts";
import { createRememberingEmbedder } from "../models/remembering-embedder.ts";
import { headingNamesOf } from "../question/case-parts.ts";
import { createReadings } from "../readers/readings.ts";
import { type IndexReport, refreshIndex } from "../search/build-index.ts";
import { embedderOrder, LEAST_ORDER } from "../search/embedder-order.ts";
import { openSqliteStore } from "../stores/sqlite.ts";
import type { SharedIndex } from "../stores/sqlite-publish.ts";
import { openVectorMemory } from "../stores/sqlite-vector-memory.ts";
import type { IndexStamp, Store } from "../stores/store.ts";
import type { OpenEmbedding } from "./open-embedding.ts";

export interface IndexSource {
  readonly corpusDir: string;
  readonly dataDir: string;
  /** Undefined where the index is the data folder's own. */
  readonly shared: SharedIndex | undefined;
  readonly embedding: OpenEmbedding | null;
  readonly log: Log;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

export interface OpenIndex {
  readonly store: Store;
  /** For questions; its vectors are those of the index. */
  readonly embedder: Embedder;
  /** What indexing found, or why it failed and the index before it serves on. */
  readonly indexing: { readonly report: IndexReport } | { readonly failure: unknown };
}

/**
 * Without the embedder of the settings the offline one serves, but an index of that embedder is never given up for it: vectors
 * that were made are kept, and the next start goes on from there. Rejects when there is nothing to answer from.
 */
export async function openIndex(source: IndexSource): Promise<OpenIndex> {
  const { embedding, dataDir, log } = source;
  const offline = createOfflineEmbedder();
  if (!embedding) return openWith(source, offline, offline);
  const memory = await openVectorMemory(dataDir, log.warn);
  try {
    const opened = await openWith(
      source,
      createRememberingEmbedder(embedding.indexing, memory),
      embedding.asking,
    );
    // What was made with patience just now is there; of what was made long ago this is remembered, too.
    const isNew = "report" in opened.indexing && opened.indexing.report.indexed.length > 0;
    const tried = createRememberingEmbedder(isNew ? embedding.indexing : embedding.asking, memory);
    const order = await orderOf(tried, opened.store);
    if (order === undefined || order >= LEAST_ORDER) return opened;
    log.warn(
      `向量模型 ${tried.id}：拿本库的标题来试，只有 ${Math.round(100 * order)}% 能与正文对上（随意猜也有 50%），` +
        "不适合本库，现只用内置的检索；请换一个中文向量模型",
    );
    return { ...opened, embedder: offline };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    log.warn(`${error.message}。索引暂用内置的检索；算好的向量已经保存，重新启动后接着算`);
    return openWith(source, offline, offline);
  } finally {
    memory.close();
  }
}

/** Undefined as well where the embedder is away: that is said where it is asked. */
async function orderOf(embedder: Embedder, store: Store): Promise<number | undefined> {
  return embedderOrder(embedder, await store.cases()).catch((error: unknown) => {
    if (error instanceof ModelError) return undefined;
    throw error;
  });
}

/** What the index in this folder was made with. */
export async function stampIn(dataDir: string, shared?: SharedIndex): Promise<IndexStamp | undefined> {
  const store = await openSqliteStore({ dir: dataDir, ...(shared && { shared }) });
  try {
    return await store.stamp();
  } finally {
    await store.close();
  }
}

async function openWith(
  { corpusDir, dataDir, shared, log, onProgress }: IndexSource,
  embedder: Embedder,
  asking: Embedder,
): Promise<OpenIndex> {
  const store = await openSqliteStore({ dir: dataDir, embedder, log: log.warn, ...(shared && { shared }) });
  try {
    const indexing = await refreshIndex({
      dir: corpusDir,
      store,
      embedder,
      readings: createReadings(dataDir),
      headingLinesOf: headingNamesOf,
      ...(onProgress && { onProgress }),
    }).then(
      (report) => ({ report }),
      async (failure: unknown) => {
        const stamp = await store.stamp();
        if (stamp?.embedder !== embedder.id || !(await isFolder(corpusDir))) throw failure;
        return { failure };
      },
    );
    return { store, embedder: asking, indexing };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
