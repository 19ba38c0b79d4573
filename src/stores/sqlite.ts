/** A folder → a store whose index is one SQLite file in it. */

import { join } from "node:path";
import type { Embedder } from "../models/model.ts";
import { makeFolder } from "./folder.ts";
import { checkLimit, checkVector } from "./index-rules.ts";
import { createQueue } from "./queue.ts";
import { type Identity, identify, isSame, type Opened, openSnapshot } from "./sqlite-open.ts";
import { INDEX_FILE, IndexLostError, publish, type SharedIndex } from "./sqlite-publish.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "./sqlite-snapshot.ts";
import type { Store } from "./store.ts";
import { createVectorSearches, type VectorSearch, type VectorSearchOptions } from "./vector-search.ts";
import { explain, sqliteCode } from "./write-errors.ts";

export interface SqliteStoreOptions {
  readonly dir: string;
  /** Dense vectors are searched through a graph once there are many. Without an embedder every vector is compared. */
  readonly embedder?: Pick<Embedder, "kind">;
  /** Takes one line about what a person should know though the store goes on. */
  readonly log?: (line: string) => void;
  /** Told while a graph is built, which takes minutes for 100,000 vectors. */
  readonly onProgress?: (done: number, total: number) => void;
  /** How long an update waits for another process that is writing. */
  readonly waitMs?: number;
  /** Absent where the index is this folder's own. */
  readonly shared?: SharedIndex;
  readonly graphFrom?: VectorSearchOptions["graphFrom"];
  readonly importGraph?: VectorSearchOptions["importGraph"];
}

/**
 * The folder is made where it is missing. A file that is no sound index counts as none: it is reported in one line,
 * and kept under another name when the next index is published, unless it is an old index of this program.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { dir, log = () => {}, waitMs = 10_000, shared } = options;
  const path = join(dir, INDEX_FILE);
  const createSearch = createVectorSearches({ ...options, log, kind: options.embedder?.kind ?? "none" });
  const updates = createQueue();
  const openings = createQueue();
  await makeFolder(dir).catch((error: unknown) => {
    throw explain(error, dir);
  });
  await shared?.pull(path);
  let current: Opened = { identity: undefined };
  current = await openReported();
  /** Of the file that was last looked at, so that a flaw is reported once. */
  let seen = current.identity;
  let search: VectorSearch | undefined;
  let closing = false;
  let closed = false;

  async function openReported(sealed?: Identity) {
    const opened = await openSnapshot(path, current.snapshot, sealed);
    if (opened.flaw) log(`${path}：${opened.flaw.reason}；将重新建立索引`);
    return opened;
  }

  /**
   * Takes up the published index where it is another one than the one in use. That one serves on when its file was
   * removed, or replaced by one that is no sound index, but not when the file itself was damaged.
   */
  async function takeUp(sealed?: Identity): Promise<boolean> {
    index();
    await shared?.pull(path);
    const identity = await identify(path);
    if (identity === undefined || isSame(identity, seen)) return false;
    const opened = await openReported(sealed);
    seen = opened.identity;
    if (opened.flaw && opened.identity?.inode !== current.identity?.inode) return false;
    letGo(opened.snapshot);
    current = opened;
    return true;
  }

  async function drop(): Promise<void> {
    await letGo();
    current = { identity: undefined };
  }

  function letGo(next?: Snapshot): Promise<void> | undefined {
    const stopped = search?.stop();
    search = undefined;
    current.snapshot?.close(next);
    return stopped;
  }

  /** What follows must not wait before it has its answer, so that no publication comes between. */
  function index() {
    if (closed) throw new Error(`${path}: the store is closed`);
    return current.snapshot ?? EMPTY_SNAPSHOT;
  }

  function vectorSearch(): VectorSearch | undefined {
    const from = index();
    const { identity } = current;
    if (from.manifest)
      search ??= createSearch(from, from.manifest, async () => isSame(await identify(path), identity));
    return search;
  }

  async function read<T>(answer: (from: Snapshot) => T): Promise<T> {
    try {
      return answer(index());
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      throw new Error(`${path}：无法读取（${(error as Error).message}）；请运行 index 重新建立索引`, {
        cause: error,
      });
    }
  }

  return {
    stamp: () => read(({ manifest }) => manifest?.stamp),
    files: () => read((from) => from.files()),
    findings: () => read((from) => from.findings()),
    cases: () => read((from) => from.cases()),
    notes: () => read((from) => from.notes()),
    text: (file) => read((from) => from.text(file)),
    statistics: () => read((from) => from.statistics()),
    passages: (numbers) => read((from) => from.passages(numbers)),
    postings: (terms) => read((from) => from.postings(terms)),
    nearest: async (vector, limit) => {
      checkLimit(limit);
      for (;;) {
        const asked = await read(vectorSearch);
        if (!asked) return [];
        checkVector(vector, asked.dimensions, "nearest passages");
        await asked.ready();
        if (asked === search) return read(() => asked.nearest(vector, limit));
      }
    },
    update: async (change) => {
      const made = await updates(async () => {
        const publication = async () => {
          await shared?.pull(path);
          const expectsIndex = index().manifest !== undefined;
          return publish({ dir, shared, change, expectsIndex, waitMs });
        };
        const publishing = shared ? shared.alone(publication) : publication();
        const sealed = await publishing.catch(async (error: unknown) => {
          // So that the stamp tells whoever tries again to build the whole index.
          if (error instanceof IndexLostError) await openings(drop);
          throw error;
        });
        await openings(() => takeUp(sealed));
        return closing ? undefined : vectorSearch();
      });
      await made?.build();
    },
    refresh: () => openings(() => takeUp()),
    close: () => {
      closing = true;
      const stopped = search?.stop();
      return updates(() =>
        openings(async () => {
          await stopped;
          if (closed) return;
          closed = true;
          await letGo();
        }),
      );
    },
  };
}
