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
  let best: Neighbour[] = [];
  // What is no better than so many before it is none of them, as of equal ones the first are.
  let least = Number.NEGATIVE_INFINITY;
  for (let passage = 0; passage < count; passage += 1) {
    const score = dot(vectors, passage * dimensions, unit);
    if (score <= least) continue;
    best.push({ passage, score });
    if (best.length < 2 * size) continue;
    best = best.sort(byScore).slice(0, size);
    least = best.at(-1)?.score ?? least;
  }
  return best.sort(byScore).slice(0, size);
}

/** Undefined for a zero vector, whose direction means nothing. */
function toUnitLength(vector: Float32Array): Float64Array | undefined {
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
