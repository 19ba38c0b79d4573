/** A question's words and the words chosen for it → the few numbers from which the gate tells an answer from a near miss. */

import type { Asks } from "../search/asks.ts";
import { MEASURE } from "../search/fits.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";

/** Each from 0 to 1. */
export interface Signals {
  /** Share of the question's weight that the chosen words or their passage speak of. */
  readonly spoken: number;
  /** The same for what the chosen clauses say themselves. */
  readonly said: number;
  /** How far the weightiest word is spoken of. */
  readonly heaviest: number;
  /** Weight of the words that other passages of the corpus hold and these do not. */
  readonly elsewhere: number;
  /** The same where a number is asked for: what it is the number of stands elsewhere. */
  readonly countedElsewhere: number;
  /** Words, not names of things, that the corpus does not hold: the asker speaks another language than it. */
  readonly foreign: number;
  /** The question names its case. */
  readonly named: number;
  /** The words are of the kind asked for. */
  readonly fits: number;
  /** A number is asked for … */
  readonly counted: number;
  /** … in clauses that say this share of the question's weight, … */
  readonly countedSaid: number;
  /** … and name the thing counted. */
  readonly countedThing: number;
}

/**
 * Coefficients of a logistic regression of “the cases tell this” on the signals, fitted with `eval --fit` on the
 * building half of the gold set.
 */
const COEFFICIENTS: Readonly<Record<keyof Signals, number>> = {
  spoken: 0.49,
  said: 0.34,
  heaviest: 0.8,
  elsewhere: -0.53,
  countedElsewhere: -2.09,
  foreign: 1.23,
  named: 0.83,
  fits: 1.38,
  counted: -2,
  countedSaid: 1.13,
  countedThing: 1,
};
const INTERCEPT = -0.41;

/** The likelihood, 0 to 1, that the chosen words answer. */
export function likelihood(signals: Signals): number {
  const names = Object.keys(COEFFICIENTS) as (keyof Signals)[];
  const sum = names.reduce((total, name) => total + COEFFICIENTS[name] * signals[name], INTERCEPT);
  return 1 / (1 + Math.exp(-sum));
}

export interface SignalInput {
  /** Folded and digitized. */
  readonly question: string;
  readonly asks: Asks;
  readonly concepts: readonly WeightedConcept[];
  readonly judged: readonly Choice[];
  readonly named: boolean;
}

export function signalsOf({ question, asks, concepts, judged, named }: SignalInput): Signals {
  const most = (values: (choice: Choice) => readonly number[]) =>
    concepts.map((_, k) => Math.max(0, ...judged.map((choice) => values(choice)[k] ?? 0)));
  const best = most(({ degrees }) => degrees);
  const said = most(({ said: own }) => own);
  const sum = (value: (concept: WeightedConcept, k: number) => number) =>
    concepts.reduce((total, concept, k) => total + value(concept, k), 0);
  const total = sum(({ weight }) => weight) || 1;
  const heaviest = concepts.reduce((at, { weight }, k) => (weight > (concepts[at]?.weight ?? 0) ? k : at), 0);
  const missed = (k: number) => 1 - Math.min(1, 2 * (best[k] ?? 0));
  const elsewhere = Math.min(1, sum(({ known, weight }, k) => (known ? weight * missed(k) : 0)) / 2);
  const saidShare = sum(({ weight }, k) => weight * (said[k] ?? 0)) / total;
  const fits = judged.some((choice) => choice.fits) ? 1 : 0;
  const counted = asks === "number" ? 1 : 0;
  return {
    spoken: sum(({ weight }, k) => weight * (best[k] ?? 0)) / total,
    said: saidShare,
    heaviest: best[heaviest] ?? 0,
    elsewhere,
    countedElsewhere: counted * elsewhere,
    foreign: Math.min(
      1,
      sum(({ known, weight }, k) => (!known && weight <= MOST_FOREIGN ? missed(k) : 0)) / 3,
    ),
    named: named ? 1 : 0,
    fits,
    counted,
    countedSaid: counted * saidShare,
    countedThing: counted * thingSaid(question, concepts, said),
  };
}

/** Unknown words weigh less than this unless they name a thing. */
const MOST_FOREIGN = 0.6;

/** How far the thing is said that 多少 counts (多少间免费宿舍); 1 where the question names none after it. */
function thingSaid(question: string, concepts: readonly WeightedConcept[], said: readonly number[]): number {
  const after = question.match(new RegExp(`(?:多少|几)(?:${MEASURE})?(.{2,8})`))?.[1] ?? "";
  const k = concepts.findIndex(({ surface }) => surface.length > 1 && after.startsWith(surface));
  return k < 0 ? 1 : (said[k] ?? 0);
}
