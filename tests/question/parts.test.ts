/** The questions in one message: where it is cut, and where it is not. */

import { expect, test } from "vitest";
import { partsOf, partsWithin } from "../../src/question/parts.ts";

test.each([
  ["夜校办了多少场？花了多少钱？", ["夜校办了多少场？", "花了多少钱？"]],
  ["①夜校办了几场 ②工匠多少名", ["夜校办了几场", "工匠多少名"]],
  ["东城讨薪帮了多少人，那镇江呢", ["东城讨薪帮了多少人", "那镇江呢"]],
  ["24年呢？三级的也一起说下", ["24年呢？", "三级的也一起说下"]],
  ["1. 夜校怎么办的 2. 驿站怎么管", ["夜校怎么办的", "驿站怎么管"]],
  ["夜校办了几场，惠及多少职工，再就是谁出的钱", ["夜校办了几场", "惠及多少职工", "再就是谁出的钱"]],
  ["先说派了多少干部 再说发了多少件物品", ["先说派了多少干部", "再说发了多少件物品"]],
  ["夜校办了多少场，顺便问下那两个基金叫什么", ["夜校办了多少场", "顺便问下那两个基金叫什么"]],
])("cuts where each side asks: %s", (said, parts) => {
  expect(partsOf(said)).toEqual(parts);
});

test.each([
  ["夜校办了多少场，花了多少钱"],
  ["哪些案例引了条文？分别是第几条？"],
  ["夜校办了多少场？免费的那种。"],
  ["主要内容（一）（二）是什么"],
  ["1.2万间宿舍在哪"],
  ["几次？？"],
  ["会不会走后门，都有谁在边上盯着？选副职那个"],
])("leaves what is one question: %s", (said) => {
  expect(partsOf(said)).toEqual([said]);
});

test.each([
  ["特展多少钱一张票，展到哪天", ["特展多少钱一张票", "展到哪天"]],
  ["废砂和断纱耳朵各花了多少钱", ["废砂花了多少钱", "断纱耳朵花了多少钱"]],
  ["夜校办了多少场", []],
  [Array.from({ length: 7 }, (_, i) => `第${i}家多少人`).join("，"), []],
])("finds the questions within one that is not told: %s", (said, parts) => {
  expect(partsWithin(said)).toEqual(parts);
});
