/** The vectors of one index → its nearest neighbours, by the exact scan or through a graph. */

import type { Embedder } from "../models/model.ts";
import { scanNearest } from "./exact-scan.ts";
import { once } from "./file-content.ts";
import { dropGraphs, loadAncestor, loadGraph, saveGraph } from "./graph-file.ts";
import {
  adaptGraph,
  buildGraph,
  type GraphClass,
  importGraphClass,
  type NativeGraph,
  searchGraph,
} from "./hnsw.ts";
import type { Manifest } from "./sqlite-rows.ts";
import type { Snapshot } from "./sqlite-snapshot.ts";
import type { Neighbour } from "./store.ts";

/**
 * The exact scan of this many vectors of 1,024 dimensions takes about 6 ms, misses nothing and needs nothing beside
 * the index; a graph is faster from here on.
 */
const GRAPH_FROM = 10_000;

export interface VectorSearchOptions {
  readonly dir: string;
  /** Of the true ten nearest of dense vectors a graph finds 84 to 98 %; all others are scanned. */
  readonly kind: Embedder["kind"];
  readonly log: (line: string) => void;
  readonly graphFrom?: number | undefined;
  readonly importGraph?: (() => Promise<GraphClass>) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface VectorSearch {
  readonly dimensions: number;
  /** Resolves once it is known whether there is a graph. */
  ready(): Promise<void>;
  /** To be called when `ready` has resolved and the index is still open. */
  nearest(query: Float32Array, limit: number): Neighbour[];
  /** Makes and saves the graph where one serves and there is none. Never rejects: without a graph it scans. */
  build(): Promise<void>;
  /** To be called before the index is closed; resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/** Makes the search over each index that a store takes up. */
export function createVectorSearches(options: VectorSearchOptions) {
  const { dir, kind, log, graphFrom = GRAPH_FROM, importGraph = importGraphClass } = options;

  const graphClass = once(() =>
    importGraph().catch((error: unknown) => {
      log(`${dir}: hnswlib-node does not load, comparing with every vector instead: ${firstLine(error)}`);
      return undefined;
    }),
  );

  return (index: Snapshot, manifest: Manifest, isCurrent: () => Promise<boolean>): VectorSearch => {
    const { dimensions } = manifest.stamp;
    const usesGraph = kind === "dense" && index.rows().length >= graphFrom;
    const numbers = once(() => new Map(Array.from(index.rows(), (row, number) => [row, number])));
    const stopping = new AbortController();
    const { signal } = stopping;
    let vectors: Float32Array | undefined;
    let graph: NativeGraph | undefined;
    let underWay = Promise.resolve();

    const ready = once(async () => {
      const Graph = usesGraph ? await graphClass() : undefined;
      if (Graph) await tryTo("load", async () => useGraph(await loadGraph(Graph, dir, manifest)));
    });

    const build = once(() => {
      underWay = makeGraph();
      return underWay;
    });

    async function makeGraph(): Promise<void> {
      // Of no use any more, and large.
      if (!usesGraph) return dropGraphs(dir, manifest.generation).catch(() => {});
      await ready();
      const Graph = await graphClass();
      if (!Graph || graph) return;
      await tryTo("build", async () => {
        signal.throwIfAborted();
        const points = { dimensions, rows: index.rows(), vectors: allVectors() };
        const buildOptions = { signal, ...(options.onProgress && { onProgress: options.onProgress }) };
        const ancestor = await loadAncestor(Graph, dir, manifest);
        const adapted = ancestor && (await adaptGraph(ancestor, points, buildOptions));
        const built = adapted ? ancestor : await buildGraph(Graph, points, buildOptions);
        useGraph(built);
        await tryTo("save", async () =>
          useGraph(await saveGraph({ Graph, graph: built, dir, manifest, points, isCurrent })),
        );
      });
    }

    function useGraph(found: NativeGraph | undefined): void {
      graph = found;
      if (found) vectors = undefined;
    }

    function allVectors(): Float32Array {
      vectors ??= index.vectors();
      return vectors;
    }

    async function tryTo(verb: "load" | "build" | "save", step: () => Promise<void>): Promise<void> {
      await step().catch((error: unknown) => {
        if (!signal.aborted)
          log(`${dir}: the graph of the vectors could not be ${PAST[verb]}: ${firstLine(error)}`);
      });
    }

    return {
      dimensions,
      ready,
      build,
      nearest(query, limit) {
        if (graph) return searchGraph(graph, numbers(), query, limit);
        if (usesGraph) void build();
        return scanNearest(allVectors(), query, limit);
      },
      stop() {
        stopping.abort();
        return underWay;
      },
    };
  };
}

const PAST = { load: "loaded", build: "built", save: "saved" } as const;

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0] ?? "";
}
