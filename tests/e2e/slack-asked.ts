/** A Slack in which people ask again and again, for a program that is interrupted meanwhile. */

import { channel, mentions, person } from "../slack/people.ts";
import { startSlack } from "../slack/slack-server.ts";
import type { StoredMessage } from "../slack/slack-world.ts";
import { freePort } from "../wire/free-port.ts";
import { QUESTIONS } from "./interrupted.ts";
import { newFolder } from "./start.ts";

export type Mode = "socket" | "http";

/** `slow`: methods that take a little longer at times, so that there is something to interrupt. */
export async function askedAtSlack(mode: Mode, seed: number, slow = ["chat.postMessage"]) {
  const port = await freePort();
  // Slack's three further attempts reach over six minutes, and the program is up again and again meanwhile; here it is
  // up for the blink of an eye, so the attempts are as many as it takes.
  const slack = await startSlack({
    retryAfterMs: Array.from({ length: 400 }, () => 400),
    ...(mode === "http" ? { requestUrl: `http://127.0.0.1:${port}/slack/events` } : {}),
  });
  for (const method of slow) slack.fault({ method, kind: "slow", ms: 15, probability: 0.5, seed });
  const rooms = Array.from({ length: 40 }, () => ({ where: channel(), by: person("甲") }));
  const asked: { channel: string; ts: string }[] = [];
  /** What stands in the thread of each question, in the order in which it came. */
  const messages = () => {
    const ids = new Set(asked.map(({ channel: id }) => id));
    const own = [...ids].flatMap((id) =>
      slack.channel(id).own.map((one) => ({ key: `${id} ${one.threadTs}`, one })),
    );
    const threads = Map.groupBy(own, ({ key }) => key);
    return asked.map(({ channel: id, ts }) => (threads.get(`${id} ${ts}`) ?? []).map(({ one }) => one));
  };
  const answers = () =>
    // What was not acknowledged is told again later, so the order is Slack's.
    messages().map((own, i) => ({
      lane: String(asked[i]?.channel),
      texts: own.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`),
    }));
  return {
    slack,
    messages,
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
    unanswered: () => messages().filter((own) => !own.some(isAnswer)).length,
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

/** Neither a message that grows still nor one of which nobody knows that it was begun. */
export function isAnswer({ blocks }: Pick<StoredMessage, "blocks">): boolean {
  return blocks !== undefined;
}
