/** Questions and answers on Feishu: who is heard, where it stands, what buttons come to. */

import { afterAll, describe, expect, it } from "vitest";
import { wordsOf } from "../../src/channels/feishu/words.ts";
import { NOTHING_TO_STOP, ONLY_TEXT, THANKS_GOOD, UNKNOWN_BUTTON } from "../../src/chat/wording.zh.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { slowAbilities } from "../chat/slow-abilities.ts";
import { until } from "../wire/clock.ts";
import { abilities, isSign, startBot } from "./bot.ts";
import { citationsIn } from "./feishu-cards.ts";
import type { Shown } from "./feishu-server.ts";
import {
  aloneWith,
  BOT,
  calls,
  type Event,
  eventOf,
  group,
  mention,
  messageIn,
  person,
  presses,
  says,
  US,
} from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const SLOW = "盐田的推荐词是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

const slow = slowAbilities(abilities);
const bot = await startBot({ abilities: slow, limits: { perPerson: 1_000, perChat: 1_000 } });
const { feishu, ask, texts, under } = bot;

afterAll(async () => {
  await bot.stop();
  expect(feishu.violations).toEqual([]);
  expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  expect(bot.log.lines.join("\n")).not.toMatch(/local-secret|t-\d|圆通|ou_/);
});

const post = (...line: object[]) => ({
  message_type: "post",
  content: JSON.stringify({ title: "", content: [line] }),
  mentions: [US],
});
const acknowledgedOf = (event: Event) =>
  feishu.acknowledged.filter((one) => one.event.header.event_id === event.header.event_id);

async function pressed(by: string, shown: Shown, label: string): Promise<string | undefined> {
  const { value = {} } = shown.buttons.find((one) => one.label === label) ?? {};
  const press = presses(by, value, shown.id, shown.chat);
  feishu.push(press);
  await until(() => acknowledgedOf(press).length > 0, "a toast");
  return acknowledgedOf(press)[0]?.toast;
}

describe("a question", () => {
  it.each([
    ["alone", () => says(person(), QUESTION)],
    ["in a group, by name", () => calls(person(), QUESTION, group())],
    [
      "in a group, with the name behind it",
      () => says(person(), `${QUESTION} @_user_1`, group(), { mentions: [US] }),
    ],
    ["in a thread", () => calls(person(), QUESTION, group(), { thread_id: "omt_1" })],
    [
      "as a post, beside a picture",
      () =>
        says(
          person(),
          "",
          group(),
          post({ tag: "at", user_id: "@_user_1" }, { tag: "text", text: ` ${QUESTION}` }, { tag: "img" }),
        ),
    ],
  ])("%s has one answer, under it, whose citations are read back", async (_, said) => {
    const event = said();
    const shown = await ask(event);
    const expected = quotesOf(await abilities.answer({ question: QUESTION })).map(
      ({ text, citation: { number, case: of, section, item } }) => ({
        ...{ number, organization: of.organization, section: `${section}${item ?? ""}`, quote: text },
      }),
    );
    expect(citationsIn([shown.card])).toEqual(expected);
    expect(under(event)).toHaveLength(1);
    expect([shown.type, shown.thread]).toEqual(["interactive", messageIn(event).thread_id]);
  });

  it.each([
    ["in pieces", { pieces: 7 }],
    ["in a frame for cards", { type: "card" }],
  ])("that comes %s is acknowledged, and answered once", async (_, as) => {
    const event = says(person(), QUESTION);
    feishu.push(event, as);
    await until(() => under(event).length > 0, "an answer");
    feishu.push(event, as);
    await until(() => acknowledgedOf(event).length === 2, "two acknowledgements");
    expect(acknowledgedOf(event).map(({ code }) => code)).toEqual([200, 200]);
    expect(under(event)).toHaveLength(1);
  });

  it("is acknowledged before it is worked, shows how far it is, and gets its answer in the same message", async () => {
    const held = slow.hold(SLOW);
    const event = says(person(), SLOW);
    feishu.push(event);
    const signs = () =>
      feishu.shown.filter((one) => one.replyTo === messageIn(event).message_id && isSign(one));
    await until(() => signs().length > 0 && acknowledgedOf(event).length > 0, "a sign");
    const [sign] = signs();
    await held.reach("composing");
    await until(() => signs()[0]?.text === "正在挑选原文……", "the next stage");
    held.release();
    await until(() => under(event).length > 0, "an answer");
    expect(under(event)).toMatchObject([{ id: sign?.id, before: ["正在检索案例……", "正在挑选原文……"] }]);
  });

  it("that goes on is understood from the one before, and by the answer it replies to", async () => {
    const by = person();
    const { id } = await ask(says(by, QUESTION));
    expect((await ask(says(by, "那推荐词呢？"))).text).toContain("圆通速递有限公司工会 · 推荐词");
    const where = group();
    const { id: inGroup } = await ask(calls(by, QUESTION, where));
    const reply = calls(person(), "那推荐词呢？", where, { parent_id: inGroup });
    expect((await ask(reply)).text).toContain("圆通速递有限公司工会 · 推荐词");
    expect(id).not.toBe(inGroup);
  });

  it("about a message that it replies to is answered of its words", async () => {
    const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
    const where = group();
    const said = says(person(), quote?.text ?? "", where);
    feishu.push(said);
    const reply = calls(person(), "这段话是不是原文？", where, { parent_id: messageIn(said).message_id });
    expect((await ask(reply)).text).toContain(WORDS);
  });

  it("of a picture alone is told that only words are read", async () => {
    const picture = { message_type: "image", content: JSON.stringify({ image_key: "img_v2" }) };
    expect((await ask(says(person(), "", undefined, picture))).text).toBe(ONLY_TEXT);
  });

  it("that is taken back is not answered", async () => {
    const held = slow.hold(SLOW);
    const by = person();
    const event = says(by, SLOW);
    feishu.push(event);
    await held.asked;
    const { message_id } = messageIn(event);
    feishu.push(eventOf("im.message.recalled_v1", { message_id, chat_id: aloneWith(by) }));
    expect((await ask(says(by, QUESTION))).text).toContain(WORDS);
    held.release();
    expect(under(event)).toEqual([]);
  });
});

