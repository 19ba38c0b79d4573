/** The program killed and stopped again and again while it serves Feishu: every question has exactly one answer. */

import { afterAll, describe, expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { isSign } from "../feishu/bot.ts";
import { type Feishu, startFeishu } from "../feishu/feishu-server.ts";
import { calls, type Event, group, messageIn, person } from "../feishu/people.ts";
import { drawing } from "../wire/drawing.ts";
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

const servers: Feishu[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

function setUp(feishu: Feishu, seed: number) {
  servers.push(feishu);
  // A little slow, and its answers are lost now and then, so that there is something to interrupt.
  for (const api of ["reply", "patch"] as const)
    feishu.fault({ api, kind: "late", ms: 15, probability: 0.5, seed });
  feishu.fault({ api: "reply", kind: "cut-after", probability: 0.05, seed });
  const rooms = Array.from({ length: 40 }, () => ({ where: group(), by: person() }));
  const draw = drawing(seed);
  const asked: Event[] = [];
  const answers = () =>
    // What was not acknowledged is told again later, so the order is Feishu's.
    asked.map((event) => ({
      lane: messageIn(event).chat_id,
      texts: feishu.shown
        .filter((one) => one.replyTo === messageIn(event).message_id && !isSign(one))
        .map(({ text }) => text),
    }));
  return {
    feishu,
    seed,
    answers,
    environment: {
      DATA_DIR: newFolder(),
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.secret,
      FEISHU_DOMAIN: feishu.url,
      FEISHU_ALLOWED: "*",
      PERSON_LIMIT: "10000",
      CHAT_LIMIT: "10000",
    },
    // It is up when it says something, so that it is answering when it is interrupted.
    calls: () => feishu.calls.filter(({ api }) => api === "reply" || api === "patch").length,
    unanswered() {
      // What was not acknowledged is told again, and now and then what was.
      const known = new Set(
        feishu.acknowledged.filter(({ code }) => code === 200).map(({ event }) => event.header.event_id),
      );
      for (const event of asked)
        if (feishu.isConnected && (!known.has(event.header.event_id) ? draw() < 0.2 : draw() < 0.002))
          feishu.push(event);
      return answers().filter(({ texts }) => texts.length === 0).length;
    },
    ask() {
      const { where, by } = rooms[asked.length % rooms.length] ?? { where: group(), by: person() };
      const event = calls(by, QUESTIONS[asked.length % QUESTIONS.length] ?? "", where);
      feishu.push(event);
      asked.push(event);
    },
  };
}

describe("the program that serves Feishu", () => {
  it.each([
    ["killed", "SIGKILL", KILLS],
    ["stopped", "SIGTERM", STOPS],
  ] as const)(
    "%s again and again answers every question exactly once, without a mark",
    async (_, signal, times) => {
      const served = setUp(await startFeishu({ mostInSecond: 100_000 }), 20_261_129);
      const longest = await interrupt({ ...served, signal, times });
      const shown = served.answers();
      if (signal === "SIGTERM") expectOneEach(shown, times, longest);
      else expect(expectNoneLost(shown, times)).toBe(0);
      expect(shown.flatMap(({ texts }) => texts).filter((text) => text.includes(SENT_AGAIN))).toEqual([]);
      expect(served.feishu.violations).toEqual([]);
      console.log(`${times} times ${signal}, ${shown.length} questions, longest ${Math.round(longest)} ms`);
    },
    INTERRUPTED_MS,
  );

  it(
    "whose clock is put back and on answers each once",
    async () => {
      const served = setUp(await startFeishu({ mostInSecond: 100_000 }), 20_261_131);
      await setClocks({ ...served, times: JUMPS });
      expectTimeless(served.answers(), JUMPS);
      expect(served.feishu.violations).toEqual([]);
    },
    INTERRUPTED_MS,
  );
});
