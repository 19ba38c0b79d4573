import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import hnswlib from "hnswlib-node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importGraphClass } from "../../src/stores/hnsw.ts";
import { openSqliteStore, type SqliteStoreOptions } from "../../src/stores/sqlite.ts";
import type { IndexedDocument, Store } from "../../src/stores/store.ts";
import { DIMENSIONS, documentOf, putting, vectorOf } from "./documents.ts";

const MISSING = "Cannot find package 'hnswlib-node'\nRequire stack: none";

let dir: string;
let opened: Store[];
let lines: string[];
let calls: { reads: string[]; added: number };

/** The addon's own class, counting what reaches it. */
class CountedGraph extends hnswlib.HierarchicalNSW {
  override readIndex(file: string): Promise<boolean> {
    calls.reads.push(file);
    return super.readIndex(file);
  }

  override addPoint(point: number[], label: number): void {
    calls.added += 1;
    super.addPoint(point, label);
  }
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "anlitong-hnsw-"));
  opened = [];
  lines = [];
  calls = { reads: [], added: 0 };
});

afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()));
  await rm(dir, { recursive: true });
});

describe("graph of dense vectors", () => {
  it("finds at least 95 % of the true ten nearest of 3,000", async () => {
    const dimensions = 64;
    const stamp = { format: 1, embedder: "dense-64", dimensions };
    const store = await open();
    const put = [manyPassages("a.md", 1_500, dimensions), manyPassages("b.md", 1_500, dimensions)];
    await store.update(putting(put, { stamp }));
    const exact = await open({ embedder: { kind: "none" } });
    let found = 0;
    for (let question = 0; question < 100; question += 1) {
      const vector = vectorOf(`问${question}`, dimensions);
      const truth = await exact.nearest(vector, 10);
      const approximate = await store.nearest(vector, 10);
      expect(approximate.length).toBe(10);
      expect(approximate).toEqual(approximate.toSorted((a, b) => b.score - a.score || a.passage - b.passage));
      const scores = new Map(truth.map(({ passage, score }) => [passage, score]));
      for (const { passage, score } of approximate) {
        const trueScore = scores.get(passage);
        if (trueScore === undefined) continue;
        found += 1;
        expect(score).toBeCloseTo(trueScore, 5);
      }
    }
    expect(calls.added).toBe(3_000);
    expect(found / 1_000).toBeGreaterThanOrEqual(0.95);
  });

  it("is saved, and opened again without building", async () => {
    await publish(40);
    expect(await graphFiles()).toEqual([expect.stringMatching(/\.hnsw$/), expect.stringMatching(/\.json$/)]);
    calls = { reads: [], added: 0 };
    const store = await open();
    expect(await numbersNear(store, "段7")).toEqual(await exactNumbersNear("段7"));
    expect(calls).toEqual({ reads: [await graphPath()], added: 0 });
    expect(lines).toEqual([]);
  });

  it("is not used below the size where it pays, or where there is no model", async () => {
    const few = await open({ graphFrom: 41 });
    await few.update(putting([manyPassages("a.md", 40)]));
    const scanned = await open({ embedder: { kind: "none" } });
    expect(await numbersNear(few, "段7")).toEqual(await numbersNear(scanned, "段7"));
    expect(calls).toEqual({ reads: [], added: 0 });
    expect(await graphFiles()).toEqual([]);
  });

  it("gives no more passages than there are, none for a limit of nought, none near a zero vector", async () => {
    const store = await publish(3);
    expect((await store.nearest(vectorOf("问"), 10)).length).toBe(4);
    expect(await store.nearest(vectorOf("问"), 0)).toEqual([]);
    expect(await store.nearest(new Float32Array(DIMENSIONS), 5)).toEqual([]);
    await expect(store.nearest(vectorOf("短", 7), 5)).rejects.toThrow(
      new Error("nearest passages: expected a vector of 8 numbers, found 7"),
    );
  });

  it("tells how far building it has come", async () => {
    const seen: [number, number][] = [];
    const store = await open({ onProgress: (done, total) => seen.push([done, total]) });
    await store.update(putting([manyPassages("a.md", 60)]));
    expect(seen.at(-1)).toEqual([60, 60]);
  });
});