it("twenty kinds of message in a group that are not for it are not answered, nor kept", async () => {
  const where = group();
  const other = mention(1, "ou_other", "某人");
  const namesake = mention(1, "ou_bot2", "案例通");
  const of = (text: string, more: Parameters<typeof says>[3] = {}) => says(person(), text, where, more);
  const others = [
    of("大家好"),
    of("@_user_1 你看看", { mentions: [other] }),
    of("@_all 开会"),
    of("@_all 开会", { mentions: [mention(1, "all", "所有人")] }),
    of("@_user_1 你好", { mentions: [namesake] }),
    of("@案例通 圆通的应用成效是什么？"),
    of("案例通真好用"),
    of("案例通 圆通的应用成效是什么？"),
    of("@_user_1 圆通的应用成效是什么？", { mentions: [US], sender_type: "app" }),
    of("@_user_1 圆通的应用成效是什么？"),
    of("@_user_10 看一下", { mentions: [mention(10, "ou_other", "某人")] }),
    of("@_user_1 @_user_2 一起", { mentions: [other, mention(2, "ou_third", "别人")] }),
    of("", { message_type: "image", content: "{}" }),
    of("", { message_type: "file", content: JSON.stringify({ file_name: "案例通.docx" }) }),
    of("", { message_type: "sticker", content: "not json" }),
    of("", { message_type: "audio", content: "{}" }),
    of("", { ...post({ tag: "at", user_id: "@_user_1" }, { tag: "text", text: "好" }), mentions: [other] }),
    of("", { ...post({ tag: "text", text: "案例通" }), mentions: [] }),
    of("配对 ABCD-2345"),
    of("停"),
    of("回复", { parent_id: "om_nowhere" }),
  ];
  for (const event of others) feishu.push(event);
  feishu.push(eventOf("im.message.receive_v1", { sender: {}, message: {} }));
  feishu.push(eventOf("contact.user.updated_v3", {}));
  const ids = others.map((event) => messageIn(event).message_id);
  for (const message_id of ids)
    feishu.push(eventOf("im.message.recalled_v1", { message_id, chat_id: where }));
  await ask(calls(person(), QUESTION, where));
  expect(texts(where)).toEqual([expect.stringContaining(WORDS)]);
  const journal = bot.journals.of(`feishu ${feishu.appId}`);
  const kept = ids.flatMap((id) => [id, `recall ${id}`]).map((key) => journal.stateOf(key));
  expect(new Set(await Promise.all(kept))).toEqual(new Set(["unknown"]));
});

it("names of others in a question stay, and one that holds a key of another is not taken for it", () => {
  const tenth = mention(10, "ou_other", "@_user_1");
  const event = calls(person(), "核实 @_user_10 说的话在不在里面", group(), { mentions: [US, tenth] });
  expect(wordsOf(messageIn(event), BOT.open_id)).toBe("核实 @@_user_1 说的话在不在里面");
});

