/** Hits → the spans that may answer a question, best first. */

import type { Hit } from "../../search/rank.ts";
import {
  FEATURES,
  type Feature,
  type Features,
  featuresOf,
  localOf,
  OF_VALUE,
  pairsSaid,
} from "./features.ts";
import type { PickQuery } from "./query.ts";
import { PASSAGES, type Span, spansOf } from "./spans.ts";

export interface Ranked {
  readonly span: Span;
  readonly features: Features;
  /** Logit: differences are comparable between questions. */
  readonly score: number;
  /** What of the score does not speak of the value asked for. */
  readonly plain: number;
}

export type PickWeights = Readonly<Partial<Record<Feature, number>>>;

/** Fitted listwise, leaving one corpus out, by `npm run eval -- --fit`; what is not here weighs nothing. */
export const PICK_WEIGHTS: PickWeights = {
  score: 1.84,
  first: 0.63,
  characters: 4.4,
  pairs: -0.33,
  heading: 1.94,
  lacking: -1.21,
  links: 1.72,
  kind: 0.52,
  answers: 2.17,
  bound: 2.02,
  near: 0.55,
  otherYear: -2,
  question: -1.13,
  short: -0.58,
  leads: 0.85,
  position: 1.13,
  length: 1.44,
  lengthForManner: 1.59,
  lengthForSeveral: 0.35,
  lengthForValue: -0.37,
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
      return { span, features, ...scoresOf(features, weights) };
    })
    .sort((a, b) => b.score - a.score);
}

/** The largest share of the question's pairs that a span says. */
export function mostPairs(hits: readonly Hit[], query: PickQuery): number {
  return Math.max(0, ...spansOf(hits).map((span) => pairsSaid(span, query)));
}

export function scoresOf(features: Features, weights: PickWeights): Pick<Ranked, "score" | "plain"> {
  const sumOf = (names: readonly Feature[]) =>
    names.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], 0);
  return { score: sumOf(FEATURES), plain: sumOf(FEATURES.filter((name) => !OF_VALUE.has(name))) };
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
