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

const FIRST_ROOM = 1 << 16;

export function createTermBuffer(): TermBuffer {
  let numbers = new Map<string, number>();
  let passages: number[] = [];
  let ends: number[] = [];
  let terms = new Uint32Array(FIRST_ROOM);
  let weights = new Float32Array(FIRST_ROOM);
  let size = 0;

  function* forward(): Generator<TermWeights> {
    let start = 0;
    for (const end of ends) {
      yield { ids: terms.subarray(start, end), weights: weights.subarray(start, end) };
      start = end;
    }
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
        let number = numbers.get(term);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(term, number);
        }
        terms[size] = number;
        weights[size] = weight;
        size += 1;
      }
      passages.push(id);
      ends.push(size);
    },
    *take() {
      const inverted = invert(numbers.size, forward);
      const ids = Uint32Array.from(passages);
      const inOrder = [...numbers].sort(([a], [b]) => (a < b ? -1 : 1));
      numbers = new Map();
      passages = [];
      ends = [];
      size = 0;
      for (const [term, number] of inOrder) {
        const { passages: held, weights: own } = inverted.postings(number);
        yield [term, { ids: held.map((passage) => ids[passage] as number), weights: own }];
      }
    },
  };
}

function grown<T extends Uint32Array | Float32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}

/** The terms of one passage: parallel arrays of distinct term ids and weights. */
export interface TermWeights {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

export interface InvertedIndex {
  /** The passages that hold the term with this id, as views that must not be changed. */
  postings(termId: number): Postings;
}

export const NO_POSTINGS: Postings = { passages: new Uint32Array(0), weights: new Float32Array(0) };

/**
 * A counting sort over two readings of the same passages in order of number, so that 8 bytes a posting are all the
 * memory it takes and each list comes out in ascending order. Term ids lie below `termLimit`.
 */
export function invert(termLimit: number, passages: () => Iterable<TermWeights>): InvertedIndex {
  const offsets = new Uint32Array(termLimit + 1);
  for (const { ids } of passages()) {
    for (let i = 0; i < ids.length; i += 1) {
      const slot = (ids[i] as number) + 1;
      offsets[slot] = (offsets[slot] as number) + 1;
    }
  }
  for (let id = 0; id < termLimit; id += 1) {
    offsets[id + 1] = (offsets[id + 1] as number) + (offsets[id] as number);
  }
  const total = offsets[termLimit] as number;
  const numbers = new Uint32Array(total);
  const weights = new Float32Array(total);
  const next = offsets.slice(0, termLimit);
  let number = 0;
  for (const passage of passages()) {
    for (let i = 0; i < passage.ids.length; i += 1) {
      const id = passage.ids[i] as number;
      const at = next[id] as number;
      numbers[at] = number;
      weights[at] = passage.weights[i] as number;
      next[id] = at + 1;
    }
    number += 1;
  }
  return {
    postings(termId) {
      const start = offsets[termId];
      const end = offsets[termId + 1];
      if (start === undefined || end === undefined) return NO_POSTINGS;
      return { passages: numbers.subarray(start, end), weights: weights.subarray(start, end) };
    },
  };
}
