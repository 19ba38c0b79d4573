/** The real corpus: what its document holds, down to the flaws of its source. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Block, Case, Section } from "../src/corpus/case.ts";
import { parseDocument } from "../src/corpus/parse.ts";
import { passagesOf, textOf } from "../src/corpus/passages.ts";
import { besideSentences, expectInvariants } from "./parse-invariants.ts";

const FILE = "2024-top-ten-innovations.md";
const bytes = readFileSync(new URL(`../corpus/${FILE}`, import.meta.url));
const text = bytes.toString("utf8");
const document = parseDocument(FILE, text);
const cases = document.cases.filter(({ role }) => role === "case");

function caseOf(organization: string): Case {
  const found = cases.find((unionCase) => unionCase.organization === organization);
  if (!found) throw new Error(`no case of ${organization}`);
  return found;
}

function sectionOf(organization: string, name: string): Section {
  const found = caseOf(organization).sections.find((section) => section.name === name);
  if (!found) throw new Error(`no section ${name} in the case of ${organization}`);
  return found;
}

function blockOf(organization: string, section: string, label: string | null): Block {
  const found = sectionOf(organization, section).blocks.find((block) => block.label === label);
  if (!found) throw new Error(`no block ${label} in ${organization} · ${section}`);
  return found;
}

test("the document is, byte for byte, the one that the corpus README describes", () => {
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(
    "067d81e3831068a58f339b56b70341ecc15e3c42caf89b763471f1752256e91c",
  );
  expect(bytes.length).toBe(23_724);
});

test("holds ten cases, forty sections and thirty-six items", () => {
  const sections = cases.flatMap((unionCase) => unionCase.sections);
  const items = sections.flatMap(({ blocks }) => blocks.filter(({ label }) => label !== null));
  expect([cases.length, sections.length, items.length]).toEqual([10, 40, 36]);
  for (const unionCase of cases) {
    expect(unionCase.sections.map(({ name, kind }) => [name, kind])).toEqual([
      ["推荐词", "recommendation"],
      ["经验培育过程", "development"],
      ["主要内容", "measures"],
      ["应用成效", "results"],
    ]);
  }
});

test("names the cases by organisation and title, all of the year that the document speaks for", () => {
  expect(
    cases.map(({ id, organization, title, year, line }) => [id, line, year, organization, title]),
  ).toEqual([
    ["2024-top-ten-innovations#1", 9, 2024, "山东德州齐河县总工会", "“聚新同心”加强新就业形态劳动者思政引领"],
    [
      "2024-top-ten-innovations#2",
      33,
      2024,
      "圆通速递有限公司工会",
      "健全机制 凝聚共识 系统推进新就业形态劳动者入会和服务",
    ],
    [
      "2024-top-ten-innovations#3",
      57,
      2024,
      "四川德阳旌阳区总工会",
      "用“三模式”促“三变革”激发“小三级”工会新活力",
    ],
    [
      "2024-top-ten-innovations#4",
      81,
      2024,
      "黑龙江齐齐哈尔市总工会",
      "聚焦“五型”建设目标 大力培育“新时代马恒昌小组式班组”",
    ],
    [
      "2024-top-ten-innovations#5",
      109,
      2024,
      "北京东城区总工会",
      "“护薪·安心·暖人心”建立常态化“根治欠薪”治理体系",
    ],
    ["2024-top-ten-innovations#6", 143, 2024, "浙江台州椒江区总工会", "“项目化选用”推动兼职副主席“有位有为”"],
    [
      "2024-top-ten-innovations#7",
      171,
      2024,
      "中车株洲电力机车有限公司",
      "推行能力等级评价机制 推动实现技高者多得",
    ],
    [
      "2024-top-ten-innovations#8",
      191,
      2024,
      "广东深圳盐田区总工会",
      "突出标准引领 创新五大品牌 打造产业劳动关系社会协同治理新模式",
    ],
    [
      "2024-top-ten-innovations#9",
      213,
      2024,
      "江苏镇江市总工会",
      "创新“监督预核查”机制 放大“一函两书”工作实效",
    ],
    [
      "2024-top-ten-innovations#10",
      233,
      2024,
      "湖北襄阳市总工会",
      "沉浸式开展“当一天站长”活动 让工会阵地前移温暖可及",
    ],
  ]);
});

test("keeps the document's own heading and the text before the first case apart from the cases", () => {
  const [front, ...others] = document.cases;
  expect(others.every(({ role }) => role === "case")).toBe(true);
  expect(front?.role).toBe("document");
  expect(front?.id).toBe("2024-top-ten-innovations#0");
  expect(front?.organization).toBe("充分激发工会创新能量 更好为职工群众服务");
  expect(front?.title).toBe("——2024年度十大创新实践经验选登");
  expect(front?.sections.map(({ name, kind, line }) => [name, kind, line])).toEqual([["前言", "front", 7]]);
  expect(front?.sections[0]?.blocks[0]?.sentences.at(-1)?.text).toBe("现进行选刊登,供各级工会学习借鉴。");
});

test("cites the heading lines of a case as sentences 1 and 2 of 标题", () => {
  const { heading } = caseOf("圆通速递有限公司工会");
  expect([heading.name, heading.kind]).toEqual(["标题", "heading"]);
  expect(
    heading.blocks.map(({ line, sentences }) => [line, sentences[0]?.number, sentences[0]?.text]),
  ).toEqual([
    [33, 1, "圆通速递有限公司工会"],
    [35, 2, "健全机制 凝聚共识 系统推进新就业形态劳动者入会和服务"],
  ]);
});

test("parts the heading of 中车株洲, which carries organisation and title in one line", () => {
  const { heading } = caseOf("中车株洲电力机车有限公司");
  expect(heading.blocks.map(({ line, start, end }) => [line, text.slice(start, end)])).toEqual([
    [171, "中车株洲电力机车有限公司"],
    [171, "推行能力等级评价机制 推动实现技高者多得"],
  ]);
  expect(document.findings.filter(({ kind }) => kind === "inference")).toEqual([
    {
      kind: "inference",
      file: FILE,
      line: 171,
      message:
        "单位与标题写在同一行，已按“中车株洲电力机车有限公司”与“推行能力等级评价机制 推动实现技高者多得”分开",
    },
  ]);
});

test("takes 推荐词: for the label of a section rather than for words of it", () => {
  const section = sectionOf("浙江台州椒江区总工会", "推荐词");
  expect(section.line).toBe(147);
  expect(section.blocks[0]?.sentences.map(({ text }) => text)).toEqual([
    "习近平总书记指出:“群团干部有不同于党政干部的特点,应该采用符合群团组织特点的干部管理方式。”",
    "台州椒江区总工会围绕兼职副主席“选育管用评”,创新实施“项目化选用”模式,对激发工会干部队伍资源潜力具有积极借鉴意义。",
  ]);
  const marks = besideSentences(document);
  expect(marks.filter((mark) => mark === "推荐词:")).toHaveLength(10);
  expect([...new Set(marks)].toSorted()).toEqual([
    "#",
    "##",
    "###",
    "####",
    "##### 主要内容",
    "##### 应用成效",
    "##### 经验培育过程",
    "(一)",
    "(三)",
    "(二)",
    "(五)",
    "(四)",
    "推荐词:",
  ]);
});

test("joins the ten sentences that a page break cut", () => {
  expect(
    document.findings.filter(({ kind }) => kind === "join").map(({ line, message }) => [line, message]),
  ).toEqual([
    [23, "第 23 行与第 25 行之间的换页把一句话断开，已接上：“…入脑入｜心,筑…”"],
    [47, "第 47 行与第 49 行之间的换页把一句话断开，已接上：“…全网集｜体合同…”"],
    [71, "第 71 行与第 73 行之间的换页把一句话断开，已接上：“…的所有｜企业,…”"],
    [95, "第 95 行与第 97 行之间的换页把一句话断开，已接上：“…带新、｜师带徒…”"],
    [127, "第 127 行与第 129 行之间的换页把一句话断开，已接上：“…务热线｜等载体…”"],
    [157, "第 157 行与第 159 行之间的换页把一句话断开，已接上：“…履职机｜制,让…”"],
    [181, "第 181 行与第 183 行之间的换页把一句话断开，已接上：“…等级评｜定要求…”"],
    [203, "第 203 行与第 205 行之间的换页把一句话断开，已接上：“…流程标｜准化,…”"],
    [225, "第 225 行与第 227 行之间的换页把一句话断开，已接上：“…核查两｜种监督…”"],
    [247, "第 247 行与第 249 行之间的换页把一句话断开，已接上：“…品更新｜不及时…”"],
  ]);
  const cut = blockOf("山东德州齐河县总工会", "主要内容", "(一)").sentences[1];
  expect(cut?.text).toBe(
    "线下用好劳模精神劳动精神工匠精神教育基地,线上推出《永不过时的劳模精神》《教育基地开讲啦》短视频栏目,以职工喜闻乐见的方式推动党的创新理论入脑入心,筑牢新就业形态劳动者思想根基。",
  );
  expect(text.slice(cut?.start, cut?.end)).toBe(cut?.text.replace("入脑入心", "入脑入\n\n心"));
});

test("marks the one item that breaks off, and completes nothing", () => {
  const truncated = cases.flatMap(({ organization, sections }) =>
    sections.flatMap(({ name, blocks }) =>
      blocks.filter((block) => block.truncated).map(({ label }) => [organization, name, label]),
    ),
  );
  expect(truncated).toEqual([["黑龙江齐齐哈尔市总工会", "主要内容", "(五)"]]);
  const item = blockOf("黑龙江齐齐哈尔市总工会", "主要内容", "(五)");
  expect(item.sentences.map(({ text }) => text)).toEqual([
    "打造安全型班组,夯实安全基础。",
    "落实班组全员安全生产责任制,开展班前安全喊话评比、“安康杯”竞赛等活动,持续增强班组应急管理能",
  ]);
  expect(document.findings.filter(({ kind }) => kind === "truncation")).toEqual([
    { kind: "truncation", file: FILE, line: 103, message: "原文在此中断：“…组应急管理能”" },
  ]);
  expect(document.findings.filter(({ kind }) => kind === "oddity")).toEqual([]);
});

test("has items within 经验培育过程 and 应用成效, so that (二) is unique only within its section", () => {
  const leads = (organization: string, section: string) =>
    sectionOf(organization, section).blocks.map(({ label, lead }) => [label, lead]);
  expect(leads("北京东城区总工会", "经验培育过程")).toEqual([
    ["(一)", "探索成型阶段"],
    ["(二)", "体系完善阶段"],
    ["(三)", "品牌提升阶段"],
  ]);
  expect(leads("北京东城区总工会", "主要内容").map(([label]) => label)).toEqual([
    "(一)",
    "(二)",
    "(三)",
    "(四)",
  ]);
  expect(leads("浙江台州椒江区总工会", "应用成效")).toEqual([
    ["(一)", "实现兼职副主席履职变被动为主动,树立了实干导向"],
    ["(二)", "兼职副主席精力更加到位,工作更加精准,服务更加有效"],
    ["(三)", "推动群团组织改革在基层工会落地见效,开辟工会服务中心大局新赛道,激发助力发展新动能"],
  ]);
});

test("has paragraphs before the first item, and measures without items", () => {
  const labels = (organization: string) =>
    sectionOf(organization, "主要内容").blocks.map(({ label }) => label);
  expect(labels("山东德州齐河县总工会")).toEqual([null, "(一)", "(二)"]);
  expect(labels("湖北襄阳市总工会")).toEqual([null, "(一)", "(二)", "(三)"]);
  expect(labels("江苏镇江市总工会")).toEqual([null]);
  expect(blockOf("江苏镇江市总工会", "主要内容", null).sentences).toHaveLength(3);
});

test("leaves 一是 to 五是 and brackets such as (小家) and (试行) in the text", () => {
  const item = blockOf("广东深圳盐田区总工会", "主要内容", "(二)");
  expect(item.sentences.map(({ text }) => text.slice(0, 2))).toEqual([
    "创新",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
  ]);
  expect(blockOf("圆通速递有限公司工会", "主要内容", "(一)").sentences.at(-1)?.text).toBe(
    "同时,推动职工之家(小家)建设。",
  );
  expect(blockOf("江苏镇江市总工会", "主要内容", null).sentences[0]?.text).toContain("工作指引(试行)》");
});

test("accounts for every character, and quotes every range of sentences as the source has it", () => {
  expectInvariants(document, Number.POSITIVE_INFINITY);
});

test("makes passages that say where they stand", () => {
  const passages = passagesOf(caseOf("圆通速递有限公司工会"));
  expect(passages.map(({ section, item, line }) => [section, item, line])).toEqual([
    ["标题", null, 33],
    ["标题", null, 35],
    ["推荐词", null, 37],
    ["经验培育过程", null, 41],
    ["主要内容", "(一)", 45],
    ["主要内容", "(二)", 47],
    ["主要内容", "(三)", 51],
    ["应用成效", null, 55],
  ]);
  const results = passages.at(-1);
  expect(results && textOf(results.sentences)).toBe(text.slice(results?.start, results?.end));
});
