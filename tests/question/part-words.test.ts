/** Words that name a part → the pairs of characters by which it is found. */

import { expect, it } from "vitest";
import { pairsOfWords } from "../../src/question/part-words.ts";

it("has no pair of characters where two words meet", () => {
  expect([...pairsOfWords("2024年评估总的结论")]).toEqual(["20", "02", "24", "评估", "总的", "结论"]);
});

it("has the pairs of coined words that no dictionary has", () => {
  expect([...pairsOfWords("回炉 那条")]).toEqual(["回炉", "那条"]);
});
