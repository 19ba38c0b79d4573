/** A store that keeps its index in memory and forgets it with the process: what the contract is tried with first. */

import type { Case } from "../../src/corpus/case.ts";
import { scanNearest } from "../../src/stores/exact-scan.ts";
import {
  byCodeUnits,
  checkLimit,
  checkStamp,
  checkVector,
  type OrderedPassage,
  orderedPassages,
  outOfRange,
} from "../../src/stores/index-rules.ts";
import type {
  IndexChange,
  IndexedDocument,
  IndexStamp,
  Postings,
  Statistics,
  Store,
} from "../../src/stores/store.ts";
import { NO_POSTINGS } from "../../src/stores/term-buffer.ts";

interface Entry {
  readonly document: IndexedDocument;
  readonly passages: readonly OrderedPassage[];
}

interface Index {
  readonly stamp: IndexStamp | undefined;
  /** In order of file. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly cases: readonly Case[];
  readonly notes: readonly unknown[];
  readonly passages: readonly OrderedPassage[];
  readonly statistics: Statistics;
  readonly postings: ReadonlyMap<string, Postings>;
  readonly vectors: Float32Array;
}

export function createMemoryStore(): Store {
  let index = createIndex(undefined, new Map());
  /** Settles with the update before; two at once would each start from the same index and one would be lost. */
  let lastUpdate = Promise.resolve();

  return {
    stamp: async () => index.stamp,
    files: async () => [...index.entries.values()].map(({ document }) => document.record),
    findings: async () => [...index.entries.values()].flatMap(({ document }) => findingsByLine(document)),
    update(change) {
      const update = lastUpdate.then(async () => {
        const before = change.clear ? undefined : index;
        checkStamp(before?.stamp, change.stamp);
        index = createIndex(change.stamp, await changedEntries(before?.entries ?? new Map(), change));
      });
      lastUpdate = update.catch(() => {});
      return update;
    },
    refresh: async () => false,
    cases: async () => index.cases,
    notes: async () => index.notes,
    text: async (file) => index.entries.get(file)?.document.text,
    statistics: async () => index.statistics,
    passages: async (numbers) => {
      const { passages } = index;
      return numbers.map((number) => {
        const found = passages[number];
        if (!found) throw outOfRange(number, passages.length);
        return found.passage;
      });
    },
    postings: async (terms) => terms.map((term) => index.postings.get(term) ?? NO_POSTINGS),
    nearest: async (vector, limit) => {
      checkLimit(limit);
      if (!index.stamp) return [];
      checkVector(vector, index.stamp.dimensions, "nearest passages");
      return scanNearest(index.vectors, vector, limit);
    },
    close: async () => {},
  };
}

async function changedEntries(before: ReadonlyMap<string, Entry>, change: IndexChange) {
  const entries = new Map(before);
  for (const file of change.remove) entries.delete(file);
  for await (const document of change.put) {
    const passages = orderedPassages(document, change.stamp).map((passage) => ({
      ...passage,
      // The caller may go on to use its buffer.
      vector: passage.vector.slice(),
    }));
    entries.set(document.record.file, { document, passages });
  }
  return new Map([...entries].sort(([a], [b]) => byCodeUnits(a, b)));
}

function createIndex(stamp: IndexStamp | undefined, entries: ReadonlyMap<string, Entry>): Index {
  const dimensions = stamp?.dimensions ?? 0;
  const passages: OrderedPassage[] = [];
  const ordinals: number[] = [];
  let caseCount = 0;
  for (const entry of entries.values()) {
    for (const passage of entry.passages) {
      passages.push(passage);
      ordinals.push(caseCount + passage.caseOrdinal);
    }
    caseCount += entry.document.cases.length;
  }

  const holders = new Map<string, { number: number; weight: number }[]>();
  for (const [number, { terms }] of passages.entries())
    for (const [term, weight] of terms) {
      const all = holders.get(term) ?? [];
      all.push({ number, weight });
      holders.set(term, all);
    }
  const postings = [...holders].map(([term, all]): [string, Postings] => [
    term,
    {
      passages: Uint32Array.from(all, ({ number }) => number),
      weights: Float32Array.from(all, ({ weight }) => weight),
    },
  ]);

  const vectors = new Float32Array(passages.length * dimensions);
  for (const [number, { vector }] of passages.entries()) vectors.set(vector, number * dimensions);

  return {
    stamp,
    entries,
    cases: [...entries.values()].flatMap(({ document }) => document.cases),
    notes: [...entries.values()].flatMap(({ document: { cases, notes } }) => notes ?? cases.map(() => null)),
    passages,
    statistics: {
      passageCount: passages.length,
      lengths: Float32Array.from(passages, ({ length }) => length),
      caseOrdinals: Uint32Array.from(ordinals),
    },
    postings: new Map(postings),
    vectors,
  };
}

function findingsByLine(document: IndexedDocument) {
  return document.findings.toSorted((a, b) => a.line - b.line);
}
