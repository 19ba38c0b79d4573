/** A group and the bot, as people use it, seen at the wire. */

import { afterAll, describe, expect, it } from "vitest";
import { atTheWire } from "./at-the-wire.ts";
import { startBot } from "./bot.ts";
import { type BotApi, type Call, type StoredMessage, startBotApi } from "./bot-api.ts";
import { citationsIn } from "./parse-back.ts";
import { asksInline, edits, forum, group, person, presses, privateChat, says, topic } from "./people.ts";

const api: BotApi = await startBotApi();
const bot = await startBot({ api });
const { settled } = atTheWire(api, () => bot.dir);
const ANNA = person("李安");
const BAO = person("鲍工");

afterAll(async () => {
  await bot.stop();
  expect(api.violations).toEqual([]);
});

type Chat = ReturnType<typeof group> | ReturnType<typeof privateChat>;

/** The messages of the bot that stand under this message. */
function answersTo(chat: Chat, message: number): StoredMessage[] {
  return api.chat(chat.id).own.filter((own) => own.message.reply_to_message?.message_id === message);
}

async function ask(
  by: typeof ANNA,
  chat: Chat,
  text: string,
  options: Parameters<typeof says>[3] = {},
): Promise<{ id: number; answer: StoredMessage; text: string; buttons: Map<string, string> }> {
  const update = says(by, chat as Parameters<typeof says>[1], text, options);
  api.push(update);
  const id = update.message.message_id;
  await api.waitFor(
    ({ method, payload }) =>
      method === "sendMessage" &&
      payload.chat_id === chat.id &&
      (payload.reply_parameters as { message_id: number } | undefined)?.message_id === id,
  );
  await settled();
  const answers = answersTo(chat, id);
  const answer = answers.at(-1);
  if (!answer) throw new Error(`no answer to “${text}”`);
  return { id, answer, text: answers.map((one) => one.message.text).join("\n"), buttons: buttonsOf(answer) };
}

function buttonsOf({ message }: StoredMessage): Map<string, string> {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return new Map(
    rows
      .flat()
      .map((button) => [button.text, button.callback_data ?? button.url ?? button.copy_text?.text ?? ""]),
  );
}

const mention = (text: string) => `@${api.me.username} ${text}`;

async function press(by: typeof ANNA, message: StoredMessage, data: string): Promise<Call> {
  const update = presses(by, message.message as never, data);
  api.push(update);
  const call = await api.waitFor(
    ({ method, payload }) =>
      method === "answerCallbackQuery" && payload.callback_query_id === update.callback_query.id,
  );
  await settled();
  return call;
}

