/** Terms of passages, one passage after the other → the passages of each term, a batch at a time. */

import type { Postings } from "./store.ts";

export interface TermBuffer {
  /** Ids ascend from one call to the next. */
  add(id: number, terms: ReadonlyMap<string, number>): void;
  /** How many postings wait. */
  readonly size: number;
  /** What waits, in order of term; nothing waits afterwards. */
  take(): Iterable<readonly [string, TermWeights]>;
}

/** The passages of one term, or the terms of one passage: parallel arrays of distinct ids and weights. */
export interface TermWeights {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

export const NO_POSTINGS: Postings = { passages: new Uint32Array(0), weights: new Float32Array(0) };

const FIRST_ROOM = 1 << 16;

export function createTermBuffer(): TermBuffer {
  let numbers = new Map<string, number>();
  let passages: number[] = [];
  let ends: number[] = [];
  let terms = new Uint32Array(FIRST_ROOM);
  let weights = new Float32Array(FIRST_ROOM);
  let size = 0;

  /** A counting sort, so that each list comes out in ascending order; offsets by the number of the term, one more for the end. */
  function inverted(): TermWeights & { readonly offsets: Uint32Array } {
    const offsets = new Uint32Array(numbers.size + 1);
    for (let i = 0; i < size; i += 1)
      offsets[(terms[i] as number) + 1] = (offsets[(terms[i] as number) + 1] as number) + 1;
    for (let i = 1; i < offsets.length; i += 1)
      offsets[i] = (offsets[i] as number) + (offsets[i - 1] as number);
    const next = offsets.slice();
    const sorted = { ids: new Uint32Array(size), weights: new Float32Array(size) };
    let i = 0;
    for (const [at, end] of ends.entries())
      for (; i < end; i += 1) {
        const place = next[terms[i] as number] as number;
        next[terms[i] as number] = place + 1;
        sorted.ids[place] = passages[at] as number;
        sorted.weights[place] = weights[i] as number;
      }
    return { ...sorted, offsets };
  }

  return {
    get size() {
      return size;
    },
    add(id, held) {
      if (size + held.size > terms.length) {
        const room = Math.max(size + held.size, 2 * terms.length);
        terms = grown(new Uint32Array(room), terms);
        weights = grown(new Float32Array(room), weights);
      }
      for (const [term, weight] of held) {
        const number = numbers.get(term) ?? numbers.size;
        numbers.set(term, number);
        terms[size] = number;
        weights[size] = weight;
        size += 1;
      }
      passages.push(id);
      ends.push(size);
    },
    *take() {
      const { ids, weights: own, offsets } = inverted();
      const inOrder = [...numbers].sort(([a], [b]) => (a < b ? -1 : 1));
      numbers = new Map();
      passages = [];
      ends = [];
      size = 0;
      for (const [term, number] of inOrder) {
        const [from, to] = [offsets[number], offsets[number + 1]];
        yield [term, { ids: ids.subarray(from, to), weights: own.subarray(from, to) }];
      }
    },
  };
}

function grown<T extends Uint32Array | Float32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
