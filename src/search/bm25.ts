/** Postings of a term → what they add to the scores of passages (BM25). */

import type { Postings, Statistics } from "../stores/store.ts";
import { upTo } from "./top.ts";

/** Saturation of repeated terms and strength of length normalisation, as in Robertson & Zaragoza (2009). */
const K1 = 1.2;
const B = 0.55;

/** The probabilistic idf of BM25, kept above 0. */
function inverseFrequency(frequency: number, count: number): number {
  return Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
}

const norms = new WeakMap<Statistics, Float64Array>();

/** K1 times the norm of each passage's length; made once for each index. */
export function normsOf(statistics: Statistics): Float64Array {
  let found = norms.get(statistics);
  if (!found) {
    const { lengths, passageCount } = statistics;
    const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, passageCount);
    found = Float64Array.from(lengths, (length) => K1 * (1 - B + B * (length / average)));
    norms.set(statistics, found);
  }
  return found;
}

/** Half-open ranges of passage numbers, in order; those of a case stand together. */
export type Ranges = readonly (readonly [number, number])[];

export function rangesOf({ caseOrdinals, passageCount }: Statistics, cases?: ReadonlySet<number>): Ranges {
  if (!cases) return [[0, passageCount]];
  const ordinals = [...cases].sort((a, b) => a - b);
  return ordinals.map((ordinal) => [upTo(caseOrdinals, ordinal - 1), upTo(caseOrdinals, ordinal)]);
}

export function addTo(
  scores: Float32Array,
  list: Postings | undefined,
  laneWeight: number,
  lengthNorms: Float64Array,
  ranges: Ranges,
): void {
  if (!list) return;
  const { passages, weights } = list;
  const weight = laneWeight * inverseFrequency(passages.length, scores.length);
  for (const [from, to] of ranges) {
    const whole = from === 0 && to === scores.length;
    for (let at = whole ? 0 : upTo(passages, from - 1); at < passages.length; at += 1) {
      const number = passages[at] as number;
      if (number >= to) break;
      const frequency = weights[at] as number;
      const score = (weight * frequency * (K1 + 1)) / (frequency + (lengthNorms[number] as number));
      scores[number] = (scores[number] as number) + score;
    }
  }
}
