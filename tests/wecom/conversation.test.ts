/** Questions and answers on WeCom: who is heard, where it stands, what buttons and judgements come to. */

import { afterAll, describe, expect, it } from "vitest";
import { ONLY_TEXT, STOPPED } from "../../src/chat/wording.zh.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { until } from "../wire/clock.ts";
import { citationsIn } from "../wire/markdown-back.ts";
import { abilities, startBot } from "./bot.ts";
import { calls, enters, group, judges, person, presses, says } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

const bot = await startBot({ limits: { perPerson: 1_000, perChat: 1_000 }, server: { mostInMinute: 1_000 } });
const { wecom, ask, texts } = bot;

afterAll(async () => {
  await bot.stop();
  expect(wecom.violations).toEqual([]);
  expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  for (const secret of [wecom.secret, "圆通", "user-"])
    expect(bot.log.lines.join("\n")).not.toContain(secret);
});

describe("a question", () => {
  it.each([
    ["alone", () => says(person(), QUESTION)],
    ["in a group, by name", () => calls(person(), QUESTION, group())],
    ["in a group, with the name behind it", () => says(person(), `${QUESTION} @案例通`, group())],
    [
      "as voice, in words already",
      () => says(person(), null, undefined, { msgtype: "voice", voice: { content: QUESTION } }),
    ],
    [
      "beside a picture",
      () =>
        says(person(), null, undefined, {
          msgtype: "mixed",
          mixed: { msg_item: [{ msgtype: "image" }, { msgtype: "text", text: { content: QUESTION } }] },
        }),
    ],
  ])("%s has one answer, under it, whose citations are read back", async (_, said) => {
    const shown = await ask(said());
    const answer = await abilities.answer({ question: QUESTION });
    const expected = quotesOf(answer).map(({ text, citation: { number, case: of, section, item } }) => ({
      number,
      organization: of.organization,
      section: `${section}${item ?? ""}`,
      quote: text,
    }));
    expect(citationsIn([shown.text])).toEqual(expected);
    expect(texts(shown.chat)).toHaveLength(1);
    expect(shown.feedback).toMatch(/^[\w-]{32}$/);
  });

  it("that WeCom tells twice is answered once", async () => {
    const question = says(person(), QUESTION);
    const { chat } = await ask(question);
    wecom.push({ ...question, headers: { req_id: `${question.headers.req_id}-again` } });
    await ask(says(question.body.from.userid, "那推荐词呢？"));
    expect(texts(chat)).toHaveLength(2);
  });

  it("that goes on is understood from the one before, and by what is quoted", async () => {
    const by = person();
    await ask(says(by, QUESTION));
    expect((await ask(says(by, "那推荐词呢？"))).text).toContain("圆通速递有限公司工会 · 推荐词");
    const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
    const quoted = { quote: { msgtype: "text", text: { content: quote?.text ?? "" } } };
    expect((await ask(says(person(), "这段话是不是原文？", undefined, quoted))).text).toContain(WORDS);
  });

  it("of a picture alone is told that only words are read", async () => {
    expect((await ask(says(person(), null, undefined, { msgtype: "image" }))).text).toBe(ONLY_TEXT);
  });
});

it("twenty kinds of message in a group that are not for it are not answered, nor kept", async () => {
  const where = group();
  const words = [
    "@某人 你看看",
    "@某人 圆通的应用成效是什么？",
    "@所有人 开会",
    "@所有人 圆通的应用成效是什么？",
    "@案例通2 你好",
    "@案例通知 一下",
    "@案例通_测试 你好",
    "案例通真好用",
    "大家好",
    "圆通的应用成效是什么？",
    "案例通 圆通的应用成效是什么？",
    "案例通，圆通的应用成效是什么？",
    "邮箱 anlitong@案例",
    "写信到 a@案例通.example",
    "停",
    "配对 ABCD-2345",
    "/help",
  ];
  const media = [{ msgtype: "image" }, { msgtype: "file" }, { msgtype: "voice", voice: { content: "好的" } }];
  const mixed = { msgtype: "mixed", mixed: { msg_item: [{ msgtype: "text", text: { content: "看图" } }] } };
  const others = [
    ...words.map((text) => says(person(), text, where)),
    ...[...media, mixed].map((more) => says(person(), null, where, more)),
  ];
  for (const one of others) wecom.push(one);
  await ask(calls(person(), QUESTION, where));
  expect(texts(where)).toEqual([expect.stringContaining(WORDS)]);
  const journal = bot.journals.of(`wecom ${wecom.botId}`);
  const kept = await Promise.all(others.map(({ body }) => journal.stateOf(body.msgid)));
  expect(new Set(kept)).toEqual(new Set(["unknown"]));
});

describe("under an answer", () => {
  it("buttons do what they say, once for two clicks, and the card says so at once", async () => {
    const by = person();
    const { card, chat } = await ask(says(by, "镇江的推荐词"));
    const summary = card?.button_list?.find(({ text }) => text === "全文摘要");
    const press = presses(by, summary?.key ?? "", card?.task_id ?? "");
    wecom.push(press);
    wecom.push(presses(by, summary?.key ?? "", card?.task_id ?? ""));
    await until(() => texts(chat).length > 1, "what was pressed");
    await until(
      () => wecom.calls.filter(({ cmd }) => cmd === "aibot_respond_update_msg").length >= 2,
      "two updates",
    );
    await ask(says(by, "帮助"));
    expect(texts(chat)).toEqual([
      expect.stringContaining("推荐词"),
      expect.stringContaining("镇江"),
      expect.stringContaining("案例通"),
    ]);
  });

  it("judgements reach the curator with their reasons, and are taken back", async () => {
    const by = person();
    const { feedback = "" } = await ask(says(by, "盐田的推荐词是什么？"));
    wecom.push(judges(by, feedback, 2, { content: "少了一段", inaccurate_reason_list: [2, 3] }));
    const reasons = async () => {
      const disliked = await bot.journals.disliked(100);
      return disliked
        .filter(({ question }) => question === "盐田的推荐词是什么？")
        .map(({ reason }) => reason);
    };
    await expect.poll(reasons).toEqual(["内容不完整；内容有错误；少了一段"]);
    wecom.push(judges(by, feedback, 3));
    await expect.poll(reasons).toEqual([]);
  });
});

it("who opens the conversation is welcomed", async () => {
  wecom.push(enters(person()));
  await until(() => wecom.calls.some(({ cmd }) => cmd === "aibot_respond_welcome_msg"), "a welcome");
});

it("停 with nothing under way says so", async () => {
  expect((await ask(says(person(), "停"))).text).not.toBe(STOPPED);
});
