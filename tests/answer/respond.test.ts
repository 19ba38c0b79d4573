/** Messages whose name fits several cases: the candidates are given, and none of them is guessed. */

import { describe, expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge(new URL("../fixtures/namesakes", import.meta.url).pathname);

const CANDIDATES = ["江苏南京鼓楼区总工会", "江苏南京玄武区总工会"];

describe("a name of two cases", () => {
  test.each([
    ["总结南京的案例"],
    ["引用南京的应用成效"],
    ["南京的应用成效是什么？"],
    ["南京"],
    ["引用江苏的主要做法"],
  ])("gives both as candidates, without a word of either: %s", async (question) => {
    const { kind, candidates, citations, claims, cases } = await askContract(question);
    expect({
      kind,
      candidates: candidates.map(({ organization }) => organization),
      citations,
      claims,
      cases,
    }).toEqual({
      kind: "ambiguous",
      candidates: CANDIDATES,
      citations: [],
      claims: [],
      cases: [],
    });
  });

  test("says which name it is", async () => {
    expect((await askContract("引用南京的应用成效")).text.split("\n")[0]).toBe(
      "“南京”可能指下面几个案例，请问您指的是哪一个？",
    );
  });

  test("is settled by naming one of them", async () => {
    const answer = await askContract("鼓楼", "引用南京的应用成效");
    expect([answer.kind, placesOf(answer), answer.carried]).toEqual([
      "excerpt",
      ["江苏南京鼓楼区总工会·应用成效"],
      { question: "引用南京的应用成效" },
    ]);
  });
});

test.each([
  ["鼓楼的会员增加多少人？", "江苏南京鼓楼区总工会·应用成效", "860人"],
  ["南京玄武的会员增加多少人？", "江苏南京玄武区总工会·应用成效", "420人"],
])("a name of one case alone is answered from it: %s", async (question, place, words) => {
  const answer = await askContract(question);
  expect([answer.kind, placesOf(answer), answer.text.includes(words)]).toEqual(["grounded", [place], true]);
});
