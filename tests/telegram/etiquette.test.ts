/** Manners in a group: exactly one answer to what is said to the bot, and exactly nothing to everything else. */

import type { MessageEntity, User } from "grammy/types";
import { afterAll, describe, expect, it } from "vitest";
import { atTheWire, complaintsOf, repliedIn, rowsIn } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { type StoredMessage, startBotApi, type UpdateBody } from "./bot-api.ts";
import { forwardsPost } from "./happenings.ts";
import {
  ANONYMOUS,
  CHANNEL_BOT,
  channel,
  edits,
  forum,
  person,
  says,
  shows,
  supergroup,
  topic,
} from "./people.ts";

const api = await startBotApi();
const bot = await startBot({ api });
const { ask, callsAfter, own, press } = atTheWire(api, () => bot.dir);

const ME = api.me as User;
const AT = `@${api.me.username}`;
const LI = person("李安");
const WANG = person("王芳", { username: "wangfang" });
const CHEN = person("陈工");
const WEATHER = person("天气", { is_bot: true, username: "weather_bot" });

afterAll(async () => {
  await bot.stop();
  expect(api.violations).toEqual([]);
  expect(complaintsOf(bot)).toEqual([]);
});

/** A group in which the bot has answered Li, and Wang has asked into the round. */
interface Room {
  readonly chat: ReturnType<typeof supergroup>;
  readonly answer: StoredMessage["message"];
  readonly asked: ReturnType<typeof says>["message"];
}

async function newRoom(): Promise<Room> {
  const chat = supergroup();
  const { answer } = await ask(LI, chat, `${AT} 圆通的应用成效是什么？`);
  const asked = says(WANG, chat, "镇江的应用成效是什么？");
  api.push(asked);
  return { chat, answer: answer.message, asked: asked.message };
}

const code = (offset: number): MessageEntity => ({ type: "code", offset, length: AT.length });
const joins = ({ chat }: Room): UpdateBody => ({
  message: { ...says(LI, chat, "").message, text: undefined, new_chat_members: [CHEN] } as never,
});
const sticker = ({ chat, answer }: Room): UpdateBody => ({
  message: {
    ...says(LI, chat, "", { replyTo: answer }).message,
    text: undefined,
    sticker: {
      file_id: "s",
      file_unique_id: "s",
      type: "regular",
      width: 9,
      height: 9,
      is_animated: false,
      is_video: false,
    },
  } as never,
});
const post = (text: string): UpdateBody => {
  const chat = channel();
  return { channel_post: { ...says(LI, chat as never, text).message, chat, sender_chat: chat } as never };
};