describe("under an answer", () => {
  it("buttons do what they say, once for two clicks, and say so at once", async () => {
    const by = person();
    const shown = await ask(says(by, "镇江的推荐词"));
    const { value = {} } = shown.buttons.find(({ label }) => label === "全文摘要") ?? {};
    const clicks = [1, 2].map(() => presses(by, value, shown.id, shown.chat));
    for (const click of clicks) feishu.push(click);
    await until(() => clicks.every((click) => acknowledgedOf(click).length === 1), "two toasts");
    expect(clicks.map((click) => acknowledgedOf(click)[0]?.toast)).toEqual([
      expect.stringMatching(/./),
      expect.stringMatching(/./),
    ]);
    await until(() => texts(aloneWith(by)).length > 1, "what was pressed");
    await ask(says(by, "帮助"));
    expect(texts(aloneWith(by))).toHaveLength(3);
  });

  it("a press behind a long answer has its toast in time, and its answer later", async () => {
    const by = person();
    const shown = await ask(says(by, "镇江的推荐词"));
    const held = slow.hold(SLOW);
    feishu.push(says(by, SLOW));
    await held.asked;
    expect(await pressed(by, shown, "全文摘要")).toBe("收到，请稍候");
    held.release();
    await until(() => texts(aloneWith(by)).length === 3, "both answers");
  });

  it("pages are turned in the message itself", async () => {
    const by = person();
    const where = group();
    const shown = await ask(calls(by, "引用圆通的全文", where));
    const pages = [shown.text];
    const now = () => feishu.shown.find(({ id }) => id === shown.id) ?? shown;
    for (let page = 2; now().buttons.some(({ label }) => label === "下一页"); page += 1) {
      expect(await pressed(by, now(), "下一页")).toBeUndefined();
      await until(() => now().text.includes(`(${page}/`), `page ${page}`);
      pages.push(now().text);
    }
    expect(pages.length).toBeGreaterThan(1);
    await pressed(by, now(), "上一页");
    await until(() => now().text === pages.at(-2), "the page before");
    expect(texts(where)).toHaveLength(1);
  });

  it("votes are thanked for, and reach the curator", async () => {
    const by = person();
    const question = "齐河的应用成效是什么？";
    const shown = await ask(says(by, question));
    expect(await pressed(by, shown, "有用")).toBe(THANKS_GOOD);
    await pressed(by, shown, "没用");
    const disliked = async () => (await bot.journals.disliked(100)).map((one) => one.question);
    await expect.poll(disliked).toContain(question);
  });

  it("signs are votes, alone and in a group, and those under what others say are not kept", async () => {
    const by = person();
    const sign = (message_id: string, emoji_type: string, operator_type = "user") => {
      const user_id = { open_id: by, union_id: "on_x", user_id: null };
      const event = { message_id, reaction_type: { emoji_type }, operator_type, user_id, action_time: "1" };
      return eventOf("im.message.reaction.created_v1", event);
    };
    const questions = ["镇江的推荐词是什么？", "盐田的推荐词是什么？"];
    const [alone = "", inGroup = ""] = questions;
    const shown = [await ask(says(by, alone)), await ask(calls(by, inGroup, group()))];
    for (const { id } of shown) feishu.push(sign(id, "ThumbsDown"));
    const disliked = async () => (await bot.journals.disliked(100)).map((one) => one.question);
    await expect.poll(disliked).toEqual(expect.arrayContaining(questions));
    for (const none of [sign("om_of_others", "ThumbsDown"), sign(shown[0]?.id ?? "", "SMILE")])
      feishu.push(none);
    const last = sign(shown[0]?.id ?? "", "THUMBSUP");
    feishu.push(last);
    await expect.poll(disliked).not.toContain(alone);
    expect(await disliked()).toContain(inGroup);
  });

  it("a button of another chat does nothing", async () => {
    const shown = await ask(says(person(), "镇江的推荐词"));
    expect(await pressed(person(), shown, "全文摘要")).toBe(UNKNOWN_BUTTON);
  });
});

describe("whoever comes", () => {
  it("to the conversation for the first time is welcomed, and once", async () => {
    const by = person();
    const entered = (more: object) => ({ operator_id: { open_id: by }, chat_id: aloneWith(by), ...more });
    const type = "im.chat.access_event.bot_p2p_chat_entered_v1";
    feishu.push(eventOf(type, entered({})));
    await until(() => texts(aloneWith(by)).length > 0, "a welcome");
    feishu.push(eventOf(type, entered({ last_message_id: "om_before" })));
    await ask(says(by, QUESTION));
    expect(texts(aloneWith(by))).toEqual([expect.stringContaining("案例通"), expect.stringContaining(WORDS)]);
  });

  it("adds it to a group is told how it is asked; when it is removed that is all", async () => {
    const where = group();
    feishu.push(eventOf("im.chat.member.bot.added_v1", { chat_id: where, name: "群", external: false }));
    await until(() => texts(where).length > 0, "a welcome");
    expect(texts(where)[0]).toContain("@我");
    const removed = eventOf("im.chat.member.bot.deleted_v1", { chat_id: where });
    feishu.push(removed);
    await until(() => acknowledgedOf(removed).length > 0, "an acknowledgement");
    expect(texts(where)).toHaveLength(1);
  });
});

it("停 with nothing under way says so", async () => {
  expect((await ask(says(person(), "停"))).text).toBe(NOTHING_TO_STOP);
});
