import fc from "fast-check";
import { expect, test } from "vitest";
import { standings, topOf, upTo } from "../../src/search/top.ts";

const SCORES = fc
  .array(fc.constantFrom(0, 0.5, 1, 1.5, 7), { maxLength: 40 })
  .map((all) => Float32Array.from(all));

test("the best are those that sorting all would put first, ties in order of number, and none of nought", () => {
  fc.assert(
    fc.property(SCORES, fc.integer({ min: 1, max: 12 }), (scores, count) => {
      const sorted = [...scores.keys()]
        .filter((number) => (scores[number] ?? 0) > 0)
        .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
      const even = (number: number) => number % 2 === 0;
      expect(topOf(scores, count)).toEqual(sorted.slice(0, count));
      expect(topOf(scores, count, even)).toEqual(sorted.filter(even).slice(0, count));
      expect([...standings(scores).keys()]).toEqual(sorted);
    }),
  );
});

test("a number's place in an ascending list is behind its equals", () => {
  const list = Uint32Array.from([2, 4, 4, 9]);
  expect([0, 2, 3, 4, 9, 10].map((number) => upTo(list, number))).toEqual([0, 1, 1, 3, 4, 4]);
});