const SILENT: [kind: string, of: (room: Room) => UpdateBody | readonly UpdateBody[]][] = [
  ["talk", ({ chat }) => says(LI, chat, "大家下午好，今天的会改到三点")],
  ["the bot's name in plain words", ({ chat }) => says(LI, chat, "案例通能回答圆通的成效吗？")],
  ["its username without a sign", ({ chat }) => says(LI, chat, "anlitong_bot 圆通的成效")],
  ["a username that only begins like its own", ({ chat }) => says(LI, chat, `${AT}2 圆通的成效`)],
  ["its username in an address", ({ chat }) => says(LI, chat, `见 https://t.me/${AT} 圆通的成效`)],
  [
    "its username as code",
    ({ chat }) => ({
      message: { ...says(LI, chat, "").message, text: `输入 ${AT} 试试`, entities: [code(3)] } as never,
    }),
  ],
  ["a mention of a colleague", ({ chat }) => says(LI, chat, "@wangfang 圆通的成效是什么？")],
  ["a mention of another bot", ({ chat }) => says(LI, chat, "@weather_bot 镇江")],
  ["a reply to another person", ({ chat, asked }) => says(LI, chat, "同问", { replyTo: asked })],
  [
    "a reply to the bot that tags another bot",
    ({ chat, answer }) => says(LI, chat, "那天气呢 @weather_bot", { replyTo: answer }),
  ],
  [
    "a reply to the bot that begins with a colleague",
    ({ chat, answer }) => says(LI, chat, "@wangfang 你看看这个", { replyTo: answer }),
  ],
  [
    "a reply to the bot that begins with a colleague's name",
    ({ chat, answer }) => says(LI, chat, "陈工 你看看这个", { replyTo: answer, mentions: [CHEN] }),
  ],
  ["a reply to the bot without a word", sticker],
  ["/ask for another bot", ({ chat }) => says(LI, chat, "/ask@weather_bot 镇江")],
  [
    "/ask for another bot, as a reply to ours",
    ({ chat, answer }) => says(LI, chat, "/ask@weather_bot 镇江", { replyTo: answer }),
  ],
  ["an unknown command", ({ chat }) => says(LI, chat, "/weather 镇江")],
  [
    "an unknown command as a reply to the bot",
    ({ chat, answer }) => says(LI, chat, "/weather 镇江", { replyTo: answer }),
  ],
  ["a forwarded question", ({ chat }) => says(LI, chat, `${AT} 圆通的成效`, { forwarded: WANG })],
  [
    "a post that the linked channel forwards",
    ({ chat }) => forwardsPost(channel(), chat, `${AT} 圆通的成效`),
  ],
  ["a result that somebody chose inline", ({ chat }) => says(LI, chat, `${AT} 圆通的成效`, { viaBot: ME })],
  ["a result of another bot", ({ chat }) => says(LI, chat, `${AT} 圆通的成效`, { viaBot: WEATHER })],
  ["another bot", ({ chat }) => says(WEATHER, chat, `${AT} 圆通的成效`)],
  ["another bot that replies", ({ chat, answer }) => says(WEATHER, chat, "圆通的成效", { replyTo: answer })],
  ["talk of an anonymous administrator", ({ chat }) => says(ANONYMOUS, chat, "圆通的成效", { as: chat })],
  [
    "talk in a topic, which seems to reply to the bot that opened it",
    () => {
      const club = forum();
      const room = topic(club, "成效", ME);
      return [{ message: room }, says(LI, club, "这里说什么？", { topic: room })];
    },
  ],
  ["a photograph with plain words", ({ chat }) => shows(LI, chat, "我们的活动")],
  [
    "a question that is edited after two minutes",
    ({ chat }) => {
      const said = says(LI, chat, "圆通的成效");
      return [said, edits(said, `${AT} 圆通的成效`, { date: said.message.date + 121 })];
    },
  ],
  [
    "an edit of talk",
    ({ chat }) => {
      const said = says(LI, chat, "会议三点开");
      return [said, edits(said, "会议四点开")];
    },
  ],
  ["a post in a channel", () => post("/ask 圆通的成效")],
  ["somebody who joins", joins],
];

const ANSWERED: [kind: string, of: (room: Room) => UpdateBody | readonly UpdateBody[], words: string][] = [
  ["a mention", ({ chat }) => says(LI, chat, `${AT} 镇江的应用成效是什么？`), "江苏镇江市总工会 · 应用成效"],
  [
    "a mention at the end",
    ({ chat }) => says(LI, chat, `镇江的应用成效是什么？${AT}`),
    "江苏镇江市总工会 · 应用成效",
  ],
  [
    "a mention by name",
    ({ chat }) => says(LI, chat, "案例通 镇江的应用成效是什么？", { mentions: [ME] }),
    "江苏镇江市总工会",
  ],
  [
    "a mention in a caption",
    ({ chat }) => shows(LI, chat, `${AT} 镇江的应用成效是什么？`),
    "江苏镇江市总工会",
  ],
  [
    "a mention in a reply to another person",
    ({ chat, asked }) => says(LI, chat, `${AT} 圆通的推荐词`, { replyTo: asked }),
    "圆通速递有限公司工会 · 推荐词",
  ],
  [
    "a mention in the topic of a forum",
    () => {
      const club = forum();
      const room = topic(club, "成效", WANG);
      return [{ message: room }, says(LI, club, `${AT} 镇江的应用成效是什么？`, { topic: room })];
    },
    "江苏镇江市总工会",
  ],
  [
    "a reply to the bot",
    ({ chat, answer }) => says(LI, chat, "推荐词呢？", { replyTo: answer }),
    "圆通速递有限公司工会 · 推荐词",
  ],
  [
    "a reply of somebody else to the bot",
    ({ chat, answer }) => says(CHEN, chat, "推荐词呢？", { replyTo: answer }),
    "圆通速递有限公司工会 · 推荐词",
  ],
  ["/ask", ({ chat }) => says(LI, chat, "/ask 镇江的应用成效是什么？"), "江苏镇江市总工会"],
  ["/ask for this bot", ({ chat }) => says(LI, chat, `/ask${AT} 镇江的应用成效是什么？`), "江苏镇江市总工会"],
  [
    "an unknown command for this bot",
    ({ chat }) => says(LI, chat, `/weather${AT} 镇江`),
    "没有“/weather”这个命令",
  ],
  [
    "a mention alone under a colleague's question",
    ({ chat, asked }) => says(LI, chat, AT, { replyTo: asked }),
    "江苏镇江市总工会 · 应用成效",
  ],
  [
    "a mention glued to Chinese words, which Telegram marks as none",
    ({ chat }) => says(LI, chat, `请问${AT}镇江的应用成效是什么？`),
    "江苏镇江市总工会 · 应用成效",
  ],
  [
    "an anonymous administrator",
    ({ chat }) => says(ANONYMOUS, chat, `${AT} 镇江的应用成效是什么？`, { as: chat }),
    "江苏镇江市总工会 · 应用成效",
  ],
  [
    "somebody who writes as a channel",
    ({ chat }) => says(CHANNEL_BOT, chat, `/ask${AT} 镇江的应用成效是什么？`, { as: channel() }),
    "江苏镇江市总工会 · 应用成效",
  ],
  ["a mention alone", ({ chat }) => says(LI, chat, AT), "请告诉我您想问什么"],
  [
    "an edit that adds the mention within two minutes",
    ({ chat }) => {
      const said = says(LI, chat, "镇江的应用成效是什么？");
      return [said, edits(said, `${AT} 镇江的应用成效是什么？`, { date: said.message.date + 120 })];
    },
    "江苏镇江市总工会",
  ],
];

