/** Thousands of deliveries, duplicated and shuffled, over the lines that a platform keeps open: one answer to each question, in order. */

import { expect, it } from "vitest";
import { delivered, type Exchange } from "../chat/delivered.ts";
import { startBot as startDingtalk } from "../dingtalk/bot.ts";
import * as dingtalk from "../dingtalk/people.ts";
import { startBot as startFeishu } from "../feishu/bot.ts";
import * as feishu from "../feishu/people.ts";
import { found, tries } from "../full.ts";
import { startBot as startWecom } from "../wecom/bot.ts";
import * as wecom from "../wecom/people.ts";
import { sleep, until } from "../wire/clock.ts";
import { shuffled } from "../wire/drawing.ts";

/** Of a group no platform takes more than some twenty answers a minute. */
const QUESTIONS_EACH = 5;
const GROUPS = tries(8, 500);
const TIMES_EACH = 4;
/** For all of them, on the slowest of machines. */
const LOAD_PATIENCE_MS = 1_800_000;

const QUESTIONS = [
  "圆通的应用成效是什么？",
  "那推荐词呢？",
  "总结镇江的案例",
  "引用齐河主要内容第二项",
  "哪些案例提到欠薪？",
  "火星上有工会吗？",
];

const LIMITS = { perPerson: 10_000, perChat: 10_000 };

interface Office {
  /** Something that is asked in a group, to be told as often as one likes. */
  readonly asks: (
    group: string,
    by: string,
    text: string,
  ) => { readonly tell: () => void; readonly id: string };
  /** What stands, by what it answers, in the order in which it came. */
  readonly shown: () => readonly { readonly answers: string | null | undefined; readonly text: string }[];
  readonly violations: readonly unknown[];
  readonly stop: () => Promise<void>;
}

const OFFICES: Readonly<Record<string, () => Promise<Office>>> = {
  async feishu() {
    const bot = await startFeishu({ server: { mostInSecond: 100_000 }, limits: LIMITS });
    await until(() => bot.feishu.isConnected, "a connection");
    return {
      asks(group, by, text) {
        const event = feishu.calls(by, text, group);
        return { id: feishu.messageIn(event).message_id, tell: () => void bot.feishu.push(event) };
      },
      shown: () => bot.feishu.shown.map(({ replyTo, text }) => ({ answers: replyTo, text })),
      violations: bot.feishu.violations,
      stop: bot.stop,
    };
  },
  async wecom() {
    const bot = await startWecom({ server: { mostInMinute: 100_000 }, limits: LIMITS });
    await until(() => bot.wecom.isConnected, "a connection");
    return {
      asks(group, by, text) {
        const callback = wecom.calls(by, text, group);
        return { id: callback.headers.req_id, tell: () => void bot.wecom.push(callback) };
      },
      shown: () => bot.wecom.shown.filter(({ isFinished }) => isFinished),
      violations: bot.wecom.violations,
      stop: bot.stop,
    };
  },
  async dingtalk() {
    const bot = await startDingtalk({ server: { mostInMinute: 100_000 }, limits: LIMITS });
    await until(() => bot.dingtalk.isConnected, "a connection");
    return {
      asks(group, by, text) {
        const message = dingtalk.calls(by, text, group);
        return { id: message.msgId, tell: () => void bot.dingtalk.push(message) };
      },
      shown: () => bot.dingtalk.shown,
      violations: bot.dingtalk.violations,
      stop: bot.stop,
    };
  },
};

const PEOPLE = { feishu, wecom, dingtalk } as const;

it.each(["feishu", "wecom", "dingtalk"] as const)(
  "%s: each question is answered once, however often and in whatever order it is told",
  async (platform) => {
    const office = await OFFICES[platform]?.();
    if (!office) throw new Error(`expected a platform, found ${platform}`);
    const { group, person } = PEOPLE[platform];
    const asked = Array.from({ length: GROUPS }, () => ({ lane: group(), by: person() })).flatMap(
      ({ lane, by }) =>
        Array.from({ length: QUESTIONS_EACH }, (_, i) => ({
          lane,
          ...office.asks(lane, by, QUESTIONS[i % QUESTIONS.length] ?? ""),
        })),
    );
    const deliveries = shuffled(
      asked.flatMap((one) => Array.from({ length: TIMES_EACH }, () => one)),
      7,
    );
    for (const [i, { tell }] of deliveries.entries()) {
      tell();
      if (i % 50 === 0) await sleep(5);
    }
    const answered = () => new Set(office.shown().map(({ answers }) => answers));
    await until(() => answered().size >= asked.length, "an answer to each", LOAD_PATIENCE_MS);
    // What comes twice comes late.
    await sleep(1_000);
    const under = Map.groupBy(
      office.shown().map((one, at) => ({ ...one, at })),
      ({ answers }) => String(answers),
    );
    // In the order in which they were heard first.
    const exchanges = [...new Set(deliveries)].map(({ lane, id }): Exchange => {
      const own = under.get(id) ?? [];
      return { lane, texts: own.map(({ text }) => text), at: own[0]?.at };
    });
    const counted = delivered(exchanges);
    found({ deliveries: deliveries.length, ...counted });
    expect(counted).toEqual({ questions: asked.length, lost: 0, doubled: 0, extras: 0, disordered: 0 });
    expect(office.violations).toEqual([]);
    await office.stop();
  },
  LOAD_PATIENCE_MS + 60_000,
);
