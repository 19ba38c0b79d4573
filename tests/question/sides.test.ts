/** Several cases named in a question → what is asked of each. */

import { expect, test } from "vitest";
import { readPart } from "../../src/question/read.ts";
import { openKnowledge } from "../knowledge.ts";

const { finder, store } = await openKnowledge();
const cases = await store.cases();

async function sides(question: string): Promise<Record<string, string>> {
  const { named } = await readPart(question, finder, cases);
  return Object.fromEntries(
    named.sides.map(({ cases: [ordinal = -1], text }) => [
      cases[ordinal]?.organization ?? "",
      text.replace(/[\s?？]+/g, ""),
    ]),
  );
}

test("the same is asked of all where nothing stands between their names", async () => {
  expect(await sides("东城和镇江各调解了多少案件？")).toEqual({
    北京东城区总工会: "调解了多少案件",
    江苏镇江市总工会: "调解了多少案件",
  });
});

test("each is asked for its own, and for what follows of both", async () => {
  expect(await sides("齐齐哈尔的工匠人才和株洲的高级技师，哪个人数多？")).toEqual({
    黑龙江齐齐哈尔市总工会: "的工匠人才和,哪个人数多",
    中车株洲电力机车有限公司: "的高级技师,哪个人数多",
  });
});

test("a single case, and a term that is another case's, has no sides", async () => {
  expect(await sides("圆通有多少间宿舍？")).toEqual({});
  expect(await sides("东城一年发了多少份“一函两书”？")).toEqual({});
});