describe("graph after a change", () => {
  it("takes in what is new, lets go of what is gone and follows the new numbers", async () => {
    const store = await publish(40);
    calls = { reads: [], added: 0 };
    await store.update(
      putting([documentOf("0.md", [["前一", "前二"]]), manyPassages("c.md", 3)], { remove: ["b.md"] }),
    );
    await store.update(putting([], { remove: ["c.md"] }));
    expect(calls.added).toBe(5);
    expect((await store.nearest(vectorOf("前二"), 1))[0]?.passage).toBe(1);
    for (const question of ["段1", "段7", "前一"]) {
      expect(await numbersNear(store, question)).toEqual(await exactNumbersNear(question));
    }
    expect((await graphFiles()).length).toBe(2);
    expect(lines).toEqual([]);
  });

  it("is built anew when much is gone", async () => {
    const store = await publish(40);
    await store.update(putting([manyPassages("b.md", 40)]));
    calls = { reads: [], added: 0 };
    await store.update(putting([], { remove: ["a.md"] }));
    expect(calls.added).toBe(40);
    expect(await numbersNear(store, "段7")).toEqual(await exactNumbersNear("段7"));
  });

  it("is built anew when the index was", async () => {
    const store = await publish(40);
    calls = { reads: [], added: 0 };
    await store.update(putting([manyPassages("a.md", 40)], { clear: true }));
    expect(calls.added).toBe(40);
  });

  it("is removed when the vectors are dense no more", async () => {
    await publish(40);
    const scanned = await open({ embedder: { kind: "none" } });
    const stamp = { format: 1, embedder: "other-8", dimensions: DIMENSIONS };
    await scanned.update(putting([manyPassages("a.md", 40)], { clear: true, stamp }));
    expect(await graphFiles()).toEqual([]);
  });

  it("is taken up by another store", async () => {
    const other = await open();
    const store = await publish(40);
    await other.refresh();
    await store.update(putting([documentOf("0.md", [["前一"]])]));
    calls = { reads: [], added: 0 };
    expect((await other.nearest(vectorOf("段7"), 1))[0]?.passage).toBe(7);
    await other.refresh();
    expect((await other.nearest(vectorOf("段7"), 1))[0]?.passage).toBe(8);
    expect(calls.added).toBe(0);
  });
});

describe("graph file that does not fit", () => {
  const spoilings: [string, (graph: string, stamp: string) => Promise<void>][] = [
    ["has no stamp", (_, stamp) => rm(stamp)],
    ["has a stamp that is no JSON", (_, stamp) => writeFile(stamp, "{")],
    ["has a stamp that is no object", (_, stamp) => writeFile(stamp, "null")],
    ["is of other dimensions", (_, stamp) => restamp(stamp, { dimensions: 4 })],
    ["is of another metric", (_, stamp) => restamp(stamp, { space: "l2" })],
    ["is of another embedder", (_, stamp) => restamp(stamp, { embedder: "test-8-b" })],
    ["is of another index", (_, stamp) => restamp(stamp, { lineage: "0" })],
    ["is of another layout", (_, stamp) => restamp(stamp, { layout: 2 })],
    ["was made with other parameters", (_, stamp) => restamp(stamp, { m: 8 })],
    ["is missing", (graph) => rm(graph)],
    ["is empty", (graph) => truncate(graph, 0)],
    ["is cut short", async (graph) => truncate(graph, (await readFile(graph)).length - 1)],
    ["is 96 zero bytes", (graph) => writeFile(graph, Buffer.alloc(96))],
    ["has a page of zeros", (graph) => rewrite(graph, (bytes) => bytes.fill(0, 4_096, 8_192))],
    ["has one bit flipped in its header", (graph) => rewrite(graph, (bytes) => flip(bytes, 16))],
    ["has one bit flipped in a vector", (graph) => rewrite(graph, (bytes) => flip(bytes, 600))],
    ["holds the graph of other vectors", (graph) => saveOther(graph, "cosine", DIMENSIONS)],
    ["holds a graph of other dimensions", (graph) => saveOther(graph, "cosine", 4)],
    ["holds a graph of another metric", (graph) => saveOther(graph, "l2", DIMENSIONS)],
  ];

  it.each(spoilings)("is never opened and is built again when it %s", async (_, spoil) => {
    await publish(80);
    const path = await graphPath();
    await spoil(path, path.replace(/hnsw$/, "json"));
    calls = { reads: [], added: 0 };
    const store = await open();
    const numbers = await numbersNear(store, "段7");
    expect(calls.reads).toEqual([]);
    expect(numbers).toEqual(await exactNumbersNear("段7"));

    await store.update(putting([]));
    expect(calls.added).toBeGreaterThanOrEqual(81);
    expect(await numbersNear(store, "段7")).toEqual(await exactNumbersNear("段7"));
    expect(lines).toEqual([]);
  });
});

