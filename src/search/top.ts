/** Scores of passages → the best of them, and where in an ascending list a number belongs. */

import type { LaneStanding } from "./rank.ts";

/** By passage number; 0 for what is not found. */
export type PassageScores = Float32Array | Float64Array;

/** The numbers of the `count` greatest scores above 0, greatest first; ties in ascending order of number. */
export function topOf(
  scores: PassageScores,
  count: number,
  holds: (number: number) => boolean = () => true,
): number[] {
  const best: number[] = [];
  let least = 0;
  for (let number = 0; number < scores.length; number += 1) {
    const score = scores[number] as number;
    if (score <= least || !holds(number)) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at -= 1;
    best.splice(at, 0, number);
    if (best.length > count) best.pop();
    if (best.length === count) least = scores[best[count - 1] as number] as number;
  }
  return best;
}

/** The rank of all that is found, from 1. */
export function standings(found: PassageScores | ReadonlyMap<number, number>): Map<number, LaneStanding> {
  const scores = [...found.entries()].filter(([, score]) => found instanceof Map || score > 0);
  return new Map(
    scores
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
      .map(([number, score], i) => [number, { rank: i + 1, score }]),
  );
}

/** How many of an ascending list are not above the number. */
export function upTo(ascending: Uint32Array, number: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] as number) <= number) from = middle + 1;
    else to = middle;
  }
  return from;
}
