/** The buttons under each kind of answer: which there are, and that each does what it says. */

import { readFileSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import { CHANGED } from "../../src/chat/wording.zh.ts";
import { openKnowledge } from "../knowledge.ts";
import { ackedTwice, atTheWire, button, buttonsOf, complaintsOf, rowsIn } from "./at-the-wire.ts";
import { abilities, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { reacts } from "./happenings.ts";
import { citationsIn } from "./parse-back.ts";
import { group, person, privateChat } from "./people.ts";

const MANY = { perPerson: 1_000, perChat: 1_000 };
const FILE = "2024-top-ten-innovations.md";

const api = await startBotApi();
let isChanged = false;
const changing: Abilities = {
  ...abilities,
  stillHolds: async (answer) => !isChanged && abilities.stillHolds(answer),
};
const bot = await startBot({ api, abilities: changing, limits: MANY });
const { ask, callsAfter, now, own, press } = atTheWire(api, () => bot.dir);
const AT = `@${api.me.username}`;
const LI = person("李安");
const WANG = person("王芳");

const squeezed = (text: string) => text.replace(/\s/g, "");
const lines = readFileSync(new URL(`../../corpus/${FILE}`, import.meta.url), "utf8").split("\n");
const corpus = squeezed(lines.join(""));

afterEach(() => {
  isChanged = false;
});

afterAll(async () => {
  await bot.stop();
  expect(api.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
  expect(ackedTwice(api)).toEqual([]);
});

const asked = (text: string, chat = group()) => ask(LI, chat, text.startsWith("/") ? text : `${AT} ${text}`);

const VOTES = ["👍", "👎", "💬 私聊继续"];

describe("the keyboard of an answer", () => {
  it.each([
    [
      "one whose words are all of their section",
      "圆通全网已累计建设职工之家多少家？",
      ["📋 出处", "📝 全文摘要", 0, ...VOTES],
    ],
    [
      "an excerpt of a sentence",
      "引用圆通主要内容第二项第一句",
      ["📖 原文", "📋 出处", "📝 全文摘要", 0, ...VOTES],
    ],
    ["an excerpt of a whole", "引用圆通主要内容第二项", ["📋 出处", "📝 全文摘要", 0, ...VOTES]],
    ["a summary", "总结镇江的案例", ["📖 原文[1]", "📖 原文[2]", "📋 出处", 0, ...VOTES]],
    ["a listing", "哪些案例提到欠薪？", ["📋 出处", 0, ...VOTES]],
    ["the catalogue", "有哪些案例？", ["📋 出处", 0, ...VOTES]],
    ["a comparison of whole sections", "比较圆通和镇江的应用成效", ["📋 出处", 0, ...VOTES]],
    [
      "a verification",
      "核实“圆通直营体系建会率动态达100%”",
      ["📖 原文", "📋 出处", "📝 全文摘要", 0, ...VOTES],
    ],
    ["the places nearest to it", "哪年开始的？椒江", ["📋 出处", "📝 全文摘要", 0, ...VOTES]],
    ["a refusal", "圆通去年的营业收入是多少？", [3, ...VOTES]],
    ["a refusal about no case", "哈尔滨市总工会的案例讲了什么？", [0, ...VOTES]],
    ["help", "/help", [3]],
  ])("%s", async (_, question, labels) => {
    const group_ = await asked(question);
    const alone = await ask(LI, privateChat(LI), question);
    for (const { answer, buttons } of [group_, alone]) {
      const suggested = [...buttons].filter(([, data]) => data.startsWith("q:"));
      expect([...buttons.keys()].filter((label) => !suggested.some(([one]) => one === label))).toEqual(
        labels.filter(
          (label) => typeof label === "string" && (answer === group_.answer || label !== VOTES[2]),
        ),
      );
      expect(suggested).toHaveLength(Number(labels.find((label) => typeof label === "number")));
      for (const one of (answer.replyMarkup?.inline_keyboard ?? []).flat()) {
        expect(one.text.length).toBeLessThanOrEqual(40);
        expect(Buffer.byteLength(one.callback_data ?? "")).toBeLessThanOrEqual(64);
        expect(one.copy_text?.text.length ?? 1).toBeLessThanOrEqual(256);
      }
    }
  });

  it("an answer from the front matter, which is no case", async () => {
    const { text, buttons } = await asked("案例是什么时候发布的？");
    expect(text).toContain("前言");
    expect([...buttons.keys()]).not.toContain("📝 全文摘要");
  });
});

describe("a button", () => {
  it("📖 原文 shows the whole item in which the words stand", async () => {
    const first = await asked("引用圆通主要内容第二项第一句");
    const { sent, note } = await press(WANG, first.answer.message, button(first, "📖 原文"));
    expect(note).toBe("");
    expect(sent.map(({ message }) => message.reply_to_message?.message_id)).toEqual([first.answer.id]);
    const [part] = citationsIn([first.answer.message]);
    const [whole] = citationsIn(sent.map(({ message }) => message));
    expect(whole).toMatchObject({ organization: part?.organization, section: "主要内容(二)" });
    expect(whole?.quote.startsWith(part?.quote ?? "?")).toBe(true);
    expect(whole?.quote.length).toBeGreaterThan((part?.quote.length ?? 0) * 3);
    expect(corpus).toContain(squeezed(whole?.quote ?? ""));
    const keys = [...buttonsOf(sent[0]?.message ?? first.answer.message).keys()];
    expect(keys).not.toContain("📖 原文");
  });

  it.each(["引用圆通的应用成效", "哪些案例提到欠薪？", "比较圆通和镇江的应用成效", "总结镇江的案例"])(
    "📋 出处 under “%s” copies formal references, whose lines of the document hold the words",
    async (question) => {
      const given = await asked(question);
      const references = button(given, "📋 出处").split("\n");
      const quotes = citationsIn([given.answer.message]);
      expect(references.length).toBeLessThanOrEqual(quotes.length);
      for (const reference of references) {
        const [, organization = "", section = "", line] =
          /^(.+?)《.+》，(.+)，第\d+(?:至\d+)?句（2024-top-ten-innovations\.md，第(\d+)行）$/.exec(
            reference,
          ) ?? [];
        const cited = quotes.filter((one) => one.organization === organization && one.section === section);
        const words = squeezed(lines.slice(Number(line) - 1).join(""));
        expect(cited.some(({ quote }) => words.includes(squeezed(quote)))).toBe(true);
        expect(
          cited.some(({ quote }) =>
            squeezed(lines[Number(line) - 1] ?? "").includes(squeezed(quote).slice(0, 4)),
          ),
        ).toBe(true);
      }
    },
  );

  it("📝 全文摘要 shows the case in short, and whoever pressed it asks on from there", async () => {
    const chat = group();
    const first = await asked("引用圆通的应用成效", chat);
    const { sent } = await press(WANG, first.answer.message, button(first, "📝 全文摘要"));
    expect(sent).toHaveLength(1);
    const sections = citationsIn(sent.map(({ message }) => message)).map(({ section }) => section);
    expect(sections).toEqual(expect.arrayContaining(["推荐词", "经验培育过程", "应用成效"]));
    expect((await ask(WANG, chat, `${AT} 那推荐词呢？`)).text).toContain("圆通速递有限公司工会 · 推荐词");
  });

  it("下一条 and 上一条 turn the page and turn it back, in the same message", async () => {
    const { answer } = await asked("比较圆通、镇江和东城");
    const first = now(answer);
    const pages = [first];
    expect([...buttonsOf(first).keys()]).not.toContain("⬅️ 上一条");
    for (let next = buttonsOf(first).get("下一条 ➡️"); next; next = buttonsOf(now(answer)).get("下一条 ➡️")) {
      const { calls } = await press(WANG, now(answer), next);
      expect(calls.map(({ method, messageId }) => [method, messageId])).toEqual([
        ["editMessageText", answer.id],
      ]);
      pages.push(now(answer));
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(citationsIn(pages).every(({ quote }) => corpus.includes(squeezed(quote)))).toBe(true);
    const back = pages.slice(0, -1).toReversed();
    for (const page of back) {
      await press(LI, now(answer), buttonsOf(now(answer)).get("⬅️ 上一条") ?? "");
      expect(now(answer)).toMatchObject({
        text: page.text,
        entities: page.entities,
        reply_markup: page.reply_markup,
      });
    }
    expect(own(answer.message.chat)).toHaveLength(1);
  });

  it("with a suggestion asks it, and the answer says what was asked", async () => {
    const first = await asked("/help");
    const [label = "", data = ""] = [...first.buttons].find(([, one]) => one.startsWith("q:")) ?? [];
    const { sent } = await press(WANG, first.answer.message, data);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text?.split("\n")[0]).toBe(`问：${label}`);
    expect(citationsIn(sent.map(({ message }) => message)).length).toBeGreaterThan(0);
  });

  it("👍 and then 👎 count once, with the question, the answer and its citations; others count beside it", async () => {
    const given = await asked("引用圆通的应用成效");
    const id = button(given, "👍").split(":")[1];
    const votes = () => rowsIn(bot.dir, "votes").filter(({ answer_id }) => answer_id === id);
    expect((await press(LI, given.answer.message, button(given, "👍"))).note).toBe("谢谢您的肯定，已记下。");
    expect(votes().map(({ is_good }) => is_good)).toEqual([1]);
    expect((await press(LI, given.answer.message, button(given, "👎"))).note).toBe(
      "谢谢，已记下，我们会据此改进。",
    );
    const [vote] = votes();
    expect(votes()).toHaveLength(1);
    expect(vote).toMatchObject({ is_good: 0, question: "引用圆通的应用成效" });
    expect(String(vote?.person)).not.toContain(String(LI.id));
    const { quotes } = JSON.parse(String(vote?.answer));
    expect(quotes[0].citation).toMatchObject({ section: "应用成效", source: { file: FILE, line: 55 } });
    await press(WANG, given.answer.message, button(given, "👍"));
    expect(votes()).toHaveLength(2);
  });

  it("a sign of a reader under an answer counts as their vote; other signs, and those under other messages, do not", async () => {
    const chat = group();
    const given = await asked("引用圆通的应用成效", chat);
    const id = button(given, "👍").split(":")[1];
    const votes = () => rowsIn(bot.dir, "votes").filter(({ answer_id }) => answer_id === id);
    const calls = await callsAfter(
      reacts(LI, chat, given.answer.id, "❤"),
      reacts(WANG, chat, given.answer.id, "👎"),
      reacts(WANG, chat, given.id, "👍"),
      reacts(person("陈工"), chat, given.answer.id, "🤔"),
    );
    expect(calls).toEqual([]);
    expect(votes().map(({ is_good }) => is_good)).toEqual([1, 0]);
  });

  it("💬 私聊继续 leads to the same answer, alone, to ask on from", async () => {
    const given = await asked("引用圆通的主要内容");
    const url = new URL(button(given, "💬 私聊继续"));
    expect(`${url.origin}${url.pathname}`).toBe(`https://t.me/${api.me.username}`);
    const payload = url.searchParams.get("start") ?? "";
    expect(payload).toMatch(/^[\w-]{1,64}$/);
    api.setChat(given.answer.message.chat as never, { members: [{ status: "member", user: WANG }] });
    const opened = await ask(WANG, privateChat(WANG), `/start ${payload}`);
    expect(citationsIn(opened.messages.map(({ message }) => message)).map(({ section }) => section)).toEqual(
      expect.arrayContaining(["主要内容(一)", "主要内容(二)", "主要内容(三)"]),
    );
    expect((await ask(WANG, privateChat(WANG), "那推荐词呢？")).text).toContain(
      "圆通速递有限公司工会 · 推荐词",
    );
    isChanged = true;
    expect((await ask(WANG, privateChat(WANG), `/start ${payload}`)).text).toBe(CHANGED);
  });

  it("with a case asks the question again of the case that is meant", async () => {
    const folder = new URL("../fixtures/namesakes", import.meta.url).pathname;
    const other = await startBotApi();
    const namesakes = await startBot({ api: other, abilities: createAbilities(await openKnowledge(folder)) });
    const wire = atTheWire(other, () => namesakes.dir);
    const first = await wire.ask(LI, group(), `@${other.me.username} 南京的应用成效是什么？`);
    expect([...first.buttons.keys()]).toEqual(["江苏南京鼓楼区总工会", "江苏南京玄武区总工会", ...VOTES]);
    for (const [name, figure] of [
      ["江苏南京玄武区总工会", "会员增加420人"],
      ["江苏南京鼓楼区总工会", "会员增加860人"],
    ] as const) {
      const { sent } = await wire.press(WANG, first.answer.message, button(first, name));
      expect(sent).toHaveLength(1);
      expect(sent[0]?.text).toMatch(new RegExp(`^问：${name}.*应用成效是什么？\n`));
      expect(citationsIn(sent.map(({ message }) => message))).toMatchObject([
        { organization: name, quote: expect.stringContaining(figure) },
      ]);
    }
    await namesakes.stop();
    expect([...other.violations, ...complaintsOf(namesakes)]).toEqual([]);
  });
});
