/** Questions that ask much the same lie together. */

import { expect, it } from "vitest";
import { clusters } from "../../src/curation/clusters.ts";

const groupsOf = (questions: readonly string[]) =>
  clusters(questions, (question) => question).map(({ members }) => members);

it("puts similar questions together, the largest group first", () => {
  expect(
    groupsOf([
      "苇河的工会主席是谁？",
      "今天天气怎么样？",
      "苇河县工会主席是谁",
      "退休职工的医疗互助怎么办理？",
      "请问苇河的工会主席叫什么？",
      "医疗互助退休职工怎么办理",
    ]),
  ).toEqual([
    ["苇河的工会主席是谁？", "苇河县工会主席是谁", "请问苇河的工会主席叫什么？"],
    ["退休职工的医疗互助怎么办理？", "医疗互助退休职工怎么办理"],
    ["今天天气怎么样？"],
  ]);
});

it("tells questions apart that share their asking words alone", () => {
  expect(groupsOf(["苇河投入了多少钱？", "梨坡种了多少树？", "海港停了多少船？"])).toHaveLength(3);
});

it("takes one question, none, and those without a word", () => {
  expect(groupsOf([])).toEqual([]);
  expect(groupsOf(["？", "？", "啊"])).toHaveLength(3);
});
