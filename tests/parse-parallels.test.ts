/** Several cases or papers in one file without Markdown levels: parts of one shape, titles of papers, labels of letters. */

import { expect, test } from "vitest";
import { parseDocument } from "../src/corpus/parse.ts";
import { expectInvariants } from "./parse-invariants.ts";

/** Role, organisation and title. */
function casesOf(file: string, ...lines: string[]): string[] {
  const document = parseDocument(file, lines.join("\n"));
  expectInvariants(document);
  return document.cases.map(({ role, organization, title }) => [role, organization, title].join(" | "));
}

const TEXT = "港区有渔工六千二百人，一年在岸的日子不足六十天，过去有事没处说，工会把驿站建到了船上。";

test("begins a case where the first of the numbered parts comes again below a line without a number", () => {
  expect(
    casesOf(
      "a.txt",
      "一号展厅",
      "",
      "A1．渔工驿站（海港市渔业工会联合会）",
      "一、从哪儿说起",
      TEXT,
      "二、做了三件",
      TEXT,
      "",
      "A2．背篓上山（远山县林业工会联合会）",
      "一、从哪儿说起",
      TEXT,
      "二、做了两件",
      TEXT,
    ),
  ).toEqual([
    "document | 一号展厅 | ",
    "case | 海港市渔业工会联合会 | A1．渔工驿站",
    "case | 远山县林业工会联合会 | A2．背篓上山",
  ]);
});

test("begins a case above each heading in brackets that comes again, and reads the name at the end of its title", () => {
  expect(
    casesOf(
      "a.txt",
      "展位甲　渔工驿站　　海港市渔业工会联合会",
      "",
      "〔为什么要办〕",
      TEXT,
      "",
      "〔怎么办的〕",
      TEXT,
      "",
      "展位乙　背篓上山　　远山县林业工会联合会",
      "",
      "〔为什么要办〕",
      TEXT,
    ),
  ).toEqual([
    "case | 海港市渔业工会联合会 | 展位甲　渔工驿站",
    "case | 远山县林业工会联合会 | 展位乙　背篓上山",
  ]);
});

test("keeps one case whose parts number their own, below headings that are numbered themselves", () => {
  expect(
    casesOf(
      "a.txt",
      "海港市总工会2024年工作思路",
      "",
      "第一部分　回顾",
      "一、驿站",
      TEXT,
      "二、培训",
      TEXT,
      "第二部分　打算",
      "一、驿站",
      TEXT,
      "二、培训",
      TEXT,
    ),
  ).toHaveLength(1);
});

test("keeps one report whose parts, below lines that name none, number what else they tell", () => {
  const part = (line: string, ...told: string[]) => [line, "", ...told.flatMap((one) => [one, TEXT]), ""];
  expect(
    casesOf(
      "a.txt",
      "驿站的一天",
      "",
      ...part("清晨六点，站长到岗", "一、开门", "二、烧水"),
      ...part("夜里十点，最后一位骑手", "一、关灯", "二、锁门"),
    ),
  ).toHaveLength(1);
});

test("parts papers that stand one after another by what they are called", () => {
  expect(
    casesOf(
      "a.txt",
      "海港市渔业局2023年工作总结",
      "",
      TEXT,
      "",
      "海港市总工会2024年工作总结（摘要）",
      "",
      TEXT,
    ),
  ).toEqual([
    "case | 海港市渔业局 | 海港市渔业局2023年工作总结",
    "case | 海港市总工会 | 海港市总工会2024年工作总结（摘要）",
  ]);
});

test("keeps the parts of one paper together that end as titles of papers do", () => {
  const parts = ["健全集体协商制度", "完善困难职工帮扶办法", "2025年工作方案"];
  const told = parts.flatMap((part) => [part, "", TEXT, ""]);
  expect(casesOf("a.txt", "海港市总工会2024年工作总结", "", TEXT, "", ...told)).toEqual([
    "case | 海港市总工会 | 海港市总工会2024年工作总结",
  ]);
});

test("takes a title of papers above another, with no text between, for that of the whole", () => {
  const months = ["2024年6月会议纪要", "2024年7月会议纪要"];
  expect(
    casesOf("a.txt", "海港市总工会专班会议纪要", "", ...months.flatMap((month) => [month, "", TEXT, ""])),
  ).toHaveLength(1);
  expect(
    casesOf("b.txt", "海港市水务中心公告", "〔2025〕4号", "", "关于东码头停水的公告", "", TEXT),
  ).toHaveLength(1);
});

