/** Numbers and orders that look like chance, the same in every run. */

import { ROUND } from "../full.ts";

/** Mulberry32: the same seed draws the same numbers, from 0 up to 1. */
export function drawing(seed: number): () => number {
  let state = (seed + ROUND) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same items in another order. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const draw = drawing(seed);
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(draw() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
