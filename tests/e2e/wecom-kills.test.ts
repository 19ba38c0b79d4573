/** The program killed and stopped again and again while it serves WeCom: what it kept is answered, each in one stream. */

import { afterAll, describe, expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { BOT_NAME, calls, group, person } from "../wecom/people.ts";
import { startWecom, type Wecom } from "../wecom/wecom-server.ts";
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

const servers: Wecom[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

async function setUp(seed: number, most = 40) {
  const wecom = await startWecom({ mostInMinute: 100_000 });
  servers.push(wecom);
  // A little slow, so that there is something to interrupt.
  wecom.fault({ cmd: "aibot_respond_msg", kind: "late", ms: 15, probability: 0.5, seed });
  const rooms = Array.from({ length: most }, () => ({ where: group(), by: person() }));
  const DATA_DIR = newFolder();
  const asked = new Map<string, { readonly request: string; readonly lane: string }>();
  let count = 0;
  /** Of the questions that were kept, of which WeCom tells but once; each with the finished messages under it. */
  const keys = keysKeptIn(DATA_DIR);
  const answers = () => {
    const kept = keys();
    const shown = wecom.shown.map((one, at) => ({ ...one, at }));
    return [...asked].flatMap(([message, { request, lane }]) => {
      const own = shown.filter((one) => one.isFinished && one.answers === request);
      return kept.has(message) ? [{ lane, texts: own.map(({ text }) => text), at: own[0]?.at }] : [];
    });
  };
  return {
    wecom,
    answers,
    seed,
    environment: {
      DATA_DIR,
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_BOT_NAME: BOT_NAME,
      WECOM_WS_URL: wecom.url,
      WECOM_ALLOWED: "*",
      PERSON_LIMIT: "10000",
      CHAT_LIMIT: "10000",
    },
    // A machine that is slow connects long before it keeps anything, and what is not kept is not told again.
    calls: () => answers().length,
    unanswered: () => answers().filter(({ texts }) => texts.length === 0).length,
    ask() {
      const { where, by } = rooms[count % rooms.length] ?? { where: group(), by: person() };
      const question = calls(by, QUESTIONS[count % QUESTIONS.length] ?? "", where);
      count += 1;
      // While nobody is connected it is told to nobody.
      if (wecom.isConnected && wecom.push(question))
        asked.set(question.body.msgid, { request: question.headers.req_id, lane: where });
    },
  };
}

describe("the program that serves WeCom", () => {
  it.each([
    ["killed", "SIGKILL", KILLS],
    ["stopped", "SIGTERM", STOPS],
  ] as const)(
    "%s again and again answers what it kept, each in one stream and without a mark",
    async (_, signal, times) => {
      const served = await setUp(20_261_124);
      const longest = await interrupt({ ...served, signal, times });
      const answers = served.answers();
      if (signal === "SIGTERM") expectOneEach(answers, times, longest);
      else expect(expectNoneLost(answers, times)).toBe(0);
      expect(
        served.wecom.shown.filter(({ text, answers }) => answers === null || text.includes(SENT_AGAIN)),
      ).toEqual([]);
      expect(served.wecom.violations).toEqual([]);
      console.log(`${times} times ${signal}, ${answers.length} questions, longest ${Math.round(longest)} ms`);
    },
    INTERRUPTED_MS,
  );

  it(
    "whose clock is put back and on answers each once",
    async () => {
      // Few groups, so that there are some of which no more is taken for a while.
      const served = await setUp(20_261_131, 8);
      await setClocks({ ...served, times: JUMPS });
      expectTimeless(served.answers(), JUMPS);
      expect(served.wecom.violations).toEqual([]);
    },
    INTERRUPTED_MS,
  );
});
