import { createHash } from "node:crypto";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { CorpusError } from "../../src/corpus/read.ts";
import type { Embedder } from "../../src/models/model.ts";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { type IndexReport, refreshIndex } from "../../src/search/build-index.ts";
import { openSqliteStore } from "../../src/stores/sqlite.ts";
import type { Store } from "../../src/stores/store.ts";
import { createMemoryStore } from "../stores/memory-store.ts";
import { documentText, folderOf } from "./folder.ts";

const OLD = documentText({
  organization: "岚石县总工会",
  sections: { 主要内容: ["设立安心账户。", "开办夜校。"] },
});
const NEW = documentText({ organization: "岚石县总工会", sections: { 主要内容: ["设立读书角。"] } });
const OTHER = documentText({
  organization: "鹭汀区总工会",
  sections: { 主要内容: ["(一)楼里议事。办成实事。"] },
});
const EMPTY = "是空文件，没有读入；请补上文字，或移走此文件";
const NUL = "不是文本，也不是认识的文档格式，没有读入；请另存为 .docx、.pdf 或 UTF-8 文本";

const KINDS = [
  ["memory", async (): Promise<Store> => createMemoryStore()],
  ["sqlite", async (): Promise<Store> => openSqliteStore({ dir: await folderOf({}) })],
] as const;

