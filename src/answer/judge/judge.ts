/** The best spans for a question → whether the corpus tells what is asked, and whether they are the words for it. */

import { kindOf } from "../../language/dictionary.ts";
import type { Ranked } from "../pick/pick.ts";
import type { PickQuery, QueryTerm } from "../pick/query.ts";
import { surroundings } from "../pick/spans.ts";
import { confirmed, contradicted } from "./premises.ts";
import { type JudgeInput, LOOKED_AT, SIGNALS, type Signal, type Signals, signalsOf } from "./signals.ts";

/** `tells`: how likely the corpus tells it; `right`: how likely the first span is the one; both from 0 to 1. */
export interface Verdict {
  /** `corrects`: what is asked takes something for granted that the words found tell otherwise. */
  readonly kind: "answer" | "near" | "corrects" | "refuse";
  readonly tells: number;
  readonly right: number;
  readonly signals: Signals;
  /** Words that the question takes for granted and that are not so; null where nothing is. */
  readonly contradicts: readonly string[] | null;
}

export interface JudgeWeights {
  readonly intercept: number;
  readonly signals: Readonly<Partial<Record<Signal, number>>>;
  /** A logit: below this one in seventeen of the answerable questions would be refused. */
  readonly refusedBelow: number;
}

/** Fitted by `npm run eval -- --fit`, leaving one corpus out; each sign is what reason says. `absent` was never said of a told one: alone it refuses. */
export const JUDGE_WEIGHTS: JudgeWeights = {
  intercept: 1.09,
  signals: {
    otherPeriod: -1.59,
    wrongYear: -2.08,
    elsewhere: -1.05,
    absent: -1.7,
    valueless: -2.39,
    aside: -1.71,
    apart: -2.08,
    detail: -1.8,
    premise: -2.18,
    worded: 0.82,
  },
  refusedBelow: -0.4,
};

/** Spans less likely than this to be the right ones are places to look at. */
const SURE = 0.3;

/** `said`: the question as typed. */
export function judge(
  { said, ...input }: JudgeInput & { readonly said?: string | undefined },
  weights: JudgeWeights = JUDGE_WEIGHTS,
): Verdict {
  const right = likelihoods(input.ranked)[0] ?? 0;
  const signals = signalsOf(input);
  const logit = SIGNALS.reduce(
    (sum, name) => sum + (weights.signals[name] ?? 0) * signals[name],
    weights.intercept,
  );
  const spans = input.ranked.slice(0, LOOKED_AT).map(({ span }) => span);
  const [first] = spans;
  const contradicts = said && first ? contradicted(said, spans, surroundings(first)) : null;
  const isSure = right >= SURE;
  const kind =
    (logit < weights.refusedBelow && !(said && first && confirmed(said, first))) || (contradicts && !isSure)
      ? "refuse"
      : contradicts
        ? "corrects"
        : isSure
          ? "answer"
          : "near";
  return { kind, tells: sigmoid(logit), right, signals, contradicts };
}

/**
 * Whether a noun of the question stands nowhere in the corpus, and the span has no other word for it that the lexicon
 * knows. Words that are cut otherwise there (旷课 in 旷课累计), and what only counts (幅画), are none.
 */
export function saysOtherwise({ words, wanted }: PickQuery, { span, features }: Ranked): boolean {
  const said = surroundings(span);
  const isStrange = ({ text, weight }: QueryTerm) =>
    weight === 0 &&
    kindOf(text) === "noun" &&
    !said.includes(text) &&
    !wanted.some(({ units }) => units.some((unit) => text.startsWith(unit)));
  return features.links === 0 && words.some(isStrange);
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
