/** Samples of every corpus → the weights of pick and judge, each corpus counted by what was fitted on the others. */

import type { JudgeWeights } from "../src/answer/judge/judge.ts";
import { SIGNALS, type Signal } from "../src/answer/judge/signals.ts";
import { FEATURES, type Feature } from "../src/answer/pick/features.ts";
import type { PickWeights } from "../src/answer/pick/pick.ts";
import { quantile, share } from "./figures.ts";
import {
  areaUnderCurve,
  fitJudge,
  judgedBy,
  type Line,
  logitOf,
  type Scored,
  thresholdOf,
} from "./fit-judge.ts";
import { fitPick, type Picked, pickedBy } from "./fit-pick.ts";
import { percent, table } from "./report.ts";
import type { SampledSet } from "./samples.ts";

/** One corpus, by weights fitted on the others. */
export interface Fold {
  readonly name: string;
  readonly family: SampledSet["family"];
  readonly pick: PickWeights;
  readonly judge: JudgeWeights;
  readonly picked: Picked;
  readonly scored: readonly Scored[];
}

export interface Fitted {
  /** Fitted on all. */
  readonly pick: PickWeights;
  readonly judge: JudgeWeights;
  readonly folds: readonly Fold[];
}

/** `without`: features and signals left out. */
export function fitByCorpus(sets: readonly SampledSet[], without: readonly string[] = []): Fitted {
  const features = FEATURES.filter((name) => !without.includes(name));
  const signals = SIGNALS.filter((name) => !without.includes(name));
  const fitted = (own: readonly SampledSet[]) => {
    const pick = fitPick(own, features);
    const line = fitJudge(
      own.flatMap(({ name, samples }) => judgedBy(name, samples, pick)),
      signals,
    );
    return { pick, line };
  };
  const folds = sets.map((set) => {
    const { pick, line } = fitted(sets.filter((other) => other !== set));
    const scored = judgedBy(set.name, set.samples, pick).map((one) => ({
      logit: logitOf(one, line),
      answerable: one.answerable,
    }));
    return { name: set.name, family: set.family, pick, line, picked: pickedBy(set.samples, pick), scored };
  });
  const below = thresholdOf(folds.map(({ scored }) => scored));
  const withThreshold = (line: Line): JudgeWeights => ({ ...line, refusedBelow: below });
  const all = fitted(sets);
  return {
    pick: all.pick,
    judge: withThreshold(all.line),
    folds: folds.map(({ line, ...fold }) => ({ ...fold, judge: withThreshold(line) })),
  };
}

/** `strict`: by corpus, of whole answers given with the weights of its fold, and with those in use. */
export function fitText(
  { pick, judge, folds }: Fitted,
  strict: Readonly<Record<string, { readonly fold: number; readonly used: number }>> = {},
): string {
  const foreign = folds.filter(({ family }) => family === "foreign");
  const row = (name: string, of: readonly Fold[]) => {
    const scored = of.flatMap((fold) => fold.scored);
    const refused = (answerable: boolean) =>
      share(
        scored.filter((one) => one.answerable === answerable).map(({ logit }) => logit < judge.refusedBelow),
      );
    return [
      name,
      ...pickedCells(of),
      String(scored.length),
      areaText(scored),
      percent(refused(false)),
      percent(refused(true)),
      percent(strict[name]?.fold ?? null),
      percent(strict[name]?.used ?? null),
    ];
  };
  return [
    table([
      FIT_HEADS,
      ...folds.map((fold) => row(fold.name, [fold])),
      row("all foreign", foreign),
      row("all", folds),
    ]),
    `median AUC ${areaMedian(folds)}`,
    pickText(pick, folds),
    judgeText(judge, folds),
  ].join("\n\n");
}

const FIT_HEADS = [
  "corpus",
  "n",
  "first",
  "of three",
  "possible",
  "judged",
  "AUC",
  "refused",
  "wrongly",
  "strict by others",
  "in use",
];

function pickedCells(folds: readonly Fold[]): string[] {
  const count = folds.reduce((sum, { picked }) => sum + picked.count, 0);
  const of = (name: "first" | "amongThree" | "possible") =>
    percent(folds.reduce((sum, { picked }) => sum + picked.count * picked[name], 0) / Math.max(1, count));
  return [String(count), of("first"), of("amongThree"), of("possible")];
}

function areaMedian(folds: readonly Fold[]): string {
  const areas = folds.flatMap(({ scored }) => areaUnderCurve(scored) ?? []);
  return quantile(areas, 0.5).toFixed(3);
}

function areaText(scored: readonly Scored[]): string {
  return areaUnderCurve(scored)?.toFixed(3) ?? "–";
}

/** In the form of the source, to be pasted there; a weight that rounds to nothing is left out. */
function pickText(pick: PickWeights, folds: readonly Fold[]): string {
  const names = FEATURES.filter((name) => Math.abs(pick[name] ?? 0) >= 0.005);
  return [
    "export const PICK_WEIGHTS: PickWeights = {",
    ...names.map((name) =>
      weightLine(
        name,
        pick[name] ?? 0,
        spreadOf(folds, (fold) => fold.pick[name]),
      ),
    ),
    "};",
  ].join("\n");
}

function judgeText({ intercept, signals, refusedBelow }: JudgeWeights, folds: readonly Fold[]): string {
  const names = SIGNALS.filter((name) => Math.abs(signals[name] ?? 0) >= 0.005);
  return [
    "export const JUDGE_WEIGHTS: JudgeWeights = {",
    weightLine(
      "intercept",
      intercept,
      spreadOf(folds, (fold) => fold.judge.intercept),
    ),
    "  signals: {",
    ...names.map(
      (name) =>
        `  ${weightLine(
          name,
          signals[name] ?? 0,
          spreadOf(folds, (fold) => fold.judge.signals[name]),
        )}`,
    ),
    "  },",
    `  refusedBelow: ${refusedBelow.toFixed(2)},`,
    "};",
  ].join("\n");
}

function weightLine(name: string, weight: number, [least, most]: readonly [number, number]): string {
  return `  ${name}: ${weight.toFixed(2)}, // ${least.toFixed(2)} to ${most.toFixed(2)}`;
}

function spreadOf(folds: readonly Fold[], of: (fold: Fold) => number | undefined): [number, number] {
  const values = folds.map((fold) => of(fold) ?? 0);
  return [Math.min(...values), Math.max(...values)];
}

export function isFeature(name: string): name is Feature {
  return FEATURES.some((one) => one === name);
}

export function isSignal(name: string): name is Signal {
  return SIGNALS.some((one) => one === name);
}
