/** The best spans for a question → whether the corpus tells what is asked, and whether they are the words for it. */

import type { Ranked } from "../pick/pick.ts";
import { type JudgeInput, SIGNALS, type Signal, type Signals, signalsOf } from "./signals.ts";

/** `tells`: how likely the corpus tells it; `right`: how likely the first span is the one; both from 0 to 1. */
export interface Verdict {
  readonly kind: "answer" | "near" | "refuse";
  readonly tells: number;
  readonly right: number;
  readonly signals: Signals;
}

export interface JudgeWeights {
  readonly intercept: number;
  readonly signals: Readonly<Partial<Record<Signal, number>>>;
  /** A logit: below this a tenth of the answerable questions would be refused. */
  readonly refusedBelow: number;
}

/** Fitted by `npm run eval -- --fit`, leaving one corpus out; each sign is what reason says. */
export const JUDGE_WEIGHTS: JudgeWeights = {
  intercept: 0.54,
  signals: {
    missing: -0.53,
    otherYear: -1.47,
    elsewhere: -0.82,
    absent: -1.69,
    untold: -1.35,
    apart: -0.85,
    premise: -1.65,
    right: 0.37,
  },
  refusedBelow: -0.3,
};

/** Spans less likely than this to be the right ones are places to look at. */
const SURE = 0.3;

export function judge(input: Omit<JudgeInput, "right">, weights: JudgeWeights = JUDGE_WEIGHTS): Verdict {
  const right = likelihoods(input.ranked)[0] ?? 0;
  const signals = signalsOf({ ...input, right });
  const logit = SIGNALS.reduce(
    (sum, name) => sum + (weights.signals[name] ?? 0) * signals[name],
    weights.intercept,
  );
  const kind = logit < weights.refusedBelow ? "refuse" : right < SURE ? "near" : "answer";
  return { kind, tells: sigmoid(logit), right, signals };
}

/** Softmax of the scores, which were fitted so. */
export function likelihoods(ranked: readonly Ranked[]): number[] {
  const top = Math.max(...ranked.map(({ score }) => score));
  const odds = ranked.map(({ score }) => Math.exp(score - top));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
