/** @bot and a few words, typed in any chat: cases and verbatim excerpts to be put into a message. */

import { readFileSync } from "node:fs";
import type { InlineQuery, InlineQueryResultArticle, InputTextMessageContent } from "grammy/types";
import { afterAll, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { computing } from "../wire/clock.ts";
import { complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, knowledge, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { citationsIn } from "./parse-back.ts";
import { asksInline, person } from "./people.ts";

/** What was asked of the program beside a search, which alone needs no model. */
const asked: string[] = [];
const searching: Abilities = {
  ...abilities,
  answer: (message) => note("answer", abilities.answer(message)),
  verify: (text) => note("verify", abilities.verify(text)),
  wholeOf: (citation) => note("wholeOf", abilities.wholeOf(citation)),
  summaryOf: (id) => note("summaryOf", abilities.summaryOf(id)),
};

function note<T>(what: string, result: Promise<T>): Promise<T> {
  asked.push(what);
  return result;
}

const api = await startBotApi();
const bot = await startBot({ api, abilities: searching, publicUrl: "https://cases.example.org" });
const LI = person("李安");

afterAll(async () => {
  await bot.stop();
  expect(api.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
  expect(asked).toEqual([]);
});

interface Shown {
  readonly results: readonly (InlineQueryResultArticle & {
    readonly input_message_content: InputTextMessageContent;
  })[];
  readonly is_personal: boolean;
  readonly cache_time: number;
  readonly next_offset: string;
  readonly button?: { readonly text: string; readonly start_parameter: string };
}

async function find(query: string, other: Partial<InlineQuery> = {}): Promise<Shown> {
  const update = asksInline(LI, query, other);
  api.push(update);
  const call = await api.waitFor(({ payload }) => payload.inline_query_id === update.inline_query.id);
  expect(call).toMatchObject({ method: "answerInlineQuery", status: 200 });
  return call.payload as unknown as Shown;
}

/** All of its pages, as somebody sees them who scrolls down to the end. */
async function findAll(query: string): Promise<readonly Shown[]> {
  const pages = [await find(query)];
  for (let next = pages[0]?.next_offset; next; next = pages.at(-1)?.next_offset) {
    pages.push(await find(query, { offset: next }));
    expect(pages.length).toBeLessThan(20);
  }
  return pages;
}

const squeezed = (text: string) => text.replace(/\s/g, "");
const corpus = squeezed(
  readFileSync(new URL("../../corpus/2024-top-ten-innovations.md", import.meta.url), "utf8"),
);
const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");

/** The message that would be sent, read as a reader of the chat reads it. */
function sentBy({ input_message_content: { message_text: text, entities = [] } }: Shown["results"][number]) {
  return { text, entities };
}

it.each(["圆通", "镇江 职工之家", "货车司机", "入会", "工资", "zhenjiang", "應用成效", "圆", "欠薪怎么办"])(
  "shows cases and sentences for “%s” that are the corpus's own, each with its source",
  async (query) => {
    const { results } = await find(query);
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) {
      const sent = sentBy(result);
      const [citation, ...others] = citationsIn([sent]);
      expect(others).toEqual([]);
      expect(citation?.number).toBe(1);
      expect(citation?.quote).not.toBe("");
      expect(corpus).toContain(squeezed(citation?.quote ?? ""));
      expect(corpus).toContain(squeezed(citation?.organization ?? ""));
      expect(sent.text.length).toBeLessThanOrEqual(4_096);
      expect(result.title).toContain(citation?.organization);
      expect(squeezed(citation?.quote ?? "").startsWith(squeezed(result.description ?? ""))).toBe(true);
      const [link] = sent.entities.filter(({ type }) => type === "text_link");
      expect(link).toMatchObject({ url: expect.stringMatching(/^https:\/\/cases\.example\.org\/cases\//) });
      expect(result.input_message_content.link_preview_options).toEqual({ is_disabled: true });
      expect(result).not.toHaveProperty("reply_markup");
    }
  },
);

it("names first the case whose name is typed, though it be half a name", async () => {
  const { results } = await find("圆通");
  expect(results[0]?.title).toMatch(/^圆通速递有限公司工会/);
  const [half] = (await find("镇")).results;
  expect(half?.title).toContain("镇江");
});

it("is read page by page to the end, without an entry twice", async () => {
  for (const query of ["", "工会", "职工"]) {
    const pages = await findAll(query);
    const all = pages.flatMap(({ results }) => results);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map((result) => sentBy(result).text)).size).toBe(all.length);
    for (const { results } of pages.slice(0, -1)) expect(results).toHaveLength(10);
    expect(pages.at(-1)?.next_offset).toBe("");
    expect(pages.every(({ button }) => button === undefined)).toBe(true);
  }
  expect((await findAll("工会")).length).toBeGreaterThan(1);
});

it.each(["", "  ", "？"])("shows the catalogue where nothing is typed: “%s”", async (query) => {
  const all = (await findAll(query)).flatMap(({ results }) => results);
  expect(all.map(({ title }) => title)).toEqual(
    cases.map(({ organization }) => expect.stringContaining(organization)),
  );
});

it("says in a button that nothing was found", async () => {
  expect(await find("zzqxwv")).toMatchObject({
    results: [],
    button: { text: "没有找到，换个词试试", start_parameter: "inline" },
    next_offset: "",
  });
});

it("is told apart by who asks, and remembered by Telegram for a few minutes only", async () => {
  const { is_personal, cache_time } = await find("圆通");
  expect(is_personal).toBe(true);
  expect(cache_time).toBeGreaterThan(0);
  expect(cache_time).toBeLessThanOrEqual(300);
});

it.each([
  ["256 characters", "圆通速递工会的应用成效".repeat(30).slice(0, 256)],
  ["256 signs without sense", "?!@#".repeat(64)],
  ["half of a surrogate pair", "圆通\ud83d"],
  ["a null character and other controls", "圆通\u0000\u0007\u202e\u200b成效"],
  ["markup", "<b>圆通</b> [成效](tg://user?id=1) `code` _斜_"],
  ["an injection", "'; DROP TABLE cases; -- \" OR 1=1"],
  ["a pattern", "(.*)+$^[圆\\"],
  ["a command", "/ask 圆通"],
  ["a name of the prototype", "__proto__ constructor toString"],
  ["combining characters", `圆${"\u0301".repeat(200)}通`],
])("takes %s", async (_, query) => {
  const spent = computing();
  const { results } = await find(query);
  expect(spent()).toBeLessThan(2_000);
  for (const result of results)
    for (const { quote } of citationsIn([sentBy(result)])) expect(corpus).toContain(squeezed(quote));
});

it.each(["-1", "1e9", "99999", "abc", "9999", "0x10", "10 "])("takes “%s” for an offset", async (offset) => {
  const { results, button } = await find("圆通", { offset });
  if (offset === "9999") expect([results, button]).toEqual([[], undefined]);
  else expect(results[0]?.title).toContain("圆通");
});

it("keeps no word of a search, and answers each once", async () => {
  await find("只在这里出现的词");
  await api.idle();
  const inbox = rowsIn(bot.dir, "inbox");
  expect(inbox.length).toBeGreaterThan(30);
  expect(inbox.every(({ body }) => body === null)).toBe(true);
  const answered = api.calls.filter(({ method }) => method === "answerInlineQuery");
  expect(new Set(answered.map(({ payload }) => payload.inline_query_id)).size).toBe(answered.length);
});
