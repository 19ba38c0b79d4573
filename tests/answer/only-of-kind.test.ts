/** Messages that say nothing but what organisations are wanted. */

import { expect, test } from "vitest";
import { onlyOfKind } from "../../src/answer/abilities/organization-asked.ts";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

test.each([
  ["有没有企业的，别光是机关", 2],
  ["这里面哪几个是公司，不是机关", 2],
  ["企业工会有哪几家 市总有哪几家 别给我掺县区的", 5],
  ["企业的去掉，光要地方工会的", 8],
  ["公司自己搞的有谁 不要总工会的", 2],
  ["北方的都挑出来", 3],
  ["这里面有山东的没", 1],
])("are answered with the cases of these: %s", async (question, cases) => {
  const answer = await askContract(question, "有哪些案例");
  expect([answer.kind, placesOf(answer).length]).toEqual(["listing", cases]);
});

test.each(["企业工会", "企业有哪些做法", "市总联合了哪几家单位", "哪些企业建会了"])(
  "and others are not: %s",
  (text) => {
    expect(onlyOfKind(text)).toBeNull();
  },
);

test.each(["有没有新疆的", "高校的有没有"])("are told that there are none: %s", async (question) => {
  expect((await askContract(question)).kind).toBe("not-found");
});

test("which companies, behind an answer, are those that it tells of", async () => {
  const { kind } = await askContract("哪些企业", "齐河带动哪些企业建会");
  expect(kind).not.toBe("listing");
});
