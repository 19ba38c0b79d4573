/** Samples → the weights of the signals that answers are judged by: a logistic regression whose signs reason fixes. */

import type { JudgeWeights } from "../src/answer/judge/judge.ts";
import { SIGNALS, type Signal, type Signals, signalsOf } from "../src/answer/judge/signals.ts";
import { apart, type PickWeights } from "../src/answer/pick/pick.ts";
import { rankedBy, weightIn } from "./fit-pick.ts";
import type { Sample } from "./samples.ts";

/** What each signal says of the corpus telling what is asked; a weight that would say the opposite is 0. */
const SIGNS: Readonly<Record<Signal, 1 | -1>> = {
  otherPeriod: -1,
  wrongYear: -1,
  elsewhere: -1,
  absent: -1,
  valueless: -1,
  aside: -1,
  apart: -1,
  detail: -1,
  premise: -1,
  worded: 1,
};

const L2 = 0.003;
const STEPS = 2_000;
const RATE = 2;

/** As many as the program judges against one another. */
const RIVALS = 8;

/** Share of the answerable that may be refused: below a tenth, since lists, quotes and follow-ups are refused for other reasons as well. */
export const FALSE_REFUSALS = 0.06;

export interface Judged {
  readonly set: string;
  readonly signals: Signals;
  readonly answerable: boolean;
}

export type Line = Pick<JudgeWeights, "intercept" | "signals">;

/** What the judge is shown when spans are picked by these weights. */
export function judgedBy(set: string, samples: readonly Sample[], weights: PickWeights): Judged[] {
  return samples
    .filter(({ judged }) => judged)
    .map((sample) => {
      const { query, elsewhere, absent, question } = sample;
      const ranked = apart(rankedBy(sample, weights), RIVALS);
      return {
        set,
        signals: signalsOf({ query, ranked, elsewhere, absent }),
        answerable: question.answerable,
      };
    });
}

/** Both labels count the same. */
export function fitJudge(judged: readonly Judged[], signals: readonly Signal[] = SIGNALS): Line {
  const sizes = Map.groupBy(judged, ({ set }) => set);
  const weigh = judged.map(({ set }) => weightIn(sizes.get(set)?.length ?? 1));
  const total = (answerable: boolean) =>
    judged.reduce((sum, one, i) => sum + (one.answerable === answerable ? (weigh[i] ?? 0) : 0), 0);
  const totals = { told: total(true), untold: total(false) };
  const weights = signals.map(() => 0);
  let intercept = 0;
  for (let step = 0; step < STEPS && totals.told > 0 && totals.untold > 0; step += 1) {
    const slopes = signals.map(() => 0);
    let shift = 0;
    for (const [i, { signals: own, answerable }] of judged.entries()) {
      const logit = signals.reduce((sum, name, j) => sum + (weights[j] ?? 0) * own[name], intercept);
      const share = (weigh[i] ?? 0) / (2 * (answerable ? totals.told : totals.untold));
      const error = (1 / (1 + Math.exp(-logit)) - (answerable ? 1 : 0)) * share;
      for (const [j, name] of signals.entries()) slopes[j] = (slopes[j] ?? 0) + error * own[name];
      shift += error;
    }
    for (const [j, name] of signals.entries()) {
      const moved = (weights[j] ?? 0) - RATE * ((slopes[j] ?? 0) + L2 * (weights[j] ?? 0));
      weights[j] = moved * SIGNS[name] > 0 ? moved : 0;
    }
    intercept -= RATE * shift;
  }
  return {
    intercept,
    signals: Object.fromEntries(signals.map((name, j) => [name, weights[j] ?? 0])),
  };
}

export function logitOf({ signals }: Pick<Judged, "signals">, line: Line): number {
  return SIGNALS.reduce((sum, name) => sum + (line.signals[name] ?? 0) * signals[name], line.intercept);
}

export interface Scored {
  readonly logit: number;
  readonly answerable: boolean;
}

/** Share of the pairs of a told and an untold question in the right order, ties by half; null without a pair. */
export function areaUnderCurve(scored: readonly Scored[]): number | null {
  const told = scored.filter(({ answerable }) => answerable);
  const untold = scored.filter(({ answerable }) => !answerable);
  if (told.length === 0 || untold.length === 0) return null;
  const won = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const wins = told.reduce((sum, a) => untold.reduce((own, b) => own + won(a.logit, b.logit), sum), 0);
  return wins / (told.length * untold.length);
}

/** The logit below which so many of the told are refused, each corpus counting as in the fit. */
export function thresholdOf(sets: readonly (readonly Scored[])[]): number {
  const told = sets
    .map((scored) => scored.filter(({ answerable }) => answerable))
    .flatMap((own) => own.map(({ logit }) => ({ logit, weight: weightIn(own.length) })))
    .sort((a, b) => a.logit - b.logit);
  const total = told.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { logit, weight } of told) {
    below += weight;
    if (below > FALSE_REFUSALS * total) return logit;
  }
  return 0;
}
