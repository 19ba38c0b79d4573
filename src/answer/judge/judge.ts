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

/** Fitted by `npm run eval -- --fit`, leaving one corpus out; each sign is what reason says. */
const INTERCEPT = 0.54;
const WEIGHTS: Readonly<Record<Signal, number>> = {
  missing: -0.53,
  otherYear: -1.47,
  elsewhere: -0.82,
  absent: -1.69,
  untold: -1.35,
  apart: -0.85,
  premise: -1.65,
  right: 0.37,
};

/** Below this a tenth of the answerable questions would be refused. */
const REFUSED_BELOW = sigmoid(-0.3);

/** Spans less likely than this to be the right ones are places to look at. */
const SURE = 0.3;

export function judge(input: Omit<JudgeInput, "right">): Verdict {
  const right = likelihoods(input.ranked)[0] ?? 0;
  const signals = signalsOf({ ...input, right });
  const logit = SIGNALS.reduce((sum, name) => sum + WEIGHTS[name] * signals[name], INTERCEPT);
  const tells = sigmoid(logit);
  const kind = tells < REFUSED_BELOW ? "refuse" : right < SURE ? "near" : "answer";
  return { kind, tells, right, signals };
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
