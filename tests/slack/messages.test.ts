/** Answers → Slack messages: how each kind looks, and that every citation can be read back, from blocks and from text. */

import { readFileSync } from "node:fs";
import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parseQuestions } from "../../evaluation/labelled.ts";
import { type SlackMessage, slackMessages, textForUpdate } from "../../src/channels/slack/messages.ts";
import { MOST } from "../../src/channels/slack/rich-text.ts";
import { CUT_SHORT } from "../../src/channels/slack/wording.zh.ts";
import { type Answer, type Quote, quotesOf } from "../../src/grounding/answer.ts";
import { visible } from "../../src/render/text.ts";
import { found, sampleOf, tries } from "../full.ts";
import { openKnowledge } from "../knowledge.ts";
import * as samples from "../render/samples.ts";
import { computing } from "../wire/clock.ts";
import { citationsIn, citationsInText, type ShownCitation } from "./parse-back.ts";
import { checkCall } from "./wire.ts";

const PUBLIC_URL = "https://example.org";

interface Shape {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly style?: { readonly bold?: boolean };
  readonly elements?: readonly Shape[];
}

/** As a reader sees it: *bold*, <a link>, ┃ quoted ┃, and ~ between blocks. */
function drawn({ blocks }: SlackMessage): string {
  return (blocks as readonly Shape[]).map(blockDrawn).join("\n~\n");
}

function blockDrawn({ elements = [] }: Shape): string {
  return elements.map((row) => (row.type === "rich_text_quote" ? `┃ ${runs(row)} ┃` : runs(row))).join("\n");
}

function runs({ text = "", elements = [] }: Shape): string {
  const parts = elements.map(({ type, text: words = "", style }) =>
    type === "link" ? `<${words}>` : style?.bold ? `*${words}*` : words,
  );
  return text + parts.join("");
}

function drawnOf(answer: Answer, options: Partial<Parameters<typeof slackMessages>[1]> = {}): string[] {
  return slackMessages(answer, { publicUrl: null, ...options }).map(drawn);
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

/** Two rows of buttons and a vote, as the channel puts them under an answer. */
const BUTTONS: readonly KnownBlock[] = [
  ...[1, 2].map(
    (row): KnownBlock => ({
      type: "actions",
      elements: [1, 2, 3, 4, 5].map((at) => ({
        type: "button",
        action_id: `press w:0123456789ab:${row}${at}`,
        text: { type: "plain_text", text: "海".repeat(40), emoji: true },
        value: `w:0123456789ab:${row}${at}`,
      })),
    }),
  ),
  {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: "feedback",
        positive_button: { text: { type: "plain_text", text: "有用" }, value: "v:0123456789ab:1" },
        negative_button: { text: { type: "plain_text", text: "没用" }, value: "v:0123456789ab:0" },
      },
    ],
  },
];

function faultsOf(messages: readonly SlackMessage[]): string[] {
  return messages.flatMap(({ text, blocks }) => {
    const all = [...blocks, ...BUTTONS];
    const json = JSON.stringify(all).length - escapesIn(blocks);
    const unfurl = { unfurl_links: false, unfurl_media: false };
    return [
      ...checkCall("chat.postMessage", { channel: "C01234567", text, blocks: all, ...unfurl }),
      ...(text.length > MOST.text ? [`text of ${text.length}`] : []),
      ...(lengthOf(blocks) > MOST.blocksText ? [`${lengthOf(blocks)} characters in blocks`] : []),
      ...(json > MOST.blocksJson ? [`${json} of JSON`] : []),
      ...(Buffer.byteLength(textForUpdate(text)) > MOST.updatedBytes ? ["too long to be updated"] : []),
      ...(isShowable({ text, blocks }) ? [] : ["characters that show nothing"]),
    ];
  });
}

/** Backslashes that JSON puts before line breaks and quotation marks. */
function escapesIn(blocks: readonly KnownBlock[]): number {
  return JSON.stringify(blocks).match(/\\/g)?.length ?? 0;
}

function lengthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + (key === "text" && typeof part === "string" ? part.length : lengthOf(part)),
    0,
  );
}

/** Bidirectional controls and others would make a client show other words than the source's; line breaks do not. */
function isShowable(value: unknown): boolean {
  if (typeof value === "string")
    return value.isWellFormed() && !/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isShowable);
}

