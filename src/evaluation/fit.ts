/** Outcomes → the two logistic regressions of the gate, fitted to them, and how well they tell right from wrong. */

const RIGHT = { coefficients: {} };
import type { Outcome } from "./evaluate.ts";

/** One answer with what it ought to be judged as. */
export interface Sample {
  readonly signals: Readonly<Record<string, number>>;
  readonly label: boolean;
  /** Odd or even number of the question. */
  readonly fold: 0 | 1;
}

export interface Regression {
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
}

export interface Fitted {
  /** As in the source: TOLD, RIGHT. */
  readonly name: string;
  readonly regression: Regression;
  readonly count: number;
  readonly positive: number;
  /** Area under the ROC curve on each half, fitted to the other; null where a half has one label only. */
  readonly auc: readonly (number | null)[];
}

const L2 = 0.001;
const STEPS = 4_000;
const RATE = 0.8;

/** “The cases tell this”, and “the words chosen are the right ones”, as `answer/signals.ts` has them. */
export function fitGate(outcomes: readonly Outcome[]): Fitted[] {
  const told = toldSamples(outcomes);
  return [
    fitted("TOLD", told, Object.keys(told[0]?.signals ?? {})),
    // Few are enough to tell right words from wrong ones; whether the corpus tells is judged by all.
    fitted("RIGHT", rightSamples(outcomes), Object.keys(RIGHT.coefficients)),
  ];
}

/** What the gate refuses for another reason than its score, it refuses at any coefficients. */
export function toldSamples(outcomes: readonly Outcome[]): Sample[] {
  return outcomes.flatMap(({ question, gate }) =>
    gate && (gate.reason === null || gate.reason === "too-little")
      ? [{ signals: { ...gate.signals }, label: question.answerable, fold: foldOf(question.id) }]
      : [],
  );
}

/** An answer that shows several places is right by any of them; only the words chosen first are judged. */
export function rightSamples(outcomes: readonly Outcome[]): Sample[] {
  return outcomes.flatMap(({ question, answer, gate, grade }) =>
    gate && question.answerable && answer.kind === "grounded"
      ? [
          {
            signals: { ...gate.signals },
            label: gate.certain ? grade.right : gate.chosenRight,
            fold: foldOf(question.id),
          },
        ]
      : [],
  );
}

function foldOf(id: string): 0 | 1 {
  return Number(id.match(/\d+$/)?.[0] ?? 0) % 2 === 0 ? 0 : 1;
}

function fitted(name: string, samples: readonly Sample[], names: readonly string[]): Fitted {
  const half = (fold: 0 | 1) => samples.filter((sample) => sample.fold === fold);
  const auc = ([0, 1] as const).map((fold) =>
    areaUnderCurve(fitRegression(half(fold === 0 ? 1 : 0), names), half(fold)),
  );
  return {
    name,
    regression: fitRegression(samples, names),
    count: samples.length,
    positive: samples.filter(({ label }) => label).length,
    auc,
  };
}

/** Gradient descent on the mean log loss; the intercept is not drawn to 0. */
export function fitRegression(samples: readonly Sample[], names: readonly string[]): Regression {
  const rows = samples.map(({ signals, label }) => ({
    values: names.map((name) => signals[name] ?? 0),
    label: label ? 1 : 0,
  }));
  const weights = names.map(() => 0);
  let intercept = 0;
  for (let step = 0; step < STEPS && rows.length > 0; step += 1) {
    const gradient = names.map(() => 0);
    let shift = 0;
    for (const { values, label } of rows) {
      const error =
        sigmoid(values.reduce((sum, value, j) => sum + value * (weights[j] ?? 0), intercept)) - label;
      for (const [j, value] of values.entries()) gradient[j] = (gradient[j] ?? 0) + error * value;
      shift += error;
    }
    for (const [j, weight] of weights.entries())
      weights[j] = weight - RATE * ((gradient[j] ?? 0) / rows.length + L2 * weight);
    intercept -= (RATE * shift) / rows.length;
  }
  return { intercept, coefficients: Object.fromEntries(names.map((name, j) => [name, weights[j] ?? 0])) };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Share of the pairs of a right and a wrong sample that the regression puts in this order; a tie counts half. */
export function areaUnderCurve({ coefficients }: Regression, samples: readonly Sample[]): number | null {
  const scored = samples.map(({ signals, label }) => ({
    label,
    score: Object.entries(coefficients).reduce(
      (sum, [name, weight]) => sum + weight * (signals[name] ?? 0),
      0,
    ),
  }));
  const right = scored.filter(({ label }) => label);
  const wrong = scored.filter(({ label }) => !label);
  if (right.length === 0 || wrong.length === 0) return null;
  const won = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const wins = right.reduce((sum, a) => wrong.reduce((own, b) => own + won(a.score, b.score), sum), 0);
  return wins / (right.length * wrong.length);
}

/** In the form of the source, to be pasted there. */
export function fitText(fits: readonly Fitted[]): string {
  return fits.map(oneText).join("\n\n");
}

function oneText({ name, regression, count, positive, auc }: Fitted): string {
  const shares = auc.map((area) => (area === null ? "–" : area.toFixed(3))).join(" and ");
  return [
    `// ${name}: ${count} answers, ${positive} positive; AUC of each half, fitted to the other: ${shares}`,
    `const ${name}: Regression = {`,
    `  intercept: ${regression.intercept.toFixed(2)},`,
    "  coefficients: {",
    ...Object.entries(regression.coefficients).map(
      ([signal, weight]) => `    ${signal}: ${weight.toFixed(2)},`,
    ),
    "  },",
    "};",
  ].join("\n");
}
