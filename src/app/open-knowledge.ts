/** Settings → the knowledge that every ability works with: an open store, brought up to date with the corpus. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Knowledge } from "../answer/knowledge.ts";
import { createReplyMemory } from "../answer/writing/reply-memory.ts";
import type { WritingRecord } from "../answer/writing/writer.ts";
import type { Log } from "../console/log.ts";
import type { KeptPins } from "../curation/pins.ts";
import { type Lexicon, parseLexicon } from "../language/lexicon.ts";
import { ownPlaces } from "../language/places.ts";
import type { Embedder } from "../models/model.ts";
import { createCaseFinder } from "../search/find-case.ts";
import type { MeaningParts } from "../search/meaning.ts";
import { createRetriever } from "../search/retrieve.ts";
import type { IndexStamp, Store } from "../stores/store.ts";
import type { Stores } from "../stores/stores.ts";
import { type OpenIndex, openIndex, stampIn } from "./open-index.ts";
import type { ModelSettings } from "./open-local.ts";
import { NO_MODEL_SETTINGS, type OpenModels, openModels } from "./open-models.ts";
import { openStores, type StoreSettings } from "./open-stores.ts";
import { type OpenWriter, openWriter } from "./open-writer.ts";
import type { Settings } from "./settings.ts";

export interface OpenKnowledge extends Knowledge {
  readonly indexing: OpenIndex["indexing"];
  readonly pins: KeptPins;
  /** Closed with it. */
  readonly stores: Stores;
  /** What the settings name and can be used; `notes` have been logged. */
  readonly models?: OpenModels;
  /**
   * Takes notice of an index that another process published. To be called before each answer: it looks at the disk once
   * in `REFRESH_MS`, and otherwise costs nothing. What is kept over the store (catalogue, coined terms, vector search)
   * follows by itself; the lexicons are read at the opening alone. Rejects, until it is mended, where what is there now
   * cannot be answered from; documents that changed are the matter of `index`.
   */
  refresh(): Promise<void>;
  /** The same over a part of the store. */
  over(part: Store): Promise<Knowledge>;
  close(): Promise<void>;
}

export interface KnowledgeSource {
  readonly settings: Pick<Settings, "corpusDir"> & StoreSettings & Partial<ModelSettings>;
  readonly log: Log;
  readonly onProgress?: (done: number, total: number) => void;
  /** Whether each model is asked something now, so that a slip in the settings is told at the start. */
  readonly tryOut?: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  /** Is told of each call of a language model. */
  readonly onWriting?: (record: WritingRecord) => void;
}

/** How often a published index is looked for. */
const REFRESH_MS = 5_000;

