/** WeCom that refuses, forgets, cuts and kicks: every question has its answer, and nothing is said twice without a mark. */

import { describe, expect, it } from "vitest";
import type { Abilities } from "../../src/answer/abilities.ts";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { IS_SHALLOW } from "../full.ts";
import { until } from "../wire/clock.ts";
import { abilities, type BotSetup, type RunningBot, startBot } from "./bot.ts";
import { calls, group, person, presses, says } from "./people.ts";

const QUESTION = "圆通的应用成效是什么？";
const WORDS = "圆通速递有限公司工会 · 应用成效";

async function withBot(work: (bot: RunningBot) => Promise<void>, setup: BotSetup = {}): Promise<void> {
  const bot = await startBot({ limits: { perPerson: 1_000, perChat: 1_000 }, ...setup });
  try {
    await work(bot);
    expect(bot.wecom.violations).toEqual([]);
    for (const secret of [bot.wecom.secret, "圆通", "user-"])
      expect(bot.log.lines.join("\n")).not.toContain(secret);
  } finally {
    await bot.stop();
  }
}

const respond = "aibot_respond_msg";

describe.concurrent("an answer", () => {
  it.each([
    ["a refusal for the pace of the chat", { kind: "code", code: 846_607, times: 1 }],
    ["a busy moment", { kind: "code", code: -1, times: 1 }],
    ["a subscription that was forgotten", { kind: "code", code: 846_609, times: 1 }],
    ["a connection that is cut before it", { kind: "cut-before", times: 1 }],
    ["a connection that is cut behind it", { kind: "cut-after", times: 1 }],
    // Until the line is known to be dead it takes a minute.
    ...(IS_SHALLOW ? [] : ([["an acknowledgement that never comes", { kind: "mute", times: 1 }]] as const)),
    ["an acknowledgement that comes too late", { kind: "late", ms: 12_000, times: 1 }],
  ] as const)("stands once, without a mark, after %s", (_, fault) =>
    withBot(async ({ wecom, ask, texts }) => {
      wecom.fault({ cmd: respond, ...fault });
      const { chat, text } = await ask(says(person(), QUESTION));
      expect(text).toContain(WORDS);
      expect(text).not.toContain(SENT_AGAIN);
      await until(() => wecom.isConnected);
      await ask(says(chat, "那推荐词呢？"));
      expect(texts(chat)).toHaveLength(2);
    }),
  );

  it.each([846_605, 846_608])(
    "stands by itself where its callback is not to be answered any more (%i)",
    (code) =>
      withBot(async ({ wecom, texts }) => {
        wecom.fault({ cmd: respond, kind: "code", code, times: 1 });
        const question = says(person(), QUESTION);
        wecom.push(question);
        await until(() => texts(question.body.from.userid).length > 0, "an answer");
        expect(texts(question.body.from.userid)).toEqual([expect.stringContaining(WORDS)]);
        expect(wecom.shown[0]?.answers).toBeNull();
      }),
  );

  it("whose card is refused comes without it", () =>
    withBot(async ({ wecom, ask }) => {
      wecom.fault({ cmd: respond, kind: "code", code: 42_014, times: 1 });
      const shown = await ask(says(person(), QUESTION));
      expect([shown.text.includes(WORDS), shown.card]).toEqual([true, undefined]);
    }));

  it("never is silence: at last a line says that it cannot be shown", () =>
    withBot(async ({ wecom, ask }) => {
      wecom.fault({ cmd: respond, kind: "code", code: 40_058, times: 2 });
      expect((await ask(says(person(), QUESTION))).text).toContain("未能在企业微信中显示");
    }));
});

it.concurrent("forty questions in a moment are answered in order, at the pace that a chat takes", () =>
  withBot(async ({ wecom }) => {
    const where = group();
    for (let i = 0; i < 40; i += 1) wecom.push(calls(person(), QUESTION, where));
    await until(() => wecom.shown.length >= 28, "as many as go");
    expect(wecom.calls.filter(({ errcode }) => errcode !== 0)).toEqual([]);
    expect(wecom.calls.filter(({ cmd }) => cmd === respond).length).toBeLessThanOrEqual(30);
  }));

describe.concurrent("the connection", () => {
  it("is made anew when it is cut, and what comes then is answered", () =>
    withBot(async ({ wecom, ask, log }) => {
      const before = wecom.connections;
      wecom.cut();
      await until(() => wecom.connections > before && wecom.isConnected, "a new connection");
      expect((await ask(says(person(), QUESTION))).text).toContain(WORDS);
      expect(log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
    }));

  it("with a wrong secret is refused in one line that names the setting, and is tried again", async () => {
    await withBot(
      async ({ log, wecom }) => {
        const lines = log.lines.filter((line) => /^(?:warn|error)/.test(line));
        expect(lines).toEqual([expect.stringMatching(/^error WECOM_BOT_SECRET：企业微信不接受.*853000/)]);
        expect(wecom.connections).toBe(1);
      },
      { secret: "wrong" },
    );
  });
});

describe.concurrent("after a start anew", () => {
  it("what was being worked is answered in the place of its sign, and buttons of before do what they say", async () => {
    const gate = Promise.withResolvers<void>();
    const slow: Abilities = {
      ...abilities,
      async answer(message, asking) {
        await gate.promise;
        return abilities.answer(message, asking);
      },
    };
    const first = await startBot({ abilities: slow });
    const { wecom, dir } = first;
    const question = says(person(), QUESTION);
    wecom.push(question);
    await until(() => wecom.shown.some(({ isFinished }) => !isFinished), "a sign");
    await first.stopBot();
    gate.resolve();
    const second = await startBot({ wecom, dir });
    await until(() => wecom.shown.every(({ isFinished }) => isFinished), "an answer");
    const chat = question.body.from.userid;
    expect(second.texts(chat)).toEqual([expect.stringContaining(WORDS)]);
    const card = wecom.shown[0]?.card;
    await second.stopBot();
    const third = await startBot({ wecom, dir });
    const key = card?.button_list?.[0]?.key ?? "";
    wecom.push(presses(chat, key, card?.task_id ?? ""));
    await until(() => third.texts(chat).length > 1, "what was pressed");
    expect(wecom.violations).toEqual([]);
    await third.stop();
  });
});

it.concurrent("停 ends what is under way: its sign is ended, and the word is answered", () =>
  withBot(
    async ({ wecom, ask, texts }) => {
      const by = person();
      wecom.push(says(by, QUESTION));
      await until(() => wecom.shown.some(({ isFinished }) => !isFinished), "a sign");
      expect((await ask(says(by, "停"))).text).toBe("已停止。");
      expect(texts(by)).toEqual(["（已结束）", "已停止。"]);
    },
    {
      abilities: {
        ...abilities,
        answer: (_, asking) =>
          new Promise((_resolve, reject) => {
            asking?.signal?.addEventListener("abort", () => reject(asking.signal?.reason));
          }),
      },
    },
  ));
