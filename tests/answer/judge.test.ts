/** Spans and a question → signals, and whether the corpus tells what is asked. */

import { describe, expect, test } from "vitest";
import { look } from "../../src/answer/abilities/ask.ts";
import { likelihoods } from "../../src/answer/judge/judge.ts";
import { SIGNALS } from "../../src/answer/judge/signals.ts";
import { readable } from "../../src/language/templates.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const STONE: CaseSketch = {
  organization: "岚石县总工会",
  sections: {
    主要内容: ["新建山腰驿站12个、山脚驿站7个。", "2022年开办夜校，授课48场。"],
    应用成效: ["惠及采石工人3000人，其中女工400人。"],
  },
};
const HILL: CaseSketch = {
  organization: "梨坡镇总工会",
  sections: { 主要内容: ["请农技师到田头讲授修剪。"] },
};

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({ "选编.md": documentText(STONE, HILL) }).then(openKnowledge);
  return opened;
}

async function verdictOn(question: string, absent = false) {
  const text = readable(question);
  const { verdict } = await look({ text, asking: text, absent }, await knowledge());
  if (!verdict) throw new Error(`expected a verdict on “${question}”, found none`);
  return verdict;
}

describe("signals", () => {
  test.each(["山腰驿站有多少个？", "山腰驿站的烟囱", "2019年授课多少场？"])(
    "lie between 0 and 1: %s",
    async (question) => {
      const { signals, tells, right } = await verdictOn(question);
      const values = [...SIGNALS.map((name) => signals[name]), tells, right];
      expect(values.filter((value) => !(value >= 0 && value <= 1))).toEqual([]);
    },
  );

  test("are quiet where the words say all that is asked", async () => {
    const { signals } = await verdictOn("新建山腰驿站多少个？");
    expect(signals).toEqual(Object.fromEntries(SIGNALS.map((name) => [name, 0])));
  });

  test.each([
    ["another year", "2019年夜校授课多少场？", "otherPeriod"],
    ["one of a row by its number", "第二期夜校授课多少场？", "otherPeriod"],
    ["another year, whatever else is told of it", "2023年送苗多少株？", "wrongYear"],
    ["a unit that stands nowhere", "夜校花了多少元？", "valueless"],
    ["a reason that is not given", "新建山腰驿站的原因是什么？", "valueless"],
    ["a part that has no figure", "惠及采石工人，其中夜校有多少人？", "premise"],
    ["a part of a number that has no figure", "惠及的3000名采石工人里，老人有多少？", "premise"],
    ["an end that is not told", "夜校为什么停办？", "premise"],
  ] as const)("speak against %s: %s", async (_, question, signal) => {
    expect((await verdictOn(question)).signals[signal]).toBe(1);
  });

  test("speak against a name that the corpus does not hold", async () => {
    const [known, absent] = [
      await verdictOn("山腰驿站有多少个？"),
      await verdictOn("山腰驿站有多少个？", true),
    ];
    expect([known.signals.absent, absent.signals.absent, absent.tells < known.tells]).toEqual([0, 1, true]);
  });
});

describe("the verdict", () => {
  test.each([["新建山腰驿站多少个？"], ["2022年夜校授课多少场？"]])(
    "lets pass what is told: %s",
    async (question) => {
      expect((await verdictOn(question)).kind).toBe("answer");
    },
  );

  test("refuses what speaks of another year in a unit that is nowhere", async () => {
    expect((await verdictOn("2019年夜校花了多少元？")).kind).toBe("refuse");
  });

  test("is none where nothing is found", async () => {
    const none = await look(
      { text: "zzz", asking: "zzz", absent: false, cases: new Set() },
      await knowledge(),
    );
    expect([none.ranked, none.verdict]).toEqual([[], null]);
  });
});

test("likelihoods add up to one, in the order of the scores", async () => {
  const text = "山腰驿站有多少个";
  const { ranked } = await look({ text, asking: text, absent: false }, await knowledge());
  const chances = likelihoods(ranked);
  expect(chances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 10);
  expect(chances).toEqual(chances.toSorted((a, b) => b - a));
});
