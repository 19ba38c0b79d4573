/** Requests for summaries → their length and the aspects that they name. */

import { expect, it } from "vitest";
import { readable } from "../../src/language/templates.ts";
import { asksSummary, summaryWish } from "../../src/question/summary-wish.ts";

it.each([
  ["一句话概括圆通", { length: "one", points: 1, characters: null }],
  ["用三句话总结", { length: "three", points: 3, characters: null }],
  ["大体说说，短一点", { length: "three", points: null, characters: null }],
  ["两三点就行", { length: "three", points: 3, characters: null }],
  ["四五句概括下", { length: "three", points: 5, characters: null }],
  ["写10000字", { length: "full", points: null, characters: 10_000 }],
  ["50字以内", { length: "one", points: null, characters: 50 }],
  ["写成一段情况介绍", { length: "full", points: null, characters: null }],
  ["用一句话说，不，详细总结", { length: "full", points: null, characters: null, detailed: true }],
  ["概括做法、成效和不足", { length: "full", points: null, characters: null }],
  ["存在问题归纳一下，两句", { length: "three", points: 2, characters: null, only: ["problems"] }],
  ["概括创新点和不足", { length: "full", points: null, characters: null }],
  ["四个热点各一句就行", { length: "one", points: 1, characters: null, each: "热点" }],
])("the length of %s", (text, wish) => {
  const plain = { aspects: [], detailed: false, only: [], each: null };
  expect(summaryWish(readable(text))).toEqual({ ...plain, ...wish });
});

it("aspects stand behind a colon, apart from how the answer is to be given", () => {
  expect(summaryWish(readable("医疗互助讲个大概：多少钱、住院报多少、别太长")).aspects).toEqual([
    "多少钱",
    "住院报多少",
  ]);
});

it("a summary is asked for beyond doubt by its length, not by a sentence of a number", () => {
  expect(["领导只听三句：到底咋样", "第三句原文"].map((text) => asksSummary(readable(text)))).toEqual([
    true,
    false,
  ]);
});
