/** Questions and answers on DingTalk: who is heard, how it looks, what can be said next and what judgements come to. */

import { afterAll, describe, expect, it } from "vitest";
import { ONLY_TEXT, THANKS_BAD, THANKS_GOOD } from "../../src/chat/wording.zh.ts";
import { type Answer, quotesOf } from "../../src/grounding/answer.ts";
import * as samples from "../render/samples.ts";
import { until } from "../wire/clock.ts";
import { citationsIn } from "../wire/markdown-back.ts";
import { abilities, startBot } from "./bot.ts";
import { aloneWith, calls, group, person, says } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

const bot = await startBot({
  limits: { perPerson: 1_000, perChat: 1_000 },
  server: { mostInMinute: 1_000 },
});
const { dingtalk, ask, texts } = bot;

afterAll(async () => {
  await bot.stop();
  expect(dingtalk.violations).toEqual([]);
  expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  for (const secret of [dingtalk.clientSecret, "圆通", "staff"])
    expect(bot.log.lines.join("\n")).not.toContain(secret);
});

/** What the client says for somebody who clicks a link, by its label. */
function clicksIn(text: string): ReadonlyMap<string, string> {
  const links = text.matchAll(/\[([^\]]+)\]\(dtmd:\/\/dingtalkclient\/sendMessage\?content=([^)]+)\)/g);
  return new Map([...links].map(([, label = "", words = ""]) => [label, decodeURIComponent(words)]));
}

describe("a question", () => {
  it.each([
    ["alone", () => says(person(), QUESTION)],
    ["in a group, by name", () => calls(person(), QUESTION, group())],
    [
      "as voice, in words already",
      () => says(person(), null, undefined, { msgtype: "audio", content: { recognition: QUESTION } }),
    ],
    [
      "beside a picture",
      () =>
        says(person(), null, undefined, {
          msgtype: "richText",
          content: { richText: [{ text: "圆通的应用成效" }, {}, { text: "是什么？" }] },
        }),
    ],
    [
      "by somebody from outside",
      () => {
        const { senderStaffId: _, ...message } = calls(person(), QUESTION, group());
        return message;
      },
    ],
  ])("%s has one answer, acknowledged, whose citations are read back", async (_, said) => {
    const message = said();
    const shown = await ask(message);
    const expected = quotesOf(await abilities.answer({ question: QUESTION })).map(
      ({ text, citation: { number, case: of, section, item } }) => ({
        number,
        organization: of.organization,
        section: `${section}${item ?? ""}`,
        quote: text,
      }),
    );
    expect(citationsIn([shown.text])).toEqual(expected);
    expect([shown.kind, dingtalk.acknowledged(message.msgId)]).toEqual(["markdown", 1]);
    expect(texts(shown.chat)).toHaveLength(1);
  });

  it("in a group calls whoever asked; alone nobody is called", async () => {
    const by = person();
    expect((await ask(calls(by, QUESTION, group()))).at).toEqual([by]);
    expect((await ask(says(by, QUESTION))).at).toEqual([]);
  });

  it("that is told twice is acknowledged twice and answered once", async () => {
    const question = says(person(), QUESTION);
    const { chat } = await ask(question);
    dingtalk.push(question);
    await until(() => dingtalk.acknowledged(question.msgId) === 2, "another acknowledgement");
    await ask(says(question.senderStaffId ?? "", "那推荐词呢？"));
    expect(texts(chat)).toHaveLength(2);
  });

  it("that goes on is understood from the one before, and by what is replied to", async () => {
    const by = person();
    await ask(says(by, QUESTION));
    expect((await ask(says(by, "那推荐词呢？"))).text).toContain("圆通速递有限公司工会 · 推荐词");
    const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
    const repliedMsg = { content: { text: quote?.text ?? "" } };
    const reply = says(person(), null, undefined, {
      text: { content: "这段话是不是原文？", isReplyMsg: true, repliedMsg },
    });
    expect((await ask(reply)).text).toContain(WORDS);
  });

  it("of a picture alone is told that only words are read", async () => {
    const picture = says(person(), null, undefined, { msgtype: "picture", content: {} });
    expect(await ask(picture)).toMatchObject({ kind: "text", text: ONLY_TEXT });
  });
});