test("parts rules one after another by their titles and first articles", () => {
  const rules = (title: string) => [
    title,
    "",
    "第一条 为了规范管理，制定本制度。",
    "第二条 由专人负责。",
    "",
  ];
  expect(
    casesOf("a.txt", "海港市总工会制度汇编", "", ...rules("财务管理制度"), ...rules("考勤管理制度")),
  ).toEqual(["document | 海港市总工会制度汇编 | ", "case | 财务管理制度 | ", "case | 考勤管理制度 | "]);
});

test("keeps one case whose steps are numbered in brackets above what was done", () => {
  const step = (number: string, done: string) => [`【做法${number}】`, done, TEXT];
  expect(
    casesOf(
      "a.txt",
      "海港市总工会“三步工作法”案例",
      "",
      TEXT,
      ...step("一", "建强组织网络"),
      ...step("二", "建立帮扶台账"),
    ),
  ).toHaveLength(1);
});

test("begins a case at each numbered label in brackets above a title", () => {
  expect(
    casesOf(
      "a.txt",
      "【公告之一】",
      "关于东码头停水的公告",
      TEXT,
      "海港市水务有限公司　2025年3月5日",
      "【公告之二】",
      "关于西码头停水的公告",
      TEXT,
      "海港市水务有限公司　2025年3月9日",
    ),
  ).toEqual([
    "case | 海港市水务有限公司 | 关于东码头停水的公告",
    "case | 海港市水务有限公司 | 关于西码头停水的公告",
  ]);
});

test("takes the way that finds all cases before one that finds some of them", () => {
  const inline = (name: string, title: string) => [name, title, "", `缘起　　${TEXT}`, `怎么做　　${TEXT}`];
  const known = (name: string, title: string) => [name, title, "", `【做法】${TEXT}`, `【成效】${TEXT}`];
  expect(
    casesOf(
      "a.txt",
      ...inline("海港市总工会", "驿站上船"),
      "",
      ...known("远山县总工会", "背篓上山"),
      "",
      ...known("平川区总工会", "夜校到站"),
      "",
      ...inline("云岭市总工会", "茶山调解"),
    ),
  ).toEqual([
    "case | 海港市总工会 | 驿站上船",
    "case | 远山县总工会 | 背篓上山",
    "case | 平川区总工会 | 夜校到站",
    "case | 云岭市总工会 | 茶山调解",
  ]);
});

test("reads 案例3 before a title of two clauses as the label that it is", () => {
  const of = (number: number, title: string) => [
    `案例${number}　${title}`,
    "",
    "【案情】",
    TEXT,
    "【结果】",
    TEXT,
    "",
  ];
  expect(
    casesOf(
      "a.txt",
      ...of(1, "年休假过期就作废吗"),
      ...of(2, "搬了厂，职工跟不跟——吴某等六十二人与某钣金厂经济补偿案"),
      ...of(3, "一句“不合适”辞不了人"),
    ).filter((name) => name.startsWith("case")),
  ).toHaveLength(3);
});

test("takes names one below the other for a list, and cases told alike for cases, whatever their headings", () => {
  expect(
    casesOf(
      "a.txt",
      "金钥匙奖揭晓",
      "",
      TEXT,
      "",
      "获奖名单",
      "一　海港市总工会",
      "二　远山县总工会",
      "三　平川区总工会",
      "",
      TEXT,
    ),
  ).toHaveLength(1);
  const told = (...names: string[]) => names.flatMap((name) => [`#### ${name}`, "", TEXT, ""]);
  expect(
    casesOf(
      "b.md",
      "# 破冰做法选编",
      "",
      "## 1｜夜校到站",
      ...told("碰到的坎", "走的路"),
      "## 2｜赶集议事",
      ...told("碰到的坎", "走的路"),
      "## 3｜一街一谈",
      ...told("起因", "章法"),
      "## 4｜下夜班不赶路",
      ...told("起因", "章法"),
    ).filter((name) => name.startsWith("case")),
  ).toHaveLength(4);
});