/** Keys of updates that were taken into the journal. */
const kept = () => new Map(rowsIn(bot.dir, "inbox").map(({ key, body }) => [String(key), body]));

describe("exactly nothing", () => {
  it.each(SILENT)("comes of %s", async (_, of) => {
    const room = await newRoom();
    const known = new Set(kept().keys());
    const calls = await callsAfter(...[of(room)].flat());
    expect(calls).toEqual([]);
    expect([...kept().keys()].filter((key) => !known.has(key))).toEqual([]);
  });
});

it("answers thanks by a sign under them, and a mere note by nothing", async () => {
  const { chat, answer } = await newRoom();
  const thanks = says(LI, chat, "收到，谢谢", { replyTo: answer });
  const calls = await callsAfter(thanks, says(LI, chat, "收到", { replyTo: answer }));
  expect(calls.filter(({ method }) => method !== "sendChatAction")).toMatchObject([
    {
      method: "setMessageReaction",
      payload: {
        chat_id: chat.id,
        message_id: thanks.message.message_id,
        reaction: [{ type: "emoji", emoji: "👍" }],
      },
    },
  ]);
});

describe("exactly one answer", () => {
  it.each(ANSWERED)("comes to %s", async (_, of, words) => {
    const room = await newRoom();
    const updates = [of(room)].flat();
    const said = updates.map(({ message, edited_message }) => message ?? edited_message).at(-1);
    if (!said) throw new Error("expected a message");
    const all = await callsAfter(...updates);
    const calls = all.filter(({ method }) => method !== "sendChatAction");
    expect(all.every(({ payload }) => payload.message_thread_id === said.message_thread_id)).toBe(true);
    expect(calls.map(({ method, chatId }) => [method, chatId])).toEqual([["sendMessage", said.chat.id]]);
    expect(calls.map(repliedIn)).toEqual([said.message_id]);
    expect(own(said.chat).at(-1)?.text).toContain(words);
    expect(own(said.chat).at(-1)?.threadId).toBe(said.message_thread_id);
  });
});

/** Where in the journal an account is named. */
function tablesNaming({ id }: User): readonly string[] {
  const named = new RegExp(`(?<!\\d)${id}(?!\\d)`);
  return ["inbox", "outbox", "slots", "turns", "answers", "votes", "chats", "members"].filter((table) =>
    rowsIn(bot.dir, table).some((row) => Object.values(row).some((value) => named.test(String(value)))),
  );
}

it("what is done with leaves no words in the inbox, and nowhere the account of whoever asked in a group", async () => {
  const { chat } = await newRoom();
  const somebody = person("某人", { id: 987_654_321 });
  const { answer, buttons } = await ask(somebody, chat, `${AT} 圆通的推荐词`);
  await press(somebody, answer.message, buttons.get("👍") ?? "");
  expect([...kept().values()].filter((body) => body !== null)).toEqual([]);
  expect(tablesNaming(somebody)).toEqual([]);
});
