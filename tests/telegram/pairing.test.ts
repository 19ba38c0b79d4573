/** The code that the log shows at the start: it opens one chat, whoever says it and however it is said. */

import type { User } from "grammy/types";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { CLOSED, NOT_YOURS_TO_CLOSE, OPEN_OTHERWISE } from "../../src/chat/wording.zh.ts";
import { codesOf } from "../chat/journal.ts";
import { atTheWire, complaintsOf, repliedIn } from "./at-the-wire.ts";
import { type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { memberOf } from "./members.ts";
import { asksInline, group, person, privateChat, says, supergroup } from "./people.ts";

const api = await startBotApi();
const { ask, callsAfter } = atTheWire(api, () => started.at(-1)?.dir ?? "");
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

const inlineResults = async (by: User, query = "圆通") => {
  const asked = asksInline(by, query);
  api.push(asked);
  const { id } = asked.inline_query;
  const { payload } = await api.waitFor(({ payload }) => payload.inline_query_id === id);
  return payload;
};

describe("a pairing code", () => {
  it("is in the log at the start, and opens the chat in which it is said, once", async () => {
    const bot = await start();
    const [code] = codesOf(bot);
    expect(code).toBeDefined();
    const [chat, other] = [group(), group()];
    const li = person("李安");
    expect((await ask(li, chat, `/pair ${code}`)).text).toMatch(/^已开通/);
    expect((await ask(li, chat, QUESTION)).text).toContain(ANSWER);
    expect((await ask(li, other, `/pair ${code}`)).text).toMatch(/^配对码不对/);
    expect((await ask(li, other, QUESTION)).text).toContain("尚未开通");
    const [, next] = codesOf(bot);
    expect(next).not.toBe(code);
    expect((await ask(li, other, `/pair ${next}`)).text).toMatch(/^已开通/);
    expect((await ask(li, other, `/pair ${codesOf(bot).at(-1)}`)).text).toContain("不需要配对码");
  });

  it.each([
    ["in Chinese", (code: string) => `配对 ${code}`],
    ["in Chinese, with a colon, and in lower case", (code: string) => `配对码：${code.toLowerCase()}`],
    ["as a Chinese command", (code: string) => `/配对 ${code}`],
    ["with characters of full width", (code: string) => `/pair ${code.replace(/./g, wide)}`],
    ["without its hyphen", (code: string) => `/pair ${code.replace("-", "")}`],
  ])("opens a private chat %s", async (_, said) => {
    const bot = await start();
    const li = person("李安");
    await ask(li, privateChat(li), "你好");
    expect((await ask(li, privateChat(li), said(codesOf(bot)[0] ?? ""))).text).toMatch(/^已开通/);
    expect((await ask(li, privateChat(li), "圆通的应用成效是什么？")).text).toContain(ANSWER);
    expect((await inlineResults(li)).results).not.toEqual([]);
  });

  it.each([
    ["for this bot, in lower case", (code: string) => `/pair${AT} ${code.toLowerCase()}`],
    ["after a mention, in Chinese", (code: string) => `${AT} 配对 ${code}`],
  ])("opens a group %s, for everybody in it, also after a restart", async (_, said) => {
    const bot = await start();
    const chat = supergroup();
    expect((await ask(person("李安"), chat, said(codesOf(bot)[0] ?? ""))).text).toMatch(/^已开通/);
    await bot.stopBot();
    await start({ dir: bot.dir });
    expect((await ask(person("王芳"), chat, QUESTION)).text).toContain(ANSWER);
  });

  it("is not guessed: who tries is told so, a few times a minute, and ten an hour end it for them alone", async () => {
    let time = Date.now();
    const bot = await start({ now: () => time });
    const [code = ""] = codesOf(bot);
    const chat = group();
    for (const wrong of ["ABCD-2345", "12", "配对", `${code}A`])
      expect((await ask(person("某人"), chat, `/pair ${wrong}`)).text).toMatch(/^配对码不对/);
    const li = person("李安");
    const guesses = Array.from({ length: 9 }, () => says(li, chat, "/pair ABCD-2346"));
    const calls = await callsAfter(...guesses);
    expect(calls.map(repliedIn)).toEqual(guesses.slice(0, 6).map(({ message }) => message.message_id));
    for (let i = 0; i < 4; i += 1) await ask(li, group(), "/pair ABCD-2347");
    expect((await ask(li, group(), `/pair ${code}`)).text).toMatch(/^您输错配对码的次数太多/);
    expect((await ask(person("某人"), group(), `/pair ${code}`)).text).toMatch(/^已开通/);
    time += HOUR + 1;
    expect((await ask(li, group(), `/pair ${codesOf(bot).at(-1)}`)).text).toMatch(/^已开通/);
  });
});

function wide(sign: string): string {
  return String.fromCharCode(sign.charCodeAt(0) + 0xfee0);
}

describe("a chat opened by a code", () => {
  it("of a group is closed again by its administrators alone, and told no more until it is opened anew", async () => {
    const bot = await start();
    const chat = supergroup();
    const [li, wang] = [person("李安"), person("王芳")];
    await ask(li, chat, `/pair ${codesOf(bot).at(-1)}`);
    api.setChat(chat, {
      members: [memberOf(li), memberOf(wang, "administrator")],
    });
    expect((await ask(li, chat, `${AT} 取消配对`)).text).toBe(NOT_YOURS_TO_CLOSE);
    expect((await ask(li, chat, QUESTION)).text).toContain(ANSWER);
    expect((await ask(wang, chat, `/unpair@${api.me.username}`)).text).toBe(CLOSED);
    expect(await callsAfter(says(li, chat, QUESTION), says(wang, chat, "/unpair"))).toEqual([]);
    expect((await ask(li, privateChat(li), QUESTION)).text).toContain("尚未开通");
    expect((await ask(wang, chat, `/pair ${codesOf(bot).at(-1)}`)).text).toMatch(/^已开通/);
    expect((await ask(li, chat, QUESTION)).text).toContain(ANSWER);
  });

  it("of one person is theirs to close; what the settings opened is not closed by anybody", async () => {
    const [li, wang] = [person("李安"), person("王芳")];
    const bot = await start({ allowed: [String(wang.id)] });
    await ask(li, privateChat(li), `/pair ${codesOf(bot).at(-1)}`);
    expect((await ask(li, privateChat(li), "/unpair")).text).toBe(CLOSED);
    expect(await callsAfter(says(li, privateChat(li), QUESTION))).toEqual([]);
    expect((await ask(wang, privateChat(wang), "/unpair")).text).toBe(OPEN_OTHERWISE);
    expect((await ask(wang, privateChat(wang), QUESTION)).text).toContain(ANSWER);
  });
});
