/** Thousands of deliveries, duplicated, reordered and interleaved over fifty channels: one answer to each question. */

import { expect, it } from "vitest";
import { delivered } from "../chat/delivered.ts";
import { found, tries } from "../full.ts";
import { sleep, until } from "../wire/clock.ts";
import { shuffled } from "../wire/drawing.ts";
import { atTheWire, complaintsOf } from "./at-the-wire.ts";
import { type Mode, startBot } from "./bot.ts";
import { channel, mentions, person } from "./people.ts";

const CHANNELS = 50;
/** For all of them, on the slowest of machines. */
const LOAD_PATIENCE_MS = 600_000;
const QUESTIONS_EACH = tries(10, 50);
const TIMES_EACH = 2;

const QUESTIONS = [
  "圆通的应用成效是什么？",
  "那推荐词呢？",
  "总结镇江的案例",
  "它的成效呢？",
  "引用齐河主要内容第二项",
  "哪些案例提到欠薪？",
  "火星上有工会吗？",
];

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];

it.each<[mode: Mode, each: number]>([
  ["http", QUESTIONS_EACH],
  ["socket", QUESTIONS_EACH / 5],
])(
  "by %s each of the questions is answered once, though either of its events comes again and again",
  async (mode, each) => {
    const bot = await startBot({ mode, limits: { perPerson: 1_000, perChat: 1_000 } });
    const { slack } = bot;
    const channels = Array.from({ length: CHANNELS }, () => ({ where: channel(), by: person("甲") }));
    const asked = Array.from({ length: each }, (_, i) =>
      channels.map(({ where, by }) => mentions(by, where, QUESTIONS[i % QUESTIONS.length] ?? "")),
    ).flat();
    const deliveries = shuffled(
      asked.flatMap((pair) => Array.from({ length: TIMES_EACH }, () => pair).flat()),
      7,
    );
    for (let i = 0; i < deliveries.length; i += 20) {
      slack.push(...deliveries.slice(i, i + 20));
      await sleep(20);
    }
    const answered = () =>
      slack.calls.filter(({ method, wasApplied }) => method === "chat.postMessage" && wasApplied);
    const messageOf = (channelId: unknown, ts: unknown) => `${channelId} ${ts}`;
    const threads = () =>
      new Set(answered().map(({ payload }) => messageOf(payload.channel, payload.thread_ts)));
    await until(() => threads().size >= asked.length, "an answer to each", LOAD_PATIENCE_MS);
    await slack.idle(300);
    await atTheWire(bot).settled();
    const under = Map.groupBy(answered(), ({ payload }) => messageOf(payload.channel, payload.thread_ts));
    // Several are acknowledged at once, and which of them was first is not known.
    const exchanges = asked.map(([{ payload }]) => {
      const own = under.get(messageOf(payload.event.channel, payload.event.ts)) ?? [];
      return { lane: String(payload.event.channel), texts: own.map((call) => String(call.payload.text)) };
    });
    const counted = delivered(exchanges);
    found({ deliveries: deliveries.length, ...counted });
    expect(counted).toEqual({ questions: asked.length, lost: 0, doubled: 0, extras: 0, disordered: 0 });
    expect(under.size).toBe(asked.length);
    const times = slack.deliveries.flatMap(({ ackMs }) => ackMs ?? []).toSorted((a, b) => a - b);
    const failures = slack.deliveries.filter(({ reason }) => reason !== undefined).length;
    console.info(
      `${mode}: ${deliveries.length} deliveries of ${asked.length} questions, acknowledged in ${percentile(times, 0.5)} ms (p50), ${percentile(times, 0.99)} ms (p99), ${times.at(-1)} ms (most); ${failures} attempts failed`,
    );
    await bot.stop();
    expect([...slack.violations, ...complaintsOf(bot)]).toEqual([]);
  },
  LOAD_PATIENCE_MS + 60_000,
);
