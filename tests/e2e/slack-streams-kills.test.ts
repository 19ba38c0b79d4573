/** A program killed and stopped again and again while its answers take long: messages that grow are no promise less. */

import { afterAll, describe, expect, it } from "vitest";
import { tries } from "../full.ts";
import type { Slack } from "../slack/slack-server.ts";
import { expectNoneLost, expectOneEach, INTERRUPTED_MS, interrupt } from "./interrupted.ts";
import { askedAtSlack, isAnswer } from "./slack-asked.ts";

const KILLS = tries(3, 50);
const STOPS = tries(1, 10);

const slacks: Slack[] = [];
afterAll(async () => {
  for (const slack of slacks) await slack.stop();
});

async function setUp(seed: number) {
  const slow = ["chat.postMessage", "chat.startStream", "chat.stopStream", "chat.update"];
  const served = await askedAtSlack("socket", seed, slow);
  slacks.push(served.slack);
  // Of answers that take long few come to an end in a short life.
  return { ...served, program: "tests/e2e/slow-slack.ts", mostWaiting: 40, life: 1_500 };
}

/** How many questions had a message that grew. */
const grown = ({ messages }: Awaited<ReturnType<typeof setUp>>) =>
  messages().filter((own) => own.some(({ stream }) => stream !== undefined)).length;

describe.concurrent("a program whose answers take long", () => {
  it(
    `killed ${KILLS} times loses no question, and marks what may be there already`,
    async () => {
      const served = await setUp(20_261_128);
      await interrupt({ ...served, signal: "SIGKILL", times: KILLS });
      const counts = served.answers();
      const extra = expectNoneLost(counts, KILLS);
      expect(served.messages().filter((own) => !own.some(isAnswer))).toEqual([]);
      expect(grown(served)).toBeGreaterThan(counts.length / 4);
      expect(served.slack.violations).toEqual([]);
      console.log(
        `${KILLS} kills, ${counts.length} questions, ${grown(served)} in messages that grew, ${extra} more messages than questions`,
      );
    },
    INTERRUPTED_MS,
  );

  it(
    `stopped ${STOPS} times loses and doubles nothing, and ends within ten seconds`,
    async () => {
      const served = await setUp(9);
      const longest = await interrupt({ ...served, signal: "SIGTERM", times: STOPS });
      const counts = served.answers();
      expectOneEach(counts, STOPS, longest);
      expect(served.messages().filter((own) => !own.every(isAnswer))).toEqual([]);
      expect(served.slack.violations).toEqual([]);
      console.log(
        `${STOPS} stops, ${counts.length} questions, ${grown(served)} in messages that grew, longest ${Math.round(longest)} ms`,
      );
    },
    INTERRUPTED_MS,
  );
});
