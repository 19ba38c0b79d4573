/** Programs of before, as Git has them, serve a chat and are killed → the program of today goes on from what they left, and forgets nothing. */

import { execFileSync, spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { delivered, type Exchange } from "../chat/delivered.ts";
import { run } from "../commands/run-in-process.ts";
import { endedEarly, QUESTIONS, serve } from "../e2e/interrupted.ts";
import { newFolder, ROOT } from "../e2e/start.ts";
import { found, IS_PROMISED, sampleOf } from "../full.ts";
import { type BotApi, startBotApi } from "../telegram/bot-api.ts";
import { person, says, supergroup } from "../telegram/people.ts";
import { until } from "../wire/clock.ts";

/** Before there were records of what was said, before backups were told apart, and of the days after that. */
const COMMITS = ["be2a832", "d35ec30", "d1507fb", "847255a", "13a8b04"];
const isThere = (commit: string) => spawnSync("git", ["cat-file", "-e", commit], { cwd: ROOT }).status === 0;
/** A copy without its history has no program of before. */
const isPossible = IS_PROMISED && COMMITS.every(isThere);

const PATIENCE_MS = 600_000;
const CHATS = 6;
const ASKED_ABOUT = "圆通速递有限公司工会 · 推荐词";

const apis: BotApi[] = [];
afterAll(async () => {
  for (const api of apis) await api.stop();
});

/** Where its sources lie. */
function programOf(commit: string): string {
  const dir = newFolder();
  const archive = execFileSync("git", ["archive", commit, "src", "prompts", "package.json"], {
    ...{ cwd: ROOT, maxBuffer: 2 ** 28 },
  });
  execFileSync("tar", ["-x", "-C", dir], { input: archive });
  symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"));
  return join(dir, "src/main.ts");
}

async function setUp() {
  const api = await startBotApi();
  apis.push(api);
  const began = Math.floor(Date.now() / 1_000) - 10 * 60 * 60;
  const asked: { lane: number; message: number }[] = [];
  const answers = (): Exchange[] =>
    asked.map(({ lane, message }) => {
      const own = api.chat(lane).own.filter((one) => one.message.reply_to_message?.message_id === message);
      return { lane: String(lane), texts: own.map(({ text = "" }) => text), at: own[0]?.id };
    });
  return {
    api,
    answers,
    unanswered: () => answers().filter(({ texts }) => texts.length === 0).length,
    ask(by: ReturnType<typeof person>, chat: ReturnType<typeof supergroup>, text: string) {
      const date = began + asked.length * 15;
      const update = says(by, chat, `@${api.me.username} ${text}`, { date });
      api.push(update);
      asked.push({ lane: chat.id, message: update.message.message_id });
    },
    environment: {
      DATA_DIR: newFolder(),
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.url,
      TELEGRAM_ALLOWED: "*",
    },
  };
}

it.skipIf(!isPossible)(
  "each question is answered, and what was talked about is known",
  async () => {
    for (const commit of sampleOf(COMMITS)) {
      const { api, answers, ask, unanswered, environment } = await setUp();
      const chats = Array.from({ length: CHATS }, () => [person("甲"), supergroup()] as const);
      const [first] = chats;
      if (!first) throw new Error("expected chats, found none");
      const before = serve(environment, programOf(commit));
      for (const [by, chat] of chats) ask(by, chat, "圆通的应用成效是什么？");
      const isAnswered = (left: number) => until(() => unanswered() <= left, "answers", PATIENCE_MS);
      await Promise.race([isAnswered(0), endedEarly(before.ended)]);
      // A little slow, so that there is something to interrupt.
      api.fault({ method: "sendMessage", kind: "slow", ms: 300, probability: 1, seed: 1 });
      for (const [by, chat] of chats.slice(1)) for (const question of QUESTIONS) ask(by, chat, question);
      await Promise.race([isAnswered((CHATS - 1) * QUESTIONS.length - 5), endedEarly(before.ended)]);
      before.child.kill("SIGKILL");
      await before.ended;
      const left = unanswered();

      const today = serve(environment);
      ask(...first, "那推荐词呢？");
      await Promise.race([isAnswered(0), endedEarly(today.ended)]);
      today.child.kill("SIGTERM");
      await today.ended;
      const [followUp = ""] = answers().at(-1)?.texts ?? [];
      const isKnown = followUp.includes(ASKED_ABOUT);
      const records = await run(["audit", "verify", "--data", environment.DATA_DIR]);
      const { questions, ...broken } = delivered(answers());
      found({ upgrades: 1, questions, ...broken, forgotten: Number(!isKnown) });
      expect([commit, broken.lost, broken.doubled, broken.disordered]).toEqual([commit, 0, 0, 0]);
      expect([commit, followUp]).toEqual([commit, expect.stringContaining(ASKED_ABOUT)]);
      expect([commit, records]).toEqual([commit, expect.objectContaining({ code: 0 })]);
      // Otherwise nothing would be left to go on from.
      expect(left).toBeGreaterThan(0);
      expect(api.violations).toEqual([]);
    }
  },
  PATIENCE_MS * 10,
);
