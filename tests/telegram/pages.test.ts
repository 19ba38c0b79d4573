/** Answers → messages: how each kind looks in a chat, and that every citation can be read back from what is shown. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parseQuestions } from "../../evaluation/labelled.ts";
import type { Formatted } from "../../src/channels/telegram/pages.ts";
import { type PageOptions, pagesOf, quoteMessage } from "../../src/channels/telegram/pages.ts";
import { type Answer, type Quote, quotesOf } from "../../src/grounding/answer.ts";
import { visible } from "../../src/render/text.ts";
import { found, sampleOf, tries } from "../full.ts";
import { openKnowledge } from "../knowledge.ts";
import * as samples from "../render/samples.ts";
import { cleaned } from "./bot-api-text.ts";
import { citationsIn, type ShownCitation } from "./parse-back.ts";
import { entityFaults } from "./wire-entities.ts";

const PUBLIC_URL = "https://example.org";

/** As a reader sees it: *bold*, <a link>, ┃ quoted ┃. */
function drawn({ text, entities }: Formatted): string {
  const marks = { bold: ["*", "*"], text_link: ["<", ">"], expandable_blockquote: ["┃ ", " ┃"] };
  let shown = text;
  for (const { type, offset, length } of [...entities].sort((a, b) => b.offset - a.offset)) {
    const [open, close] = marks[type as keyof typeof marks];
    const end = offset + length;
    shown = `${shown.slice(0, offset)}${open}${shown.slice(offset, end)}${close}${shown.slice(end)}`;
  }
  return shown;
}

function pageTexts(answer: Answer, options: Partial<PageOptions> = {}): string[] {
  return pagesOf(answer, { limit: 900, publicUrl: null, ...options }).map(drawn);
}

/** What has to be read back, each citation once. */
function cited(quotes: readonly Quote[]): ShownCitation[] {
  const all = quotes.map(({ text, citation: { number, case: of, section, item, truncated } }) => ({
    number,
    organization: of.organization,
    section: `${section}${item ?? ""}`,
    quote: visible(text),
    truncated,
  }));
  return byNumber(all);
}

function byNumber(citations: readonly ShownCitation[]): ShownCitation[] {
  return [...new Map(citations.map((one) => [one.number, one])).values()].sort((a, b) => a.number - b.number);
}

function faultsOf(pages: readonly Formatted[], limit: number): string[] {
  return pages.flatMap(({ text, entities }) => [
    ...(text.length > limit ? [`${text.length} units`] : []),
    ...(text.trim() === "" ? ["nothing to read"] : []),
    ...entityFaults(text, entities),
  ]);
}

