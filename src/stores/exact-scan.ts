/** A vector and all passage vectors → its nearest neighbours, exactly. */

import type { Neighbour } from "./store.ts";

/**
 * The `limit` nearest by cosine, best first, ties in order of number. `vectors` holds unit vectors (or zero vectors)
 * one after the other; `query` has any length but zero, for which nothing is near.
 */
export function scanNearest(vectors: Float32Array, query: Float32Array, limit: number): Neighbour[] {
  const dimensions = query.length;
  const unit = toUnitLength(query);
  const count = dimensions === 0 ? 0 : vectors.length / dimensions;
  const size = Math.min(limit, count);
  if (unit === undefined || size === 0) return [];
  const best = createBest(size);
  for (let number = 0; number < count; number += 1) {
    best.offer(number, dot(vectors, number * dimensions, unit));
  }
  return best.take();
}

/** Undefined for a zero vector, whose direction means nothing. */
export function toUnitLength(vector: Float32Array): Float64Array | undefined {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return undefined;
  const norm = Math.sqrt(squares);
  return Float64Array.from(vector, (value) => value / norm);
}

export function byScore(a: Neighbour, b: Neighbour): number {
  return b.score - a.score || a.passage - b.passage;
}

/** Four sums at a time: one running sum would wait for itself at each step. */
function dot(vectors: Float32Array, offset: number, unit: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const even = unit.length - (unit.length % 4);
  for (let i = 0; i < even; i += 4) {
    a += (vectors[offset + i] as number) * (unit[i] as number);
    b += (vectors[offset + i + 1] as number) * (unit[i + 1] as number);
    c += (vectors[offset + i + 2] as number) * (unit[i + 2] as number);
    d += (vectors[offset + i + 3] as number) * (unit[i + 3] as number);
  }
  for (let i = even; i < unit.length; i += 1) a += (vectors[offset + i] as number) * (unit[i] as number);
  // Rounding may carry a unit vector's product with itself a hair past one.
  return Math.max(-1, Math.min(1, a + b + (c + d)));
}

/**
 * A binary heap with the worst of the best at its root. Offers come in ascending order of number, so an equal score
 * never displaces one that is held.
 */
function createBest(size: number) {
  const scores = new Float64Array(size);
  const numbers = new Uint32Array(size);
  let held = 0;

  const isWorse = (i: number, j: number): boolean => {
    const difference = (scores[i] as number) - (scores[j] as number);
    return difference < 0 || (difference === 0 && (numbers[i] as number) > (numbers[j] as number));
  };
  const swap = (i: number, j: number): void => {
    [scores[i], scores[j]] = [scores[j] as number, scores[i] as number];
    [numbers[i], numbers[j]] = [numbers[j] as number, numbers[i] as number];
  };

  return {
    offer(number: number, score: number): void {
      if (held < size) {
        scores[held] = score;
        numbers[held] = number;
        for (let i = held; i > 0; ) {
          const parent = (i - 1) >> 1;
          if (!isWorse(i, parent)) break;
          swap(i, parent);
          i = parent;
        }
        held += 1;
        return;
      }
      if (score <= (scores[0] as number)) return;
      scores[0] = score;
      numbers[0] = number;
      for (let i = 0; ; ) {
        const left = 2 * i + 1;
        if (left >= size) break;
        const child = left + 1 < size && isWorse(left + 1, left) ? left + 1 : left;
        if (!isWorse(child, i)) break;
        swap(i, child);
        i = child;
      }
    },
    take: (): Neighbour[] =>
      Array.from(scores, (score, i) => ({ passage: numbers[i] as number, score })).sort(byScore),
  };
}
