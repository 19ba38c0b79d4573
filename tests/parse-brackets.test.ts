/** Cases whose parts are headed in brackets, some alone in a line: the parts are no cases, and stand beside each other. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";

const STORIES = [
  ["之一", "海河市总工会建工工会", "工地上的存折"],
  ["之二", "湖东区总工会", "不误点的工资"],
  ["之三", "山南县总工会", "一个屋檐下"],
];

const text = STORIES.flatMap(([label, organization, title], i) => [
  label,
  organization,
  title,
  "",
  `【缘起】去年发现隐患${i + 3}处，工人不愿上报，班组之间也不通气。`,
  "",
  "【怎么办的】",
  "第一，立折。每名工人发一本存折，发现隐患就加分。",
  "第二，取兑。每季度在工地超市取兑一次。",
  "",
  `【落到账上】全年上报隐患${i + 40}处，比上年增加一倍。`,
  "",
  "━━━━━━━━━━━━",
  "",
]).join("\n");

test("finds each case once, with its parts", () => {
  const { cases } = parseDocument("an-li.txt", text);
  const own = cases.filter(({ role }) => role === "case");
  expect(own.map(({ organization }) => organization)).toEqual(
    STORIES.map(([, organization]) => organization),
  );
  for (const { sections } of own)
    expect(sections.map(({ name, under }) => [name, under])).toEqual([
      ["缘起", undefined],
      ["怎么办的", undefined],
      ["落到账上", undefined],
    ]);
});

test("leaves rules of any sign out of the text", () => {
  const { cases } = parseDocument("an-li.txt", text);
  const said = cases.flatMap(({ sections }) =>
    sections.flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences.map((one) => one.text))),
  );
  expect(said.join("")).not.toContain("━");
});
