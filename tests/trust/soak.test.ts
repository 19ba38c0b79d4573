/** The program asked without a pause, `SOAK_RATE` times a second (20): its memory, its open files and the time to an answer stay what they were. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { endedEarly, QUESTIONS, serve } from "../e2e/interrupted.ts";
import { newFolder } from "../e2e/start.ts";
import { found, tries } from "../full.ts";
import { startBotApi } from "../telegram/bot-api.ts";
import { person, says, supergroup } from "../telegram/people.ts";
import { sleep, until } from "../wire/clock.ts";

const { SOAK_RATE = "20" } = process.env;
const A_SECOND = Number(SOAK_RATE);
const SECONDS = tries(5, 30 * 60);
const QUESTIONS_ASKED = Math.ceil(SECONDS * A_SECOND);
/** In a shorter while what is loaded and compiled at first is still most of what grows. */
const WARM_SECONDS = 60;
/** More than these are not asked ahead: a machine that is slow takes longer. */
const MOST_WAITING = 200;
const CHATS = 200;
const PATIENCE_MS = 600_000;

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
const p99 = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.99)] ?? 0;

/** Resident memory in MiB and open files of a process; nothing where the system does not tell. */
function stateOf(pid: number): { readonly mb: number; readonly files: number } {
  const [, kb = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return { mb: Number(kb) / 1_024, files: readdirSync(`/proc/${pid}/fd`).length };
}

it.skipIf(process.platform !== "linux")(
  `${QUESTIONS_ASKED} questions leave nothing behind`,
  async () => {
    const api = await startBotApi();
    const { child, ended } = serve({
      DATA_DIR: newFolder(),
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.url,
      TELEGRAM_ALLOWED: "*",
      PERSON_LIMIT: "10000",
      CHAT_LIMIT: "10000",
    });
    const pid = child.pid ?? 0;
    await Promise.race([until(() => api.calls.length > 0, "a first call"), endedEarly(ended)]);
    const chats = Array.from({ length: CHATS }, () => ({ chat: supergroup(), by: person("甲") }));
    const began = Math.floor(Date.now() / 1_000) - 10 * 60 * 60;
    const askedAt = new Map<string, number>();
    const tookMs: number[] = [];
    let seen = 0;
    /** What was answered since the last look. */
    const look = () => {
      for (; seen < api.calls.length; seen += 1) {
        const { method, chatId, payload, wasApplied } = api.calls[seen] ?? {};
        const message = (payload?.reply_parameters as { message_id?: number } | undefined)?.message_id;
        const at = askedAt.get(`${chatId} ${message}`);
        if (method !== "sendMessage" || !wasApplied || at === undefined) continue;
        tookMs.push(performance.now() - at);
        askedAt.delete(`${chatId} ${message}`);
      }
      return askedAt.size;
    };
    const states: ReturnType<typeof stateOf>[] = [];
    const beganAsking = performance.now();
    for (let i = 0; i < QUESTIONS_ASKED; i += 1) {
      await until(() => look() < MOST_WAITING, "some answers", PATIENCE_MS);
      const { chat, by } = chats[i % CHATS] ?? { chat: supergroup(), by: person("甲") };
      const date = began + Math.floor(i / CHATS);
      const said = says(by, chat, `@${api.me.username} ${QUESTIONS[i % QUESTIONS.length]}`, { date });
      askedAt.set(`${chat.id} ${said.message.message_id}`, performance.now());
      api.push(said);
      if (i % Math.ceil(A_SECOND) === 0) states.push(stateOf(pid));
      await sleep(1_000 / A_SECOND);
    }
    const minutes = (performance.now() - beganAsking) / 60_000;
    await until(() => look() === 0, "all answers", PATIENCE_MS);
    await api.idle(500);
    const end = stateOf(pid);
    child.kill("SIGTERM");
    await ended;
    await api.stop();
    // The first half is for what is loaded when it is asked for first.
    const quarter = (all: readonly number[], of: number) =>
      all.slice(Math.floor((all.length * of) / 4), Math.floor((all.length * (of + 1)) / 4) || all.length);
    const memory = states.map(({ mb }) => mb);
    const [middle, last] = [median(quarter(memory, 2)), median(quarter(memory, 3))];
    const files = states.map((state) => state.files);
    const filesLeft = Math.max(0, end.files - Math.max(...quarter(files, 2)));
    const memoryPercent = Math.max(0, Math.round((100 * (last - middle)) / middle));
    found({
      minutes: Math.floor(minutes),
      askedAMinute: Math.round(QUESTIONS_ASKED / minutes),
      questions: tookMs.length,
      lost: QUESTIONS_ASKED - tookMs.length,
      filesLeft,
      memoryPercent,
      middleP99Ms: Math.round(p99(quarter(tookMs, 2))),
      lastP99Ms: Math.round(p99(quarter(tookMs, 3))),
    });
    expect([tookMs.length, filesLeft]).toEqual([QUESTIONS_ASKED, 0]);
    expect(api.violations).toEqual([]);
    if (SECONDS >= WARM_SECONDS) expect(memoryPercent).toBeLessThanOrEqual(10);
  },
  36_000_000,
);
