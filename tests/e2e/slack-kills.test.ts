/** The program killed and stopped again and again while it serves Slack: nothing is lost, and what comes twice says so. */

import { createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { channel, mentions, person } from "../slack/people.ts";
import { type Slack, startSlack } from "../slack/slack-server.ts";
import { expectNoneLost, expectOneEach, interrupt, QUESTIONS, TIMES } from "./interrupted.ts";
import { newFolder } from "./start.ts";

/** In each of two ways. */
const KILLS = Math.ceil(TIMES / 2);
const STOPS = Math.ceil(TIMES / 4);

const slacks: Slack[] = [];
afterAll(async () => {
  for (const slack of slacks) await slack.stop();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function setUp(mode: "socket" | "http", seed: number) {
  const port = await freePort();
  // Slack's three further attempts reach over six minutes, and the program is up again and again meanwhile; here it is
  // up for the blink of an eye, so the attempts are as many as it takes.
  const slack = await startSlack({
    retryAfterMs: Array.from({ length: 400 }, () => 400),
    ...(mode === "http" ? { requestUrl: `http://127.0.0.1:${port}/slack/events` } : {}),
  });
  slacks.push(slack);
  slack.fault({ method: "chat.postMessage", kind: "slow", ms: 15, probability: 0.5, seed });
  const rooms = Array.from({ length: 40 }, () => ({ where: channel(), by: person("甲") }));
  const asked: { channel: string; ts: string }[] = [];
  /** What stands in the thread of each question, in the order in which it came. */
  const answers = () =>
    asked.map(({ channel: id, ts }) =>
      slack
        .channel(id)
        .own.filter(({ threadTs }) => threadTs === ts)
        .map(({ text }) => text),
    );
  return {
    slack,
    answers,
    seed,
    environment: {
      DATA_DIR: newFolder(),
      PORT: String(port),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.slackApiUrl,
      ...(mode === "socket"
        ? { SLACK_APP_TOKEN: slack.appToken }
        : { SLACK_SIGNING_SECRET: slack.signingSecret }),
      SLACK_ALLOWED: "*",
      PERSON_LIMIT: "10000",
      CHAT_LIMIT: "10000",
    },
    calls: () => slack.calls.length,
    unanswered: () => answers().filter((texts) => texts.length === 0).length,
    ask() {
      const i = asked.length;
      const { where, by } = rooms[i % rooms.length] ?? { where: channel(), by: person("甲") };
      const events = mentions(by, where, QUESTIONS[i % QUESTIONS.length] ?? "");
      slack.push(...events);
      const { ts } = events[0].payload.event as { ts: string };
      asked.push({ channel: where.id, ts });
    },
  };
}

describe("the program that serves Slack", () => {
  it.concurrent.each(["socket", "http"] as const)(
    `by %s, killed ${KILLS} times, loses no question, and marks what it sends again`,
    async (mode) => {
      const served = await setUp(mode, 20_261_124);
      await interrupt({ ...served, signal: "SIGKILL", times: KILLS });
      const counts = served.answers();
      const extra = expectNoneLost(counts, KILLS);
      expect(served.slack.violations).toEqual([]);
      console.log(`${mode}: ${KILLS} kills, ${counts.length} questions, ${extra} answers came twice`);
    },
    400_000,
  );
});

describe("the same program", () => {
  it.concurrent.each(["socket", "http"] as const)(
    `by %s, stopped ${STOPS} times under load, loses and doubles nothing, and ends within ten seconds`,
    async (mode) => {
      const served = await setUp(mode, 7);
      const longest = await interrupt({ ...served, signal: "SIGTERM", times: STOPS });
      const counts = served.answers();
      expectOneEach(counts, STOPS, longest);
      expect(served.slack.violations).toEqual([]);
      console.log(`${mode}: ${STOPS} stops, ${counts.length} questions, longest ${Math.round(longest)} ms`);
    },
    400_000,
  );
});
