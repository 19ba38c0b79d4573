/** That people say, press and do what Telegram would tell a bot of, in the shape in which it would. */

import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { forwardsPost, migrates, stopsGeneration, turnsBot } from "./happenings.ts";
import {
  ANONYMOUS,
  asksInline,
  channel,
  edits,
  forum,
  group,
  person,
  presses,
  pressesInline,
  privateChat,
  says,
  shows,
  supergroup,
  topic,
} from "./people.ts";
import { entitiesIn } from "./typed-entities.ts";
import { checkUpdate } from "./wire.ts";

const zhang = person("张伟", { username: "zhangwei", last_name: "张" });
const li = person("李娜");
const bot = person("案例通", { is_bot: true, username: "anlitong_bot" });
const chat = supergroup();
const asked = says(zhang, chat, "@anlitong_bot 先进操作法有哪些？");
const opened = topic(forum(), "案例", zhang);
const inTopic = says(zhang, forum(), "问", { topic: opened });

describe("every update", () => {
  it.each<readonly [string, Omit<Update, "update_id">]>([
    ["a text in a private chat", says(zhang, privateChat(zhang), "/start s_1")],
    ["a text in a group", says(zhang, group(), "大家好")],
    ["a reply that quotes", says(li, chat, "为什么？", { replyTo: asked.message, quote: "先进操作法" })],
    ["a mention by name", says(zhang, chat, "问李娜", { mentions: [li] })],
    ["a forwarded text", says(zhang, chat, "转", { forwarded: li, date: 1_700_000_000 })],
    ["a text by way of a bot", says(zhang, chat, "卡片", { viaBot: bot })],
    ["an anonymous text", says(ANONYMOUS, chat, "通知", { as: chat })],
    ["a text in a topic", inTopic],
    ["the opening of a topic", { message: opened }],
    ["an edited text", edits(asked, "改了 @anlitong_bot")],
    ["a photograph", shows(zhang, chat, "@anlitong_bot 这是哪里的案例？")],
    ["an edited caption", edits(shows(zhang, chat, "图"), "图二 /ask@anlitong_bot")],
    ["a post of the linked channel", forwardsPost(channel(), chat, "新案例 https://a.cn/1")],
    ["a button", presses(zhang, says(bot, chat, "答").message, "1")],
    ["a button of an inline message", pressesInline(zhang, "abc", "1")],
    ["an inline query", asksInline(zhang, "职工之家", { offset: "20" })],
    ["the bot added", turnsBot(bot, chat, zhang, "member")],
    ["the bot made an administrator", turnsBot(bot, chat, zhang, "administrator", "member")],
    ["the bot restricted", turnsBot(bot, chat, zhang, "restricted", "member")],
    ["the bot removed", turnsBot(bot, chat, zhang, "kicked")],
    ["the bot blocked", turnsBot(bot, privateChat(li), li, "kicked")],
    ["the move of a group", migrates(zhang, group(), chat)],
    ["the end of a draft", stopsGeneration(privateChat(zhang), 3)],
  ])("is of the right shape: %s", (_, update) => {
    expect(checkUpdate({ update_id: 1, ...update })).toEqual([]);
  });

  it("of a wrong shape would be found out", () => {
    expect(checkUpdate({ update_id: 1, message: { ...asked.message, texts: "一" } })).toHaveLength(1);
    expect(
      checkUpdate({ update_id: 1, message: { ...asked.message, chat: { ...chat, title: 5 } } }),
    ).not.toEqual([]);
    expect(checkUpdate(asked)).toEqual(["must have required property 'update_id'"]);
  });
});

describe("what people type", () => {
  const shown = (text: string) =>
    entitiesIn(text).map(({ type, offset, length }) => `${type} ${text.slice(offset, offset + length)}`);

  it.each([
    ["@anlitong_bot 你好", ["mention @anlitong_bot"]],
    ["你好，@anlitong_bot，请问", ["mention @anlitong_bot"]],
    ["😀 @Anlitong_Bot", ["mention @Anlitong_Bot"]],
    ["请@anlitong_bot 查", []],
    ["@anlitong_bot查", []],
    ["me@anlitong.example", []],
    ["/ask@anlitong_bot 什么是厂务公开", ["bot_command /ask@anlitong_bot"]],
    ["先 /help 再 /case", ["bot_command /help", "bot_command /case"]],
    ["a/b 和 1/2", []],
    ["看 https://a.cn/@anlitong_bot 吧", ["url https://a.cn/@anlitong_bot"]],
  ])("“%s” has the entities that Telegram finds", (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it("is a reply to the opening of the topic where it is no other reply", () => {
    expect(inTopic.message).toMatchObject({
      message_thread_id: opened.message_id,
      is_topic_message: true,
      reply_to_message: { message_id: opened.message_id, forum_topic_created: { name: "案例" } },
    });
    const reply = says(li, chat, "答", { topic: opened, replyTo: inTopic.message });
    expect(reply.message.reply_to_message).toMatchObject({ message_id: inTopic.message.message_id });
    expect(reply.message.reply_to_message).not.toHaveProperty("reply_to_message");
  });

  it("mentions people without a username by what they are called", () => {
    const { message } = says(zhang, chat, "请李娜看看", { mentions: [li] });
    expect(message.entities).toEqual([{ type: "text_mention", offset: 1, length: 2, user: li }]);
    expect(() => says(zhang, chat, "请看看", { mentions: [li] })).toThrow("expected 李娜");
  });

  it("keeps its number when it is edited", () => {
    const { edited_message } = edits(asked, "改了");
    expect(edited_message).toMatchObject({ message_id: asked.message.message_id, text: "改了" });
    expect(edited_message).not.toHaveProperty("entities");
  });
});