/** Rejects when there is nothing to answer from, and when the corpus folder is not there: that is a slip of the pen. */
export async function openKnowledge(source: KnowledgeSource): Promise<OpenKnowledge> {
  const { settings, log, onProgress, tryOut = false, now = () => performance.now() } = source;
  const { corpusDir, dataDir } = settings;
  const ended = new AbortController();
  const stores = await openStores(settings);
  const { sharedIndex: shared } = stores;
  const models = await openModels({
    settings: { ...NO_MODEL_SETTINGS, ...settings },
    stamp: settings.embedding ? await stampIn(dataDir, shared) : undefined,
    tryOut,
    tell: log.info,
    signal: ended.signal,
  });
  for (const note of models.notes) log.warn(note);
  const index = await openIndex({
    ...{ corpusDir, dataDir, shared, embedding: models.embedding, log, onProgress },
  }).catch(async (error: unknown) => {
    ended.abort();
    await stores.close();
    throw error;
  });
  const { store, embedder, indexing } = index;
  let writer: OpenWriter | undefined;
  let pins: KeptPins | undefined;
  const close = async () => {
    ended.abort();
    writer?.close();
    pins?.close();
    await store.close();
    await stores.close();
  };
  try {
    const kept = await stores.pins({ warn: log.warn });
    pins = kept;
    const { chat, researcher } = models;
    if (chat && settings.model)
      writer = await openWriter({
        ...{ chat, researcher, stores, log },
        caps: settings.model.dailyTokens,
        ...(source.onWriting && { onWriting: source.onWriting }),
      });
    const parts = {
      officeLexicon: await readOfficeLexicon(dataDir, log),
      reranker: models.reranker,
      onFailure: sparingly(log, now),
    };
    const refresh = refresherOf(store, await store.stamp(), { log, now });
    return {
      ...(await knowledgeOver(store, embedder, parts)),
      ...(writer && { writer }),
      pins: kept,
      stores,
      // One that proved of no use, or is away where there is no index of its own, is not in use.
      models: embedder.kind === "dense" ? models : { ...models, embedding: null },
      indexing,
      refresh,
      over: async (part) => ({
        ...(await knowledgeOver(part, embedder, parts)),
        // What a model replied is kept apart as well.
        ...(writer && { writer: { ...writer, memory: createReplyMemory() } }),
        pins: kept,
        refresh,
      }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server that is away fails at every question. */
const WARNING_EVERY_MS = 60_000;

function sparingly(log: Log, now: () => number): (error: unknown) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (now() - last < WARNING_EVERY_MS) return;
    last = now();
    log.warn(`${error instanceof Error ? error.message : String(error)}；检索不受影响，只是少了这一项`);
  };
}

/** `opened`: the stamp of the index that the knowledge was opened with. */
function refresherOf(
  store: Store,
  opened: IndexStamp | undefined,
  { log, now }: { readonly log: Log; readonly now: () => number },
): () => Promise<void> {
  let last = now();
  let looking = Promise.resolve();
  let warned = "";

  async function look(): Promise<void> {
    const warning = await store.refresh().then(() => "", notRefreshed);
    if (warning !== "" && warning !== warned) log.warn(warning);
    warned = warning;
    const stamp = await store.stamp();
    if (!stamp) throw new Error("索引已损坏，请用 index 命令重新建立");
    if (!isDeepStrictEqual(stamp, opened)) throw new Error("索引由另一个版本的程序建立，请重新启动本程序");
  }

  return () => {
    if (now() - last >= REFRESH_MS) {
      last = now();
      looking = look();
    }
    return looking;
  };
}

function notRefreshed(failure: unknown): string {
  return `索引没有更新，仍用上一次的索引：${failure instanceof Error ? failure.message : String(failure)}`;
}

/** Says what could not be indexed, where an older text or index answers in its place. */
export function warnOfIndexing({ indexing }: OpenKnowledge, log: Log): void {
  if ("failure" in indexing) {
    log.warn(notRefreshed(indexing.failure));
    return;
  }
  const { failures } = indexing.report;
  for (const failure of failures.slice(0, MOST_WARNINGS)) log.warn(`文件无法使用：${failure}`);
  const more = failures.length - MOST_WARNINGS;
  if (more > 0) log.warn(`另有 ${more} 个文件无法使用；用 index 命令查看全部`);
}

/** A folder with many broken files must not bury the answer. */
const MOST_WARNINGS = 5;

export interface KnowledgeParts extends Pick<MeaningParts, "reranker" | "onFailure"> {
  readonly officeLexicon?: string;
}

/** The same over any store and embedder, as tests and measurements need it. */
export async function knowledgeOver(
  store: Store,
  embedder: Embedder,
  { officeLexicon = "", ...judging }: KnowledgeParts = {},
): Promise<Knowledge> {
  const lexicon = await lexiconOf(officeLexicon);
  return {
    store,
    lexicon,
    retriever: createRetriever({ store, embedder, lexicon, ...judging }),
    finder: createCaseFinder({ store, places: ownPlaces() }),
  };
}

/** By the office's words: reading them takes a tenth of a second, and every part of a store goes by the same. */
const lexicons = new Map<string, Promise<Lexicon>>();

function lexiconOf(officeLexicon: string): Promise<Lexicon> {
  const lexicon = lexicons.get(officeLexicon) ?? readLexicon(officeLexicon);
  lexicons.set(officeLexicon, lexicon);
  return lexicon;
}

async function readLexicon(officeLexicon: string): Promise<Lexicon> {
  const own = new URL("../language/lexicon.zh.txt", import.meta.url);
  return parseLexicon(await readFile(own, "utf8"), officeLexicon);
}

/** Words of the office's own, beside its index; most offices have none. */
async function readOfficeLexicon(dataDir: string, log: Log): Promise<string> {
  const path = join(dataDir, "lexicon.txt");
  try {
    return (await readFile(path, "utf8")).replace(/^\ufeff/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT") log.warn(`${path}：应为可以读取的文本文件（${String(code)}），暂不使用`);
    return "";
  }
}
