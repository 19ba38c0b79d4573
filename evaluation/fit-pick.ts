/** Samples → the weights of the features that spans are picked by: a conditional logit over the spans of each question. */

import { FEATURES, type Feature } from "../src/answer/pick/features.ts";
import { apart, type PickWeights, type Ranked, scoresOf } from "../src/answer/pick/pick.ts";
import { share } from "./figures.ts";
import type { Sample, SampledSet } from "./samples.ts";

const L2 = 0.003;
const STEPS = 200;

/** Adam, as its authors set it but for the rate. */
const RATE = 0.1;
const [BETA1, BETA2] = [0.9, 0.999];

/** Ascends the mean log likelihood that a right span is the one taken; questions without a right span say nothing. */
export function fitPick(sets: readonly SampledSet[], features: readonly Feature[] = FEATURES): PickWeights {
  const tables = sets.flatMap(({ samples }) => {
    const telling = samples.filter(({ right }) => right.includes(true));
    return telling.map((sample) => tableOf(sample, features, weightIn(telling.length)));
  });
  const total = tables.reduce((sum, { weight }) => sum + weight, 0);
  const size = features.length;
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (let step = 1; step <= STEPS && tables.length > 0; step += 1) {
    const gradient = gradientOf(tables, weights);
    for (let j = 0; j < size; j += 1) {
      const slope = (gradient[j] ?? 0) / total - L2 * (weights[j] ?? 0);
      mean[j] = BETA1 * (mean[j] ?? 0) + (1 - BETA1) * slope;
      variance[j] = BETA2 * (variance[j] ?? 0) + (1 - BETA2) * slope * slope;
      const moved = (mean[j] ?? 0) / (1 - BETA1 ** step);
      const spread = Math.sqrt((variance[j] ?? 0) / (1 - BETA2 ** step));
      weights[j] = (weights[j] ?? 0) + (RATE * moved) / (spread + 1e-8);
    }
  }
  return Object.fromEntries(features.map((name, j) => [name, weights[j] ?? 0]));
}

/** The features of the spans of one question, a row a span. */
interface Table {
  readonly rows: Float64Array;
  readonly right: readonly boolean[];
  readonly weight: number;
}

/** What each of so many questions about one corpus counts: all corpora together count the same. */
export function weightIn(count: number): number {
  return 1 / count;
}

function tableOf({ spans, right }: Sample, features: readonly Feature[], weight: number): Table {
  const rows = new Float64Array(spans.length * features.length);
  for (const [i, { features: own }] of spans.entries())
    for (const [j, name] of features.entries()) rows[i * features.length + j] = own[name];
  return { rows, right, weight };
}

/** Of the log likelihood, summed: what right spans have on average, less what all have, each as likely as it is. */
function gradientOf(tables: readonly Table[], weights: Float64Array): Float64Array {
  const size = weights.length;
  const gradient = new Float64Array(size);
  for (const { rows, right, weight } of tables) {
    const scores = right.map((_, i) => {
      let score = 0;
      for (let j = 0; j < size; j += 1) score += (weights[j] ?? 0) * (rows[i * size + j] ?? 0);
      return score;
    });
    const top = Math.max(...scores);
    const odds = scores.map((score) => Math.exp(score - top));
    const all = odds.reduce((sum, one) => sum + one, 0);
    const good = odds.reduce((sum, one, i) => sum + (right[i] ? one : 0), 0) || Number.MIN_VALUE;
    for (const [i, one] of odds.entries()) {
      const pull = weight * ((right[i] ? one / good : 0) - one / all);
      for (let j = 0; j < size; j += 1) gradient[j] = (gradient[j] ?? 0) + pull * (rows[i * size + j] ?? 0);
    }
  }
  return gradient;
}

/** The spans of a sample as these weights rank them, best first. */
export function rankedBy({ spans }: Pick<Sample, "spans">, weights: PickWeights): Ranked[] {
  return spans
    .map(({ span, features }) => ({ span, features, ...scoresOf(features, weights) }))
    .sort((a, b) => b.score - a.score);
}

export interface Picked {
  readonly count: number;
  /** Shares of the questions: the first span is right, one of the first three that do not overlap is, any is. */
  readonly first: number;
  readonly amongThree: number;
  readonly possible: number;
}

export function pickedBy(samples: readonly Sample[], weights: PickWeights): Picked {
  const answerable = samples.filter(({ question }) => question.answerable);
  const each = answerable.map((sample) => {
    const right = new Set(sample.spans.filter((_, i) => sample.right[i]).map(({ span }) => span));
    const ranked = rankedBy(sample, weights);
    return {
      first: right.has(ranked[0]?.span as Ranked["span"]),
      amongThree: apart(ranked, 3).some(({ span }) => right.has(span)),
      possible: right.size > 0,
    };
  });
  const of = (name: "first" | "amongThree" | "possible") => share(each.map((one) => one[name])) ?? 0;
  return { count: each.length, first: of("first"), amongThree: of("amongThree"), possible: of("possible") };
}
