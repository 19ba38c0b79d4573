/** The program killed and stopped again and again while it serves Slack: nothing is lost, and what comes twice says so. */

import { afterAll, describe, expect, it } from "vitest";
import type { Slack } from "../slack/slack-server.ts";
import {
  expectNoneLost,
  expectOneEach,
  expectTimeless,
  INTERRUPTED_MS,
  interrupt,
  JUMPS,
  KILLS,
  STOPS,
  setClocks,
} from "./interrupted.ts";
import { askedAtSlack, type Mode } from "./slack-asked.ts";

/** In each of two ways. */
const KILLS_EACH = Math.ceil(KILLS / 2);
const STOPS_EACH = Math.ceil(STOPS / 2);

const slacks: Slack[] = [];
afterAll(async () => {
  for (const slack of slacks) await slack.stop();
});

async function setUp(mode: Mode, seed: number) {
  const served = await askedAtSlack(mode, seed);
  slacks.push(served.slack);
  return served;
}

describe("the program that serves Slack", () => {
  it.concurrent.each(["socket", "http"] as const)(
    `by %s, killed ${KILLS_EACH} times, loses no question, and marks what it sends again`,
    async (mode) => {
      const served = await setUp(mode, 20_261_124);
      await interrupt({ ...served, signal: "SIGKILL", times: KILLS_EACH });
      const counts = served.answers();
      const extra = expectNoneLost(counts, KILLS_EACH);
      expect(served.slack.violations).toEqual([]);
      console.log(`${mode}: ${KILLS_EACH} kills, ${counts.length} questions, ${extra} answers came twice`);
    },
    INTERRUPTED_MS,
  );
});

describe("the same program", () => {
  it.concurrent.each(["socket", "http"] as const)(
    `by %s, stopped ${STOPS_EACH} times under load, loses and doubles nothing, and ends within ten seconds`,
    async (mode) => {
      const served = await setUp(mode, 7);
      const longest = await interrupt({ ...served, signal: "SIGTERM", times: STOPS_EACH });
      const counts = served.answers();
      expectOneEach(counts, STOPS_EACH, longest);
      expect(served.slack.violations).toEqual([]);
      console.log(
        `${mode}: ${STOPS_EACH} stops, ${counts.length} questions, longest ${Math.round(longest)} ms`,
      );
    },
    INTERRUPTED_MS,
  );

  // By sockets: of requests Slack has the time compared with its own, so that a clock that is off refuses them.
  it(
    "whose clock is put back and on answers each once",
    async () => {
      const served = await setUp("socket", 20_261_131);
      await setClocks({ ...served, times: JUMPS });
      expectTimeless(served.answers(), JUMPS);
      expect(served.slack.violations).toEqual([]);
    },
    INTERRUPTED_MS,
  );
});
