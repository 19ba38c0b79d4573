/** The etiquette of groups: the bot speaks only when addressed; everything else is silence. */

import type { Message, MessageEntity, User } from "grammy/types";
import { describe, expect, test } from "vitest";
import { type Asked, addressedIn } from "../../src/channels/telegram/addressed.ts";
import { placeUnder } from "../../src/channels/telegram/desk.ts";

const ME = { id: 7001, username: "AnlitongBot" };
const BOT: User = { id: ME.id, is_bot: true, first_name: "案例通", username: ME.username };
const OTHER_BOT: User = { id: 7002, is_bot: true, first_name: "天气", username: "WeatherBot" };
const LI: User = { id: 11, is_bot: false, first_name: "李" };
const WANG: User = { id: 12, is_bot: false, first_name: "王" };

const PRIVATE = { id: LI.id, type: "private", first_name: "李" } as const;
const GROUP = { id: -1, type: "group", title: "工会" } as const;
const SUPERGROUP = { id: -1001, type: "supergroup", title: "工会" } as const;
const CHANNEL = { id: -1002, type: "channel", title: "通知" } as const;

/** What Telegram marks by itself, in the order in which it looks: addresses, commands, mentions. */
const MARKS: readonly (readonly [MessageEntity["type"], RegExp])[] = [
  ["email", /[\w.]+@[\w.]+\.\w+/g],
  ["url", /https?:\/\/\S+/g],
  ["bot_command", /(?<![\p{L}\p{N}_/])\/[a-zA-Z0-9_]+(?:@[a-zA-Z0-9_]+)?(?![\p{L}\p{N}_/])/gu],
  ["mention", /(?<![\p{L}\p{N}_/])@[a-zA-Z0-9_]{4,}(?![\p{L}\p{N}_])/gu],
];

function marksOf(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of MARKS)
    for (const { 0: words, index: offset } of text.matchAll(pattern))
      if (!found.some((one) => offset < one.offset + one.length && one.offset < offset + words.length))
        found.push({ type, offset, length: words.length } as MessageEntity);
  return found;
}

function message(fields: Partial<Message>): Message {
  return { message_id: 100, date: 1_760_000_000, from: LI, chat: SUPERGROUP, ...fields };
}

const said = (text: string, fields: Partial<Message> = {}) =>
  message({ text, entities: marksOf(text), ...fields });
const captioned = (caption: string, fields: Partial<Message> = {}) =>
  message({ caption, caption_entities: marksOf(caption), photo: [], ...fields });
const alone = (text: string, fields: Partial<Message> = {}) => said(text, { chat: PRIVATE, ...fields });
const wordless = (fields: object, chat: Message["chat"] = PRIVATE) =>
  message({ chat, ...(fields as Partial<Message>) });

/** An earlier message, as it comes inside the one that replies to it. */
const earlier = (from: User, text: string, fields: Partial<Message> = {}) =>
  said(text, { message_id: 50, from, ...fields }) as NonNullable<Message["reply_to_message"]>;
const under = (from: User, words: string, text: string, fields: Partial<Message> = {}) =>
  said(text, { reply_to_message: earlier(from, words), ...fields });

const forwardOf = (sender_user: User) =>
  ({ forward_origin: { type: "user", date: 1, sender_user } }) as const;
const named = (user: User, offset: number, length: number): MessageEntity[] => [
  { type: "text_mention", offset, length, user },
];
const opening = earlier(BOT, "", {
  message_id: 40,
  forum_topic_created: { name: "案例", icon_color: 0x6fb9f0 },
});
const inTopic = { is_topic_message: true, message_thread_id: 40 } as const;

const askedOf = (one: Message) => addressedIn(one, ME);

