import { dict } from "@node-rs/jieba/dict.js";
import { expect, test } from "vitest";
import { frequencyOf } from "../../src/language/dictionary.ts";

test("every hundredth word of the dictionary has the frequency that its line gives, the last included", () => {
  const lines = Buffer.from(dict).toString("utf8").trimEnd().split("\n");
  const some = lines.filter((_, i) => i % 100 === 0 || i === lines.length - 1).map((line) => line.split(" "));
  expect(some.filter(([word = "", count]) => frequencyOf(word) !== Number(count))).toEqual([]);
});

test.each(["", "甲乙丙丁戊", "zzzz", "龥龥龥龥龥龥龥龥龥龥龥龥龥龥", "1"])(
  "what is no word of it has none: %j",
  (text) => {
    expect(frequencyOf(text)).toBe(0);
  },
);
