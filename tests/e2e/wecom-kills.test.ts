/** The program killed and stopped again and again while it serves WeCom: what it kept is answered, each in one stream. */

import { afterAll, describe, expect, it } from "vitest";
import { SENT_AGAIN } from "../../src/chat/wording.zh.ts";
import { BOT_NAME, calls, group, person } from "../wecom/people.ts";
import { startWecom, type Wecom } from "../wecom/wecom-server.ts";
import { INTERRUPTED_MS, interrupt, QUESTIONS, TIMES } from "./interrupted.ts";
import { keysKeptIn } from "./kept-keys.ts";
import { newFolder } from "./start.ts";

const KILLS = TIMES;
const STOPS = Math.ceil(TIMES / 2);

const servers: Wecom[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

async function setUp(seed: number) {
  const wecom = await startWecom({ mostInMinute: 100_000 });
  servers.push(wecom);
  // A little slow, so that there is something to interrupt.
  wecom.fault({ cmd: "aibot_respond_msg", kind: "late", ms: 15, probability: 0.5, seed });
  const rooms = Array.from({ length: 40 }, () => ({ where: group(), by: person() }));
  const DATA_DIR = newFolder();
  const asked = new Map<string, string>();
  let count = 0;
  /** Of the questions that were kept, of which WeCom tells but once; each with the finished messages under it. */
  const keys = keysKeptIn(DATA_DIR);
  const answers = () => {
    const kept = keys();
    return [...asked].flatMap(([message, request]) =>
      kept.has(message)
        ? [wecom.shown.filter((one) => one.isFinished && one.answers === request).map(({ text }) => text)]
        : [],
    );
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
    unanswered: () => answers().filter((texts) => texts.length === 0).length,
    ask() {
      const { where, by } = rooms[count % rooms.length] ?? { where: group(), by: person() };
      const question = calls(by, QUESTIONS[count % QUESTIONS.length] ?? "", where);
      count += 1;
      // While nobody is connected it is told to nobody.
      if (wecom.isConnected && wecom.push(question)) asked.set(question.body.msgid, question.headers.req_id);
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
      const texts = served.answers();
      expect(texts.length).toBeGreaterThanOrEqual(times);
      expect(texts.filter((all) => all.length !== 1)).toEqual([]);
      expect(
        served.wecom.shown.filter(({ text, answers }) => answers === null || text.includes(SENT_AGAIN)),
      ).toEqual([]);
      expect(served.wecom.violations).toEqual([]);
      if (signal === "SIGTERM") expect(longest).toBeLessThan(10_000);
      console.log(`${times} times ${signal}, ${texts.length} questions, longest ${Math.round(longest)} ms`);
    },
    INTERRUPTED_MS,
  );
});