describe("native module", () => {
  it("loads here", async () => {
    expect(await importGraphClass()).toBe(hnswlib.HierarchicalNSW);
  });

  it("falls back to comparing with every vector when it is missing, and says so once", async () => {
    const store = await open({ importGraph: () => Promise.reject(new Error(MISSING)) });
    await store.update(putting([manyPassages("a.md", 40)]));
    await store.update(putting([documentOf("b.md", [["乙"]])]));
    expect(await numbersNear(store, "段7")).toEqual(await exactNumbersNear("段7"));
    expect(await numbersNear(store, "段8")).toEqual(await exactNumbersNear("段8"));
    expect(lines).toEqual([
      `${dir}: hnswlib-node does not load, comparing with every vector instead: Cannot find package 'hnswlib-node'`,
    ]);
  });

  it("falls back when building fails", async () => {
    class BrokenGraph extends hnswlib.HierarchicalNSW {
      override addPoint(): void {
        throw new Error("std::bad_alloc");
      }
    }
    const store = await open({ importGraph: async () => BrokenGraph });
    await store.update(putting([manyPassages("a.md", 40)]));
    expect(await numbersNear(store, "段7")).toEqual(await exactNumbersNear("段7"));
    expect(lines).toEqual([`${dir}: the graph of the vectors could not be built: std::bad_alloc`]);
    expect(await graphFiles()).toEqual([]);
  });

  it.each<[string, (file: string) => Promise<unknown>, RegExp]>([
    ["nothing", async () => true, /could not be saved: ENOENT: no such file or directory/],
    [
      "half",
      (file) => writeFile(file, Buffer.alloc(500)),
      /could not be saved: .*Index seems to be corrupted/,
    ],
    [
      "another graph",
      (file) => saveOther(file, "cosine", DIMENSIONS),
      /could not be saved: .*expected the graph that was written, found another$/,
    ],
  ])("goes on with the graph in memory when it reports success but wrote %s", async (_, write, line) => {
    class LyingGraph extends hnswlib.HierarchicalNSW {
      override async writeIndex(file: string): Promise<boolean> {
        await write(file);
        return true;
      }
    }
    const store = await open({ importGraph: async () => LyingGraph });
    await store.update(putting([manyPassages("a.md", 40)]));
    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(await numbersNear(store, "段7")).toEqual(await exactNumbersNear("段7"));
    expect((await readdir(dir)).sort()).toEqual(["index.lock", "index.sqlite", "vectors.lock"]);
  });

  it("stops building when the store is closed", async () => {
    const store = await open({ embedder: { kind: "none" } });
    await store.update(putting([manyPassages("a.md", 3_000)]));
    const late = await open();
    await late.nearest(vectorOf("问"), 1);
    await late.close();
    expect(calls.added).toBeLessThan(3_000);
    expect(await graphFiles()).toEqual([]);
    expect(lines).toEqual([]);
  });
});

async function open(options: Partial<SqliteStoreOptions> = {}): Promise<Store> {
  const store = await openSqliteStore({
    dir,
    embedder: { kind: "dense" },
    graphFrom: 1,
    importGraph: async () => CountedGraph,
    log: (line) => lines.push(line),
    ...options,
  });
  opened.push(store);
  return store;
}

async function publish(count: number): Promise<Store> {
  const store = await open();
  await store.update(putting([manyPassages("a.md", count), documentOf("b.md", [["尾"]])]));
  return store;
}

/** One case of passages 段0, 段1 … */
function manyPassages(file: string, count: number, dimensions = DIMENSIONS): IndexedDocument {
  const document = documentOf(file, [Array.from({ length: count }, (_, number) => `段${number}`)]);
  if (dimensions === DIMENSIONS) return document;
  const passages = document.passages.map((passage, number) => ({
    ...passage,
    vector: vectorOf(`${file}${number}`, dimensions),
  }));
  return { ...document, passages };
}

async function numbersNear(store: Store, text: string): Promise<number[]> {
  return (await store.nearest(vectorOf(text), 10)).map(({ passage }) => passage);
}

async function exactNumbersNear(text: string): Promise<number[]> {
  const exact = await openSqliteStore({ dir });
  try {
    return await numbersNear(exact, text);
  } finally {
    await exact.close();
  }
}

async function graphFiles(): Promise<string[]> {
  return (await readdir(dir)).filter((name) => /^vectors-/.test(name)).sort();
}

async function graphPath(): Promise<string> {
  const name = (await graphFiles()).find((file) => file.endsWith(".hnsw"));
  if (name === undefined) throw new Error("expected a graph file, found none");
  return join(dir, name);
}

async function restamp(path: string, fields: object): Promise<void> {
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), ...fields }));
}

async function rewrite(path: string, change: (bytes: Buffer) => void): Promise<void> {
  const bytes = await readFile(path);
  change(bytes);
  await writeFile(path, bytes);
}

function flip(bytes: Buffer, at: number): void {
  bytes[at] = Number(bytes[at]) ^ 1;
}

async function saveOther(path: string, space: "cosine" | "l2", dimensions: number): Promise<void> {
  const graph = new hnswlib.HierarchicalNSW(space, dimensions);
  graph.initIndex(81, 16, 200);
  for (let row = 1; row <= 81; row += 1) graph.addPoint([...vectorOf(`他${row}`, dimensions)], row);
  await graph.writeIndex(path);
}
