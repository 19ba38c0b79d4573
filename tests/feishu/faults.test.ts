/** Feishu that refuses, forgets, delays and cuts: every question has one answer, and nothing is said twice. */

import { describe, expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { slowAbilities } from "../chat/slow-abilities.ts";
import { IS_SHALLOW } from "../full.ts";
import { until } from "../wire/clock.ts";
import { abilities, type BotSetup, isSign, type RunningBot, startBot } from "./bot.ts";
import { startFeishu } from "./feishu-server.ts";
import { aloneWith, calls, group, messageIn, person, presses, says } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

async function withBot(work: (bot: RunningBot) => Promise<void>, setup: BotSetup = {}): Promise<void> {
  const bot = await startBot({ limits: { perPerson: 1_000, perChat: 1_000 }, ...setup });
  try {
    await work(bot);
    expect(bot.feishu.violations).toEqual([]);
    expect(bot.log.lines.join("\n")).not.toMatch(/local-secret|t-\d|圆通|om_|ou_/);
  } finally {
    await bot.stop();
  }
}

const warnings = ({ log }: RunningBot) => log.lines.filter((line) => /^(?:warn|error)/.test(line));

describe.concurrent("an answer", () => {
  it.each([
    ["a refusal for the pace of the chat", { kind: "code", code: 230_020 }],
    ["a refusal for the pace of the app", { kind: "code", code: 99_991_400, status: 429, reset: 1 }],
    ["the same message being sent", { kind: "code", code: 230_049 }],
    ["an error of Feishu's", { kind: "code", code: 1, status: 500 }],
    ["an error that has no name yet", { kind: "code", code: 99_999_999, status: 503 }],
    ["a gateway that lost its way", { kind: "code", status: 502 }],
    ["a gateway that is closed", { kind: "code", status: 503 }],
    ["a connection that is cut before it", { kind: "cut-before" }],
    ["a connection that is cut behind it", { kind: "cut-after" }],
    ["an answer that comes too late", { kind: "late", ms: 11_000 }],
  ] as const)("stands once, without a mark, after %s", (_, fault) =>
    withBot(async ({ feishu, ask, texts, under }) => {
      feishu.fault({ api: "reply", ...fault });
      const event = says(person(), QUESTION);
      const { chat, text } = await ask(event);
      expect(text).toContain(WORDS);
      expect(text).not.toContain(SENT_AGAIN);
      await ask(says(chat.replace("oc_p2p_", ""), "那推荐词呢？"));
      expect([under(event).length, texts(chat).length]).toEqual([1, 2]);
    }),
  );

  it.each(["cut-before", "cut-after"] as const)(
    "comes in the place of its sign, of which nothing was heard: %s",
    (kind) => {
      const slow = slowAbilities(abilities);
      return withBot(
        async ({ feishu, under, texts }) => {
          const held = slow.hold(QUESTION);
          feishu.fault({ api: "reply", kind });
          const by = person();
          const event = says(by, QUESTION);
          feishu.push(event);
          await until(() => feishu.calls.some(({ api }) => api === "reply"), "a sign");
          await held.asked;
          held.release();
          await until(() => under(event).length > 0, "an answer");
          expect(texts(aloneWith(by))).toEqual([expect.stringContaining(WORDS)]);
        },
        { abilities: slow },
      );
    },
  );

  it("whose card is refused comes in words alone, with all of them", () =>
    withBot(async (bot) => {
      bot.feishu.fault({ api: "reply", kind: "code", code: 230_099 });
      const shown = await bot.ask(says(person(), QUESTION));
      const [quote] = quotesOf(await abilities.answer({ question: QUESTION }));
      expect([shown.type, shown.text]).toEqual(["text", expect.stringContaining(`「${quote?.text}」`)]);
      expect(warnings(bot)).toEqual([expect.stringContaining("230099")]);
    }));

  it("of several pages whose card is refused comes whole in a group: words alone have no button to the rest", () =>
    withBot(async ({ feishu, ask }) => {
      const question = "引用圆通的全文";
      const { text: firstPage, buttons } = await ask(calls(person(), question, group()));
      expect(buttons.map(({ label }) => label)).toContain("下一页");
      feishu.fault({ api: "reply", kind: "code", code: 230_099 });
      const whole = await ask(calls(person(), question, group()));
      const answer = await abilities.answer({ question });
      for (const { text } of quotesOf(answer)) expect(whole.text).toContain(text);
      expect(whole.text.length).toBeGreaterThan(firstPage.length);
    }));

  it("whose card is refused in the place of its sign comes in words alone, and the sign goes", () => {
    const slow = slowAbilities(abilities);
    return withBot(
      async ({ feishu, under, texts }) => {
        const held = slow.hold(QUESTION);
        const by = person();
        const event = says(by, QUESTION);
        feishu.push(event);
        await until(() => feishu.shown.some(isSign), "a sign");
        feishu.fault({ api: "patch", kind: "code", code: 230_099 });
        held.release();
        await until(() => under(event).length > 0, "an answer");
        expect(under(event)[0]?.type).toBe("text");
        expect(texts(aloneWith(by))).toEqual([expect.stringContaining(WORDS)]);
      },
      { abilities: slow },
    );
  });

  it("whose card is refused in the place of a sign of which nothing was heard comes in words alone", () => {
    const slow = slowAbilities(abilities);
    return withBot(
      async ({ feishu, under, texts }) => {
        const held = slow.hold(QUESTION);
        feishu.fault({ api: "reply", kind: "cut-after" });
        const by = person();
        const event = says(by, QUESTION);
        feishu.push(event);
        await until(() => feishu.shown.some(isSign), "a sign");
        feishu.fault({ api: "patch", kind: "code", code: 230_099 });
        held.release();
        await until(() => under(event).length > 0, "an answer");
        expect(under(event)[0]?.type).toBe("text");
        expect(texts(aloneWith(by))).toEqual([expect.stringContaining(WORDS)]);
      },
      { abilities: slow },
    );
  });

  it("never is silence: at last a line says that it cannot be shown", () =>
    withBot(async ({ feishu, ask }) => {
      feishu.fault({ api: "reply", kind: "code", code: 230_028, times: 2 });
      expect((await ask(says(person(), QUESTION))).text).toContain("未能在飞书中显示");
    }));

  it("to a message that is no more stands by itself in its chat", () =>
    withBot(async ({ feishu, texts }) => {
      const where = group();
      const event = calls(person(), QUESTION, where);
      feishu.recall(messageIn(event).message_id);
      feishu.push(event);
      await until(() => texts(where).length > 0, "an answer");
      expect(texts(where)).toEqual([expect.stringContaining(WORDS)]);
    }));

  it("whose sign somebody took away is sent anew", () => {
    const slow = slowAbilities(abilities);
    return withBot(
      async ({ feishu, under }) => {
        const held = slow.hold(QUESTION);
        const event = says(person(), QUESTION);
        feishu.push(event);
        await until(() => feishu.shown.some(isSign), "a sign");
        feishu.recall(feishu.shown.find(isSign)?.id ?? "");
        held.release();
        await until(() => under(event).length > 0, "an answer");
        expect(under(event)[0]?.text).toContain(WORDS);
      },
      { abilities: slow },
    );
  });

  it("to a group that the bot was removed from is dropped, and others have theirs", () =>
    withBot(async (bot) => {
      bot.feishu.fault({ api: "reply", kind: "code", code: 230_002 });
      bot.feishu.push(calls(person(), QUESTION, group()));
      await until(() => warnings(bot).length > 0, "a line");
      expect(warnings(bot)).toEqual([expect.stringContaining("230002")]);
      expect((await bot.ask(says(person(), QUESTION))).text).toContain(WORDS);
    }));

  it("waits while the app lacks a permission, and a line says what to do", () =>
    withBot(async (bot) => {
      bot.feishu.fault({ api: "reply", kind: "code", code: 230_027 });
      bot.feishu.push(says(person(), QUESTION));
      await until(() => warnings(bot).length > 0, "a line");
      expect(warnings(bot)).toEqual([expect.stringMatching(/230027.*权限管理.*发布新版本/)]);
    }));
});

describe.concurrent("the token", () => {
  it("that is good no more is renewed once, however many messages wait for it", () =>
    withBot(async (bot) => {
      const { feishu, under } = bot;
      const events = Array.from({ length: 8 }, () => says(person(), QUESTION));
      const before = feishu.tokens;
      feishu.expireToken();
      for (const event of events) feishu.push(event);
      await until(() => events.every((event) => under(event).length === 1), "all answers");
      expect([feishu.tokens - before, warnings(bot)]).toEqual([1, []]);
    }));

  it("is not used in its last five minutes", () =>
    withBot(
      async ({ feishu, ask }) => {
        const before = feishu.tokens;
        for (let i = 0; i < 2; i += 1) await ask(says(person(), QUESTION));
        expect(feishu.tokens - before).toBeGreaterThanOrEqual(2);
        expect(feishu.calls.filter(({ code }) => code !== 0)).toEqual([]);
      },
      { server: { expire: 300 } },
    ));
});

it.concurrent("forty questions in a moment are answered in order, at the pace that a chat takes", () =>
  withBot(async ({ feishu, texts }) => {
    const where = group();
    for (let i = 0; i < 40; i += 1) feishu.push(calls(person(), QUESTION, where));
    await until(() => texts(where).length === 40, "all answers");
    expect(feishu.calls.filter(({ code }) => code !== 0)).toEqual([]);
  }));

describe.concurrent("the connection", () => {
  it("is made anew when it is cut, and what comes then is answered", () =>
    withBot(async (bot) => {
      const { feishu, ask } = bot;
      const before = feishu.connections;
      feishu.cut();
      await until(() => feishu.connections > before && feishu.isConnected, "a new connection");
      expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
      expect(warnings(bot)).toEqual([]);
    }));

  it.each([
    ["busy", { kind: "code", code: 1, times: 2 }],
    ["broken", { kind: "code", code: 1_000_040_343, times: 2 }],
    ["full", { kind: "code", code: 1_000_040_350, times: 2 }],
    ["behind a gateway that is closed", { kind: "code", status: 502, times: 2 }],
    ["silent", { kind: "late", ms: 11_000 }],
  ] as const)("is made when Feishu, which is %s, has it again", (_, fault) =>
    withBot(async ({ feishu, ask }) => {
      feishu.fault({ api: "endpoint", ...fault });
      feishu.cut();
      await until(() => feishu.connections > 1 && feishu.isConnected, "a new connection");
      expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
    }),
  );

  it.skipIf(IS_SHALLOW)(
    "beats as often as Feishu wishes, and is replaced when it says nothing any more",
    () =>
      withBot(
        async ({ feishu, ask }) => {
          await until(() => feishu.pings.length > 1, "two beats");
          feishu.freeze();
          await until(() => feishu.connections > 1 && feishu.isConnected, "another connection");
          expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
        },
        { server: { pingInterval: 1 } },
      ),
  );
});

describe.concurrent("an app", () => {
  it("with a wrong secret is told of in one line that names the setting, and is tried again", () =>
    withBot(
      async (bot) => {
        expect(warnings(bot)).toEqual([
          expect.stringMatching(
            /^error FEISHU_APP_ID、FEISHU_APP_SECRET：飞书不接受：10014 .*每五分钟再试一次/,
          ),
        ]);
        expect(bot.feishu.calls.length).toBe(1);
      },
      { secret: "wrong" },
    ));

  it("that is not let in is told of in one line that names the setting", () =>
    withBot(async (bot) => {
      bot.feishu.fault({ api: "endpoint", kind: "code", code: 514, times: 10 });
      bot.feishu.cut();
      await until(() => warnings(bot).length > 0, "a line");
      expect(warnings(bot)).toEqual([
        expect.stringMatching(/^error FEISHU_APP_ID、FEISHU_APP_SECRET：飞书不接受：514 .*每五分钟再试一次/),
      ]);
    }));

  it("that does not know yet by which id it is mentioned hears nobody", async () => {
    const feishu = await startFeishu();
    feishu.fault({ api: "info", kind: "code", code: 1 });
    await withBot(
      async ({ ask, texts }) => {
        const where = group();
        const early = calls(person(), QUESTION, where);
        await until(() => feishu.calls.some(({ api }) => api === "info"), "a question who it is");
        expect(feishu.push(early)).toBe(false);
        await ask(calls(person(), QUESTION, where));
        expect(texts(where)).toHaveLength(1);
      },
      { feishu },
    );
  });

  it("that is no robot yet is told which step is missing", async () => {
    const feishu = await startFeishu();
    feishu.fault({ api: "info", kind: "code", code: 11_205, times: 10 });
    await withBot(
      async (bot) => {
        expect(warnings(bot)).toEqual([expect.stringMatching(/11205.*添加应用能力.*机器人/)]);
      },
      { feishu },
    );
  });
});

describe.concurrent("after a start anew", () => {
  it("what Feishu tells five times in six hours is acknowledged each time, and answered once", async () => {
    let aheadMs = 0;
    const now = () => Date.now() + aheadMs;
    const first = await startBot({ now });
    const { feishu, dir } = first;
    const [by, question] = [person(), says(person(), QUESTION)];
    const acknowledged = () => feishu.acknowledged.filter(({ event }) => event === question).length;
    const tellAfter = async (ms: number) => {
      const before = acknowledged();
      aheadMs = ms;
      feishu.push(question);
      await until(() => acknowledged() > before, "an acknowledgement");
    };
    await first.ask(question);
    for (const ms of [15_000, 5 * 60_000]) await tellAfter(ms);
    await first.stopBot();
    const second = await startBot({ feishu, dir, now });
    await until(() => feishu.isConnected, "a connection");
    for (const ms of [60 * 60_000, 6 * 60 * 60_000]) await tellAfter(ms);
    await second.ask(says(by, QUESTION));
    expect([acknowledged(), second.under(question).length]).toEqual([5, 1]);
    expect(feishu.violations).toEqual([]);
    await second.stop();
  });

  it("what was being worked is answered in the place of its sign, and buttons of before do what they say", async () => {
    const slow = slowAbilities(abilities);
    slow.hold(QUESTION);
    const first = await startBot({ abilities: slow });
    const { feishu, dir } = first;
    const by = person();
    const question = says(by, QUESTION);
    feishu.push(question);
    await until(() => feishu.shown.some(isSign), "a sign");
    await first.stopBot();
    const second = await startBot({ feishu, dir });
    await until(() => second.under(question).length > 0, "an answer");
    expect(second.texts(aloneWith(by))).toEqual([expect.stringContaining(WORDS)]);
    const [shown] = second.under(question);
    await second.stopBot();
    const third = await startBot({ feishu, dir });
    feishu.push(presses(by, shown?.buttons[0]?.value ?? {}, shown?.id ?? "", aloneWith(by)));
    await until(() => third.texts(aloneWith(by)).length > 1, "what was pressed");
    expect(feishu.violations).toEqual([]);
    await third.stop();
  });
});

it.concurrent("停 ends what is under way: its sign is taken away, and the word is answered", () => {
  const slow = slowAbilities(abilities);
  return withBot(
    async ({ feishu, ask, texts }) => {
      slow.hold(QUESTION);
      const by = person();
      feishu.push(says(by, QUESTION));
      await until(() => feishu.shown.some(isSign), "a sign");
      expect((await ask(says(by, "停"))).text).toBe("已停止。");
      await until(() => texts(aloneWith(by)).length === 1, "the sign to go");
    },
    { abilities: slow },
  );
});

it.concurrent("with words alone, for old clients, a sign becomes its answer and quotes with marks are a post", () => {
  const slow = slowAbilities(abilities);
  return withBot(
    async ({ feishu, under }) => {
      const held = slow.hold(QUESTION);
      const event = says(person(), QUESTION);
      feishu.push(event);
      await until(() => feishu.shown.some(isSign), "a sign");
      held.release();
      await until(() => under(event).length > 0, "an answer");
      expect(under(event)).toMatchObject([{ type: "text", before: ["正在检索案例……"] }]);
    },
    { abilities: slow, isPlain: true },
  );
});
