/** What networks and Telegram do to calls, and what becomes of the answers. */

import { describe, expect, it } from "vitest";
import { notShownOn } from "../../src/chat/channel-wording.zh.ts";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { sleep, until } from "../wire/clock.ts";
import { type RunningBot, startBot } from "./bot.ts";
import { type BotApi, type Fault, startBotApi } from "./bot-api.ts";
import { forum, group, person, privateChat, says, supergroup, topic } from "./people.ts";

const BY = person("李安");
const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

const sends = ({ calls }: BotApi, chat?: number) =>
  calls.filter(({ method, chatId }) => method === "sendMessage" && (chat === undefined || chatId === chat));

function ask(api: BotApi, chat = group(), text = QUESTION) {
  const update = says(BY, chat, `@${api.me.username} ${text}`);
  api.push(update);
  return { chat, message: update.message.message_id };
}

/** Until so many messages stand in the chat. */
async function answered({ api, texts }: RunningBot, chat: { id: number }, count = 1): Promise<string[]> {
  const found = () => (api.calls.some(({ chatId }) => chatId === chat.id) ? texts(chat.id) : []);
  await until(() => found().length >= count, `${count} messages`);
  await api.idle(80);
  return texts(chat.id);
}

async function withBot(work: (bot: RunningBot) => Promise<void>): Promise<void> {
  const bot = await startBot();
  try {
    await work(bot);
    expect(bot.api.violations).toEqual([]);
  } finally {
    await bot.stop();
  }
}

describe.concurrent("a message", () => {
  it("that Telegram puts off is sent when the time is up, once, and no chat waits for another's", () =>
    withBot(async (bot) => {
      const { api } = bot;
      const [slow, slower] = [group(), group()];
      api.fault({ method: "sendMessage", chatId: slow.id, kind: "429", retryAfter: 2 });
      api.fault({ method: "sendMessage", chatId: slower.id, kind: "429", retryAfter: 3_600 });
      ask(api, slow);
      ask(api, slower);
      await until(() => sends(api, slower.id).length === 1, "a first attempt");
      const { chat: other } = ask(api);
      await answered(bot, other);
      expect(await answered(bot, slow)).toEqual([expect.stringContaining(WORDS)]);
      const [first, second] = sends(api, slow.id);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
    }));

  it.each<[string, Fault]>([
    ["a server error", { kind: "500", times: 2 }],
    ["a refusal to wait for", { kind: "429", retryAfter: 1 }],
  ])("comes once, without a mark, after %s", (_, fault) =>
    withBot(async (bot) => {
      bot.api.fault({ method: "sendMessage", ...fault });
      const { chat } = ask(bot.api);
      const [text, ...more] = await answered(bot, chat);
      expect(text).toContain(WORDS);
      expect(text).not.toContain(SENT_AGAIN);
      expect(more).toEqual([]);
    }),
  );

  it.each<[string, Fault, number]>([
    ["a connection that broke before it was taken", { kind: "reset" }, 1],
    ["a page of a proxy in the place of an answer", { kind: "html" }, 1],
    ["a gateway that gave up", { kind: "502" }, 1],
    ["an answer that was lost on the way back", { kind: "lost-response" }, 2],
  ])("is sent again after %s, and says so: it may be there already", (_, fault, count) =>
    withBot(async (bot) => {
      bot.api.fault({ method: "sendMessage", ...fault });
      const { chat } = ask(bot.api);
      const texts = await answered(bot, chat, count);
      expect(texts).toHaveLength(count);
      expect(texts.at(-1)).toContain(SENT_AGAIN);
      expect(texts.filter((text) => !text.includes(SENT_AGAIN))).toHaveLength(count - 1);
    }),
  );

  it.each([
    ["its entities", "ENTITY_BOUNDS_INVALID", "entities"],
    ["its buttons", "BUTTON_USER_PRIVACY_RESTRICTED", "reply_markup"],
    ["what it replies to", "message to be replied not found", "reply_parameters"],
  ])("whose form Telegram does not take comes without %s", (_, why, part) =>
    withBot(async (bot) => {
      const description = `Bad Request: ${why}`;
      bot.api.fault({ method: "sendMessage", kind: "refusal", code: 400, description });
      const { chat } = ask(bot.api);
      expect(await answered(bot, chat)).toEqual([expect.stringContaining(WORDS)]);
      const has = ({ [part]: value = [] }: Readonly<Record<string, unknown>>) => String(value) !== "";
      expect(sends(bot.api, chat.id).map(({ payload }) => has(payload))).toEqual([true, false]);
      expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([
        `warn 一条消息改用简单的形式发送：400 ${description}`,
      ]);
    }),
  );

  it("keeps its quotes apart from our words where they cannot be set off as quotes", () =>
    withBot(async (bot) => {
      const description = "Bad Request: can't parse entities";
      bot.api.fault({ method: "sendMessage", kind: "refusal", code: 400, description });
      const { chat } = ask(bot.api);
      const [text = ""] = await answered(bot, chat);
      expect(text).toMatch(/应用成效〕\n“圆通全网.*”/);
    }));

  it("that Telegram does not take in any form is replaced by a courteous line", () =>
    withBot(async (bot) => {
      const description = "Bad Request: MESSAGE_INVALID";
      bot.api.fault({ method: "sendMessage", kind: "refusal", code: 400, description, times: 3 });
      const { chat } = ask(bot.api);
      expect(await answered(bot, chat)).toEqual([notShownOn("Telegram")]);
      expect(bot.log.lines.filter((line) => line.startsWith("error"))).toEqual([
        `error 一条消息未能发出：400 ${description}`,
      ]);
    }));

  it("to a topic that was closed is dropped alone: other topics of the chat get theirs", () =>
    withBot(async (bot) => {
      const club = forum();
      const [closed, open] = [topic(club, "闭", BY), topic(club, "开", BY)];
      const description = "Bad Request: TOPIC_CLOSED";
      bot.api.fault({ method: "sendMessage", chatId: club.id, kind: "refusal", code: 400, description });
      for (const room of [closed, open, open])
        bot.api.push(says(BY, club, `@${bot.api.me.username} ${QUESTION}`, { topic: room }));
      await answered(bot, club, 2);
      expect(bot.api.chat(club.id).own.map(({ threadId }) => threadId)).toEqual([
        open.message_id,
        open.message_id,
      ]);
      expect(bot.log.lines.filter((line) => line.startsWith("warn"))).toEqual([
        `warn 会话 ${club.id} 中有一处不能再收到消息：400 ${description}`,
      ]);
    }));

  it("for a chat that the bot was removed from is dropped with a line in the log, and others are served", () =>
    withBot(async (bot) => {
      const gone = group();
      bot.api.fault({ method: "sendMessage", chatId: gone.id, kind: "403", times: 99 });
      ask(bot.api, gone);
      const { chat } = ask(bot.api);
      await answered(bot, chat);
      await until(() => sends(bot.api, gone.id).length >= 1, "an attempt");
      await bot.api.idle(200);
      expect(sends(bot.api, gone.id)).toHaveLength(1);
      expect(bot.log.lines.filter((line) => line.startsWith("warn"))).toEqual([
        expect.stringMatching(`会话 ${gone.id} 不能再收到消息：403`),
      ]);
    }));

  it("for a group that became a supergroup goes there", () =>
    withBot(async (bot) => {
      const before = group();
      const after = supergroup();
      bot.api.setChat(after);
      bot.api.fault({ method: "sendMessage", chatId: before.id, kind: "migrate", to: after.id });
      ask(bot.api, before);
      expect(await answered(bot, after)).toEqual([expect.stringContaining(WORDS)]);
    }));
});

