import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { learnedFrom, likelyAct } from "../../src/question/likely-act.ts";

describe("what a message is most like", () => {
  // None of these stands among the examples.
  it.each([
    ["各位姐妹端午安康，粽子吃了吗", "greets-all"],
    ["谢谢啦老哥，帮大忙了", "thanks"],
    ["帮忙写一篇职工运动会的主持稿", "wants-text"],
    ["你这个要不要花钱买", "about-cost"],
    ["我说的话会不会被别人看见", "about-privacy"],
    ["帮我把这段翻译成英文", "translate"],
    ["今天会不会下雨", "off-weather-time"],
  ])("%s: %s", (message, kind) => {
    expect(likelyAct(message)).toMatchObject({ kind });
    expect(likelyAct(message)?.odds).toBeGreaterThan(2);
  });

  it.each([
    "圆通有多少间宿舍",
    "哪些案例提到了调解",
    "货车司机怎么入会",
    "补充通知把截止日期改到了哪天",
    "一次性补助给多少钱，几天到账",
  ])("%s: a question", (message) => {
    expect(likelyAct(message)?.odds).toBeLessThan(0);
  });

  it("takes hardly any question to documents for talk", () => {
    const file = join(import.meta.dirname, "../questions/held-back.jsonl");
    const questions = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line): { question: string; answerable: boolean } => JSON.parse(line))
      .filter(({ answerable }) => answerable);
    const taken = questions.filter(({ question }) => (likelyAct(question)?.odds ?? 0) > 4);
    expect(taken.length / questions.length).toBeLessThan(0.02);
  });

  it("says nothing of what holds no Chinese", () => {
    expect(likelyAct("hello")).toBeNull();
    expect(likelyAct("👍")).toBeNull();
  });
});

describe("the examples", () => {
  it("are refused with an unknown kind", () => {
    expect(() => learnedFrom("== sings\n啦啦啦")).toThrow(
      'acts-examples.zh.txt: expected examples of a kind, found "== sings"',
    );
  });

  it("are refused where a kind has none", () => {
    expect(() => learnedFrom("== asks\n圆通有多少宿舍 ｜ 欠薪怎么办")).toThrow(
      /expected examples of greets,/,
    );
  });
});
