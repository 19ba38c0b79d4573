/** Questions → groups of questions that ask much the same, the largest group first. */

import { laneOf, termsOf } from "../search/terms.ts";

export interface Cluster<T> {
  /** The one that the others are like, then the others, in the order in which they came. */
  readonly members: readonly [T, ...T[]];
}

/** Two questions are alike from this cosine of their pairs of characters on. */
const ALIKE = 0.45;

/** Groups of one size keep the order of their first members. */
export function clusters<T>(entries: readonly T[], questionOf: (entry: T) => string): Cluster<T>[] {
  const vectors = weighed(entries.map((entry) => pairsOf(questionOf(entry))));
  const groups: { readonly vector: Vector; readonly members: [T, ...T[]] }[] = [];
  entries.forEach((entry, i) => {
    const vector = vectors[i] ?? new Map();
    let nearest: (typeof groups)[number] | undefined;
    let likeness = ALIKE;
    for (const group of groups) {
      const cosine = dot(vector, group.vector);
      if (cosine < likeness) continue;
      nearest = group;
      likeness = cosine;
    }
    if (nearest) nearest.members.push(entry);
    else groups.push({ vector, members: [entry] });
  });
  return groups.toSorted((a, b) => b.members.length - a.members.length).map(({ members }) => ({ members }));
}

type Vector = ReadonlyMap<string, number>;

/** What every question has (多少, 什么) tells them apart the less; a question of one character has but that. */
function pairsOf(question: string): Vector {
  const { terms } = termsOf(question);
  const pairs = new Map([...terms].filter(([term]) => laneOf(term) === "pair"));
  return pairs.size > 0 ? pairs : terms;
}

/** Weights by rarity, of length 1. */
function weighed(vectors: readonly Vector[]): Vector[] {
  const counts = new Map<string, number>();
  for (const vector of vectors)
    for (const term of vector.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  return vectors.map((vector) => {
    const weights = [...vector].map(([term, frequency]): [string, number] => {
      const rarity = Math.log(1 + vectors.length / (counts.get(term) ?? 1));
      return [term, frequency * rarity];
    });
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  });
}

function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}
