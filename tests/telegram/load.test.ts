/** Thousands of deliveries, duplicated, reordered and interleaved over fifty chats: one answer to each question. */

import type { Update } from "grammy/types";
import { afterAll, expect, it } from "vitest";
import { delivered, type Exchange } from "../chat/delivered.ts";
import { found, tries } from "../full.ts";
import { sleep, until } from "../wire/clock.ts";
import { shuffled } from "../wire/drawing.ts";
import { startBot } from "./bot.ts";
import { startBotApi } from "./bot-api.ts";
import { person, says, supergroup } from "./people.ts";

const CHATS = 50;
/** For all of them, on the slowest of machines. */
const LOAD_PATIENCE_MS = 600_000;
const QUESTIONS_EACH = tries(10, 50);
const TIMES_EACH = 4;

const QUESTIONS = [
  "圆通的应用成效是什么？",
  "那推荐词呢？",
  "总结镇江的案例",
  "它的成效呢？",
  "引用齐河主要内容第二项",
  "哪些案例提到欠薪？",
  "火星上有工会吗？",
];

const api = await startBotApi();
const bot = await startBot({ api, limits: { perPerson: 1_000, perChat: 1_000 } });
afterAll(bot.stop);

it(
  `answers ${CHATS * QUESTIONS_EACH} questions once each, of ${CHATS * QUESTIONS_EACH * TIMES_EACH} deliveries`,
  async () => {
    const chats = Array.from({ length: CHATS }, () => ({ chat: supergroup(), by: person("甲") }));
    const asked: { chat: number; message: number; update: Update }[] = [];
    for (let i = 0; i < QUESTIONS_EACH; i += 1)
      for (const { chat, by } of chats) {
        const said = says(by, chat, `@${api.me.username} ${QUESTIONS[i % QUESTIONS.length]}`);
        const update: Update = { update_id: 50_000 + asked.length, ...said };
        asked.push({ chat: chat.id, message: said.message.message_id, update });
      }
    const deliveries = shuffled(
      asked.flatMap(({ update }) => Array.from({ length: TIMES_EACH }, () => update)),
      7,
    );
    for (let i = 0; i < deliveries.length; i += 100) {
      api.pushRaw(...deliveries.slice(i, i + 100));
      await sleep(1);
    }
    const answered = () =>
      api.calls.filter(({ method, wasApplied }) => method === "sendMessage" && wasApplied);
    await until(() => answered().length >= asked.length, "an answer to each", LOAD_PATIENCE_MS);
    await api.idle(500);
    const under = Map.groupBy(
      answered().map((call, at) => ({ ...call, at })),
      ({ chatId, payload }) => `${chatId} ${(payload.reply_parameters as { message_id: number }).message_id}`,
    );
    // In the order in which they were heard first.
    const exchanges = [...new Set(deliveries)].flatMap(({ message }): Exchange[] => {
      const own = under.get(`${message?.chat.id} ${message?.message_id}`) ?? [];
      const texts = own.map(({ payload }) => String(payload.text));
      return [{ lane: String(message?.chat.id), texts, at: own[0]?.at }];
    });
    const counted = delivered(exchanges);
    found({ deliveries: deliveries.length, ...counted });
    expect(counted).toEqual({ questions: asked.length, lost: 0, doubled: 0, extras: 0, disordered: 0 });
    expect(under.size).toBe(asked.length);
    expect(api.violations).toEqual([]);
    expect(bot.log.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  },
  LOAD_PATIENCE_MS + 60_000,
);
