import { describe, expect, it } from "vitest";
import {
  areaUnderCurve,
  fitGate,
  fitRegression,
  fitText,
  rightSamples,
  type Sample,
  toldSamples,
} from "../../src/evaluation/fit.ts";
import { gatedOf, outcomeOf, REFUSAL } from "./outcomes.ts";

/** What is positive says much; noise, which says nothing, takes every value with either. */
const toy: readonly Sample[] = Array.from({ length: 80 }, (_, i) => ({
  signals: { said: (i % 40) / 40, against: 1 - (i % 40) / 40, noise: i < 40 ? 0 : 1 },
  label: i % 40 >= 20,
  fold: i % 2 === 0 ? 0 : 1,
}));

describe("logistic regression", () => {
  it("tells apart what can be told apart, by coefficients of the right sign", () => {
    const regression = fitRegression(toy, ["said", "against", "noise"]);
    expect(areaUnderCurve(regression, toy)).toBe(1);
    expect(regression.coefficients.said).toBeGreaterThan(1);
    expect(regression.coefficients.against).toBeLessThan(-1);
    expect(regression.coefficients.noise).toBeCloseTo(0, 2);
  });

  it("learns from the intercept how common the positive are", () => {
    const common = Array.from({ length: 100 }, (_, i) => ({ signals: {}, label: i < 80, fold: 0 as const }));
    expect(fitRegression(common, []).intercept).toBeCloseTo(Math.log(0.8 / 0.2), 3);
  });

  it("is nothing of nothing", () => {
    expect(fitRegression([], ["said"])).toEqual({ intercept: 0, coefficients: { said: 0 } });
  });
});

describe("area under the curve", () => {
  const by = { intercept: 0, coefficients: { said: 1 } };
  const sample = (said: number, label: boolean): Sample => ({ signals: { said }, label, fold: 0 });

  it("counts pairs in order, ties by half", () => {
    expect(areaUnderCurve(by, [sample(0.1, false), sample(0.2, true), sample(0.3, false)])).toBe(0.5);
    expect(areaUnderCurve(by, [sample(0.2, false), sample(0.2, true), sample(0.1, false)])).toBe(0.75);
    expect(areaUnderCurve(by, [sample(0.2, true), sample(0.3, true)])).toBeNull();
  });
});

describe("samples", () => {
  it("of what is told leave out what was refused for another reason, or not judged", () => {
    const samples = toldSamples([
      outcomeOf({ question: { id: "b-fact-002" }, gate: gatedOf() }),
      outcomeOf({
        question: { id: "b-fact-003", answerable: false },
        gate: gatedOf({ reason: "too-little" }),
      }),
      outcomeOf({ gate: gatedOf({ reason: "figure" }) }),
      outcomeOf({ gate: null }),
    ]);
    expect(samples.map(({ label, fold }) => ({ label, fold }))).toEqual([
      { label: true, fold: 0 },
      { label: false, fold: 1 },
    ]);
  });

  it("of what is right judge the words chosen, where the answer shows others beside them", () => {
    const samples = rightSamples([
      outcomeOf({ gate: gatedOf({ certain: true, chosenRight: false }) }),
      outcomeOf({ gate: gatedOf({ certain: false, chosenRight: false }) }),
      outcomeOf({ gate: gatedOf({ certain: false, chosenRight: true }), grade: { right: false } }),
      outcomeOf({ gate: gatedOf({ certain: true }), grade: { right: false } }),
      outcomeOf({ gate: gatedOf({ reason: "too-little" }), answer: REFUSAL }),
      outcomeOf({ gate: gatedOf(), question: { answerable: false } }),
    ]);
    expect(samples.map(({ label }) => label)).toEqual([true, false, true, false]);
  });
});

describe("fit of the gate", () => {
  it("is printed in the form of the source", () => {
    const outcomes = Array.from({ length: 40 }, (_, i) => {
      const said = i % 4 < 2 ? 0.9 : 0.1;
      const gate = gatedOf({ signals: { said } });
      const question = { id: `b-fact-${i}`, answerable: said > 0.5 };
      return outcomeOf({ gate, question, grade: { right: i % 8 < 4 } });
    });
    const fits = fitGate(outcomes);
    expect(fits.map(({ name, count, positive, auc }) => ({ name, count, positive, auc }))).toEqual([
      { name: "TOLD", count: 40, positive: 20, auc: [1, 1] },
      { name: "RIGHT", count: 20, positive: 10, auc: [0.5, 0.5] },
    ]);
    expect(Object.keys(fits[0]?.regression.coefficients ?? {})).toEqual(Object.keys(gatedOf().signals));
    const [told = "", right = ""] = fitText(fits).split("\n\n");
    expect(told).toMatch(
      /^\/\/ TOLD: 40 answers, 20 positive; AUC .*: 1\.000 and 1\.000\nconst TOLD: Regression = \{\n {2}intercept: -\d\.\d\d,\n {2}coefficients: \{\n( {4}\w+: -?\d\.\d\d,\n)+ {2}\},\n\};$/,
    );
    expect(right).toContain("const RIGHT: Regression = {");
  });
});
