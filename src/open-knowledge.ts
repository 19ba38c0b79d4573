/** Settings → the knowledge that every ability works with: an open store, brought up to date with the corpus. */

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Knowledge } from "./answer/knowledge.ts";
import type { Log } from "./console/log.ts";
import type { Embedder } from "./models/model.ts";
import { createOfflineEmbedder } from "./models/offline.ts";
import { type IndexReport, refreshIndex } from "./search/build-index.ts";
import { createCaseFinder } from "./search/find-case.ts";
import { parseLexicon } from "./search/lexicon.ts";
import { parsePlaces } from "./search/places.ts";
import { createRetriever } from "./search/retrieve.ts";
import type { Settings } from "./settings.ts";
import { openSqliteStore } from "./stores/sqlite.ts";
import type { IndexStamp, Store } from "./stores/store.ts";

export interface OpenKnowledge extends Knowledge {
  /** What indexing found, or why it failed and the index before it serves on. */
  readonly indexing: { readonly report: IndexReport } | { readonly failure: unknown };
  /**
   * Takes notice of an index that another process published. To be called before each answer: it looks at the disk once
   * in `REFRESH_MS`, and otherwise costs nothing. What is kept over the store (catalogue, coined terms, vector search)
   * follows by itself; the lexicons are read at the opening alone. Rejects, until it is mended, where what is there now
   * cannot be answered from; documents that changed are the matter of `index`.
   */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface KnowledgeSource {
  readonly settings: Pick<Settings, "corpusDir" | "dataDir" | "store">;
  readonly log: Log;
  readonly onProgress?: (done: number, total: number) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** How often a published index is looked for. */
const REFRESH_MS = 5_000;

/** Rejects when there is nothing to answer from, and when the corpus folder is not there: that is a slip of the pen. */
export async function openKnowledge(source: KnowledgeSource): Promise<OpenKnowledge> {
  const { settings, log, onProgress, now = () => performance.now() } = source;
  const { corpusDir, dataDir } = settings;
  if (settings.store.kind !== "sqlite") throw new Error("STORE=postgres：此版本尚未提供，请改用 sqlite");
  const embedder = createOfflineEmbedder();
  const store = await openSqliteStore({ dir: dataDir, embedder, log: log.warn });
  try {
    const indexing = await refreshIndex({
      dir: corpusDir,
      store,
      embedder,
      ...(onProgress && { onProgress }),
    }).then(
      (report) => ({ report }),
      async (failure: unknown) => {
        const stamp = await store.stamp();
        if (stamp?.embedder !== embedder.id || !(await isFolder(corpusDir))) throw failure;
        return { failure };
      },
    );
    const officeLexicon = await readOfficeLexicon(dataDir, log);
    return {
      ...(await knowledgeOver(store, embedder, officeLexicon)),
      indexing,
      refresh: refresherOf(store, await store.stamp(), { log, now }),
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
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

/** The same over any store and embedder, as tests and measurements need it. */
export async function knowledgeOver(
  store: Store,
  embedder: Embedder,
  officeLexicon = "",
): Promise<Knowledge> {
  const [places, lexicon] = await Promise.all([readOwn("places.zh.txt"), readOwn("lexicon.zh.txt")]);
  const words = parseLexicon(lexicon, officeLexicon);
  return {
    store,
    lexicon: words,
    retriever: createRetriever({ store, embedder, lexicon: words }),
    finder: createCaseFinder({ store, places: parsePlaces(places) }),
  };
}

function readOwn(name: string): Promise<string> {
  return readFile(new URL(`search/${name}`, import.meta.url), "utf8");
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

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
