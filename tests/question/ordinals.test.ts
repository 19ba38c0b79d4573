/** Ordinals → the places that they count. */

import { expect, test } from "vitest";
import { readable } from "../../src/language/templates.ts";
import { atPlaces, ordinalsIn } from "../../src/question/ordinals.ts";

test.each<[string, number[] | null]>([
  ["第七和第八比比看", [7, 8]],
  ["第一、三条要原文", [1, 3]],
  ["对比3和5", [3, 5]],
  ["前两个比一下应用成效", [1, 2]],
  ["最后两个", [-2, -1]],
  ["倒数第二个", [-2]],
  ["末了那个怎么搞", [-1]],
  ["前者呢", [1]],
  ["3", [3]],
  ["第一时间到场", null],
  ["2024年第三季度", null],
  ["比2023年多多少", null],
])("%s counts %j", (words, places) => {
  expect(ordinalsIn(readable(words))?.places ?? null).toEqual(places);
});

test("items are counted by other words than cases", () => {
  expect(ordinalsIn("第3条")?.ofCases).toBe(false);
  expect(ordinalsIn("第3个")?.ofCases).toBe(true);
});

test("a place that is not there leaves none", () => {
  expect(atPlaces(["a", "b"], [1, -1])).toEqual(["a", "b"]);
  expect(atPlaces(["a", "b"], [1, 3])).toEqual([]);
});
