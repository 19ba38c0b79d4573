/** A part of what organisations of a kind, or all, have done: which is meant is asked, all are told of in a line each. */

import { expect, test } from "vitest";
import { openKnowledge, placesOf } from "../knowledge.ts";

const { askContract } = await openKnowledge();

const DISTRICTS = [
  "四川德阳旌阳区总工会",
  "北京东城区总工会",
  "浙江台州椒江区总工会",
  "广东深圳盐田区总工会",
];

test.each([["区总工会的应用成效是什么？"], ["总结区总工会的案例"], ["区总工会的应用成效", "总结镇江的案例"]])(
  "of a kind that several are of it is asked which is meant: %s",
  async (question, ...history) => {
    const { kind, candidates } = await askContract(question, ...history);
    expect([kind, candidates.map(({ organization }) => organization)]).toEqual(["ambiguous", DISTRICTS]);
  },
);

test("a kind that only one is of names it", async () => {
  const answer = await askContract("县总工会的应用成效");
  expect([answer.kind, placesOf(answer)]).toEqual(["grounded", ["山东德州齐河县总工会·应用成效"]]);
});

test.each([
  "列出所有案例的应用成效",
  "引用所有案例的应用成效",
  "十个案例的应用成效",
  "每个案例的应用成效是什么",
])("the same part of all is told by a line of each: %s", async (question) => {
  const { kind, cases, citations } = await askContract(question);
  expect([kind, cases.length, citations.map(({ number }) => number)]).toEqual([
    "listing",
    10,
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  ]);
  expect(new Set(citations.map(({ section }) => section))).toEqual(new Set(["应用成效"]));
});

test("what is asked beside the part is no list of it", async () => {
  expect((await askContract("所有案例的应用成效里谁的欠薪最多")).kind).not.toBe("listing");
});