describe.each(KINDS)("refreshIndex into the %s store", (_, open) => {
  it("indexes all documents of the folder and reports what it found", async () => {
    const { refresh, organizations } = await opened(open, {
      "a.md": OLD,
      "b.txt": OTHER,
      "README.md": "说明",
    });
    expect(await refresh()).toEqual({
      files: 2,
      indexed: ["a.md", "b.txt"],
      removed: [],
      cases: 2,
      sections: 2,
      items: 1,
      passages: 7,
      findings: [],
      failures: [],
      omitted: [{ file: "README.md", reason: "文件夹的说明，不作案例" }],
    });
    expect(await organizations()).toEqual(["岚石县总工会", "鹭汀区总工会"]);
  });

  it("does nothing where the corpus is unchanged", async () => {
    const { refresh, store } = await opened(open, { "a.md": OLD, "b.md": OTHER });
    const first = await refresh();
    const cases = await store.cases();
    const refused: Store = { ...store, update: () => Promise.reject(new Error("expected no update")) };
    expect(await refresh({ store: refused })).toEqual({ ...first, indexed: [] });
    expect(await store.cases()).toEqual(cases);
  });

  it("re-indexes a changed file and no other", async () => {
    const { refresh, dir, postings } = await opened(open, { "a.md": OLD, "b.md": OTHER });
    await refresh();
    await writeFile(join(dir, "a.md"), NEW);
    expect(changes(await refresh())).toEqual({ indexed: ["a.md"], removed: [], failures: [] });
    expect([await postings("夜校"), await postings("读书"), await postings("议事")]).toEqual([0, 1, 1]);
  });

  it("re-indexes a file that was written anew at the same length", async () => {
    const { refresh, dir, postings } = await opened(open, { "a.md": OLD });
    await refresh();
    await writeFile(join(dir, "a.md"), OLD.replace("夜校", "日校"));
    await utimes(join(dir, "a.md"), 1, 1);
    expect(changes(await refresh())).toEqual({ indexed: ["a.md"], removed: [], failures: [] });
    expect([await postings("夜校"), await postings("日校")]).toEqual([0, 1]);
  });

  it("indexes a new file and no other", async () => {
    const { refresh, dir, organizations } = await opened(open, { "b.md": OTHER });
    await refresh();
    await writeFile(join(dir, "a.md"), OLD);
    expect(changes(await refresh())).toEqual({ indexed: ["a.md"], removed: [], failures: [] });
    expect(await organizations()).toEqual(["岚石县总工会", "鹭汀区总工会"]);
  });

  it("drops a file that is gone, with all its words", async () => {
    const { refresh, dir, organizations, postings, store } = await opened(open, {
      "a.md": OLD,
      "b.md": OTHER,
    });
    await refresh();
    await rm(join(dir, "a.md"));
    expect(changes(await refresh())).toEqual({ indexed: [], removed: ["a.md"], failures: [] });
    expect(await organizations()).toEqual(["鹭汀区总工会"]);
    expect(await postings("夜校")).toBe(0);
    expect(await store.text("a.md")).toBeUndefined();
  });

  it("reports a broken file and indexes the others", async () => {
    const { refresh, organizations } = await opened(open, {
      "a.md": "",
      "b.md": OTHER,
      "c.txt": "工\u0000会",
    });
    expect(changes(await refresh())).toEqual({
      indexed: ["b.md"],
      removed: [],
      failures: [`a.md：${EMPTY}`, `c.txt：${NUL}`],
    });
    expect(await organizations()).toEqual(["鹭汀区总工会"]);
  });

  it("keeps serving the last good text of a file that broke", async () => {
    const { refresh, dir, postings, store } = await opened(open, { "a.md": OLD, "b.md": OTHER });
    await refresh();
    await writeFile(join(dir, "a.md"), "");
    await writeFile(join(dir, "b.md"), NEW);
    expect(changes(await refresh())).toEqual({
      indexed: ["b.md"],
      removed: [],
      failures: [`a.md：${EMPTY}`],
    });
    expect(await store.text("a.md")).toBe(OLD);
    expect([await postings("夜校"), await postings("读书"), await postings("议事")]).toEqual([1, 1, 0]);
  });

  it("says again at each start that a file is broken, and takes it once it is mended", async () => {
    const { refresh, dir, postings } = await opened(open, { "a.md": OLD });
    await refresh();
    await writeFile(join(dir, "a.md"), "");
    const broken = { indexed: [], removed: [], failures: [`a.md：${EMPTY}`] };
    expect(changes(await refresh())).toEqual(broken);
    expect(changes(await refresh())).toEqual(broken);
    await writeFile(join(dir, "a.md"), NEW);
    expect(changes(await refresh())).toEqual({ indexed: ["a.md"], removed: [], failures: [] });
    expect(await postings("读书")).toBe(1);
  });

  it("rebuilds all for another embedder", async () => {
    const { refresh, store } = await opened(open, { "a.md": OLD, "b.md": OTHER });
    await refresh();
    expect((await refresh({ embedder: constantEmbedder("other", 512) })).indexed).toEqual(["a.md", "b.md"]);
    expect((await store.stamp())?.embedder).toBe("other");
  });

  it("rebuilds all for the same embedder with other dimensions", async () => {
    const { refresh, store } = await opened(open, { "a.md": OLD, "b.md": OTHER });
    await refresh({ embedder: constantEmbedder("one", 4) });
    expect((await refresh({ embedder: constantEmbedder("one", 8) })).indexed).toEqual(["a.md", "b.md"]);
    expect((await store.stamp())?.dimensions).toBe(8);
  });

  it("rejects an empty folder in one sentence and keeps the index before it", async () => {
    const { refresh, dir, organizations } = await opened(open, { "a.md": OLD });
    await refresh();
    await rm(join(dir, "a.md"));
    await expect(refresh()).rejects.toThrow(
      new CorpusError(dir, "没有案例文档（Word、PDF、网页、表格、文本等），请放入文档或另指文件夹"),
    );
    expect(await organizations()).toEqual(["岚石县总工会"]);
  });

  it("rejects a folder without documents of the kinds it reads", async () => {
    const { refresh, dir } = await opened(open, { "a.heic": OLD, "README.md": OLD, ".a.md": OLD });
    await mkdir(join(dir, "b.md"));
    await expect(refresh()).rejects.toThrow(
      new CorpusError(
        dir,
        "没有案例文档（Word、PDF、网页、表格、文本等），请放入文档或另指文件夹；略过的文件：.a.md、README.md、a.heic",
      ),
    );
  });

  it("rejects a folder that is not there", async () => {
    const { refresh, dir } = await opened(open, {});
    await rm(dir, { recursive: true });
    await expect(refresh()).rejects.toThrow(
      new CorpusError(dir, "应为存放案例文档的文件夹，此处没有东西；请检查 CORPUS_DIR 或 --corpus"),
    );
  });

  it("rejects a folder of which no document can be used, and keeps the index before it", async () => {
    const { refresh, dir, organizations } = await opened(open, { "a.md": OLD });
    await refresh();
    await rm(join(dir, "a.md"));
    await writeFile(join(dir, "b.md"), "");
    await expect(refresh()).rejects.toThrow(new CorpusError(dir, `没有可以使用的案例文档；b.md：${EMPTY}`));
    expect(await organizations()).toEqual(["岚石县总工会"]);
  });

  it("keeps the index before it where the embedder fails", async () => {
    const { refresh, dir, organizations, store } = await opened(open, { "a.md": OLD });
    const embedder = constantEmbedder("model", 4);
    await refresh({ embedder });
    const stamp = await store.stamp();
    await writeFile(join(dir, "a.md"), OTHER);
    const failing: Embedder = {
      ...embedder,
      embed: () => Promise.reject(new Error("the model is out")),
    };
    await expect(refresh({ embedder: failing })).rejects.toThrow(new Error("the model is out"));
    expect([await organizations(), await store.stamp()]).toEqual([["岚石县总工会"], stamp]);
    expect((await refresh({ embedder })).indexed).toEqual(["a.md"]);
  });

  it("rejects an embedder that gives too few vectors", async () => {
    const { refresh } = await opened(open, { "a.md": OLD });
    const short: Embedder = {
      ...constantEmbedder("short", 4),
      embed: async () => [new Float32Array([1, 0, 0, 0])],
    };
    await expect(refresh({ embedder: short })).rejects.toThrow(
      new Error("short: expected 4 vectors, found 1"),
    );
  });

  it("tells its progress after each file that it reads", async () => {
    const { refresh, dir } = await opened(open, { "a.md": OLD, "b.md": OTHER, "c.md": "" });
    const told: [number, number][] = [];
    const onProgress = (done: number, total: number) => told.push([done, total]);
    await refresh({ onProgress });
    expect(told.splice(0)).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    await rm(join(dir, "c.md"));
    await refresh({ onProgress });
    expect(told.splice(0)).toEqual([]);
    await writeFile(join(dir, "a.md"), NEW);
    await refresh({ onProgress });
    expect(told).toEqual([[1, 1]]);
  });
});