describe.concurrent("the receiving of messages", () => {
  it("goes on after every kind of failure, and says so once", () =>
    withBot(async (bot) => {
      for (const kind of ["reset", "html"] as const) bot.api.fault({ method: "getUpdates", kind, times: 1 });
      const { chat } = ask(bot.api);
      await answered(bot, chat);
      await sleep(100);
      const warnings = bot.log.lines.filter((line) => line.startsWith("warn"));
      expect(warnings.length).toBeLessThanOrEqual(2);
      expect(bot.log.lines.join()).not.toContain(bot.api.token);
    }));

  it("waits for ever while another program receives for the same bot, with one clear line", () =>
    withBot(async (bot) => {
      bot.api.fault({ method: "getUpdates", kind: "409", times: 2 });
      const { chat } = ask(bot.api);
      await answered(bot, chat);
      const clear = bot.log.lines.filter((line) => /^warn.*另一个程序正在用同一个机器人令牌/.test(line));
      expect(clear).toHaveLength(1);
      expect(bot.log.lines).toContain("info Telegram：已恢复连接。");
    }));

  it("begins when the network is there, if it is not at the start", async () => {
    const api = await startBotApi();
    api.fault({ method: "getMe", kind: "reset", times: 2 });
    const bot = await startBot({ api });
    const { chat } = ask(api);
    expect(await answered(bot, chat)).toHaveLength(1);
    await bot.stop();
  });

  it("is refused at once with a token that is none", async () => {
    const api = await startBotApi();
    await expect(startBot({ api, token: "1:wrong" })).rejects.toThrow(
      "TELEGRAM_BOT_TOKEN：Telegram 不承认这个令牌，请到 BotFather 核对",
    );
    await api.stop();
  });
});

describe.concurrent("a change of a message", () => {
  it("is made again without a mark after a lost response", () =>
    withBot(async (bot) => {
      const chat = group();
      const first = says(BY, chat, `@${bot.api.me.username} ${QUESTION}`);
      bot.api.push(first);
      await answered(bot, chat);
      bot.api.fault({ method: "editMessageText", kind: "lost-response" });
      const text = `@${bot.api.me.username} 镇江的应用成效是什么？`;
      bot.api.push({
        edited_message: { ...first.message, text, edit_date: first.message.date + 3 } as never,
      });
      await until(() => bot.texts(chat.id).some((words) => words.includes("江苏镇江市总工会")), "a change");
      // A mark would come with the second change, when the first one has been waited for.
      const changes = () => bot.api.calls.filter(({ method }) => method === "editMessageText");
      await until(() => changes().length >= 2, "a second change");
      const texts = await answered(bot, chat);
      expect(texts).toEqual([expect.stringContaining("江苏镇江市总工会 · 应用成效")]);
      expect(texts[0]).not.toContain(SENT_AGAIN);
    }));
});

it("private chats are served while a group is put off", () =>
  withBot(async (bot) => {
    const slow = group();
    bot.api.fault({ method: "sendMessage", chatId: slow.id, kind: "429", retryAfter: 1 });
    ask(bot.api, slow);
    const chat = privateChat(BY);
    bot.api.push(says(BY, chat, QUESTION));
    await answered(bot, chat);
    await answered(bot, slow);
  }));