const SILENT: readonly (readonly [string, Message])[] = [
  ["talk in a group", said("大家下午好")],
  ["talk in a small group", said("大家下午好", { chat: GROUP })],
  ["the bot's name in plain words", said("案例通能回答吗", { entities: [] })],
  ["its username as a part of another", said("@AnlitongBot2 圆通的成效")],
  ["its username without the sign", said("AnlitongBot 圆通的成效")],
  ["its username after a full-width sign", said("＠AnlitongBot 圆通的成效")],
  ["its username within a word", said("问a@AnlitongBot圆通的成效")],
  ["an e-mail address", said("请写信到 a@AnlitongBot.example")],
  [
    "its username as code",
    said("输入 @AnlitongBot 试试", { entities: [{ type: "code", offset: 3, length: 12 }] }),
  ],
  [
    "its username in a block of code",
    said("@AnlitongBot", { entities: [{ type: "pre", offset: 0, length: 12 }] }),
  ],
  ["its address", said("https://t.me/@AnlitongBot")],
  ["a mention of somebody else", said("@zhangsan 圆通的成效是什么？")],
  ["a mention of another bot", said("@WeatherBot 镇江")],
  ["a mention of somebody without a username", said("王师傅 看看", { entities: named(WANG, 0, 3) })],
  ["a command for another bot", said("/ask@WeatherBot 镇江")],
  ["a command for another bot that mentions this one", said("/ask@WeatherBot 镇江 @AnlitongBot")],
  ["a command for another bot as a reply to ours", under(BOT, "回答", "/help@WeatherBot")],
  ["a command that is not ours", said("/weather 镇江")],
  ["a command that is not ours as a reply to ours", under(BOT, "回答", "/weather")],
  ["a command in the middle", said("请用 /ask 圆通")],
  ["a Chinese command in a group", said("/帮助")],
  ["a reply to somebody else", under(WANG, "圆通的成效", "同意")],
  ["a reply to another bot", under(OTHER_BOT, "晴", "谢谢")],
  ["a reply to ours that tags another bot", under(BOT, "回答", "那天气呢 @WeatherBot")],
  [
    "a reply to ours that tags another bot by its name",
    under(BOT, "回答", "那 天气 呢", { entities: named(OTHER_BOT, 2, 2) }),
  ],
  ["a reply to ours that begins with somebody else", under(BOT, "回答", "@zhangsan 你看看")],
  [
    "a reply to ours that begins with somebody without a username",
    under(BOT, "回答", "王师傅 你看看", { entities: named(WANG, 0, 3) }),
  ],
  ["a reply to the opening of a topic, outside of it", said("大家好", { reply_to_message: opening })],
  ["talk in a topic that the bot opened", said("大家好", { ...inTopic, reply_to_message: opening })],
  [
    "talk in a topic whose opening comes without its kind",
    said("大家好", { ...inTopic, reply_to_message: earlier(BOT, "", { message_id: 40 }) }),
  ],
  ["a result of ours that somebody chose inline", said("@AnlitongBot 圆通", { via_bot: BOT })],
  ["a result of another bot", said("@AnlitongBot 圆通", { via_bot: OTHER_BOT })],
  ["a reply to a result of ours, which is its chooser's message", under(LI, "圆通……", "好")],
  ["another bot that mentions ours", said("@AnlitongBot 圆通的成效", { from: OTHER_BOT })],
  ["another bot that replies to ours", under(BOT, "回答", "圆通的成效", { from: OTHER_BOT })],
  ["the bot itself", said("@AnlitongBot", { from: BOT })],
  [
    "a post of the linked channel",
    said("@AnlitongBot 圆通的成效", {
      from: { id: 777000, is_bot: false, first_name: "Telegram" },
      is_automatic_forward: true,
    }),
  ],
  ["a message of nobody", said("@AnlitongBot 圆通的成效", { from: undefined as never })],
  ["a post in a channel", said("/ask 圆通的成效", { chat: CHANNEL })],
  ["a forward in a group", said("@AnlitongBot 圆通的成效", forwardOf(WANG))],
  ["a forward of ours in a private chat", alone("[1] 圆通……", forwardOf(BOT))],
  ["a picture in a group", wordless({ photo: [] }, SUPERGROUP)],
  ["a sticker as a reply to ours", wordless({ sticker: {}, reply_to_message: earlier(BOT, "回答") }, GROUP)],
  ["a picture with plain words", captioned("我们的活动")],
  ["somebody who joins", wordless({ new_chat_members: [LI] }, SUPERGROUP)],
  ["the bot that joins", wordless({ new_chat_members: [BOT] }, SUPERGROUP)],
  ["somebody who leaves", wordless({ left_chat_member: LI }, SUPERGROUP)],
  ["a message that is pinned", wordless({ pinned_message: earlier(BOT, "@AnlitongBot") }, SUPERGROUP)],
  ["a message that is pinned in a private chat", wordless({ pinned_message: earlier(LI, "圆通") })],
  ["a timer that is set in a private chat", wordless({ message_auto_delete_timer_changed: {} })],
  ["a topic that is opened in a private chat", wordless({ forum_topic_created: { name: "圆通" } })],
  ["a command for another bot in a private chat", alone("/help@WeatherBot")],
];

