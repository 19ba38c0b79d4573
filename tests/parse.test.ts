/** What holds for any text: errors, names, years. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { sketch } from "./parse-sketch.ts";

const caseNames = (file: string, text: string) =>
  parseDocument(file, text).cases.map(({ id, organization }) => [id, organization]);
const yearOf = (file: string, text: string) => parseDocument(file, text).cases.at(-1)?.year;

test.each(["", " \n\t\r\n", "\ufeff", "　　\n"])("refuses a text of nothing but blanks: %j", (text) => {
  expect(() => parseDocument("2025/empty.md", text)).toThrow(
    new Error("2025/empty.md: expected text, found nothing but blanks"),
  );
});

test("names cases by path and place, so that a.md and a.txt do not collide", () => {
  expect(caseNames("2025/海港.md", "在12艘母船上设立驿站。")).toEqual([["2025/海港#1", "海港"]]);
  expect(caseNames("2025/海港.txt", "在12艘母船上设立驿站。")).toEqual([["2025/海港.txt#1", "海港"]]);
});

test("takes the year from the document's headings before that of the file's name", () => {
  const text = "在12艘母船上设立驿站。";
  expect(yearOf("2023.md", `# 2025年度创新案例\n\n${text}`)).toBe(2025);
  expect(yearOf("a.md", `# 二〇二五年创新案例\n\n${text}`)).toBe(2025);
  expect(yearOf("a.md", `# 工会创新 2022\n\n${text}`)).toBe(2022);
  expect(yearOf("2023-cases.md", `# 创新案例\n\n${text}`)).toBe(2023);
  expect(yearOf("案例（2023年）.md", text)).toBe(2023);
  expect(yearOf("case-2023.md", text)).toBeNull();
  expect(yearOf("a.md", `# 12351热线\n\n2021年,${text}`)).toBeNull();
});

test("does not take a year in the text of one case for that of the document", () => {
  const text = "# 海港市总工会\n\n## 背景\n\n2019年以来。\n";
  expect(yearOf("a.md", text)).toBeNull();
});

test("keeps a single case of a selection apart from the selection's own heading", () => {
  const text = "# 十大创新案例（2025年）\n\n## 海港市总工会\n\n### 建好驿站\n\n#### 背景\n\n渔工漂泊。\n";
  expect(sketch(parseDocument("a.md", text))).toBe(`
document 十大创新案例（2025年） |  | 2025
  标题 十大创新案例（2025年）
case 海港市总工会 | 建好驿站 | 2025
  标题 海港市总工会 / 建好驿站
  § 背景 (development)
    - 渔工漂泊。
`);
});

test("does not take sections that sound like organisations for cases", () => {
  const text = "# 海港市总工会\n\n## 职工服务中心\n\n服务职工。\n\n## 海员俱乐部工会\n\n服务海员。\n";
  expect(sketch(parseDocument("a.md", text))).toBe(`
case 海港市总工会 |  | -
  标题 海港市总工会
  § 职工服务中心 (other)
    - 服务职工。
  § 海员俱乐部工会 (other)
    - 服务海员。
`);
});

test("reads unknown sections as such where they come again under every case", () => {
  const branch = (name: string) => `## ${name}\n\n### 缘由\n\n人多。\n\n### 破题之路\n\n建驿站。\n\n`;
  const { cases } = parseDocument("a.md", `# 新风采\n\n${branch("京东物流")}${branch("满帮")}`);
  expect(
    cases.map(({ role, organization, sections }) => [role, organization, sections.map(({ name }) => name)]),
  ).toEqual([
    ["document", "新风采", []],
    ["case", "京东物流", ["缘由", "破题之路"]],
    ["case", "满帮", ["缘由", "破题之路"]],
  ]);
});

test("keeps the document's heading apart where it stands at the level of the cases", () => {
  const branch = (name: string) => `# ${name}\n\n## 背景\n\n人多。\n\n`;
  const { cases } = parseDocument(
    "a.md",
    `# 创新案例选登\n\n编者的话。\n\n${branch("海港市总工会")}${branch("远山县总工会")}`,
  );
  expect(cases.map(({ role, organization }) => [role, organization])).toEqual([
    ["document", "创新案例选登"],
    ["case", "海港市总工会"],
    ["case", "远山县总工会"],
  ]);
});

const LONG = "推动工会工作高质量发展,把职工群众紧紧团结在党的周围,凝聚起团结奋斗的磅礴力量,持续增强基层组";

test.each([
  ["a heading", "## 应用成效\n\n会员增加。"],
  ["a marker", "(二)服务到港。"],
  ["the end of the file", ""],
])("calls a long open paragraph broken off before %s", (_, next) => {
  const document = parseDocument("a.md", `# 海港市总工会\n\n## 主要内容\n\n(一)${LONG}\n\n${next}\n`);
  expect(document.cases[0]?.sections[0]?.blocks[0]?.truncated).toBe(true);
  expect(document.findings).toEqual([
    { kind: "truncation", file: "a.md", line: 5, message: "原文在此中断：“…续增强基层组”" },
  ]);
});

test.each([
  ["a short line, which is a subheading", "织优势"],
  ["a bullet", "- 织优势。"],
  ["a table", "|甲|乙|"],
  ["a label", "【成效】织优势。"],
])("does not join a long open paragraph with %s", (_, next) => {
  const document = parseDocument("a.md", `# 海港市总工会\n\n## 主要内容\n\n${LONG}\n\n${next}\n`);
  expect(document.findings.filter(({ kind }) => kind === "join")).toEqual([]);
});

test("does not join lines that end with punctuation, or that are short", () => {
  for (const line of [`${LONG}。`, `${LONG}：`, `${LONG}；”`, "加强组织领导"]) {
    const document = parseDocument("a.md", `# 海港市总工会\n\n## 主要内容\n\n${line}\n\n织优势,工作有力。\n`);
    expect(document.cases[0]?.sections[0]?.blocks).toHaveLength(2);
  }
});

test("joins nothing in a text that never closes its paragraphs", () => {
  const text = Array.from({ length: 8 }, (_, i) => `第${i}段${LONG}`).join("\n\n");
  const document = parseDocument("a.md", `# 海港市总工会\n\n## 主要内容\n\n${text}\n`);
  expect(document.cases[0]?.sections[0]?.blocks).toHaveLength(8);
  expect(document.findings).toEqual([]);
});

test("lists the first two hundred oddities of a document, and counts the rest", () => {
  const document = parseDocument(
    "a.md",
    "# 海港市总工会\n\n## 甲\n\n文。\n\n## 甲\n\n".repeat(1).concat("## 甲\n\n文。\n".repeat(300)),
  );
  const oddities = document.findings.filter(({ kind }) => kind === "oddity");
  expect(oddities).toHaveLength(201);
  expect(oddities.at(-1)?.message).toBe("此文件另有 102 处类似情况，不再逐一列出");
});
