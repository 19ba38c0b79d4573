/** Answers as cards: not a character of a quote is changed, and no limit is broken once it is written out. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeishuPlace } from "../../src/channels/feishu/elements.ts";
import { formOf } from "../../src/channels/feishu/form.ts";
import type { GivenAnswer } from "../../src/chat/journal.ts";
import type { Answer } from "../../src/grounding/answer.ts";
import { visible } from "../../src/render/text.ts";
import { keepLog } from "../chat/journal.ts";
import { found, tries } from "../full.ts";
import * as samples from "../render/samples.ts";
import { abilities } from "./bot.ts";
import { buttonsOf, citationsIn, problemsOf, wordsOf } from "./feishu-cards.ts";

const api = { call: () => Promise.reject(new Error("not called")), endpoint: async () => ({ URL: "" }) };
const desk = {
  ...{ abilities: { ...abilities, wholeOf: async () => samples.excerpt }, api, log: keepLog() },
  ...{ publicUrl: "http://anli.example:3000", isPlain: false },
};
const place = (isPrivate: boolean): FeishuPlace => ({
  ...{ chat: "oc_1", room: "", isPrivate, message: "om_1", replyTo: "om_1" },
});

const given = (answer: Answer): GivenAnswer => ({
  ...{
    id: "abcdefghijkl",
    chat: "oc_1",
    message: "om_1",
    conversation: "c",
    question: "问",
    answer,
    head: null,
  },
});

const cardsOf = async (answer: Answer, isPrivate = true) =>
  (await formOf(desk).answer(place(isPrivate), given(answer), false)).map(({ card }) => card);

const quoting = (words: readonly string[]): Answer =>
  ({ ...samples.excerpt, quotes: words.map((text, i) => samples.quote(i + 1, text)) }) as Answer;

/** Every page of a group, as its buttons turn to them. */
async function pagesOf(answer: Answer): Promise<unknown[]> {
  const cards: unknown[] = [];
  for (let at = 0; ; at += 1) {
    const page = await formOf(desk).page?.(place(false), given(answer), at);
    if (!page) return cards;
    cards.push(page.card);
  }
}

function expectTaken(cards: readonly unknown[]): void {
  for (const card of cards) {
    expect(problemsOf(card)).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify({ content: JSON.stringify(card) }))).toBeLessThan(28_000);
  }
}

describe("quoted words", () => {
  it.each([
    "**粗** _斜_ ~~删~~ `码`",
    "<think>想</think><at id=all></at>",
    "1. 一\n2. 二\n- 三\n> 四\n# 五",
    "| 甲 | 乙 |\n| --- | --- |",
    "```\n围栏\n```",
    "[甲](http://x.example) ![图](img_v2)",
    "@_user_1 @_all &lt;",
    "  前有空格，  中间两个，后有空格  ",
  ])("are shown byte for byte: %j", async (words) => {
    const cards = await cardsOf(quoting([words]));
    expect(citationsIn(cards).map(({ quote }) => quote)).toEqual([words]);
    expectTaken(cards);
  });

  it("of any kind and length come back from the cards, alone and in the pages of a group", async () => {
    const numRuns = tries(250, 40_000);
    const words = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 3_000 }),
      fc.array(fc.constantFrom("**", "`", "<b>", "\n", '"', "\\", "工会。", "😀", "1. ", "，"), {
        minLength: 1,
        maxLength: 4_000,
      }),
    );
    const texts = words
      .map((one) => visible([one].flat().join("")).toWellFormed())
      .filter((one) => one.trim() !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 6 }), async (quotes) => {
        const answer = quoting(quotes);
        for (const cards of [await cardsOf(answer), await pagesOf(answer)]) {
          expect(citationsIn(cards).map(({ quote }) => quote)).toEqual(quotes);
          expectTaken(cards);
        }
      }),
      { numRuns },
    );
    found({ answers: numRuns, violations: 0 });
  });
});

it("an answer of each kind is a card that Feishu takes, and its first words are its summary", async () => {
  for (const answer of Object.values(samples).filter(
    (one): one is Answer => typeof one === "object" && "kind" in one && "suggestions" in one,
  )) {
    const cards = await cardsOf(answer);
    expectTaken(cards);
    const [{ config } = { config: {} }] = cards as { config: { summary: { content: string } } }[];
    expect(config).toMatchObject({ summary: { content: expect.stringMatching(/\S/) } });
  }
});

it("long quotes fold up, and the first is open", async () => {
  const [card] = await cardsOf(quoting(["长。".repeat(200), "长。".repeat(200), "短。"]));
  const panels = [...JSON.stringify(card).matchAll(/"expanded":(true|false)/g)].map(([, value]) => value);
  expect(panels).toEqual(["true"]);
  const apart = [1, 2].map((number) =>
    samples.quote(number, "长。".repeat(200), { section: `第${number}部分` }),
  );
  const [other] = await cardsOf({ ...samples.excerpt, quotes: apart } as Answer);
  const folded = [...JSON.stringify(other).matchAll(/"expanded":(true|false)/g)].map(([, value]) => value);
  expect(folded).toEqual(["true", "false"]);
});

it("in a group the rest is a button away, and every page has its number", async () => {
  const answer = quoting(["甲。".repeat(1_000), "乙。".repeat(1_000)]);
  const [first, ...none] = await cardsOf(answer, false);
  expect(none).toEqual([]);
  expect(buttonsOf(first).map(({ label }) => label)).toEqual([
    "看原文",
    "全文摘要",
    "下一页",
    "有用",
    "没用",
  ]);
  const pages = await pagesOf(answer);
  expect(pages.length).toBeGreaterThan(1);
  expect(wordsOf(pages.at(-1))).toContain(`(${pages.length}/${pages.length})`);
});

it("in words alone quotes stand between marks, and there are no cards", async () => {
  const answered = await formOf({ ...desk, isPlain: true }).answer(
    place(true),
    given(quoting(["甲。"])),
    false,
  );
  expect(answered).toEqual([{ text: "[1] 〔海港市总工会 · 主要内容〕\n「甲。」", replyTo: "om_1" }]);
});