const ASKED: [kind: string, one: Message, text: string, command?: Asked["command"]][] = [
  ["a question in a private chat", alone("圆通的成效是什么？"), "圆通的成效是什么？"],
  ["a question with space around it", alone("  圆通的成效\n"), "圆通的成效"],
  [
    "a caption in a private chat",
    captioned("这张图说的是哪个案例？", { chat: PRIVATE }),
    "这张图说的是哪个案例？",
  ],
  ["a forward in a private chat", alone("圆通的成效", forwardOf(WANG)), "圆通的成效"],
  ["a forward of another bot in a private chat", alone("圆通的成效", forwardOf(OTHER_BOT)), "圆通的成效"],
  ["a mention in a private chat", alone("@AnlitongBot 圆通的成效"), "圆通的成效"],
  ["a mention of somebody else in a private chat", alone("@zhangsan 说的圆通"), "@zhangsan 说的圆通"],
  ["a command in a private chat", alone("/ask 圆通的成效"), "圆通的成效", "ask"],
  ["a command that is tagged", alone("/ask@AnlitongBot 圆通的成效"), "圆通的成效", "ask"],
  ["a command that is tagged in capitals", alone("/ASK@ANLITONGBOT 圆通的成效"), "圆通的成效", "ask"],
  ["a command and a new line", alone("/verify\n第一句。\n\n第二句。"), "第一句。\n\n第二句。", "verify"],
  ["a command and a colon", alone("/ask：圆通的成效"), "圆通的成效", "ask"],
  ["a command alone", alone("/case"), "", "case"],
  ["a start", alone("/start"), "", "start"],
  ["a start with a payload", alone("/start s_-_Ab12cd34EF"), "s_-_Ab12cd34EF", "start"],
  ["a pairing", alone("/pair ABCD-1234"), "ABCD-1234", "pair"],
  ["an unknown command in a private chat", alone("/weather 镇江"), "/weather 镇江", "unknown"],
  ["a Chinese command in a private chat", alone("/帮助"), "/帮助"],
  ["a command that is only written of", alone("请问 /ask 怎么用"), "请问 /ask 怎么用"],
  ["a command in a group", said("/ask 圆通的成效"), "圆通的成效", "ask"],
  ["a tagged command in a group", said("/ask@anlitongbot 圆通的成效", { chat: GROUP }), "圆通的成效", "ask"],
  [
    "an unknown command that is tagged",
    said("/weather@AnlitongBot 镇江"),
    "/weather@AnlitongBot 镇江",
    "unknown",
  ],
  [
    "an unknown command beside a mention",
    said("/weather 镇江 @AnlitongBot"),
    "/weather 镇江 @AnlitongBot",
    "unknown",
  ],
  ["a command that mentions the bot as well", said("/ask @AnlitongBot 圆通的成效"), "圆通的成效", "ask"],
  ["a command as a caption", captioned("/ask 圆通的成效"), "圆通的成效", "ask"],
  ["a command for us as a reply to ours", under(BOT, "回答", "/new"), "", "new"],
  ["a mention at the beginning", said("@AnlitongBot 圆通的成效"), "圆通的成效"],
  ["a mention in small letters", said("@anlitongbot 圆通的成效", { chat: GROUP }), "圆通的成效"],
  ["a mention and a comma", said("@AnlitongBot，圆通的成效"), "圆通的成效"],
  ["a mention and a colon", said("@AnlitongBot : 圆通的成效"), "圆通的成效"],
  ["a mention and a new line", said("@AnlitongBot\n圆通的成效"), "圆通的成效"],
  ["a mention in the middle", said("问一下 @AnlitongBot 圆通的成效"), "问一下 圆通的成效"],
  ["a mention between commas", said("你好，@AnlitongBot，圆通的成效"), "你好，圆通的成效"],
  ["a mention between lines", said("问一下\n@AnlitongBot\n圆通的成效"), "问一下\n圆通的成效"],
  ["a mention in brackets", said("圆通（@AnlitongBot）的成效"), "圆通（）的成效"],
  ["a mention at the end", said("圆通的成效是什么？@AnlitongBot"), "圆通的成效是什么？"],
  ["a mention at the end after a comma", said("圆通的成效，@AnlitongBot"), "圆通的成效"],
  ["several mentions", said("@AnlitongBot @anlitongbot 圆通 @AnlitongBot 的成效"), "圆通 的成效"],
  [
    "a mention beside one of another bot",
    said("@WeatherBot @AnlitongBot 圆通的成效"),
    "@WeatherBot 圆通的成效",
  ],
  ["a mention by name", said("案例通 圆通的成效", { entities: named(BOT, 0, 3) }), "圆通的成效"],
  ["a mention in a caption", captioned("@AnlitongBot 这是哪个案例？"), "这是哪个案例？"],
  ["a mention and a command behind it", said("@AnlitongBot /case 镇江"), "/case 镇江"],
  ["a mention and a Chinese command", said("@AnlitongBot /目录"), "/目录"],
  ["a mention alone", said("@AnlitongBot"), ""],
  ["a mention in a topic", said("@AnlitongBot 圆通", { ...inTopic, reply_to_message: opening }), "圆通"],
  ["a mention alone in a topic", said("@AnlitongBot", { ...inTopic, reply_to_message: opening }), ""],
  ["a mention after an emoji of two units", said("👋🏽 @AnlitongBot 圆通的成效"), "👋🏽 圆通的成效"],
  ["a reply to ours", under(BOT, "回答", "第二项呢？"), "第二项呢？"],
  ["a reply to ours in a small group", under(BOT, "回答", "第二项呢？", { chat: GROUP }), "第二项呢？"],
  [
    "a reply to ours that names somebody later",
    under(BOT, "回答", "和 @zhangsan 说的一样吗？"),
    "和 @zhangsan 说的一样吗？",
  ],
  [
    "a reply to ours that tags both bots",
    under(BOT, "回答", "@WeatherBot @AnlitongBot 呢"),
    "@WeatherBot 呢",
  ],
  [
    "a reply to ours with a caption",
    captioned("这里呢？", { reply_to_message: earlier(BOT, "回答") }),
    "这里呢？",
  ],
  ["a mention under another bot's message", under(OTHER_BOT, "晴", "@AnlitongBot 圆通呢"), "圆通呢"],
];

