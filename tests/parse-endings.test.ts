/** Paragraphs that end without a full stop: joined, or called incomplete, only where something is cut. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";

const LONG = "仓库和码头的夜班每天由两人轮值，遇到台风要先关闸门，再把当天的清单交给当班的负责人";

function blocksOf(...paragraphs: readonly string[]) {
  const document = parseDocument(
    "a.md",
    `# 海港值班办法\n\n## 夜班\n\n${paragraphs.join("\n\n")}\n\n## 交接\n\n每日八时。\n`,
  );
  const blocks = document.cases[0]?.sections[0]?.blocks ?? [];
  return blocks.map(
    ({ sentences, truncated }) => `${sentences.map(({ text }) => text).join("")}${truncated ? "…" : ""}`,
  );
}

test.each([
  ["a preposition", `${LONG}并照常加班`, "在标准工时之外，另计补贴。"],
  ["a conjunction", `${LONG}并照常加班`, "因此，另计补贴。"],
  ["a day", `${LONG}并照常加班`, "昨天，闸门已经修好。"],
  ["an amount", `${LONG}每人发给补贴35元`, "名单由工会小组核对，张榜公布三天。"],
  ["a bracket", `${LONG}（合同另有约定的除外）`, "名单由工会小组核对，张榜公布三天。"],
  ["who wrote it", `${LONG}。海港日报记者林某某摄`, "名单由工会小组核对，张榜公布三天。"],
])("keeps two paragraphs apart at %s, and misses nothing in them", (_, first, second) => {
  expect(blocksOf(first, second)).toEqual([first, second]);
});

test("calls nothing incomplete that ends with a whole word", () => {
  expect(blocksOf(`${LONG}。作息时间为弹性`)).toEqual([`${LONG}。作息时间为弹性`]);
  expect(blocksOf(`${LONG}。名单由各部门提交至`)).toEqual([`${LONG}。名单由各部门提交至…`]);
});

test("joins what is cut within a word", () => {
  expect(blocksOf(`${LONG}签`, "字确认。")).toEqual([`${LONG}签字确认。`]);
});

test("reads what stands below the head of notes as notes, whatever the text refers to", () => {
  const lines = [
    "# 海港公报",
    "",
    "## 一、综合",
    "",
    "全年产量增长。",
    "",
    "注释：",
    "",
    "[1]数据为初步统计。",
    "",
    "[2]按现价计算。",
  ];
  const sections = parseDocument("a.md", lines.join("\n")).cases[0]?.sections ?? [];
  expect(sections.map(({ name, blocks }) => [name, blocks.length])).toEqual([
    ["一、综合", 1],
    ["注释", 3],
  ]);
});
