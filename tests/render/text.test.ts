/** Blocks → the text that a terminal shows: every mark and line as a reader sees it. */

import { describe, expect, test } from "vitest";
import { type Answer, quotesOf } from "../../src/grounding/answer.ts";
import { citationLabel, renderAnswer } from "../../src/render/render.ts";
import { inQuotationMarks, textOfBlocks, visible } from "../../src/render/text.ts";
import { openKnowledge } from "../knowledge.ts";
import * as samples from "./samples.ts";

const textOf = (answer: Answer) => textOfBlocks(renderAnswer(answer));

test("an answer in the source's words: these once, then their places", () => {
  expect(textOf(samples.grounded)).toBe(
    [
      "与您的问题最相关的原文：",
      "“在12艘母船上设立‘渔工驿站’。”[1]",
      "“会员增加860人。”[2][1]",
      "",
      "[1] 海港市总工会 · 主要内容(一)",
      "[2] 海港市总工会 · 应用成效",
    ].join("\n"),
  );
});

test("words that the source breaks off carry the mark that they are not whole", () => {
  expect(textOf(samples.excerpt)).toBe(
    [
      "[1] 海港市总工会 · 主要内容(一)",
      "在12艘母船上设立“渔工驿站”。",
      "",
      "[3] 海港市总工会 · 主要内容(二)",
      "“配备急救箱、图书角和卫”〔原文此处不完整〕",
    ].join("\n"),
  );
});

test("a summary: each section with its words, items and marks in place", () => {
  expect(textOf(samples.summary)).toBe(
    [
      "海港市总工会 建好“渔工驿站”",
      "主要内容：(一)“在12艘母船上设立‘渔工驿站’。”[1](二)“配备急救箱、图书角和卫”〔原文此处不完整〕[3]",
      "应用成效：“会员增加860人。”[2]",
    ].join("\n"),
  );
});

test("a list: numbered, each case with where and how it shows", () => {
  expect(textOf(samples.listing)).toBe(
    [
      "符合的案例有 2 个：",
      "1. 海港市总工会 · 主要内容(一)：“在12艘母船上设立‘渔工驿站’。”[1]",
      "2. 远山县总工会 · 主要内容：“开通背篓专线。”[4]",
    ].join("\n"),
  );
});

test("a comparison: a line for each case, also where it has nothing to say", () => {
  expect(textOf(samples.comparison)).toBe(
    ["【应用成效】", "海港市总工会：“会员增加860人。”[2]", "远山县总工会：（未提及）"].join("\n"),
  );
});

test("an altered quotation: what the source has and what it has not, in place", () => {
  expect(textOf(samples.altered)).toBe(
    [
      "这段文字与原文不完全一致。[2]",
      "会员增加〔原文此处有：860〕〔原文此处无：900多〕人。",
      "",
      "[2] 海港市总工会 · 应用成效",
      "“会员增加860人。”",
    ].join("\n"),
  );
});

test("an identical and an absent quotation: the verdict", () => {
  expect(textOf(samples.identical).split("\n")[0]).toBe("这段文字与原文一致。[2]");
  expect(textOf(samples.absent)).toBe("在现有案例中没有找到这段文字。");
});

test("an ambiguous name: the candidates as a numbered list, then what can be asked", () => {
  expect(textOf(samples.ambiguous)).toBe(
    [
      "“驿站”可能指下面几个案例，请问您指的是哪一个？",
      "1. 海港市总工会 建好“渔工驿站”",
      "2. 远山县总工会",
      "",
      "您还可以这样问：",
      "· 海港的应用成效是什么？",
    ].join("\n"),
  );
});

