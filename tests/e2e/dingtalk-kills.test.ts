/** The program killed and stopped again and again while it serves DingTalk: nobody is left without an answer. */

import { afterAll, describe, expect, it } from "vitest";
import { isSign } from "../dingtalk/bot.ts";
import { type Dingtalk, startDingtalk } from "../dingtalk/dingtalk-server.ts";
import { calls, group, person } from "../dingtalk/people.ts";
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
import { keysKeptIn } from "./kept-keys.ts";
import { newFolder } from "./start.ts";

/** Longer than any clock is put on: what is sent when it is over names no question. */
const SESSION_MS = 7 * 24 * 60 * 60_000;

const servers: Dingtalk[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

async function setUp(seed: number, most = 400) {
  const dingtalk = await startDingtalk({ mostInMinute: 100_000, sessionMs: SESSION_MS });
  servers.push(dingtalk);
  // A little slow, so that there is something to interrupt.
  dingtalk.fault({ at: "session", kind: "late", ms: 15, probability: 0.5, seed });
  // Of a chat no more is taken than the program sends.
  const rooms = Array.from({ length: most }, () => ({ where: group(), by: person() }));
  const DATA_DIR = newFolder();
  const asked: { readonly message: string; readonly lane: string }[] = [];
  let count = 0;
  /** Of the questions that were kept: one that came while nobody listened is lost to DingTalk as well. */
  const keys = keysKeptIn(DATA_DIR);
  const answers = () => {
    const kept = keys();
    const shown = dingtalk.shown.map((one, at) => ({ ...one, at }));
    return asked
      .filter(({ message }) => kept.has(message))
      .map(({ message, lane }) => {
        const own = shown.filter((one) => one.answers === message && !isSign(one));
        return { lane, texts: own.map(({ text }) => text), at: own[0]?.at };
      });
  };
  return {
    dingtalk,
    answers,
    seed,
    environment: {
      DATA_DIR,
      DINGTALK_CLIENT_ID: dingtalk.clientId,
      DINGTALK_CLIENT_SECRET: dingtalk.clientSecret,
      DINGTALK_API_URL: dingtalk.url,
      DINGTALK_ALLOWED: "*",
      PERSON_LIMIT: "10000",
      CHAT_LIMIT: "10000",
    },
    // It is up when it can be told things.
    calls: () => dingtalk.connections,
    unanswered: () => answers().filter(({ texts }) => texts.length === 0).length,
    ask() {
      const { where, by } = rooms[count % rooms.length] ?? { where: group(), by: person() };
      const question = calls(by, QUESTIONS[count % QUESTIONS.length] ?? "", where);
      count += 1;
      if (dingtalk.isConnected && dingtalk.push(question))
        asked.push({ message: question.msgId, lane: where });
    },
  };
}

describe("the program that serves DingTalk", () => {
  it(
    "killed again and again answers all that it kept, and marks what may have come before",
    async () => {
      const served = await setUp(20_261_129);
      await interrupt({ ...served, signal: "SIGKILL", times: KILLS, life: 2_000 });
      const extra = expectNoneLost(served.answers(), KILLS);
      expect(served.dingtalk.violations).toEqual([]);
      console.log(`${KILLS} kills, ${served.answers().length} questions, ${extra} came twice`);
    },
    INTERRUPTED_MS,
  );

  it(
    "stopped again and again answers each once",
    async () => {
      const served = await setUp(20_261_130);
      const longest = await interrupt({ ...served, signal: "SIGTERM", times: STOPS });
      expectOneEach(served.answers(), STOPS, longest);
      expect(served.dingtalk.violations).toEqual([]);
      console.log(`${STOPS} stops, ${served.answers().length} questions, longest ${Math.round(longest)} ms`);
    },
    INTERRUPTED_MS,
  );

  it(
    "whose clock is put back and on answers each once",
    async () => {
      // Few groups, so that there are some of which no more is taken for a while.
      const served = await setUp(20_261_131, 24);
      await setClocks({ ...served, calls: () => served.dingtalk.shown.length, times: JUMPS });
      expectTimeless(served.answers(), JUMPS);
      expect(served.dingtalk.violations).toEqual([]);
    },
    INTERRUPTED_MS,
  );
});
