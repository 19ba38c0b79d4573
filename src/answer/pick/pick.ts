/** Hits → the spans that may answer a question, best first. */

import type { Hit } from "../../search/rank.ts";
import { FEATURES, type Feature, type Features, featuresOf, localOf } from "./features.ts";
import type { PickQuery } from "./query.ts";
import { PASSAGES, type Span, spansOf } from "./spans.ts";

export interface Ranked {
  readonly span: Span;
  readonly features: Features;
  /** Logit: differences are comparable between questions. */
  readonly score: number;
}

export type PickWeights = Readonly<Partial<Record<Feature, number>>>;

/** Fitted listwise, leaving one corpus out, by `npm run eval -- --fit`; what is not here weighs nothing. */
export const PICK_WEIGHTS: PickWeights = {
  score: 2.49,
  first: 0.5,
  characters: 4.22,
  pairs: 0.33,
  words: -0.26,
  heading: 2.47,
  above: -0.3,
  local: -0.57,
  lacking: -1.53,
  links: 1.85,
  kind: 1.19,
  unit: 1.04,
  several: 0.56,
  near: 1.6,
  otherYear: -1.85,
  question: -1.25,
  short: -0.8,
  praise: -0.26,
  leads: 1.18,
  position: 0.83,
  length: 0.79,
  lengthForManner: 1.16,
  lengthForSeveral: 0.39,
  lengthForValue: -0.91,
  listed: 0.14,
};

/** `passages`: how many hits are looked at. */
export function pick(
  hits: readonly Hit[],
  query: PickQuery,
  weights: PickWeights = PICK_WEIGHTS,
  passages: number = PASSAGES,
): Ranked[] {
  const spans = spansOf(hits, passages);
  const first = spans.filter(({ rank }) => rank < PASSAGES);
  const local = localOf(first, query);
  const best = hits[0]?.score ?? 0;
  return spans
    .map((span) => {
      const features = featuresOf(span, query, best, local);
      return { span, features, score: scoreOf(features, weights) };
    })
    .sort((a, b) => b.score - a.score);
}

export function scoreOf(features: Features, weights: PickWeights): number {
  return FEATURES.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], 0);
}

/** The best `count` that do not overlap. */
export function apart(ranked: readonly Ranked[], count: number): Ranked[] {
  const kept: Ranked[] = [];
  for (const one of ranked) {
    if (kept.length === count) break;
    if (!kept.some(({ span }) => overlaps(span, one.span))) kept.push(one);
  }
  return kept;
}

function overlaps(a: Span, b: Span): boolean {
  return a.hit.passage === b.hit.passage && a.from < b.to && b.from < a.to;
}
