/** A store and some of its files → a store that holds these alone: numbers, counts and lists are as if the others were not there. */

import type { Case } from "../corpus/case.ts";
import type { Neighbour, Postings, Statistics, Store } from "./store.ts";

/** Of one index. */
interface Part {
  readonly whole: readonly Case[];
  readonly cases: readonly Case[];
  readonly notes: readonly unknown[];
  readonly statistics: Statistics;
  /** Of the part, by number in the whole; -1 for what is not in it. */
  readonly numbers: Int32Array;
  /** In the whole, by number in the part. */
  readonly places: Uint32Array;
}

/** It is read alone, and closed with the whole. What another index brings beside these files is no part of it. */
export function partOf(store: Store, files: ReadonlySet<string>): Store {
  let latest: Part | undefined;

  async function part(): Promise<Part> {
    const [whole, notes, statistics] = await Promise.all([store.cases(), store.notes(), store.statistics()]);
    // Where another index was taken up in between, whoever asks finds out by the cases, and asks again.
    if (latest?.whole !== whole) latest = cut({ whole, notes, statistics }, files);
    return latest;
  }

  return {
    stamp: () => store.stamp(),
    files: async () => (await store.files()).filter(({ file }) => files.has(file)),
    findings: async () => (await store.findings()).filter(({ file }) => files.has(file)),
    update: async () => {
      throw new Error("a part of a store: expected to be read alone, found an update");
    },
    refresh: () => store.refresh(),
    cases: async () => (await part()).cases,
    notes: async () => (await part()).notes,
    text: async (file) => (files.has(file) ? store.text(file) : undefined),
    statistics: async () => (await part()).statistics,
    async passages(numbers) {
      const { places } = await part();
      const found = await store.passages(numbers.map((number) => places[number] ?? -1));
      const other = found.find(({ file }) => !files.has(file));
      if (other) throw new Error("a part of a store: another index was taken up meanwhile");
      return found;
    },
    async postings(terms) {
      const { numbers } = await part();
      return (await store.postings(terms)).map((list) => kept(list, numbers));
    },
    async nearest(vector, limit) {
      const { numbers, places } = await part();
      // So many more as may stand before the last of them.
      const found = await store.nearest(vector, limit + numbers.length - places.length);
      return found
        .flatMap(({ passage, score }): Neighbour[] => {
          const number = numbers[passage] ?? -1;
          return number < 0 ? [] : [{ passage: number, score }];
        })
        .slice(0, limit);
    },
    close: async () => {},
  };
}

function cut(
  { whole, notes, statistics: all }: Pick<Part, "whole" | "notes" | "statistics">,
  files: ReadonlySet<string>,
): Part {
  const ordinals = new Int32Array(whole.length).fill(-1);
  const cases: Case[] = [];
  for (const [ordinal, unionCase] of whole.entries())
    if (files.has(unionCase.file)) ordinals[ordinal] = cases.push(unionCase) - 1;
  const numbers = new Int32Array(all.passageCount).fill(-1);
  const places: number[] = [];
  for (let number = 0; number < all.passageCount; number += 1)
    if ((ordinals[all.caseOrdinals[number] ?? -1] ?? -1) >= 0) numbers[number] = places.push(number) - 1;
  const statistics = {
    passageCount: places.length,
    lengths: Float32Array.from(places, (number) => all.lengths[number] as number),
    caseOrdinals: Uint32Array.from(
      places,
      (number) => ordinals[all.caseOrdinals[number] as number] as number,
    ),
  };
  const own = notes.filter((_, ordinal) => (ordinals[ordinal] ?? -1) >= 0);
  return { whole, cases, notes: own, statistics, numbers, places: Uint32Array.from(places) };
}

function kept({ passages, weights }: Postings, numbers: Int32Array): Postings {
  const found: number[] = [];
  const places: number[] = [];
  for (let i = 0; i < passages.length; i += 1) {
    const number = numbers[passages[i] as number] ?? -1;
    if (number < 0) continue;
    places.push(number);
    found.push(weights[i] as number);
  }
  return { passages: Uint32Array.from(places), weights: Float32Array.from(found) };
}