describe("what could make a terminal show other words", () => {
  test.each([
    ["escapes", "\u001b[31m红\u001b[0m", "[31m红[0m"],
    ["escapes in one unit", "\u009b31m红", "31m红"],
    ["a bell, a backspace, a delete, a null", "甲\u0007乙\b丙\u007f丁\u0000", "甲乙丙丁"],
    ["a carriage return", "实为一万\r号称", "实为一万号称"],
    ["bidirectional overrides and isolates", "甲\u202e乙\u202c\u2066丙\u2069", "甲乙丙"],
    ["nothing of line breaks, tabs, blanks and other writing", "甲\n\t 乙　é😀", "甲\n\t 乙　é😀"],
  ])("loses %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  const hostile = "\u001b[2J甲\u202e乙\u0007";
  const of = { ...samples.HARBOUR, organization: hostile, title: hostile };
  const quote = samples.quote(1, hostile, { case: of, section: hostile, item: hostile });
  const common = { suggestions: [hostile], carried: null };

  test.each<[string, Answer]>([
    [
      "a claim",
      {
        kind: "grounded",
        by: "extractive",
        certain: true,
        claims: [{ text: hostile, quotes: [quote] }],
        ...common,
      },
    ],
    ["quoted words and their label", { kind: "excerpt", case: of, quotes: [quote], ...common }],
    [
      "pasted words",
      {
        kind: "verification",
        pasted: hostile,
        verdict: "altered",
        differences: [
          { kind: "same", text: hostile },
          { kind: "missing", text: hostile },
          { kind: "added", text: hostile },
        ],
        quotes: [quote],
        ...common,
      },
    ],
    ["candidates and suggestions", { kind: "ambiguous", name: hostile, candidates: [of], ...common }],
    [
      "a refusal",
      {
        kind: "not-found",
        reason: { kind: "unknown-part", case: of, part: hostile, parts: [hostile] },
        ...common,
      },
    ],
    [
      "a comparison",
      {
        kind: "comparison",
        cases: [of],
        rows: [{ section: hostile, cells: [{ case: of, quotes: [] }] }],
        omitted: [of],
        ...common,
      },
    ],
  ])("is in no part of the text: %s", (_, answer) => {
    const text = textOf(answer);
    expect(text).toContain("[2J甲乙");
    expect(text).toBe(visible(text));
  });
});

test("shows the end of the one item that the corpus breaks off as not whole, and no other words", async () => {
  const { askContract } = await openKnowledge();
  const lastLines: (string | undefined)[] = [];
  for (const item of ["(一)", "(二)", "(三)", "(四)", "(五)"]) {
    const { text } = await askContract(`引用齐齐哈尔主要内容${item}`);
    lastLines.push(text.split("\n").at(-1)?.slice(-20));
  }
  expect(lastLines.filter((line) => line?.includes("不完整"))).toEqual([
    "续增强班组应急管理能”〔原文此处不完整〕",
  ]);
});

test("words asked for as they stand keep their quotation marks, with none around them", async () => {
  const { askContract } = await openKnowledge();
  const { text, citations } = await askContract("引用圆通的应用成效");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("["));
  expect(lines.map((line) => line.replace(/^“([^“”]*)”$/, "$1"))).toEqual(
    citations.map(({ quote }) => quote),
  );
});

test("quotation marks within quoted words are single, those within these double again", () => {
  expect(inQuotationMarks("他说：“要办好‘驿站’。”")).toBe("“他说：‘要办好“驿站”。’”");
});

test("words that are one quotation by themselves, or whose marks stand in no pairs, keep their own", () => {
  expect([inQuotationMarks("“我不坐电梯。”"), inQuotationMarks("驿站”开门")]).toEqual([
    "“我不坐电梯。”",
    "“驿站”开门”",
  ]);
});

test.each([
  ["凭**收费室3、4号窗口**的单据", "“凭收费室3、4号窗口的单据”"],
  ["夜班：**两人轮值。", "“夜班：两人轮值。”"],
  ["见[办事指南](https://example.org/a)第三页", "“见办事指南第三页”"],
  ["| 18:30-21:00 | 夜校第一节 |", "“18:30-21:00 | 夜校第一节”"],
  ["会议筹备\t\t\t\t5", "“会议筹备 | 5”"],
  ["五加[三]等于 2**3 与 a|b", "“五加[三]等于 2**3 与 a|b”"],
])("what only sets words is not shown: %s", (words, shown) => {
  expect(inQuotationMarks(words)).toBe(shown);
});

test("citations of one place share a line", () => {
  const [quote] = quotesOf(samples.grounded);
  if (!quote) throw new Error("the sample quotes nothing");
  const at = (number: number, section: string) =>
    ({ kind: "quote", text: "", citation: { ...quote.citation, number, section }, isSaid: true }) as const;
  expect(textOfBlocks([at(1, "做法"), at(2, "成效"), at(3, "做法")])).toBe(
    "[1][3] 海港市总工会 · 做法(一)\n[2] 海港市总工会 · 成效(一)",
  );
});

describe("the label of a citation", () => {
  const of = { id: "a#1", organization: "海港市总工会", title: "职工互助奖励办法" };
  test.each([
    ["主要内容", null, "海港市总工会 · 主要内容"],
    ["第四条", "（一）", "海港市总工会《职工互助奖励办法》 · 第四条（一）"],
    ["正文", null, "海港市总工会《职工互助奖励办法》"],
    ["正文", "2.", "海港市总工会《职工互助奖励办法》 · 2."],
  ])("%s %s", (section, item, label) => {
    expect(citationLabel({ case: of, section, item })).toBe(label);
  });
  test("a title that says who made it", () => {
    const title = "海港市总工会办公室通知";
    expect(citationLabel({ case: { ...of, title }, section: "正文", item: null })).toBe(title);
  });
});
