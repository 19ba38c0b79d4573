/**
 * A graph ↔ `vectors-<generation>.hnsw` beside the index it was made from, with a stamp in `vectors-<generation>.json`.
 *
 * hnswlib checks nothing it reads: a file of other dimensions gives wrong neighbours and a damaged one ends the
 * process. So a file is opened only when its stamp fits and its bytes have the sha256 that the stamp names. It reports
 * success when nothing was written, too, so what was written is read back before it counts.
 */

import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of, sync } from "./folder.ts";
import { EF_CONSTRUCTION, type GraphClass, M, type NativeGraph, type Points, SPACE } from "./hnsw.ts";
import { lockWriter } from "./locks.ts";
import type { Manifest } from "./sqlite-rows.ts";

const LAYOUT = 1;
const DRAFT = "vectors.draft";
const LOCK_WAIT_MS = 60_000;

/** What a graph was made of and from; every field must fit before the file is opened. */
interface GraphStamp {
  readonly layout: number;
  readonly space: string;
  readonly m: number;
  readonly efConstruction: number;
  readonly embedder: string;
  readonly dimensions: number;
  readonly lineage: string;
  readonly generation: string;
  /** Points in the file, removed ones included. */
  readonly count: number;
  readonly size: number;
  readonly sha256: string;
}

/** The graph that was saved for this generation of the index; undefined where there is none or it does not fit. */
export function loadGraph(
  Graph: GraphClass,
  dir: string,
  manifest: Manifest,
): Promise<NativeGraph | undefined> {
  return load(Graph, dir, manifest, manifest.generation);
}

/** A graph of an earlier generation of the same index, in which a row has the vector that it has now. */
export async function loadAncestor(
  Graph: GraphClass,
  dir: string,
  manifest: Manifest,
): Promise<NativeGraph | undefined> {
  for (const name of await readdir(dir)) {
    const generation = /^vectors-(.+)\.json$/.exec(name)?.[1];
    const graph = generation && (await load(Graph, dir, manifest, generation));
    if (graph) return graph;
  }
  return undefined;
}

/**
 * Saves the graph while `isCurrent` says that its index is the published one, drops the files of other generations,
 * and resolves with the graph as read back from the file.
 */
export async function saveGraph({
  Graph,
  graph,
  dir,
  manifest,
  points,
  isCurrent,
}: {
  readonly Graph: GraphClass;
  readonly graph: NativeGraph;
  readonly dir: string;
  readonly manifest: Manifest;
  readonly points: Points;
  readonly isCurrent: () => Promise<boolean>;
}): Promise<NativeGraph> {
  const draft = join(dir, DRAFT);
  const unlock = await lockWriter(dir, "vectors.lock", LOCK_WAIT_MS);
  try {
    if (!(await isCurrent())) return graph;
    await rm(draft, { force: true });
    await graph.writeIndex(draft);
    const { size } = await stat(draft);
    const sha256 = await sha256Of(draft);
    const saved = await readGraph(Graph, draft, manifest.stamp.dimensions);
    const count = graph.getCurrentCount();
    checkSaved(saved, count, points, draft);
    await sync(draft, "r+");
    const { graphPath, stampPath } = pathsOf(dir, manifest.generation);
    await rename(draft, graphPath);
    const stamp: GraphStamp = {
      ...expectedStamp(manifest),
      generation: manifest.generation,
      count,
      size,
      sha256,
    };
    await writeStamp(stamp, draft, stampPath);
    await dropGraphs(dir, manifest.generation);
    return saved;
  } finally {
    await rm(draft, { force: true }).catch(() => {});
    unlock();
  }
}

/** Removes the graphs of every other generation. */
export async function dropGraphs(dir: string, generation: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (/^vectors-.+\.(hnsw|json)$/.test(name) && !name.startsWith(`vectors-${generation}.`)) {
      await rm(join(dir, name), { force: true });
    }
  }
}

async function load(
  Graph: GraphClass,
  dir: string,
  manifest: Manifest,
  generation: string,
): Promise<NativeGraph | undefined> {
  const { graphPath, stampPath } = pathsOf(dir, generation);
  const stamp = await readStamp(stampPath);
  const expected = { ...expectedStamp(manifest), generation };
  if (!stamp || Object.entries(expected).some(([key, value]) => stamp[key as keyof GraphStamp] !== value)) {
    return undefined;
  }
  const isWhole = await matches(graphPath, stamp).catch(() => false);
  if (!isWhole) return undefined;
  const graph = await readGraph(Graph, graphPath, manifest.stamp.dimensions);
  return graph.getCurrentCount() === stamp.count ? graph : undefined;
}

async function matches(path: string, { size, sha256 }: Partial<GraphStamp>): Promise<boolean> {
  return (await stat(path)).size === size && (await sha256Of(path)) === sha256;
}

function expectedStamp({ stamp, lineage }: Manifest) {
  return {
    layout: LAYOUT,
    space: SPACE,
    m: M,
    efConstruction: EF_CONSTRUCTION,
    embedder: stamp.embedder,
    dimensions: stamp.dimensions,
    lineage,
  };
}

function pathsOf(dir: string, generation: string) {
  const name = join(dir, `vectors-${generation}`);
  return { graphPath: `${name}.hnsw`, stampPath: `${name}.json` };
}

async function readStamp(path: string): Promise<Partial<GraphStamp> | undefined> {
  try {
    const stamp: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof stamp === "object" && stamp !== null ? stamp : undefined;
  } catch {
    return undefined;
  }
}

/** Always into a new object: one that failed to read a file over a loaded graph ends the process when it is used. */
async function readGraph(Graph: GraphClass, path: string, dimensions: number): Promise<NativeGraph> {
  const graph = new Graph(SPACE, dimensions);
  await graph.readIndex(path);
  return graph;
}

/** Throws unless the first, the middle and the last point came back from the disk as they are. */
function checkSaved(
  saved: NativeGraph,
  count: number,
  { rows, vectors, dimensions }: Points,
  path: string,
): void {
  const samples = rows.length === 0 ? [] : [0, rows.length >> 1, rows.length - 1];
  const isSame = samples.every((number) =>
    saved
      .getPoint(rows[number] as number)
      .every((value, i) => Math.abs(value - Number(vectors[number * dimensions + i])) < 2e-3),
  );
  if (isSame && saved.getCurrentCount() === count) return;
  throw new Error(`${path}: expected the graph that was written, found another`);
}

async function writeStamp(stamp: GraphStamp, draft: string, path: string): Promise<void> {
  await writeFile(draft, `${JSON.stringify(stamp, undefined, 2)}\n`, { flush: true });
  await rename(draft, path);
}
