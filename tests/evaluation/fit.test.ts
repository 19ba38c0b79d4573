import { describe, expect, it } from "vitest";
import { fitByCorpus, fitText } from "../../evaluation/fit.ts";
import { areaUnderCurve, fitJudge, type Judged, logitOf, thresholdOf } from "../../evaluation/fit-judge.ts";
import { fitPick, pickedBy } from "../../evaluation/fit-pick.ts";
import { locate, parseQuestions } from "../../evaluation/labelled.ts";
import { type Sample, type SampledSet, samplesOf } from "../../evaluation/samples.ts";
import { SIGNALS, type Signals } from "../../src/answer/judge/signals.ts";
import { openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

let sampled: Promise<readonly SampledSet[]> | undefined;

/** Four corpora of one case each, told apart by their numbers; sampled by the first test. */
function samples(): Promise<readonly SampledSet[]> {
  sampled ??= Promise.all(
    [1, 2, 3, 4].map(async (i): Promise<SampledSet> => {
      const text = documentText({
        organization: "岚石县总工会",
        sections: {
          主要做法: [
            `工会开办采石夜校，全年授课${40 + i}场。授课的是退休师傅。`,
            `建立安心账户${100 + i}个，补贴由县里出。账户的钱按月发放。`,
          ],
        },
      });
      const knowledge = await folderOf({ "选编.md": text }).then(openKnowledge);
      const cases = await knowledge.store.cases();
      const line = {
        type: "fact",
        answerable: true,
        organizations: ["岚石县总工会"],
        sections: ["主要做法"],
      };
      const lines = [
        { ...line, id: "1", question: "采石夜校授课多少场？", must_contain: [`${40 + i}场`] },
        { ...line, id: "2", question: "安心账户有多少个？", must_contain: [`${100 + i}个`] },
        {
          id: "3",
          type: "unanswerable",
          question: "岚石县总工会2019年的夜校授课多少场？",
          answerable: false,
        },
        { id: "4", type: "unanswerable", question: "采石夜校的校长是谁？", answerable: false },
        { ...line, id: "5", type: "quote", question: "引用主要做法", must_contain: [] },
      ];
      const questions = parseQuestions(lines.map((one) => JSON.stringify(one)).join("\n"), "t.jsonl");
      const samples = await samplesOf(
        questions.map((one) => locate(one, cases)),
        { knowledge },
      );
      return { name: `set-${i}`, family: "foreign", samples };
    }),
  );
  return sampled;
}

describe("samples", () => {
  it("are of questions by themselves that words are chosen for, with the right spans marked", async () => {
    const [first] = await samples();
    expect(first?.samples.map(({ question, right }) => [question.id, right.includes(true)])).toEqual([
      ["1", true],
      ["2", true],
      ["3", false],
      ["4", false],
    ]);
  });
});

describe("weights of pick", () => {
  it("put right spans first", async () => {
    const sets = await samples();
    const all = sets.flatMap((one): readonly Sample[] => one.samples);
    expect(pickedBy(all, fitPick(sets))).toEqual({ count: 8, first: 1, amongThree: 1, possible: 1 });
  });

  it("are those of the features asked for, and 0 of nothing", async () => {
    expect(fitPick([], ["score", "kind"])).toEqual({ score: 0, kind: 0 });
    expect(Object.keys(fitPick(await samples(), ["score"]))).toEqual(["score"]);
  });
});

const NOTHING = Object.fromEntries(SIGNALS.map((name) => [name, 0])) as Signals;
const judged = (set: string, answerable: boolean, signals: Partial<Signals>): Judged => ({
  set,
  answerable,
  signals: { ...NOTHING, ...signals },
});

describe("weights of the judge", () => {
  const some = [
    judged("a", true, { worded: 0.9 }),
    judged("a", false, { otherPeriod: 1, worded: 0.2 }),
    judged("b", true, { worded: 0.8, absent: 1 }),
    judged("b", false, { apart: 0.9, worded: 0.3 }),
  ];

  it("tell the told from the untold, each with the sign that reason gives it", () => {
    const line = fitJudge(some);
    const scored = some.map((one) => ({ logit: logitOf(one, line), answerable: one.answerable }));
    expect(areaUnderCurve(scored)).toBe(1);
    expect(line.signals.otherPeriod).toBeLessThan(0);
    expect(line.signals.worded).toBeGreaterThan(0);
    // Here it speaks for an answer, which reason denies.
    expect(line.signals.absent).toBe(0);
  });

  it("are nothing where one label is missing", () => {
    const { intercept, signals } = fitJudge(some.slice(0, 1), ["apart"]);
    expect([intercept, signals]).toEqual([0, { apart: 0 }]);
  });
});

describe("area under the curve", () => {
  const of = (logit: number, answerable: boolean) => ({ logit, answerable });

  it("counts pairs in order, ties by half", () => {
    expect(areaUnderCurve([of(0.1, false), of(0.2, true), of(0.3, false)])).toBe(0.5);
    expect(areaUnderCurve([of(0.2, false), of(0.2, true), of(0.1, false)])).toBe(0.75);
    expect(areaUnderCurve([of(0.2, true), of(0.3, true)])).toBeNull();
  });

  it("has a threshold below which few of the told are, each corpus counting the same", () => {
    const even = Array.from({ length: 20 }, (_, i) => of(i, true));
    expect(thresholdOf([even])).toBe(1);
    // A corpus of two told as much as one of twenty.
    expect(thresholdOf([even, [of(-1, true), of(30, true)]])).toBe(-1);
  });
});

describe("a fit", () => {
  it("counts each corpus by weights fitted on the others, and prints them in the form of the source", async () => {
    const fitted = fitByCorpus(await samples(), ["words", "absent"]);
    expect(fitted.folds.map(({ name }) => name)).toEqual(["set-1", "set-2", "set-3", "set-4"]);
    expect(fitted.pick).not.toHaveProperty("words");
    expect(fitted.judge.signals).not.toHaveProperty("absent");
    const text = fitText(fitted, { "set-1": { fold: 0.5, used: 0.25 } });
    expect(text).toMatch(/^set-1 +2 +100\.0 +100\.0 +100\.0 .* 50\.0 +25\.0$/m);
    expect(text).toMatch(/^all foreign +8 +100\.0 /m);
    expect(text).toMatch(
      /^export const PICK_WEIGHTS: PickWeights = \{\n( {2}\w+: -?\d+\.\d\d, \/\/ -?\d+\.\d\d to -?\d+\.\d\d\n)+\};$/m,
    );
    expect(text).toMatch(/^export const JUDGE_WEIGHTS: JudgeWeights = \{\n {2}intercept: /m);
  });
});