describe("silence", () => {
  test.each(SILENT)("meets %s", (_, one) => {
    expect(askedOf(one)).toBeUndefined();
  });
});

describe("an answer", () => {
  test.each(ASKED)("meets %s", (_, one, text, command = null) => {
    expect(askedOf(one)).toMatchObject({ text, command });
  });

  test.each([
    { photo: [] },
    { voice: {} },
    { document: {} },
    { sticker: {} },
    { video: {} },
    { video_note: {} },
    { audio: {} },
    { animation: {} },
    { location: {} },
    { contact: {} },
    { poll: {} },
  ])("meets what has no words in a private chat: %o", (content) => {
    expect(askedOf(wordless(content))).toMatchObject({ text: "", command: null });
  });
});

describe("the words of somebody else's message", () => {
  const words = "圆通的入会率达到100%。";
  const borrowed = (text: string) => ({ text, repliesTo: null });

  test.each([
    ["the mention alone", "@AnlitongBot"],
    ["the mention and a question mark", "@AnlitongBot ？"],
    ["a command alone", "/ask"],
    ["a command that verifies", "/verify@AnlitongBot"],
    ["a command that verifies, and says so", "/verify 核实一下"],
  ])("are asked by %s under it", (_, text) => {
    expect(askedOf(under(WANG, words, text))).toMatchObject(borrowed(words));
  });

  test("are those quoted, where a part is", () => {
    const quote = { text: "达到100%", position: 6, is_manual: true } as const;
    expect(askedOf(under(WANG, words, "@AnlitongBot", { quote }))).toMatchObject(borrowed("达到100%"));
  });

  test("may be quoted from another chat, which is all that comes of them", () => {
    const external_reply = {
      origin: { type: "hidden_user", date: 1, sender_user_name: "王" },
    } as unknown as NonNullable<Message["external_reply"]>;
    expect(
      askedOf(said("@AnlitongBot", { external_reply, quote: { text: words, position: 0 } })),
    ).toMatchObject(borrowed(words));
    expect(askedOf(said("@AnlitongBot", { external_reply }))).toMatchObject({ text: "" });
  });

  test("may be a caption", () => {
    const reply_to_message = captioned(words, { message_id: 50, from: WANG }) as NonNullable<
      Message["reply_to_message"]
    >;
    expect(askedOf(said("@AnlitongBot", { reply_to_message }))).toMatchObject(borrowed(words));
  });

  test("are nothing where it has none", () => {
    const reply_to_message = wordless({ message_id: 50, from: WANG, sticker: {} }, SUPERGROUP) as NonNullable<
      Message["reply_to_message"]
    >;
    expect(askedOf(said("@AnlitongBot", { reply_to_message }))).toMatchObject({ text: "" });
  });

  test("are without the bot's own mention, quoted or not", () => {
    expect(askedOf(under(WANG, "@anlitongbot 圆通的成效", "@AnlitongBot"))).toMatchObject(
      borrowed("圆通的成效"),
    );
    const quote = { text: "问 @anlitongbot 圆通的成效", position: 0 };
    expect(askedOf(under(WANG, "……", "@AnlitongBot", { quote }))).toMatchObject(borrowed("问 圆通的成效"));
  });

  test("are no matter where there are words of one's own", () => {
    expect(askedOf(under(WANG, words, "@AnlitongBot 镇江呢？"))).toMatchObject({
      text: "镇江呢？",
    });
  });

  test.each([
    "核实一下",
    "核对",
    "查证",
    "是不是原文",
    "这是原文吗？",
    "找出处",
    "出处在哪",
    "请帮忙核实一下这段话，谢谢",
    "这句话出自哪里？",
    "有出处吗",
  ])("follow a wish to have them checked: %s", (wish) => {
    expect(askedOf(under(WANG, words, `@AnlitongBot ${wish}`))).toMatchObject(borrowed(`${wish}“${words}”`));
    expect(askedOf(under(WANG, words, `/ask ${wish}`))).toMatchObject(borrowed(`${wish}“${words}”`));
  });

  test("are not wanted by commands that need none", () => {
    for (const text of ["/new", "/help", "/privacy", "/cases", "/start", "/pair", "/x@AnlitongBot"])
      expect(askedOf(under(WANG, words, text))).toSatisfy(
        (asked?: Asked) => asked?.text.includes(words) === false,
      );
  });

  test("may be one's own, alone with the bot", () => {
    expect(askedOf(under(LI, words, "/verify", { chat: PRIVATE }))).toMatchObject(borrowed(words));
  });

  test("are not asked by a picture under it", () => {
    const picture = wordless({ photo: [], reply_to_message: earlier(LI, words) });
    expect(askedOf(picture)).toMatchObject({ text: "" });
  });
});

