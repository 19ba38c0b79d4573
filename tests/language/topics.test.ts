/** Trouble told in plain words → the topic it is about, by examples. */

import { expect, test } from "vitest";
import { learnedFrom, topicsIn } from "../../src/language/topics.ts";

test.each([
  ["师傅们都快退光了，后生接不上手艺", "师带徒"],
  ["几个挂名的副主席开会都见不着人", "兼职副主席"],
  ["我们园区打官司要跑老远", "巡回仲裁庭"],
])("%s is about %s", (said, topic) => {
  expect(topicsIn(said)[0]?.words[0]).toBe(topic);
});

test("what no example has a pair of is about nothing", () => {
  expect(topicsIn("xyz 123")).toEqual([]);
  expect(topicsIn("")).toEqual([]);
});

test("a topic without examples is said to be one", () => {
  expect(() => learnedFrom("== 师带徒 结对\n\n== 入会\n咋入会 ｜ 想入")).toThrow("师带徒");
});

test("what all topics say is about none of them", () => {
  const { tokens } = learnedFrom("== 入会\n不想入\n== 体检\n不想查");
  expect([tokens.has("不想"), tokens.has("想入")]).toEqual([false, true]);
});
