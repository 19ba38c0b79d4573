/** The program killed and stopped again and again while it serves Telegram: nothing is lost, and what comes twice says so. */

import { afterAll, describe, expect, it } from "vitest";
import { type BotApi, startBotApi } from "../telegram/bot-api.ts";
import { person, says, supergroup } from "../telegram/people.ts";
import {
  expectNoneLost,
  expectOneEach,
  expectTimeless,
  INTERRUPTED_MS,
  interrupt,
  JUMPS,
  KILLS,
  QUESTIONS,
  STOPS,
  setClocks,
} from "./interrupted.ts";
import { newFolder } from "./start.ts";

const apis: BotApi[] = [];
afterAll(async () => {
  for (const api of apis) await api.stop();
});

async function setUp(seed: number) {
  const api = await startBotApi();
  apis.push(api);
  // A little slow, so that there is something to interrupt.
  api.fault({ method: "sendMessage", kind: "slow", ms: 15, probability: 0.5, seed });
  const chats = Array.from({ length: 12 }, () => ({ chat: supergroup(), by: person("甲") }));
  const asked: { chat: number; message: number }[] = [];
  // Asked in the last hours, one a quarter of a minute, so that nobody is held back for asking too fast.
  const began = Math.floor(Date.now() / 1000) - 10 * 60 * 60;
  /** What stands under each question, in the order in which it came. */
  const answers = () =>
    asked.map(({ chat, message }) => {
      const own = api
        .chat(chat)
        .own.filter(({ message: sent }) => sent.reply_to_message?.message_id === message);
      return { lane: String(chat), texts: own.map(({ text = "" }) => text), at: own[0]?.id };
    });
  return {
    api,
    asked,
    answers,
    seed,
    environment: {
      DATA_DIR: newFolder(),
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.url,
      TELEGRAM_ALLOWED: "*",
    },
    calls: () => api.calls.length,
    unanswered: () => answers().filter(({ texts }) => texts.length === 0).length,
    ask() {
      const i = asked.length;
      const { chat, by } = chats[i % chats.length] ?? { chat: supergroup(), by: person("甲") };
      const text = `@${api.me.username} ${QUESTIONS[i % QUESTIONS.length]}`;
      const update = says(by, chat, text, { date: began + Math.floor(i / chats.length) * 15 });
      api.push(update);
      asked.push({ chat: chat.id, message: update.message.message_id });
    },
  };
}

describe.concurrent("the program that serves Telegram", () => {
  it(
    `killed ${KILLS} times loses no question, and marks what it sends again`,
    async () => {
      const served = await setUp(20_261_124);
      await interrupt({ ...served, signal: "SIGKILL", times: KILLS });
      const counts = served.answers();
      const extra = expectNoneLost(counts, KILLS);
      expect(served.api.violations).toEqual([]);
      console.log(`${KILLS} kills, ${counts.length} questions, ${extra} answers came twice`);
    },
    INTERRUPTED_MS,
  );

  it(
    `stopped ${STOPS} times under load loses and doubles nothing, and ends within ten seconds`,
    async () => {
      const served = await setUp(7);
      const longest = await interrupt({ ...served, signal: "SIGTERM", times: STOPS });
      const counts = served.answers();
      expectOneEach(counts, STOPS, longest);
      expect(served.api.violations).toEqual([]);
      console.log(`${STOPS} stops, ${counts.length} questions, longest stop ${Math.round(longest)} ms`);
    },
    INTERRUPTED_MS,
  );

  it(
    "whose clock is put back and on answers each once",
    async () => {
      const served = await setUp(20_261_131);
      await setClocks({ ...served, times: JUMPS });
      expectTimeless(served.answers(), JUMPS);
      expect(served.api.violations).toEqual([]);
    },
    INTERRUPTED_MS,
  );
});