describe("the message of ours that is replied to", () => {
  test("is given with the part that was quoted", () => {
    const quote = { text: "建会率动态达100%", position: 3, is_manual: true } as const;
    expect(askedOf(under(BOT, "回答", "出自哪里？", { quote }))).toMatchObject({
      text: "出自哪里？",
      repliesTo: { message: 50, quote: "建会率动态达100%" },
    });
    expect(askedOf(under(BOT, "回答", "第二项呢？"))?.repliesTo).toEqual({ message: 50, quote: null });
    expect(askedOf(under(BOT, "回答", "第二项呢？", { chat: PRIVATE }))?.repliesTo).toEqual({
      message: 50,
      quote: null,
    });
  });

  test("lends no words", () => {
    for (const text of ["@AnlitongBot", "/verify", "/ask"])
      expect(askedOf(under(BOT, "回答", text))).toMatchObject({
        text: "",
        repliesTo: { message: 50 },
      });
  });

  test("is none where the message only stands in a topic", () => {
    const one = said("@AnlitongBot 圆通", { ...inTopic, reply_to_message: opening });
    expect(askedOf(one)).toMatchObject({ repliesTo: null });
  });

  test("may begin a thread of a group without topics, and be numbered like it", () => {
    const one = under(BOT, "回答", "第二项呢？", { message_thread_id: 50 });
    expect(askedOf(one)).toMatchObject({ text: "第二项呢？", repliesTo: { message: 50 } });
  });

  test("is somebody's own where they chose it inline", () => {
    const reply_to_message = earlier(LI, "圆通……", { via_bot: BOT });
    expect(askedOf(said("好", { reply_to_message }))).toBeUndefined();
  });
});

test("the topic is that of a forum alone", () => {
  expect(placeUnder(said("@AnlitongBot 圆通", inTopic)).topic).toBe(40);
  expect(placeUnder(said("@AnlitongBot 圆通", { message_thread_id: 50 })).topic).toBeUndefined();
  expect(placeUnder(alone("圆通", inTopic)).topic).toBe(40);
});