it("twenty kinds of message in a group that are not for it are not answered, nor kept", async () => {
  const where = group();
  const words = [
    "@某人 你看看",
    "@某人 圆通的应用成效是什么？",
    "@所有人 开会",
    "@案例通 圆通的应用成效是什么？",
    QUESTION,
    "案例通 圆通的应用成效是什么？",
    "案例通真好用",
    "大家好",
    "停",
    "配对 ABCD-2345",
    "/help",
    "有用 #abcdefghijkl",
  ];
  const media = ["picture", "file", "video", "audio", "richText", "interactiveCard"];
  const others = [
    ...words.map((text) => says(person(), text, where)),
    ...media.map((msgtype) => says(person(), null, where, { msgtype, content: {} })),
    says(person(), "好的", where, { text: { content: "好的", isReplyMsg: true, repliedMsg: {} } }),
    calls("robot", QUESTION, where, { senderId: "$:LWCP_v1:$robot" }),
  ];
  for (const message of others) dingtalk.push(message);
  await ask(calls(person(), QUESTION, where));
  expect(texts(where)).toEqual([expect.stringContaining(WORDS)]);
  for (const { msgId } of others) {
    expect(dingtalk.acknowledged(msgId)).toBe(1);
    expect(await bot.journals.of(`dingtalk ${dingtalk.clientId}`).stateOf(msgId)).toBe("unknown");
  }
});

describe("under an answer", () => {
  it("alone, a click says what is offered, and two clicks come to one answer", async () => {
    const by = person();
    const clicks = clicksIn((await ask(says(by, "镇江的推荐词"))).text);
    expect([...clicks.keys()]).toEqual(["全文摘要", "有用", "没用"]);
    const words = clicks.get("全文摘要") ?? "";
    dingtalk.push(says(by, words));
    dingtalk.push(says(by, words));
    await ask(says(by, "帮助"));
    expect(texts(aloneWith(by))).toEqual([
      expect.stringContaining("推荐词"),
      expect.stringContaining("镇江"),
      expect.stringContaining("案例通"),
    ]);
  });

  it("in a group the same can be said by hand", async () => {
    const where = group();
    const by = person();
    const { text } = await ask(calls(by, "镇江的推荐词", where));
    const [, words = ""] = /^· 全文摘要：(.+)$/m.exec(text) ?? [];
    expect((await ask(calls(by, words, where))).text).toContain("镇江");
    expect(text).toContain("接着可以 @我 这样说：");
  });

  it("a judgement by a click reaches the curator, and is thanked for", async () => {
    const by = person();
    const clicks = clicksIn((await ask(says(by, "盐田的推荐词是什么？"))).text);
    expect((await ask(says(by, clicks.get("没用") ?? ""))).text).toBe(THANKS_BAD);
    const ours = (await bot.journals.disliked(100)).map(({ question }) => question);
    expect(ours).toContain("盐田的推荐词是什么？");
    expect((await ask(says(by, clicks.get("有用") ?? ""))).text).toBe(THANKS_GOOD);
    expect((await bot.journals.disliked(100)).map(({ question }) => question)).not.toContain(
      "盐田的推荐词是什么？",
    );
  });

  it("what can be asked instead stands as clicks where there is no answer", async () => {
    const { text } = await ask(says(person(), "帮助"));
    expect([...clicksIn(text)].filter(([label, words]) => label !== words)).toEqual([]);
  });
});

it("an answer that takes several messages comes in order, three seconds apart", async () => {
  const quotes = [1, 2, 3].map((number) => samples.quote(number, `${number}号驿站已经建成。`.repeat(180)));
  const answer = { ...samples.excerpt, quotes } as Answer;
  const long = await startBot({
    abilities: { ...abilities, answer: async () => answer, wholeOf: async () => answer },
  });
  const { shown } = long.dingtalk;
  await long.ask(says(person(), QUESTION));
  const [, count = "1"] = /\n\(1\/(\d+)\)/.exec(shown[0]?.text ?? "") ?? [];
  expect(Number(count)).toBeGreaterThan(1);
  await until(() => shown.length === Number(count), "all pages");
  const gaps = shown.map(({ when }, i) => when - (shown[i - 1]?.when ?? Number.NEGATIVE_INFINITY));
  expect(Math.min(...gaps)).toBeGreaterThan(2_900);
  expect(citationsIn(shown.map(({ text }) => text)).map(({ quote }) => quote)).toEqual(
    quotes.map(({ text }) => text),
  );
  await long.stop();
  expect(long.dingtalk.violations).toEqual([]);
});

it("a ping of the platform is echoed", async () => {
  dingtalk.ping();
  await until(() => dingtalk.echoes.length > 0, "an echo");
  expect(dingtalk.echoes).toEqual(['{"opaque":"beat"}']);
});
