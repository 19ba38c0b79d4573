/** Closed by default: who may ask, how a chat is opened, and how little the others hear. */

import type { User } from "grammy/types";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { codesOf } from "../chat/journal.ts";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { turnsBot } from "./happenings.ts";
import { asksInline, group, person, privateChat, says, supergroup } from "./people.ts";

const api = await startBotApi();
const { ask, callsAfter, own, press, settled } = atTheWire(api, () => started.at(-1)?.dir ?? "");
const ME = api.me as User;
const AT = `@${api.me.username}`;
const QUESTION = `${AT} 圆通的应用成效是什么？`;
const ANSWER = "圆通速递有限公司工会 · 应用成效";
const HOUR = 60 * 60 * 1000;

const started: RunningBot[] = [];

async function start(setup: BotSetup = {}): Promise<RunningBot> {
  const bot = await startBot({ api, allowed: [], ...setup });
  started.push(bot);
  return bot;
}

afterEach(async () => {
  for (const bot of started) {
    await bot.stopBot();
    expect(complaintsOf(bot)).toEqual([]);
  }
  started.length = 0;
});

afterAll(async () => {
  await api.stop();
  expect(api.violations).toEqual([]);
});

const texts = (chat: { readonly id: number }) => own(chat).map(({ text }) => text);
const inlineResults = async (by: User, query = "圆通") => {
  const asked = asksInline(by, query);
  api.push(asked);
  const { id } = asked.inline_query;
  const { payload } = await api.waitFor(({ payload }) => payload.inline_query_id === id);
  return payload;
};

describe("a chat that nobody opened", () => {
  it("hears one polite line with its number, and then nothing, also after a restart", async () => {
    const first = await start();
    const chat = group();
    const refused = await ask(person("李安"), chat, QUESTION);
    expect(refused.text).toContain(String(chat.id));
    expect(refused.text).toMatch(/^您好.*尚未开通/);
    expect(refused.buttons.size).toBe(0);
    const others = [QUESTION, "/ask 圆通", "/help", "/new", `/start${AT}`, `/cases${AT}`];
    expect(await callsAfter(...others.map((text) => says(person("王芳"), chat, text)))).toEqual([]);
    await first.stopBot();
    await start({ dir: first.dir });
    expect(await callsAfter(...others.map((text) => says(person("陈工"), chat, text)))).toEqual([]);
    expect(own(chat)).toHaveLength(1);
  });

  it("hears that line once, though several people ask at the same moment", async () => {
    await start();
    const chat = group();
    await callsAfter(...["李安", "王芳", "陈工"].map((name) => says(person(name), chat, QUESTION)));
    expect(texts(chat)).toEqual([expect.stringContaining("尚未开通")]);
  });

  it("shows no sign of work", async () => {
    await start();
    const calls = await callsAfter(says(person("李安"), group(), QUESTION));
    expect(calls.map(({ method }) => method)).toEqual(["sendMessage"]);
  });

  it("may be that of one person, who hears the same alone, and again the next day", async () => {
    let time = Date.now();
    const now = () => time;
    const first = await start({ now });
    const li = person("李安");
    const chat = privateChat(li);
    expect((await ask(li, chat, "/start")).text).toContain(String(li.id));
    expect(await callsAfter(says(li, chat, "圆通的应用成效是什么？"), says(li, chat, "/help"))).toEqual([]);
    await first.stopBot();
    await start({ dir: first.dir, now });
    expect(await callsAfter(says(li, chat, "你好"))).toEqual([]);
    expect(own(chat)).toHaveLength(1);
    time += 25 * HOUR;
    expect((await ask(li, chat, "你好")).text).toMatch(/^您好.*尚未开通/);
  });

  it("gets no results inline, but a button to where more is said", async () => {
    await start();
    const payload = await inlineResults(person("外人"));
    expect(payload).toMatchObject({ results: [], cache_time: 0, is_personal: true, next_offset: "" });
    expect(payload.button).toEqual({ text: "尚未开通，点此了解", start_parameter: "inline" });
  });

  it("is told when the bot is added to it, where an open one is greeted; where it was before nothing is said", async () => {
    const [closed, open] = [supergroup(), supergroup()];
    const bot = await start({ allowed: [String(open.id)] });
    const li = person("李安");
    await callsAfter(turnsBot(ME, closed, li, "member"), turnsBot(ME, open, li, "member"));
    expect(texts(closed)).toEqual([expect.stringContaining(`编号 ${closed.id}`)]);
    expect(texts(open)).toEqual([
      expect.stringMatching(/^大家好，我是案例通[\s\S]*\/ask@anlitong_bot[\s\S]*\/privacy/),
    ]);
    const calls = await callsAfter(
      turnsBot(ME, open, li, "administrator", "member"),
      turnsBot(ME, open, li, "restricted", "administrator"),
      says(li, closed, QUESTION),
    );
    expect(calls).toEqual([]);
    expect(await callsAfter(turnsBot(ME, closed, li, "kicked"), turnsBot(ME, open, li, "left"))).toEqual([]);
    expect(bot.log.lines).toContain(`info Telegram：机器人已被移出或停用（会话 ${closed.id}）。`);
    expect(bot.log.lines).toContain(`info Telegram：机器人已被移出或停用（会话 ${open.id}）。`);
    const { my_chat_member: again } = turnsBot(ME, open, li, "member");
    await callsAfter({ my_chat_member: { ...again, date: again.date + 1 } });
    expect(own(open)).toHaveLength(2);
  });
});