describe("a message shows", () => {
  test("an answer that is part of a quote: the quote alone", () => {
    const words = "在12艘母船上设立“渔工驿站”,配备急救箱、图书角和卫星电话。";
    const claims = [
      { text: "配备急救箱、图书角和卫星电话", quotes: [samples.quote(1, words, { item: "(一)" })] },
    ];
    const answer = { ...samples.grounded, claims } as unknown as Answer;
    expect(slackMessages(answer, { publicUrl: PUBLIC_URL })).toEqual([
      {
        text: `[1] 〔海港市总工会 · 主要内容(一)〕\n“${words}”`,
        blocks: [
          {
            type: "rich_text",
            elements: [
              {
                type: "rich_text_section",
                elements: [
                  { type: "text", text: "[1] " },
                  {
                    type: "link",
                    url: `https://example.org/cases/a%231/${encodeURIComponent("主要内容")}/${encodeURIComponent("(一)")}/1?v=0123abcd#here`,
                    text: "〔海港市总工会 · 主要内容(一)〕",
                  },
                ],
              },
              { type: "rich_text_quote", elements: [{ type: "text", text: words }] },
            ],
          },
        ],
        citations: [1],
      },
    ]);
  });

  test("an answer of several parts: one under the other, then their words, each once", () => {
    expect(drawnOf(samples.grounded)).toEqual([
      [
        "与您的问题最相关的原文：",
        "*设立“渔工驿站”*[1]",
        "*会员增加860人*[2][1]",
        "~",
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "~",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
  });

  test("an answer in the very words of the source: the words alone", () => {
    const quote = samples.quote(1, "会员增加860人。", { section: "应用成效" });
    const claims = [{ text: "会员增加860人。", quotes: [quote] }];
    expect(drawnOf({ ...samples.grounded, claims } as unknown as Answer)).toEqual([
      "[1] 〔海港市总工会 · 应用成效〕\n┃ 会员增加860人。 ┃",
    ]);
  });

  test("what a model pointed at: which did, above the words", () => {
    expect(drawnOf(samples.written)[0]).toMatch(/^以下原文由模型（test-model）选出：\n/);
  });

  test("words that are only near: that they are, then the words, those of one place under one line", () => {
    const first = samples.quote(1, "设立“渔工驿站”。", { item: "(一)" });
    const second = samples.quote(2, "会员增加860人。", { section: "应用成效" });
    const third = samples.quote(3, "开通背篓专线。", { item: "(一)", truncated: true });
    const claims = [first, second, third].map((quote) => ({ text: quote.text, quotes: [quote] }));
    const answer = { ...samples.grounded, certain: false, claims } as unknown as Answer;
    expect(drawnOf(answer)).toEqual([
      [
        "原文没有用同样的说法，与您的问题最接近的是：",
        "[1][3] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 设立“渔工驿站”。 ┃",
        "┃ 开通背篓专线。 ┃",
        "〔原文此处不完整〕",
        "~",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
    expect(slackMessages(answer, { publicUrl: null })[0].text).toBe(
      [
        "原文没有用同样的说法，与您的问题最接近的是：",
        "[1][3] 〔海港市总工会 · 主要内容(一)〕",
        "“设立“渔工驿站”。”",
        "“开通背篓专线。”",
        "〔原文此处不完整〕",
        "",
        "[2] 〔海港市总工会 · 应用成效〕",
        "“会员增加860人。”",
      ].join("\n"),
    );
  });

  test("words asked for: them alone, and where the source breaks off", () => {
    expect(drawnOf(samples.excerpt)).toEqual([
      [
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "~",
        "[3] 〔海港市总工会 · 主要内容(二)〕",
        "┃ 配备急救箱、图书角和卫 ┃",
        "〔原文此处不完整〕",
      ].join("\n"),
    ]);
  });

  test("a summary: the case, then each section under its name", () => {
    expect(drawnOf(samples.summary)).toEqual([
      [
        "*海港市总工会 建好“渔工驿站”*",
        "~",
        "*主要内容*",
        "[1] 〔海港市总工会 · 主要内容(一)〕",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "~",
        "[3] 〔海港市总工会 · 主要内容(二)〕",
        "┃ 配备急救箱、图书角和卫 ┃",
        "〔原文此处不完整〕",
        "~",
        "*应用成效*",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
  });

  test("a list: how many, then each case with its words, all in one block", () => {
    expect(drawnOf(samples.listing, { publicUrl: PUBLIC_URL })).toEqual([
      [
        "符合的案例有 2 个：",
        "[1] <〔海港市总工会 · 主要内容(一)〕>",
        "┃ 在12艘母船上设立“渔工驿站”。 ┃",
        "[4] <〔远山县总工会 · 主要内容〕>",
        "┃ 开通背篓专线。 ┃",
      ].join("\n"),
    ]);
  });

  test("a comparison: a row for each section, also where a case has nothing to say", () => {
    expect(drawnOf(samples.comparison)).toEqual([
      [
        "*【应用成效】*",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
        "~",
        "远山县总工会：（未提及）",
      ].join("\n"),
    ]);
  });

  test("a checked quotation: the verdict, what differs, the words of the source", () => {
    expect(drawnOf(samples.altered)).toEqual([
      [
        "这段文字与原文不完全一致。[2]",
        "会员增加〔原文此处有：860〕〔原文此处无：900多〕人。",
        "~",
        "[2] 〔海港市总工会 · 应用成效〕",
        "┃ 会员增加860人。 ┃",
      ].join("\n"),
    ]);
    expect(drawnOf(samples.identical)[0]).toMatch(/^这段文字与原文一致。\[2\]\n~\n\[2\]/);
    expect(drawnOf(samples.absent)).toEqual(["在现有案例中没有找到这段文字。"]);
  });

  test("a name that several cases have: the cases; what else can be asked is left to buttons", () => {
    expect(drawnOf(samples.ambiguous)).toEqual([
      [
        "“驿站”可能指下面几个案例，请问您指的是哪一个？",
        "1. 海港市总工会 建好“渔工驿站”",
        "2. 远山县总工会",
      ].join("\n"),
    ]);
  });

  test("a refusal and the help: what they say, without suggestions", () => {
    expect(drawnOf(samples.notFound({ kind: "empty" }))).toEqual(["请告诉我您想了解哪个案例的什么内容。"]);
    expect(drawnOf(samples.help)[0]).toMatch(/^我是案例通.*核实“……”是不是原文$/s);
  });

  test("a line of the program's own on top of the first message alone", () => {
    const [first = "", second = ""] = drawnOf(
      { ...samples.excerpt, quotes: [samples.quote(1, "词句。".repeat(2_000))] } as Answer,
      { head: "问：渔工驿站有多少个？" },
    );
    expect(first).toMatch(/^问：渔工驿站有多少个？\n~\n\[1\] 〔/);
    expect(second).not.toContain("问：");
  });
});

describe("what does not fit into one message", () => {
  const sentence = "一二三四五六七八九。";
  const long = { ...samples.excerpt, quotes: [samples.quote(7, sentence.repeat(800), { truncated: true })] };

  test("goes on in further ones under its line again, each with its number, cut at the end of a sentence", () => {
    const messages = drawnOf(long as Answer);
    expect(messages).toHaveLength(3);
    expect(messages[0]).toMatch(/^\[7\] 〔海港市总工会 · 主要内容〕\n┃ 一.*九。 ┃\n~\n\(1\/3\)$/);
    expect(messages[1]).toMatch(/^\[7\] 〔海港市总工会 · 主要内容〕（续）\n┃ 一.*九。 ┃\n~\n\(2\/3\)$/);
    expect(messages[2]).toMatch(
      /^\[7\] 〔海港市总工会 · 主要内容〕（续）\n┃ 一.*九。 ┃\n〔原文此处不完整〕\n~\n\(3\/3\)$/,
    );
  });

  test("can be read back from the text of the messages too", () => {
    const messages = slackMessages(long as Answer, { publicUrl: PUBLIC_URL });
    expect(citationsInText(...messages.map(({ text }) => text))).toEqual(cited(long.quotes));
    expect(messages[2]?.text).toMatch(/”\n〔原文此处不完整〕\n\(3\/3\)$/);
  });

  test("tells which citations stand in which message", () => {
    const quotes = [1, 2, 3].map((number) =>
      samples.quote(number, sentence.repeat(300), { item: `(${number})` }),
    );
    const messages = slackMessages({ ...samples.excerpt, quotes } as unknown as Answer, { publicUrl: null });
    expect(messages.map(({ citations }) => citations)).toEqual([[1], [2], [3]]);
  });

  test("is parted where a message has as many blocks, or as many links, as Slack takes", () => {
    const quotes = Array.from({ length: 120 }, (_, i) =>
      samples.quote(i + 1, "词。", { item: `(${i + 1})` }),
    );
    const answer = { ...samples.excerpt, quotes } as unknown as Answer;
    for (const publicUrl of [null, PUBLIC_URL, `${PUBLIC_URL}/${"x".repeat(1_500)}`]) {
      const messages = slackMessages(answer, { publicUrl });
      expect(faultsOf(messages)).toEqual([]);
      expect(citationsIn(messages)).toEqual(cited(quotes));
    }
  });
});

describe("what people and sources write is shown as it is", () => {
  const hostile =
    "<!channel> <@U123> <https://x.example|y> &amp; A&B *粗* _斜_ `码` ~删~ :smile: @here #一 > 引";

  test("in the elements of blocks, to the letter", () => {
    const answer = { ...samples.excerpt, quotes: [samples.quote(1, hostile)] } as Answer;
    const [{ blocks }] = slackMessages(answer, { publicUrl: null, head: `问：${hostile}` });
    expect(JSON.stringify(blocks).split(hostile)).toHaveLength(3);
    expect(new Set(JSON.stringify(blocks).match(/"type":"\w+"/g))).toEqual(
      new Set(
        ["rich_text", "rich_text_section", "text", "rich_text_quote"].map((type) => `"type":"${type}"`),
      ),
    );
  });

  test("in the plain text, escaped", () => {
    const answer = { ...samples.excerpt, quotes: [samples.quote(1, hostile)] } as Answer;
    const messages = slackMessages(answer, { publicUrl: null });
    expect(messages[0].text).toContain(
      "“&lt;!channel&gt; &lt;@U123&gt; &lt;https://x.example|y&gt; &amp;amp; A&amp;B *粗*",
    );
    expect(faultsOf(messages)).toEqual([]);
    expect(citationsInText(messages[0].text)[0]?.quote).toBe(hostile);
  });

  test("but for controls, which are shown nowhere, and halves of characters", () => {
    const control = "\u001b[2J甲\u202e乙\u0007\ud83d";
    const of = { ...samples.HARBOUR, organization: control };
    const quotes = [samples.quote(1, control, { case: of, section: control, item: control })];
    const messages = slackMessages({ ...samples.excerpt, quotes } as unknown as Answer, {
      publicUrl: PUBLIC_URL,
      head: control,
    });
    expect(faultsOf(messages)).toEqual([]);
    expect(drawn(messages[0])).toBe(
      "[2J甲乙\ufffd\n~\n[1] <〔[2J甲乙\ufffd · [2J甲乙\ufffd[2J甲乙\ufffd〕>\n┃ [2J甲乙\ufffd ┃",
    );
  });

  test.each(["javascript:alert(1)", "not an address", ""])("links to %s are none", (publicUrl) => {
    expect(drawnOf(samples.excerpt, { publicUrl })).toEqual(drawnOf(samples.excerpt));
  });

  test("links to a machine without a domain are links", () => {
    expect(drawnOf(samples.excerpt, { publicUrl: "http://localhost:3000" })[0]).toContain("<〔");
  });
});

describe("the plain text", () => {
  test("says so where it does not hold all of its message, and is cut between characters", () => {
    const quotes = [samples.quote(1, "&😀".repeat(1_200))];
    const answer = { ...samples.excerpt, quotes } as unknown as Answer;
    const messages = slackMessages(answer, { publicUrl: null });
    expect(messages).toHaveLength(1);
    expect(messages[0].text).toMatch(/😀&amp;(?:😀)?\n……（此处只是一部分，全文见消息正文）$/u);
    expect(faultsOf(messages)).toEqual([]);
    expect(citationsIn(messages)).toEqual(cited(quotes));
  });

  test("for an update of the message has at most as many bytes as Slack takes then", () => {
    const short = slackMessages(samples.excerpt, { publicUrl: null })[0].text;
    expect(textForUpdate(short)).toBe(short);
    const quotes = [samples.quote(1, "A&B，".repeat(500))];
    const [{ text }] = slackMessages({ ...samples.excerpt, quotes } as unknown as Answer, {
      publicUrl: null,
    });
    const cut = textForUpdate(text);
    expect(text.startsWith(cut.slice(0, -CUT_SHORT.length))).toBe(true);
    expect(cut.endsWith(`，${CUT_SHORT}`)).toBe(true);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(MOST.updatedBytes);
    expect(Buffer.byteLength(cut)).toBeGreaterThan(MOST.updatedBytes - 30);
  });
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

  test.each([null, PUBLIC_URL])("for every answer of the gold set, with links to %s", (publicUrl) => {
    expect(gold.size).toBeGreaterThan(tries(400));
    for (const [id, answer] of gold) {
      const messages = slackMessages(answer, { publicUrl });
      expect(faultsOf(messages), id).toEqual([]);
      const expected = cited(quotesOf(answer));
      expect(byNumber(citationsIn(messages)), id).toEqual(expected);
      const texts = messages.map(({ text }) => text);
      expect(
        texts.filter((text) => text.endsWith(CUT_SHORT)),
        id,
      ).toEqual([]);
      expect(byNumber(citationsInText(...texts)), id).toEqual(expected);
      // Also where the message is updated later, say for a vote; an update takes less.
      expect(texts.map(textForUpdate), id).toEqual(
        texts.map((text) =>
          Buffer.byteLength(text) <= MOST.updatedBytes ? text : expect.stringContaining(CUT_SHORT),
        ),
      );
      const numbers = new Set(messages.flatMap(({ citations }) => citations));
      expect(
        [...numbers].sort((a, b) => a - b),
        id,
      ).toEqual(expected.map(({ number }) => number));
    }
  });

  test("and every answer that says something of a case has words of it", () => {
    const silent = ["not-found", "ambiguous", "help", "verification"];
    const factual = [...gold.values()].filter(({ kind }) => !silent.includes(kind));
    expect(factual.length).toBeGreaterThan(tries(300));
    const bare = factual.filter(
      (answer) => citationsIn(slackMessages(answer, { publicUrl: null })).length === 0,
    );
    expect(bare).toEqual([]);
  });

  const unit = fc.constantFrom(
    ..."一二三四。，；”\n ab[]〔〕&<>*_`:",
    ...["😀", "👨‍👩‍👧", "e\u0301", "〔原文此处不完整〕", "\n[1] 〔甲 · 乙〕\n", "<!here>", ":smile:"],
  );
  const quote = fc
    .record({
      text: fc.oneof(
        fc.string({ unit, minLength: 1, maxLength: 50 }),
        fc.string({ unit, minLength: 500, maxLength: 3_000 }),
        fc.nat({ max: 9_000 }).map((length) => "字".repeat(length + 1)),
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
      fc.property(answer, fc.constantFrom(null, PUBLIC_URL), (given, publicUrl) => {
        const messages = slackMessages(given, { publicUrl, head: "问：<@U1>甲？" });
        expect(faultsOf(messages)).toEqual([]);
        // A list shows no more than fifty cases.
        const most = given.kind === "listing" ? 50 : Number.POSITIVE_INFINITY;
        expect(citationsIn(messages)).toEqual(cited(quotesOf(given).slice(0, most)));
      }),
      { numRuns },
    );
    found({ answers: numRuns, violations: 0 });
  });
});

describe("takes no longer than its length", () => {
  const computed = (quotes: readonly Quote[]) => {
    const answer = { ...samples.excerpt, quotes } as unknown as Answer;
    const spent = computing();
    const messages = slackMessages(answer, { publicUrl: PUBLIC_URL });
    const needed = spent();
    expect(citationsIn(messages)).toEqual(cited(quotes));
    return needed;
  };

  test.each([
    ["sentences", "一二三四五六七八九。".repeat(20_000)],
    ["one endless word", "字".repeat(200_000)],
    ["one endless character", `a${"\u0301".repeat(200_000)}`],
    ["characters of two units", "😀".repeat(100_000)],
    ["characters that are escaped", "&".repeat(200_000)],
  ])("200,000 units of %s", (_, text) => {
    expect(computed([samples.quote(1, text)])).toBeLessThan(1_000);
  });

  test("5,000 quotes", () => {
    const quotes = Array.from({ length: 5_000 }, (_, i) =>
      samples.quote(i + 1, "十个字的一句话在此。", { item: `(${i})` }),
    );
    expect(computed(quotes)).toBeLessThan(2_000);
  });
});