describe("in a group", () => {
  const chat = group();

  it("a question, a follow-up, a quotation, a summary, a button and an inline search work one after another", async () => {
    const question = await ask(ANNA, chat, mention("圆通的应用成效是什么？"));
    expect(
      citationsIn([question.answer.message]).map(({ organization, section }) => [organization, section]),
    ).toEqual([["圆通速递有限公司工会", "应用成效"]]);
    const followUp = await ask(ANNA, chat, "第二点主要内容具体说说", {
      replyTo: question.answer.message as never,
    });
    expect(followUp.text).toContain("〔圆通速递有限公司工会 · 主要内容(二)〕");
    const quotation = await ask(ANNA, chat, "/quote 镇江 应用成效");
    expect(citationsIn([quotation.answer.message])[0]).toMatchObject({
      organization: "江苏镇江市总工会",
      section: "应用成效",
    });
    const summary = await ask(ANNA, chat, "/case 镇江");
    expect(summary.text).toContain("江苏镇江市总工会");
    const whole = question.buttons.get("📖 原文");
    if (whole) await press(BAO, question.answer, whole);
    const vote = await press(BAO, question.answer, question.buttons.get("👍") ?? "");
    expect(vote.payload.text).toBe("谢谢您的肯定，已记下。");
    api.push(asksInline(ANNA, "职工之家"));
    const inline = await api.waitFor(({ method }) => method === "answerInlineQuery");
    expect((inline.payload.results as unknown[]).length).toBeGreaterThan(0);
  });

  it("every message is sent with entities, no parse mode, no link preview, under its question", () => {
    const sent = api.calls.filter(({ method }) => method === "sendMessage");
    expect(sent.length).toBeGreaterThan(3);
    for (const { payload } of sent) {
      expect(payload).not.toHaveProperty("parse_mode");
      expect(payload.link_preview_options).toEqual({ is_disabled: true });
      expect(payload.reply_parameters).toMatchObject({ allow_sending_without_reply: true });
    }
  });

  it("shows that it is at work before it answers", () => {
    const mine = api.calls.filter(({ chatId }) => chatId === chat.id).map(({ method }) => method);
    expect(mine.indexOf("sendChatAction")).toBeLessThan(mine.indexOf("sendMessage"));
  });

  it("two people never share a conversation", async () => {
    const other = group();
    await ask(ANNA, other, mention("圆通的应用成效是什么？"));
    const alone = await ask(BAO, other, mention("那推荐词呢？"));
    expect(alone.text).toContain("请问您指的是哪一个");
    const own = await ask(ANNA, other, mention("那推荐词呢？"));
    expect(own.text).toContain("圆通速递有限公司工会 · 推荐词");
  });

  it("whoever replies to an answer goes on from it, and from the part that they marked", async () => {
    const other = group();
    const first = await ask(ANNA, other, mention("比较圆通和镇江的应用成效"));
    const reply = await ask(BAO, other, "推荐词呢？", {
      replyTo: first.answer.message as never,
      quote: "江苏镇江市总工会",
    });
    expect(reply.text).toContain("〔江苏镇江市总工会 · 推荐词〕");
  });

  it("a question corrected within two minutes has its answer corrected, later not", async () => {
    const other = group();
    const first = says(ANNA, other, mention("圆通的应用成效是什么？"));
    api.push(first);
    await api.waitFor(({ chatId, method }) => chatId === other.id && method === "sendMessage");
    await settled();
    api.push(edits(first, mention("镇江的应用成效是什么？")));
    await api.waitFor(({ chatId, method }) => chatId === other.id && method === "editMessageText");
    await settled();
    expect(answersTo(other, first.message.message_id).map(({ message }) => message.text)).toEqual([
      expect.stringContaining("江苏镇江市总工会 · 应用成效"),
    ]);
    const own = await ask(ANNA, other, mention("那推荐词呢？"));
    expect(own.text).toContain("江苏镇江市总工会 · 推荐词");
    api.push(edits(first, mention("齐河的应用成效是什么？"), { date: first.message.date + 121 }));
    api.push(edits(first, mention("镇江的应用成效是什么？"), { date: first.message.date + 9 }));
    await settled();
    expect(answersTo(other, first.message.message_id)[0]?.message.text).toContain(
      "江苏镇江市总工会 · 应用成效",
    );
  });

  it("what is longer than a group bears is a button away, and not a character of it is lost", async () => {
    const other = group();
    const { answer } = await ask(ANNA, other, mention("引用圆通全文"));
    const pages = [answer.message];
    for (;;) {
      const now = api.chat(other.id).own.find(({ id }) => id === answer.id);
      const next = now && buttonsOf(now).get("下一条 ➡️");
      if (!now || !next) break;
      await press(BAO, now, next);
      const turned = api.chat(other.id).own.find(({ id }) => id === answer.id);
      if (turned) pages.push(turned.message);
    }
    expect(pages.length).toBeGreaterThan(1);
    for (const { text } of pages) expect(text?.length).toBeLessThanOrEqual(900);
    expect(citationsIn(pages).map(({ section }) => section)).toEqual(
      expect.arrayContaining(["推荐词", "主要内容(一)", "主要内容(二)", "主要内容(三)", "应用成效"]),
    );
    expect(api.chat(other.id).own).toHaveLength(1);
  });

  it("answers in the topic of a forum in which it was asked", async () => {
    const club = forum();
    const room = topic(club, "工资", ANNA);
    api.push({ message: room });
    const { answer } = await ask(ANNA, club as never, mention("总结镇江的案例"), { topic: room });
    expect(answer.payload?.message_thread_id).toBe(room.message_thread_id);
  });

  it("/new begins anew", async () => {
    const other = group();
    await ask(ANNA, other, mention("圆通的应用成效是什么？"));
    await ask(ANNA, other, "/new");
    const { text } = await ask(ANNA, other, mention("那推荐词呢？"));
    expect(text).toContain("请问您指的是哪一个");
  });
});

describe("alone", () => {
  const chat = privateChat(ANNA);

  it("needs no mention, and sends long words in several numbered messages", async () => {
    const { id } = await ask(ANNA, chat, "引用圆通全文");
    const answers = answersTo(chat, id).map(({ message }) => message);
    expect(citationsIn(answers).length).toBeGreaterThan(3);
    for (const { text } of answers) expect(text?.length).toBeLessThanOrEqual(4_096);
  });

  it("goes on from the answer of a group that somebody followed here", async () => {
    const other = group();
    const { buttons } = await ask(ANNA, other, mention("圆通的应用成效是什么？"));
    const link = new URL(buttons.get("💬 私聊继续") ?? "");
    api.setChat(other, { members: [{ status: "member", user: BAO }] });
    const own = privateChat(BAO);
    const opened = await ask(BAO, own, `/start ${link.searchParams.get("start")}`);
    expect(opened.text).toContain("圆通速递有限公司工会 · 应用成效");
    const next = await ask(BAO, own, "那推荐词呢？");
    expect(next.text).toContain("圆通速递有限公司工会 · 推荐词");
    const stranger = person("外人");
    const refused = await ask(stranger, privateChat(stranger), `/start ${link.searchParams.get("start")}`);
    expect(refused.text).not.toContain("圆通速递有限公司工会 · 应用成效");
  });

  it.each([
    ["/help", "我是案例通"],
    ["/privacy", "隐私说明"],
    ["/forget", "已删去：您在这里的提问和收到的回答，以及您的全部评价。"],
    ["/删除记录", "已删去"],
    ["/quote", "请写明引用哪个单位"],
    ["/nonsense", "没有“/nonsense”这个命令"],
    ["隐私", "隐私说明"],
    ["换个话题", "好的，我们换个话题"],
    ["问".repeat(1_001), "问题有 1001 字，最多 1000 字"],
  ])("answers %.20s", async (text, expected) => {
    expect((await ask(person("某人"), privateChat(person("某人")), text)).text).toContain(expected);
  });
});

it("nothing went wrong on the way", () => {
  expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
});
