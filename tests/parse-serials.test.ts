/** Texts one after another: numbers in lines of their own, headings whose text opens with whom they name. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";

/** Role, organisation, title, and the first line of the heading. */
function casesOf(...lines: string[]): string[] {
  const document = parseDocument("a.txt", lines.join("\n"));
  expectInvariants(document);
  return document.cases.map(({ role, organization, title, heading }) =>
    [role, organization, title, heading.blocks[0]?.sentences[0]?.text ?? ""].join(" | "),
  );
}

test("begins a case at each number alone in its line, with the title below it", () => {
  expect(
    casesOf(
      "〔之一〕",
      "海港市总工会关于夏季送清凉的通知",
      "各县总工会：",
      "六月起在港区设十二处清凉点，每处两名值守员，经费由市总工会列支。",
      "〔之二〕",
      "关于调整开放时间的通知",
      "各县总工会：",
      "七月起职工书屋开放到晚上九点，周一照常闭馆，请转告所属单位。",
    ),
  ).toEqual([
    "case | 海港市总工会 | 海港市总工会关于夏季送清凉的通知 | 〔之一〕",
    "case | 关于调整开放时间的通知 |  | 〔之二〕",
  ]);
});

test("gives a case the numbered line above its title where the others have one like it", () => {
  expect(
    casesOf(
      "【来自一线】之一",
      "塔上的人歇一歇",
      "海港市林场工会",
      "林场有瞭望员二十二人，过去半个月才能下山一回，如今守十二天歇四天。",
      "",
      "【来自一线】之二",
      "八分钟里要出一分钟",
      "海港车站工会",
      "列车停站八分钟，工会与车站商定，最后一分钟只点工具和喝水。",
    ),
  ).toEqual([
    "case | 海港市林场工会 | 塔上的人歇一歇 | 【来自一线】之一",
    "case | 海港车站工会 | 八分钟里要出一分钟 | 【来自一线】之二",
  ]);
});

test("takes a heading for a case's where its text opens with the place that it names", () => {
  expect(
    casesOf(
      "协会身边事",
      "",
      "◆ 上湾村：抓阄排的队",
      "",
      "上湾村用水户协会有四百多户，每年四月抓阄，抓着几号就是几号。",
      "",
      "◆ 石门支渠：三村的水账凑一本",
      "",
      "石门支渠在上游所，三个村在村口各装了一座量水槽，按亩分摊。",
    ),
  ).toEqual([
    "document | 协会身边事 |  | 协会身边事",
    "case | 上湾村用水户协会 | 抓阄排的队 | 上湾村：抓阄排的队",
    "case | 石门支渠 | 三村的水账凑一本 | 石门支渠：三村的水账凑一本",
  ]);
});
