/** A question's words and the words chosen for it → the few numbers from which the gate tells an answer from a near miss. */

import type { Asks } from "../search/asks.ts";
import { MEASURE } from "../search/fits.ts";
import type { Hit } from "../search/rank.ts";
import { type WeightedConcept, weightShare } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";

/** Each from 0 to 1. */
export interface Signals {
  /** Share of the question's weight that the chosen words or their passage speak of. */
  readonly spoken: number;
  /** The same for what the chosen clauses say themselves. */
  readonly said: number;
  /** The same for what they say in these very words. */
  readonly exact: number;
  /** Share of the question's weight in words that the corpus has. */
  readonly known: number;
  /** Share of the question's weight that the best passage speaks of. */
  readonly topCoverage: number;
  /** How far the best passage stands before the next. */
  readonly margin: number;
  /** How far the weightiest word is spoken of. */
  readonly heaviest: number;
  /** Weight of the words that other passages of the corpus hold and these do not. */
  readonly elsewhere: number;
  /** The same where a number is asked for: what it is the number of stands elsewhere. */
  readonly countedElsewhere: number;
  /** Names of things that the corpus does not hold, in a question put in its own words otherwise. */
  readonly strange: number;
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

/** A logistic regression on some of the signals. */
export interface Regression {
  readonly intercept: number;
  readonly coefficients: Readonly<Partial<Record<keyof Signals, number>>>;
}

/** “The cases tell this”, and “the words chosen are the right ones”; fitted with `eval --fit` on the building half. */
const TOLD: Regression = {
  intercept: 0.43,
  coefficients: {
    spoken: 2.46,
    said: 1.7,
    exact: 0.54,
    known: -1.99,
    topCoverage: 0.67,
    margin: -0.07,
    heaviest: -1.8,
    elsewhere: -1.1,
    countedElsewhere: -0.83,
    strange: -1.5,
    foreign: 1.18,
    named: 0.48,
    fits: 0.43,
    counted: -2.6,
    countedSaid: 0.84,
    countedThing: 1.29,
  },
};
export const RIGHT: Regression = {
  intercept: -3.26,
  coefficients: {
    said: 0.33,
    exact: 1.38,
    known: 1.75,
    fits: 1.08,
    margin: 3.73,
    topCoverage: 1.85,
  },
};

/** How likely the corpus tells what is asked, 0 to 1. */
export function likelihoodTold(signals: Signals): number {
  return probability(TOLD, signals);
}

/** How likely the chosen words are the right ones, given that it tells, 0 to 1. */
export function likelihoodRight(signals: Signals): number {
  return probability(RIGHT, signals);
}

function probability({ intercept, coefficients }: Regression, signals: Signals): number {
  const sum = Object.entries(coefficients).reduce(
    (total, [name, coefficient]) => total + coefficient * signals[name as keyof Signals],
    intercept,
  );
  return 1 / (1 + Math.exp(-sum));
}

export interface SignalInput {
  /** Folded and digitized. */
  readonly question: string;
  readonly asks: Asks;
  readonly concepts: readonly WeightedConcept[];
  readonly hits: readonly Hit[];
  readonly judged: readonly Choice[];
  readonly named: boolean;
}

export function signalsOf({ question, asks, concepts, hits, judged, named }: SignalInput): Signals {
  const most = (values: (choice: Choice) => readonly number[]) =>
    concepts.map((_, k) => Math.max(0, ...judged.map((choice) => values(choice)[k] ?? 0)));
  const best = most(({ degrees }) => degrees);
  const said = most(({ said: own }) => own);
  const sum = (value: (concept: WeightedConcept, k: number) => number) =>
    concepts.reduce((total, concept, k) => total + value(concept, k), 0);
  const heaviest = concepts.reduce((at, { weight }, k) => (weight > (concepts[at]?.weight ?? 0) ? k : at), 0);
  const missed = (k: number) => 1 - Math.min(1, 2 * (best[k] ?? 0));
  const elsewhere = Math.min(1, sum(({ known, weight }, k) => (known ? weight * missed(k) : 0)) / 2);
  const saidShare = weightShare(concepts, said);
  const foreign = Math.min(
    1,
    sum(({ known, weight }, k) => (!known && weight <= MOST_FOREIGN ? missed(k) : 0)) / 3,
  );
  const fits = judged.some((choice) => choice.fits) ? 1 : 0;
  const counted = asks === "number" ? 1 : 0;
  return {
    spoken: weightShare(concepts, best),
    said: saidShare,
    exact: weightShare(
      concepts,
      said.map((degree) => (degree >= VERY_WORDS ? 1 : 0)),
    ),
    known: weightShare(
      concepts,
      concepts.map(({ known }) => (known ? 1 : 0)),
    ),
    topCoverage: hits[0]?.coverage ?? 0,
    margin: marginOf(hits),
    heaviest: best[heaviest] ?? 0,
    elsewhere,
    countedElsewhere: counted * elsewhere,
    strange:
      foreign > 0
        ? 0
        : Math.min(1, sum(({ known, weight }, k) => (!known && weight > MOST_FOREIGN ? missed(k) : 0)) / 2),
    foreign,
    named: named ? 1 : 0,
    fits,
    counted,
    countedSaid: counted * saidShare,
    countedThing: counted * thingSaid(question, concepts, said),
  };
}

function marginOf([first, second]: readonly Hit[]): number {
  return first && first.score > 0 ? (first.score - (second?.score ?? 0)) / first.score : 0;
}

/** Degree of a word that is said as it stands. */
const VERY_WORDS = 0.95;

/** Unknown words weigh less than this unless they name a thing. */
const MOST_FOREIGN = 0.6;

/** How far the thing is said that 多少 counts; 1 where the question names none after it. */
function thingSaid(question: string, concepts: readonly WeightedConcept[], said: readonly number[]): number {
  const k = countedThing(question, concepts);
  return k < 0 ? 1 : (said[k] ?? 0);
}

/** Names of the number itself, not of what is counted. */
const QUANTITY = /^(?:比例|占比|比率|百分|人数|次数|数量|金额|时间|钱|年|岁)/;

const AFTER_COUNT = new RegExp(`(?:多少|(?<!哪)几)(?:${MEASURE})?(.{2,8})`);

/** Which of the concepts 多少 counts (多少间免费宿舍), or -1. The question is digitized. */
export function countedThing(question: string, concepts: readonly WeightedConcept[]): number {
  const after = question.match(AFTER_COUNT)?.[1] ?? "";
  return concepts.findIndex(
    ({ surface }) => surface.length > 1 && !QUANTITY.test(surface) && after.startsWith(surface),
  );
}
