/** DingTalk that refuses, forgets, cuts and says good-bye: every question has its answer, nothing is twice without a mark. */

import { describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { SENT_AGAIN, STOPPED } from "../../src/chat/wording.zh.ts";
import { sleep, until } from "../wire/clock.ts";
import { abilities, type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { aloneWith, calls, group, person, says } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

async function withBot(work: (bot: RunningBot) => Promise<void>, setup: BotSetup = {}): Promise<void> {
  const bot = await startBot({ limits: { perPerson: 1_000, perChat: 1_000 }, ...setup });
  try {
    await work(bot);
    expect(bot.dingtalk.violations).toEqual([]);
    const log = bot.log.lines.join("\n");
    for (const secret of [bot.dingtalk.clientSecret, "圆通", "staff", "session=", "ticket-", "token-"])
      expect(log).not.toContain(secret);
  } finally {
    await bot.stop();
  }
}

const complaints = ({ log }: RunningBot) => log.lines.filter((line) => /^(?:warn|error)/.test(line));

/** Everything that stands in a chat, by whatever way it came. */
const allTo = ({ texts }: RunningBot, by: string) => [...texts(aloneWith(by)), ...texts(by)];

describe.concurrent("an answer", () => {
  it.each([
    ["a busy moment", { kind: "code", code: 503, times: 1 }],
    ["a connection that is cut before it", { kind: "cut-before", times: 1 }],
  ] as const)("stands once after %s", (_, fault) =>
    withBot(async ({ dingtalk, ask, texts }) => {
      dingtalk.fault({ at: "session", ...fault });
      const by = person();
      expect((await ask(says(by, QUESTION))).text).toContain(WORDS);
      await ask(says(by, "那推荐词呢？"));
      expect(texts(aloneWith(by))).toHaveLength(2);
    }),
  );

  it.each([
    ["a connection that is cut behind it", { kind: "cut-after", times: 1 }],
    ["an acknowledgement that comes too late", { kind: "late", ms: 12_000, times: 1 }],
  ] as const)("that may have come stands again with a mark after %s", (_, fault) =>
    withBot(async ({ dingtalk, ask, texts }) => {
      dingtalk.fault({ at: "session", ...fault });
      const { chat } = await ask(says(person(), QUESTION));
      await until(() => texts(chat).length > 1, "the same again");
      const [first = "", second = ""] = texts(chat);
      expect([first.includes(SENT_AGAIN), second.includes(SENT_AGAIN)]).toEqual([false, true]);
      expect(second).toContain(WORDS);
    }),
  );

  it("comes by a call where what took it is over, to a person and to a group, with one token", () =>
    withBot(
      async (bot) => {
        const { dingtalk, texts } = bot;
        const [by, where] = [person(), group()];
        dingtalk.push(says(by, QUESTION));
        dingtalk.push(calls(person(), QUESTION, where));
        await until(() => texts(by).length > 0 && texts(where).length > 0, "answers");
        expect([...texts(by), ...texts(where)]).toEqual([
          expect.stringContaining(WORDS),
          expect.stringContaining(WORDS),
        ]);
        // What is known to be over is not tried.
        expect(dingtalk.calls.filter(({ route }) => route === "session")).toEqual([]);
        expect([dingtalk.tokens, complaints(bot)]).toEqual([1, []]);
      },
      { server: { sessionMs: 0 } },
    ));

  it("comes by a call where what took it is over before its time, with a new token where the old one is not taken", () =>
    withBot(async (bot) => {
      const { dingtalk } = bot;
      const by = person();
      dingtalk.fault({ at: "session", kind: "code", code: 300_001, times: 2 });
      dingtalk.push(says(by, QUESTION));
      await until(() => allTo(bot, by).length === 1, "an answer");
      dingtalk.endTokens();
      dingtalk.push(says(by, "那推荐词呢？"));
      await until(() => allTo(bot, by).length === 2, "another answer");
      expect(allTo(bot, by)).toEqual([expect.stringContaining(WORDS), expect.stringContaining("推荐词")]);
      expect([dingtalk.tokens, complaints(bot)]).toEqual([2, []]);
    }));

  it("comes by a call where the address of the message is not taken any more", () =>
    withBot(async (bot) => {
      const { dingtalk, texts } = bot;
      const by = person();
      dingtalk.fault({ at: "session", kind: "code", code: 401, times: 1 });
      dingtalk.push(says(by, QUESTION));
      await until(() => texts(by).length > 0, "an answer");
      expect(texts(by)).toEqual([expect.stringContaining(WORDS)]);
      expect(complaints(bot)).toEqual([]);
    }));

  it("waits while the app lacks a right, and a line says so", () =>
    withBot(
      async (bot) => {
        const { dingtalk, texts } = bot;
        const by = person();
        const name = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
        dingtalk.fault({ at: "person", kind: "code", code: 403, name, times: 2 });
        dingtalk.push(says(by, QUESTION));
        await until(() => complaints(bot).length > 0, "a line");
        expect(complaints(bot)).toEqual([expect.stringContaining(name)]);
        expect(texts(by)).toEqual([]);
      },
      { server: { sessionMs: 0 } },
    ));

  it.each(["cut-before", "cut-after"] as const)(
    "comes once, without a mark, where the token for its call was lost on the way: %s",
    (kind) =>
      withBot(
        async (bot) => {
          const { dingtalk, texts } = bot;
          const by = person();
          dingtalk.fault({ at: "token", kind });
          dingtalk.push(says(by, QUESTION));
          await until(() => texts(by).length > 0, "an answer");
          expect(texts(by)).toEqual([expect.not.stringContaining(SENT_AGAIN)]);
          expect(complaints(bot)).toEqual([]);
        },
        { server: { sessionMs: 0 } },
      ),
  );

  it("waits where somebody gets too much, and where calls are too many, and then comes once", () =>
    withBot(
      async (bot) => {
        const { dingtalk, texts } = bot;
        const where = group();
        dingtalk.fault({
          at: "group",
          kind: "code",
          code: 403,
          name: "Forbidden.AccessDenied.QpsLimitForApi",
        });
        dingtalk.push(calls(person(), QUESTION, where));
        await until(() => texts(where).length > 0, "an answer");
        expect(texts(where)).toEqual([expect.not.stringContaining(SENT_AGAIN)]);
        expect(complaints(bot)).toEqual([]);
      },
      { server: { sessionMs: 0 } },
    ));

  it("whose Markdown is refused comes as text, with the same words between marks", () =>
    withBot(async ({ dingtalk, ask, log }) => {
      dingtalk.fault({ at: "session", kind: "form", times: 1 });
      const { text, kind, at } = await ask(calls(person(), QUESTION, group()));
      expect(kind).toBe("text");
      expect(text).toMatch(/\[1\] 〔圆通速递有限公司工会 · 应用成效〕\n「[^」]+」/);
      expect(at).toHaveLength(1);
      expect(log.lines.filter((line) => line.startsWith("warn"))).toEqual([
        expect.stringMatching(/简单的形式/),
      ]);
    }));

  it("never is silence: at last a line says that it cannot be shown", () =>
    withBot(async ({ dingtalk, ask }) => {
      dingtalk.fault({ at: "session", kind: "code", code: 400_302, times: 2 });
      expect((await ask(says(person(), QUESTION))).text).toContain("未能在钉钉中显示");
    }));

  it("to a person who is no more is dropped in one line", () =>
    withBot(
      async (bot) => {
        const stranger = { ...says(person(), QUESTION), senderStaffId: "" };
        bot.dingtalk.push(stranger);
        await until(() => complaints(bot).length > 0, "a line");
        expect(complaints(bot)).toEqual(["warn 一处单聊不能再收到消息：invalidStaffIdList"]);
      },
      { server: { sessionMs: 0 } },
    ));
});

it.concurrent("forty questions in a moment are answered in order, at the pace that a chat takes", () =>
  withBot(async ({ dingtalk }) => {
    const where = group();
    for (let i = 0; i < 40; i += 1) dingtalk.push(calls(person(), QUESTION, where));
    await until(() => dingtalk.shown.length >= 18, "as many as go");
    expect(dingtalk.calls.filter(({ errcode, status }) => errcode !== 0 || status !== 200)).toEqual([]);
    expect(dingtalk.shown.length).toBeLessThanOrEqual(20);
  }));

describe.concurrent("the connection", () => {
  it("is made anew when it is cut, and what comes then is answered", () =>
    withBot(async (bot) => {
      const { dingtalk, ask } = bot;
      const before = dingtalk.connections;
      dingtalk.cut();
      await until(() => dingtalk.connections > before && dingtalk.isConnected, "a new connection");
      expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
      expect(complaints(bot)).toEqual([]);
    }));

  it("that says good-bye is followed by another before it is cut, and nothing of twenty messages is lost", () =>
    withBot(
      async ({ dingtalk }) => {
        const asked: string[] = [];
        await until(() => dingtalk.isConnected, "a connection");
        for (let i = 0; i < 20; i += 1) {
          if (i === 7) {
            dingtalk.disconnect(2_000);
            await until(() => dingtalk.isConnected, "the next line");
          }
          const question = says(person(), QUESTION);
          expect(dingtalk.push(question)).toBe(true);
          asked.push(question.msgId);
          await sleep(100);
        }
        await until(() => asked.every((id) => dingtalk.shown.some(({ answers }) => answers === id)), "all");
        await until(() => dingtalk.lines === 1, "the end of the old line");
        expect([dingtalk.shown.length, dingtalk.connections, dingtalk.isConnected]).toEqual([20, 2, true]);
      },
      { server: { mostInMinute: 1_000 } },
    ));

  it("that says good-bye again and again is followed ever more slowly", () =>
    withBot(
      async ({ dingtalk }) => {
        await until(() => dingtalk.connections >= 4, "four lines");
        await sleep(3_000);
        expect(dingtalk.connections).toBeLessThanOrEqual(5);
      },
      { server: { isLeaving: true } },
    ));

  it("is had as soon as DingTalk gives an address again, with one line when it does not", async () => {
    await withBot(async (bot) => {
      const { dingtalk, ask, log } = bot;
      dingtalk.fault({ at: "open", kind: "code", code: 500, times: 2 });
      dingtalk.cut();
      await until(() => dingtalk.connections > 1, "another connection");
      expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
      expect(complaints(bot)).toEqual([expect.stringMatching(/^warn 钉钉：暂时连不上（500/)]);
      expect(log.lines.filter((line) => line.includes("已恢复连接"))).toHaveLength(1);
    });
  });

  it("with a wrong secret is refused in one line that names the setting, and is tried again", () =>
    withBot(
      async (bot) => {
        expect(complaints(bot)).toEqual([
          expect.stringMatching(/^error DINGTALK_CLIENT_SECRET：钉钉不接受.*401 authFailed/),
        ]);
        expect(bot.dingtalk.connections).toBe(0);
      },
      { clientSecret: "wrong" },
    ));
});

describe.concurrent("an answer that takes long", () => {
  const slow = (gate: Promise<void>): Abilities => ({
    ...abilities,
    async answer(message, asking) {
      const aborted = new Promise<never>((_resolve, reject) => {
        asking?.signal?.addEventListener("abort", () => reject(asking.signal?.reason));
      });
      await Promise.race([gate, aborted]);
      return abilities.answer(message);
    },
  });

  it("is announced by one line after a while, and comes behind it without a mark", async () => {
    const gate = Promise.withResolvers<void>();
    await withBot(
      async ({ dingtalk, ask, texts }) => {
        const by = person();
        expect(await ask(calls(by, QUESTION, "cidSlow=="))).toMatchObject({ kind: "text", at: [] });
        gate.resolve();
        await until(() => texts("cidSlow==").length > 1, "an answer");
        expect(texts("cidSlow==")).toEqual([
          expect.stringMatching(/^正在.+……$/),
          expect.stringContaining(WORDS),
        ]);
        expect(dingtalk.shown.at(-1)?.text).not.toContain(SENT_AGAIN);
      },
      { abilities: slow(gate.promise) },
    );
  });

  it("is given up at a word, which is answered", () =>
    withBot(
      async ({ dingtalk, ask, texts }) => {
        const by = person();
        await until(() => dingtalk.isConnected, "a connection");
        dingtalk.push(says(by, QUESTION));
        expect((await ask(says(by, "停"))).text).toBe(STOPPED);
        expect(texts(aloneWith(by))).toEqual([STOPPED]);
      },
      { abilities: slow(new Promise(() => {})) },
    ));

  it("is given after a start anew, by what took it then or by a call", async () => {
    const first = await startBot({ abilities: slow(new Promise(() => {})) });
    const { dingtalk, dir } = first;
    const [by, other] = [person(), person()];
    await until(() => dingtalk.isConnected, "a connection");
    for (const one of [by, other]) dingtalk.push(says(one, QUESTION));
    await until(() => dingtalk.shown.length === 2, "signs");
    await first.stopBot();
    dingtalk.endSessions();
    const second = await startBot({ dingtalk, dir });
    await until(() => [by, other].every((one) => second.texts(one).length > 0), "answers");
    expect([...second.texts(by), ...second.texts(other)]).toEqual([
      expect.stringContaining(WORDS),
      expect.stringContaining(WORDS),
    ]);
    expect(dingtalk.violations).toEqual([]);
    await second.stop();
  });
});
