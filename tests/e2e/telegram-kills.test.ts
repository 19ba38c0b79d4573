/** The program killed and stopped again and again while it serves Telegram: nothing is lost, and what comes twice says so. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/channels/telegram/wording.zh.ts";
import { type BotApi, startBotApi } from "../telegram/bot-api.ts";
import { person, says, supergroup } from "../telegram/people.ts";
import { newFolder, start } from "./start.ts";

/** As many as the program has answers under way at once. */
const SENDS_AT_ONCE = 8;

const KILLS = 100;
const STOPS = 50;

const QUESTIONS = [
  "圆通的应用成效是什么？",
  "总结镇江的案例",
  "那推荐词呢？",
  "引用齐河主要内容第二项",
  "哪些案例提到欠薪？",
  "盐田的推荐词是什么？",
  "火星上有工会吗？",
];

const apis: BotApi[] = [];
afterAll(async () => {
  for (const api of apis) await api.stop();
});

async function setUp(seed: number) {
  const api = await startBotApi();
  apis.push(api);
  // A little slow, so that there is something to interrupt.
  api.fault({ method: "sendMessage", kind: "slow", ms: 15, probability: 0.5, seed });
  const environment = {
    DATA_DIR: newFolder(),
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.url,
    TELEGRAM_ALLOWED: "*",
  };
  const chats = Array.from({ length: 12 }, () => ({ chat: supergroup(), by: person("甲") }));
  const asked: { chat: number; message: number }[] = [];
  // Asked in the last hours, one a quarter of a minute, so that nobody is held back for asking too fast.
  const began = Math.floor(Date.now() / 1000) - 10 * 60 * 60;
  const ask = () => {
    const i = asked.length;
    const { chat, by } = chats[i % chats.length] ?? { chat: supergroup(), by: person("甲") };
    const text = `@${api.me.username} ${QUESTIONS[i % QUESTIONS.length]}`;
    const update = says(by, chat, text, { date: began + Math.floor(i / chats.length) * 15 });
    api.push(update);
    asked.push({ chat: chat.id, message: update.message.message_id });
  };
  let isAsking = true;
  const asking = (async () => {
    while (isAsking) {
      ask();
      await sleep(50);
    }
  })();
  return {
    api,
    environment,
    asked,
    async endAsking() {
      isAsking = false;
      await asking;
    },
    /** What stands under each question, in the order in which it came. */
    answers: () =>
      asked.map(({ chat, message }) =>
        api
          .chat(chat)
          .own.filter((own) => own.message.reply_to_message?.message_id === message)
          .map((own) => own.message.text ?? ""),
      ),
  };
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const serve = (environment: Readonly<Record<string, string>>) => {
  const started = start("node", ["src/main.ts"], environment);
  started.child.stdin.end();
  return started;
};

/** Until it calls; then for a random while. */
async function serving(api: BotApi, ms: number): Promise<void> {
  const { length } = api.calls;
  for (let i = 0; i < 1_000 && api.calls.length === length; i += 1) await sleep(5);
  await sleep(ms);
}

async function answerAll(environment: Readonly<Record<string, string>>, api: BotApi, count: () => number) {
  const { child, ended } = serve(environment);
  for (let i = 0; i < 300 && count() > 0; i += 1) await sleep(50);
  await api.idle(300, 20_000);
  child.kill("SIGTERM");
  return ended;
}

describe.concurrent("the program that serves Telegram", () => {
  it(`killed ${KILLS} times loses no question, and marks what it sends again`, async () => {
    const { api, environment, asked, answers, endAsking } = await setUp(1);
    const draw = random(20_261_124);
    for (let i = 0; i < KILLS; i += 1) {
      const { child, ended } = serve(environment);
      await serving(api, draw() * 400);
      child.kill("SIGKILL");
      await ended;
    }
    await endAsking();
    await answerAll(environment, api, () => answers().filter((texts) => texts.length === 0).length);
    const counts = answers();
    expect(asked.length).toBeGreaterThan(KILLS);
    expect(counts.filter((texts) => texts.length === 0)).toEqual([]);
    const extra = counts.flatMap((texts) => texts.slice(1));
    expect(extra.filter((text) => !text.includes(SENT_AGAIN))).toEqual([]);
    expect(counts.filter((texts) => texts.filter((text) => !text.includes(SENT_AGAIN)).length > 1)).toEqual(
      [],
    );
    expect(extra.length).toBeLessThanOrEqual(KILLS * SENDS_AT_ONCE);
    expect(api.violations).toEqual([]);
    console.log(`${KILLS} kills, ${asked.length} questions, ${extra.length} answers came twice`);
  }, 400_000);

  it(`stopped ${STOPS} times under load loses and doubles nothing, and ends within ten seconds`, async () => {
    const { api, environment, asked, answers, endAsking } = await setUp(2);
    const draw = random(7);
    let longest = 0;
    for (let i = 0; i < STOPS; i += 1) {
      const { child, ended } = serve(environment);
      await serving(api, draw() * 400);
      const at = performance.now();
      child.kill("SIGTERM");
      expect(await ended).toMatchObject({ code: 0, signal: null });
      longest = Math.max(longest, performance.now() - at);
    }
    await endAsking();
    await answerAll(environment, api, () => answers().filter((texts) => texts.length === 0).length);
    expect(answers().filter((texts) => texts.length !== 1)).toEqual([]);
    expect(asked.length).toBeGreaterThan(STOPS);
    expect(longest).toBeLessThan(10_000);
    expect(api.violations).toEqual([]);
    console.log(`${STOPS} stops, ${asked.length} questions, longest stop ${Math.round(longest)} ms`);
  }, 400_000);
});