describe("refreshIndex into the sqlite store", () => {
  it("leaves the index file byte for byte where the corpus is unchanged, also at the next start", async () => {
    const index = await folderOf({});
    const dir = await folderOf({ "a.md": OLD, "b.md": OTHER });
    const file = join(index, "index.sqlite");
    const start = async () => {
      const store = await openSqliteStore({ dir: index });
      const { indexed } = await refreshIndex({ dir, store, embedder: createOfflineEmbedder() });
      await store.close();
      const { ino, mtimeMs } = await stat(file);
      return {
        indexed,
        ino,
        mtimeMs,
        sha256: createHash("sha256")
          .update(await readFile(file))
          .digest("hex"),
      };
    };
    const first = await start();
    expect(first.indexed).toEqual(["a.md", "b.md"]);
    expect(await start()).toEqual({ ...first, indexed: [] });
  });
});

interface Opened {
  readonly dir: string;
  readonly store: Store;
  readonly refresh: (source?: Partial<Parameters<typeof refreshIndex>[0]>) => Promise<IndexReport>;
  readonly organizations: () => Promise<string[]>;
  /** How many passages hold the term. */
  readonly postings: (term: string) => Promise<number | undefined>;
}

async function opened(open: () => Promise<Store>, files: Readonly<Record<string, string>>): Promise<Opened> {
  const store = await open();
  onTestFinished(() => store.close());
  const dir = await folderOf(files);
  return {
    dir,
    store,
    refresh: (source) => refreshIndex({ dir, store, embedder: createOfflineEmbedder(), ...source }),
    organizations: async () => (await store.cases()).map(({ organization }) => organization),
    postings: async (term) => (await store.postings([term]))[0]?.passages.length,
  };
}

function changes({ indexed, removed, failures }: IndexReport) {
  return { indexed, removed, failures };
}

function constantEmbedder(id: string, dimensions: number): Embedder {
  const vector = new Float32Array(dimensions);
  vector[0] = 1;
  return { id, dimensions, kind: "dense", embed: async (texts) => texts.map(() => vector) };
}
