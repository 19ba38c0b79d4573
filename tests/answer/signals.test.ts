/** Signals → likelihoods, and which of a question's words is the thing that 多少 counts. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { watch } from "../../src/answer/explain.ts";
import {
  countedThing,
  likelihoodRight,
  likelihoodTold,
  type Signals,
  signalsOf,
} from "../../src/answer/signals.ts";
import { digitize, fold } from "../../src/language/fold.ts";
import { asksOf } from "../../src/search/asks.ts";
import { openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

const NONE: Signals = {
  spoken: 0,
  said: 0,
  exact: 0,
  known: 0,
  topCoverage: 0,
  margin: 0,
  heaviest: 0,
  elsewhere: 0,
  countedElsewhere: 0,
  strange: 0,
  foreign: 0,
  named: 0,
  fits: 0,
  counted: 0,
  countedSaid: 0,
  countedThing: 0,
};
const NAMES = Object.keys(NONE) as (keyof Signals)[];

const share = fc.double({ min: 0, max: 1, noNaN: true });
const signals = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, share])) as Record<keyof Signals, typeof share>,
);

describe("likelihoods", () => {
  test("lie between 0 and 1 for any signals", () => {
    fc.assert(
      fc.property(signals, (given) => {
        for (const likelihood of [likelihoodTold(given), likelihoodRight(given)]) {
          expect(likelihood).toBeGreaterThan(0);
          expect(likelihood).toBeLessThan(1);
        }
      }),
    );
  });

  test("grow with what the words say of the question", () => {
    fc.assert(
      fc.property(signals, share, (given, more) => {
        const said = { ...given, said: Math.max(given.said, more) };
        expect(likelihoodTold(said)).toBeGreaterThanOrEqual(likelihoodTold(given));
        expect(likelihoodRight(said)).toBeGreaterThanOrEqual(likelihoodRight(given));
      }),
    );
  });

  test("fall for a number whose thing stands elsewhere, and rise for one whose thing is named", () => {
    const number = { ...NONE, spoken: 0.8, said: 0.6, fits: 1, counted: 1 };
    expect(likelihoodTold({ ...number, countedElsewhere: 1 })).toBeLessThan(likelihoodTold(number));
    expect(likelihoodTold({ ...number, countedThing: 1 })).toBeGreaterThan(likelihoodTold(number));
  });

  test("fall for words that no case holds", () => {
    const question = { ...NONE, spoken: 0.5, said: 0.5 };
    expect(likelihoodTold({ ...question, strange: 1 })).toBeLessThan(likelihoodTold(question));
  });
});

/** The thing that the question counts among these words, or none. */
function counted(question: string, ...surfaces: readonly string[]): string | undefined {
  const concepts = surfaces.map((surface) => ({
    surface,
    variants: [],
    quoted: false,
    weight: 1,
    known: true,
  }));
  return surfaces[countedThing(digitize(fold(question)), concepts)];
}

describe("the thing counted", () => {
  test.each([
    ["新建了多少间宿舍？", ["新建", "宿舍"], "宿舍"],
    ["新建了多少宿舍？", ["新建", "宿舍"], "宿舍"],
    ["走访多少名司机？", ["走访", "司机"], "司机"],
    ["走访几名司机？", ["走访", "司机"], "司机"],
    ["多少人次培训？", ["培训"], "培训"],
    ["宿舍里走访多少名司机？", ["宿舍", "走访", "司机"], "司机"],
  ])("stands after 多少, with its measure or without: %s", (question, surfaces, thing) => {
    expect(counted(question, ...surfaces)).toBe(thing);
  });

  test.each([
    ["宿舍有多少？", ["宿舍"]],
    ["宿舍有多少间？", ["宿舍"]],
    ["哪几名司机？", ["司机"]],
    ["司机怎么入会？", ["司机", "入会"]],
    ["多少间彩票店？", ["宿舍"]],
    ["多少个大宿舍？", ["宿舍"]],
  ])("is none where none stands there: %s", (question, surfaces) => {
    expect(counted(question, ...surfaces)).toBeUndefined();
  });

  test.each(["比例", "占比", "数量", "金额", "时间"])("is not the number's own name: 多少%s", (quantity) => {
    expect(counted(`增加了多少${quantity}？`, "增加", quantity)).toBeUndefined();
  });
});

describe("signals of words chosen for a question", () => {
  async function signalsFor(question: string) {
    const knowledge = await openKnowledge(
      await folderOf({
        "选编.md": documentText(
          {
            organization: "岚石县总工会",
            sections: { 主要内容: ["新建宿舍12间，走访司机35名。"], 应用成效: ["夜校授课48场。"] },
          },
          { organization: "梨坡镇总工会", sections: { 主要内容: ["田头授课9场。"] } },
        ),
      }),
    );
    const { attempt } = await watch({ question }, knowledge);
    if (!attempt) throw new Error(`expected a search for “${question}”, found none`);
    return attempt.verdict.signals;
  }

  test("lie between 0 and 1", async () => {
    for (const question of [
      "岚石新建宿舍多少间？",
      "宿舍奖了谁？",
      "夜校的宿舍授课多少场？",
      "烟囱和邮票的宿舍",
    ]) {
      const found = await signalsFor(question);
      expect(NAMES.filter((name) => !(found[name] >= 0 && found[name] <= 1))).toEqual([]);
    }
  });

  test("say that the case is named, that a number is asked for and found, and that its thing is said", async () => {
    expect(await signalsFor("岚石新建多少间宿舍？")).toMatchObject({
      spoken: 1,
      said: 1,
      exact: 1,
      known: 1,
      heaviest: 1,
      elsewhere: 0,
      countedElsewhere: 0,
      strange: 0,
      foreign: 0,
      named: 1,
      fits: 1,
      counted: 1,
      countedSaid: 1,
      countedThing: 1,
    });
  });

  test("say that no case is named and that no number is asked for", async () => {
    expect(await signalsFor("新建宿舍的情况")).toMatchObject({
      spoken: 1,
      named: 0,
      counted: 0,
      countedSaid: 0,
      countedThing: 0,
    });
  });

  test("tell names of things that no case holds from the asker's way of speaking", async () => {
    const [strange, foreign] = [await signalsFor("新建宿舍的烟囱"), await signalsFor("新建宿舍顺便")];
    expect([strange.strange, strange.foreign]).toEqual([0.5, 0]);
    expect([foreign.strange, foreign.foreign]).toEqual([0, expect.closeTo(1 / 3, 10)]);
  });

  test("are those of nothing at all where there are no words", () => {
    const input = { question: "", asks: asksOf(""), concepts: [], hits: [], judged: [], named: false };
    expect(signalsOf(input)).toEqual(NONE);
  });
});