describe("a message shows", () => {
  test("an answer that is part of a quote: the quote alone", () => {
    const quote = samples.quote(1, "在12艘母船上设立“渔工驿站”,配备急救箱、图书角和卫星电话。", {
      item: "(一)",
    });
    const answer = {
      ...samples.grounded,
      claims: [{ text: "配备急救箱、图书角和卫星电话", quotes: [quote] }],
    } as Answer;
    expect(pageTexts(answer)).toEqual([
      [
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”,配备急救箱、图书角和卫星电话。 ┃",
      ].join("\n"),
    ]);
  });

  test("an answer of several parts: one under the other, then their words, each once", () => {
    expect(pageTexts(samples.grounded)).toEqual([
      [
        "与您的问题最相关的原文：",
        "*设立“渔工驿站”*[1]",
        "*会员增加860人*[2][1]",
        "",
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
  });

  test("an answer in the very words of the source: the words alone", () => {
    const answer = {
      ...samples.grounded,
      claims: [
        { text: "会员增加860人。", quotes: [samples.quote(1, "会员增加860人。", { section: "应用成效" })] },
      ],
    } as Answer;
    expect(pageTexts(answer)).toEqual(["[1] 〔海港市总工会 · 应用成效〕\n┃ 会员增加860人。 ┃"]);
  });

  test("an answer in the words that a quote begins with: the quote alone, also where the item stands before them", () => {
    const quote = samples.quote(1, "品牌提升阶段。深入开展法律宣传,提升企业依法用工自觉性。", {
      item: "(三)",
    });
    for (const text of ["品牌提升阶段", "(三)品牌提升阶段"])
      expect(pageTexts({ ...samples.grounded, claims: [{ text, quotes: [quote] }] } as Answer)).toEqual([
        "[1] 〔海港市总工会 · 主要内容(三)〕\n┃ 品牌提升阶段。深入开展法律宣传,提升企业依法用工自觉性。 ┃",
      ]);
  });

  test("an answer of several parts that begin their quotes: the parts first, so that all are seen at once", () => {
    const quotes = ["一是设立驿站,配备急救箱。", "二是开通专线,方便渔工出行。"].map((text, i) =>
      samples.quote(i + 1, text),
    );
    const claims = quotes.map((quote) => ({ text: quote.text.split(",")[0], quotes: [quote] }));
    expect(pageTexts({ ...samples.grounded, claims } as unknown as Answer)).toEqual([
      [
        "与您的问题最相关的原文：",
        "*一是设立驿站*[1]",
        "*二是开通专线*[2]",
        "",
        "[1][2] 〔海港市总工会 · 主要内容〕",
        "┃ 一是设立驿站,配备急救箱。 ┃",
        "┃ 二是开通专线,方便渔工出行。 ┃",
      ].join("\n"),
    ]);
  });

  test("an answer that no quote says as it stands: what it says, however alike the words are", () => {
    const claims = [{ text: "会员共增加860人。", quotes: [samples.quote(1, "会员增加860人。")] }];
    expect(pageTexts({ ...samples.grounded, claims } as unknown as Answer)[0]).toMatch(
      /^\*会员共增加860人。\*\[1\]\n\n/,
    );
  });

  test("words that a model pointed at: which did, then the words alone", () => {
    const quote = samples.quote(1, "会员增加860人。");
    const claims = [{ text: "会员增加860人。", quotes: [quote] }];
    expect(pageTexts({ ...samples.grounded, by: "qwen-max", claims } as unknown as Answer)).toEqual([
      "以下原文由模型（qwen-max）选出：\n[1] 〔海港市总工会 · 主要内容〕\n┃ 会员增加860人。 ┃",
    ]);
  });

  test("words that are only near: that they are, then the words, those of one place under one line", () => {
    const first = samples.quote(1, "设立“渔工驿站”。", { item: "(一)" });
    const second = samples.quote(2, "会员增加860人。", { section: "应用成效" });
    const third = samples.quote(3, "开通背篓专线。", { item: "(一)" });
    const claims = [first, second, third].map((quote) => ({ text: quote.text, quotes: [quote] }));
    expect(pageTexts({ ...samples.grounded, certain: false, claims } as unknown as Answer)).toEqual([
      [
        "原文没有用同样的说法，与您的问题最接近的是：",
        "[1][3] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 设立“渔工驿站”。 ┃",
        "┃ 开通背篓专线。 ┃",
        "",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
  });

  test("words asked for: them alone, and where the source breaks off", () => {
    expect(pageTexts(samples.excerpt)).toEqual([
      [
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "",
        "[3] 〔海港市总工会 · 主要内容(二)〕",
        "┃ 配备急救箱、图书角和卫 ┃",
        "〔原文此处不完整〕",
      ].join("\n"),
    ]);
  });

  test("a summary: the case, then each section under its name", () => {
    expect(pageTexts(samples.summary)).toEqual([
      [
        "*海港市总工会 建好“渔工驿站”*",
        "",
        "*主要内容*",
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "",
        "[3] 〔海港市总工会 · 主要内容(二)〕",
        "┃ 配备急救箱、图书角和卫 ┃",
        "〔原文此处不完整〕",
        "",
        "*应用成效*",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
  });

  test("a list: how many, then each case with its words, counted by its citations", () => {
    expect(pageTexts(samples.listing)).toEqual([
      [
        "符合的案例有 2 个：",
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "[4] 〔远山县总工会 · 主要内容〕",
        "┃ 开通背篓专线。 ┃",
      ].join("\n"),
    ]);
  });

  test("a list in which a case has several quotes: counted beside its citations", () => {
    const first = samples.quote(1, "设立驿站。");
    const second = samples.quote(2, "又设驿站。");
    const third = samples.quote(3, "驿站有八个。", { section: "应用成效" });
    const other = samples.quote(4, "三设驿站。", { case: samples.MOUNTAIN });
    const entries = [
      { case: samples.HARBOUR, claim: { text: "设立驿站。", quotes: [first, second, third] } },
      { case: samples.MOUNTAIN, claim: { text: "三设驿站。", quotes: [other] } },
    ];
    expect(pageTexts({ ...samples.listing, asks: "count", entries } as unknown as Answer)).toEqual([
      [
        "共 2 个：",
        "1. [1][2] 〔海港市总工会 · 主要内容〕",
        "┃ 设立驿站。 ┃",
        "┃ 又设驿站。 ┃",
        "[3] 〔海港市总工会 · 应用成效〕",
        "┃ 驿站有八个。 ┃",
        "2. [4] 〔远山县总工会 · 主要内容〕",
        "┃ 三设驿站。 ┃",
      ].join("\n"),
    ]);
  });

  test("a comparison: a row for each section, also where a case has nothing to say", () => {
    expect(pageTexts(samples.comparison)).toEqual([
      [
        "*【应用成效】*",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
        "",
        "远山县总工会：（未提及）",
      ].join("\n"),
    ]);
    const [row] = samples.comparison.kind === "comparison" ? samples.comparison.rows : [];
    const rows = [{ ...row, cells: row?.cells.toReversed() }];
    expect(pageTexts({ ...samples.comparison, rows } as Answer)[0]).toMatch(
      /^\*【应用成效】\*\n远山县总工会：（未提及）\n\n\[2\]/,
    );
  });

  test("a checked quotation: the verdict, what differs, the words of the source", () => {
    expect(pageTexts(samples.altered)).toEqual([
      [
        "这段文字与原文不完全一致。[2]",
        "会员增加〔原文此处有：860〕〔原文此处无：900多〕人。",
        "",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
    expect(pageTexts(samples.absent)).toEqual(["在现有案例中没有找到这段文字。"]);
  });

  test("a name that several cases have: the cases; what else can be asked is left to buttons", () => {
    expect(pageTexts(samples.ambiguous)).toEqual([
      "“驿站”可能指下面几个案例，请问您指的是哪一个？\n1. 海港市总工会 建好“渔工驿站”\n2. 远山县总工会",
    ]);
  });

  test("a refusal: its reason", () => {
    expect(pageTexts(samples.notFound({ kind: "unknown-case", name: "南京" }))).toEqual([
      "现有案例中没有“南京”的内容。",
    ]);
  });

  test("what can be asked, a line each", () => {
    const [text = ""] = pageTexts(samples.help);
    expect(text.split("\n")).toHaveLength(9);
    expect(text).not.toContain("海港的应用成效是什么？");
  });
});

describe("a citation line", () => {
  test("leads to the reader page where there is one, and nothing else does", () => {
    const [{ text, entities }] = pagesOf(samples.excerpt, { limit: 900, publicUrl: `${PUBLIC_URL}/` });
    expect(entities).toEqual([
      {
        type: "text_link",
        offset: text.indexOf("〔"),
        length: 18,
        url: "https://example.org/cases/a%231/%E4%B8%BB%E8%A6%81%E5%86%85%E5%AE%B9/(%E4%B8%80)/1?v=0123abcd#here",
      },
      { type: "expandable_blockquote", offset: 23, length: 16 },
      expect.objectContaining({ type: "text_link", offset: 45 }),
      { type: "expandable_blockquote", offset: 64, length: 11 },
    ]);
  });

  test.each(["http://localhost:8080", "http://intranet"])(
    "is no link to %s, which Telegram refuses",
    (publicUrl) => {
      const [{ entities }] = pagesOf(samples.excerpt, { limit: 900, publicUrl });
      expect(entities.map(({ type }) => type)).toEqual(["expandable_blockquote", "expandable_blockquote"]);
    },
  );

  test("is cut where a name is as long as a page", () => {
    const of = { ...samples.HARBOUR, organization: "会".repeat(2_000) };
    const quote = samples.quote(1, "词".repeat(2_000), { case: of, section: "章".repeat(2_000) });
    const pages = pagesOf({ ...samples.excerpt, quotes: [quote] } as Answer, {
      limit: 900,
      publicUrl: PUBLIC_URL,
    });
    expect(faultsOf(pages, 900)).toEqual([]);
    expect(citationsIn(pages)).toMatchObject([{ organization: `${"会".repeat(99)}…`, quote: quote.text }]);
    // With an address as long Telegram would refuse the page.
    expect(pages.flatMap(({ entities }) => entities).filter(({ type }) => type === "text_link")).toEqual([]);
  });
});

describe("lines of the program's own", () => {
  test("stand on top of the first page and at the end of the last, before its number", () => {
    const long = samples.quote(1, "词句。".repeat(500));
    const pages = pageTexts({ ...samples.excerpt, quotes: [long] } as Answer, {
      head: "问：甲？",
      tail: "完",
    });
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatch(/^问：甲？\n\n\[1\] 〔海港市总工会 · 主要内容〕\n┃ 词句。/);
    expect(pages[1]).toMatch(/词句。 ┃\n\n完\n\(2\/2\)$/);
    expect(pageTexts(samples.absent, { head: "问：甲？", tail: "完" })).toEqual([
      "问：甲？\n\n在现有案例中没有找到这段文字。\n\n完",
    ]);
  });
});

test("a page tells which citations stand on it", () => {
  const quotes = [1, 2, 3].map((number) =>
    samples.quote(number, "词句。".repeat(200), { item: `(${number})` }),
  );
  const pages = pagesOf({ ...samples.excerpt, quotes } as unknown as Answer, {
    limit: 1_000,
    publicUrl: null,
  });
  expect(pages.map(({ citations }) => citations)).toEqual([[1], [2], [3]]);
});

describe("a quote by itself", () => {
  test("is its line and its words", () => {
    expect(drawn(quoteMessage(samples.quote(1, "会员增加860人。"), PUBLIC_URL))).toBe(
      "[1] <〔海港市总工会 · 主要内容〕>\n┃ 会员增加860人。 ┃",
    );
  });

  test("is one message, whatever its length", () => {
    const message = quoteMessage(samples.quote(1, "词句。".repeat(3_000)), null);
    expect(faultsOf([message], 4_096)).toEqual([]);
    expect(citationsIn([message])[0]?.quote).toMatch(/^(?:词句。)+$/);
  });
});

test("controls are shown nowhere, and move no entity", () => {
  const hostile = "\u001b[2J甲\u202e乙\u0007";
  const of = { ...samples.HARBOUR, organization: hostile, title: hostile };
  const quote = samples.quote(1, hostile, { case: of, section: hostile, item: hostile });
  const other = samples.quote(2, `${hostile}丙`, { case: of });
  const answer = {
    kind: "summary",
    by: "extractive",
    case: of,
    length: "full",
    points: [
      { section: hostile, sectionKind: "other", claim: { text: hostile, quotes: [quote] } },
      { section: hostile, sectionKind: "other", claim: { text: hostile, quotes: [other] } },
    ],
    suggestions: [],
    carried: null,
  } as const satisfies Answer;
  expect(pageTexts(answer, { head: hostile })).toEqual([
    [
      "[2J甲乙",
      "",
      "*[2J甲乙 [2J甲乙*",
      "",
      "*[2J甲乙*",
      "[1] 〔[2J甲乙 · [2J甲乙[2J甲乙〕",
      "┃ [2J甲乙 ┃",
      "",
      "*[2J甲乙*",
      "[2] 〔[2J甲乙 · 主要内容〕",
      "┃ [2J甲乙丙 ┃",
    ].join("\n"),
  ]);
});

test("half a character, which no message may hold, is shown as a mark for it", () => {
  const differences = [{ kind: "same", text: "甲\ud83d" }];
  const [{ text }] = pagesOf({ ...samples.altered, differences } as Answer, { limit: 900, publicUrl: null });
  expect(text).toContain("甲\ufffd");
});

describe("what is sent can be read back", () => {
  const gold = new Map<string, Answer>();

  beforeAll(async () => {
    const { ask } = await openKnowledge();
    const file = new URL("../questions/build.jsonl", import.meta.url);
    const questions = parseQuestions(readFileSync(file, "utf8"), "build.jsonl");
    for (const { id, question, history } of sampleOf(questions))
      gold.set(id, await ask(question, ...history));
  });

  test.each([
    [900, null],
    [900, PUBLIC_URL],
    [3_900, PUBLIC_URL],
    [4_096, PUBLIC_URL],
  ])("for every answer of the gold set, on pages of %i with links to %s", (limit, publicUrl) => {
    expect(gold.size).toBeGreaterThan(tries(400));
    for (const [id, answer] of gold) {
      const pages = pagesOf(answer, { limit, publicUrl });
      expect(faultsOf(pages, limit), id).toEqual([]);
      const kept = pages.map(({ text, entities }) => cleaned(text, entities as never));
      const shown = byNumber(citationsIn(kept));
      expect(shown, id).toEqual(cited(quotesOf(answer)));
      const numbers = new Set(pages.flatMap(({ citations }) => citations));
      expect(
        [...numbers].sort((a, b) => a - b),
        id,
      ).toEqual(shown.map(({ number }) => number));
    }
  });

  test("and every answer that says something of a case has words of it", () => {
    const silent = ["not-found", "ambiguous", "help", "verification"];
    const factual = [...gold.values()].filter(({ kind }) => !silent.includes(kind));
    expect(factual.length).toBeGreaterThan(tries(300));
    const bare = factual.filter(
      (answer) => citationsIn(pagesOf(answer, { limit: 900, publicUrl: null })).length === 0,
    );
    expect(bare).toEqual([]);
  });

  const unit = fc.constantFrom(
    ..."一二三四。，；”\n ab[]〔〕",
    "😀",
    "👨‍👩‍👧",
    "e\u0301",
    "〔原文此处不完整〕",
    "\n[1] 〔甲 · 乙〕\n",
  );
  const quote = fc
    .record({
      text: fc.oneof(
        fc.string({ unit, minLength: 1, maxLength: 50 }),
        fc.string({ unit, minLength: 500, maxLength: 1_500 }),
      ),
      item: fc.constantFrom(null, "(一)", "(二)"),
      truncated: fc.boolean(),
      isElsewhere: fc.boolean(),
    })
    .map(({ text, item, truncated, isElsewhere }) =>
      samples.quote(0, text, { item, truncated, case: isElsewhere ? samples.MOUNTAIN : samples.HARBOUR }),
    );
  const quotes = fc
    .array(quote, { minLength: 1, maxLength: 60 })
    .map((all) => all.map((one, i): Quote => ({ ...one, citation: { ...one.citation, number: i + 1 } })));
  const answer = fc.oneof(
    quotes.map((all) => ({ ...samples.excerpt, quotes: all })),
    quotes.map((all) => ({
      ...samples.grounded,
      claims: all.map((one) => ({ text: Array.from(one.text).slice(0, 20).join(""), quotes: [one] })),
    })),
    quotes.map((all) => ({
      ...samples.listing,
      entries: all.map((one) => ({ case: one.citation.case, claim: { text: one.text, quotes: [one] } })),
    })),
  ) as unknown as fc.Arbitrary<Answer>;

  test("for answers of any length, with any characters", () => {
    const numRuns = tries(1_000, 40_000);
    fc.assert(
      fc.property(
        answer,
        fc.integer({ min: 900, max: 4_096 }),
        fc.constantFrom(null, PUBLIC_URL),
        (given, limit, publicUrl) => {
          const pages = pagesOf(given, { limit, publicUrl, head: "问：甲？" });
          expect(faultsOf(pages, limit)).toEqual([]);
          // A list shows no more than fifty cases.
          const most = given.kind === "listing" ? 50 : Number.POSITIVE_INFINITY;
          expect(citationsIn(pages)).toEqual(cited(quotesOf(given).slice(0, most)));
        },
      ),
      { numRuns },
    );
    found({ answers: numRuns, violations: 0 });
  });
});