describe("the settings", () => {
  it("open a group by its number, and no other", async () => {
    const [chat, other] = [group(), group()];
    await start({ allowed: [String(chat.id)] });
    expect((await ask(person("李安"), chat, QUESTION)).text).toContain(ANSWER);
    expect((await ask(person("李安"), other, QUESTION)).text).toContain("尚未开通");
  });

  it("let a person ask by their number, in any group and alone, and nobody else there", async () => {
    const [li, wang] = [person("李安"), person("王芳")];
    const chat = group();
    await start({ allowed: [String(li.id)] });
    expect((await ask(li, chat, QUESTION)).text).toContain(ANSWER);
    expect((await ask(wang, chat, QUESTION)).text).toContain("尚未开通");
    expect((await ask(li, privateChat(li), QUESTION)).text).toContain(ANSWER);
    expect((await inlineResults(li)).results).not.toEqual([]);
    expect((await ask(wang, privateChat(wang), "你好")).text).toContain("尚未开通");
    expect((await inlineResults(wang)).results).toEqual([]);
  });

  it("open everything by a star, which the log says, and there is no code then", async () => {
    const bot = await start({ allowed: ["*"] });
    expect(bot.log.lines).toContainEqual(expect.stringContaining("对所有人开放"));
    expect(codesOf(bot)).toEqual([]);
    const li = person("李安");
    expect((await ask(li, group(), QUESTION)).text).toContain(ANSWER);
    expect((await ask(li, privateChat(li), "/pair ABCD-2345")).text).toContain("不需要配对码");
  });
});

describe("who is in an open group", () => {
  it("may ask alone and inline once they asked there, for a day and as long as they are in it", async () => {
    let time = Date.now();
    const chat = supergroup();
    await start({ allowed: [String(chat.id)], now: () => time });
    const [li, wang] = [person("李安"), person("王芳")];
    for (const by of [li, wang]) await ask(by, chat, QUESTION);
    expect((await ask(li, privateChat(li), QUESTION)).text).toContain(ANSWER);
    expect((await inlineResults(li)).results).not.toEqual([]);
    api.setChat(chat, { members: [{ status: "left", user: wang }] });
    time += 25 * HOUR;
    expect((await ask(li, privateChat(li), QUESTION)).text).toContain(ANSWER);
    expect((await ask(wang, privateChat(wang), QUESTION)).text).toContain("尚未开通");
    expect((await inlineResults(wang)).results).toEqual([]);
    api.setChat(chat, { members: [{ status: "restricted", user: li, is_member: false } as never] });
    time += 25 * HOUR;
    expect((await inlineResults(li)).results).toEqual([]);
  });

  it("may follow an answer of it and ask on alone, though they never asked; others may not", async () => {
    const chat = supergroup();
    await start({ allowed: [String(chat.id)] });
    const { buttons } = await ask(person("李安"), chat, QUESTION);
    const [, payload] = (buttons.get("💬 私聊继续") ?? "").split("?start=");
    const [wang, stranger] = [person("王芳"), person("外人")];
    api.setChat(chat, { members: [{ status: "member", user: wang }] });
    expect((await ask(wang, privateChat(wang), `/start ${payload}`)).text).toContain(ANSWER);
    expect((await ask(wang, privateChat(wang), "那推荐词呢？")).text).toContain(
      "圆通速递有限公司工会 · 推荐词",
    );
    expect((await ask(stranger, privateChat(stranger), `/start ${payload}`)).text).toContain("尚未开通");
    // A group that is not open is not opened by what somebody may read elsewhere.
    expect((await ask(wang, group(), `/start${AT} ${payload}`)).text).toContain("尚未开通");
  });
});

describe("a button in a chat that was closed again", () => {
  it("tells who presses it that the chat is not open, and does nothing", async () => {
    const chat = group();
    const open = await start({ allowed: [String(chat.id)] });
    const { answer, buttons } = await ask(person("李安"), chat, QUESTION);
    await open.stopBot();
    const bot = await start({ dir: open.dir });
    for (const label of ["📝 全文摘要", "👍"]) {
      const { note, calls } = await press(person("王芳"), answer.message, buttons.get(label) ?? "");
      expect([note, calls]).toEqual(["此会话尚未开通。", []]);
    }
    expect(bot.texts(chat.id)).toHaveLength(1);
    await settled();
  });
});
