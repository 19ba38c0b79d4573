/** Terms of each passage → passages of each term, in typed arrays. */

import type { Postings } from "./store.ts";

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
