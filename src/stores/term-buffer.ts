/** Terms of passages, one passage after the other → the passages of each term, a batch at a time. */

import { invert, type TermWeights } from "./invert.ts";

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
