/** From an event of Slack to its acknowledgement while answers are worked on: the program as it is started, by HTTP. */

import { setTimeout as sleep } from "node:timers/promises";
import { QUESTIONS } from "../e2e/interrupted.ts";
import { newFolder, start } from "../e2e/start.ts";
import { channel, mentions, person } from "../slack/people.ts";
import { startSlack } from "../slack/slack-server.ts";
import { freePort } from "../wire/free-port.ts";

const COUNT = Number(process.argv[2] ?? 2_000);
const PER_SECOND = Number(process.argv[3] ?? 40);
const CHANNELS = 50;

const port = await freePort();

const slack = await startSlack({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
const { child, ended } = start("node", ["src/main.ts"], {
  DATA_DIR: newFolder(),
  PORT: String(port),
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_API_URL: slack.slackApiUrl,
  SLACK_ALLOWED: "*",
  PERSON_LIMIT: "10000",
  CHAT_LIMIT: "10000",
});
child.stdin.end();
await slack.waitFor(({ method }) => method === "auth.test", 20_000);
await sleep(500);
const rooms = Array.from({ length: CHANNELS }, () => ({ where: channel(), by: person("甲") }));
const began = performance.now();
for (let i = 0; i < COUNT; i += 1) {
  const { where, by } = rooms[(i * 7) % CHANNELS] ?? { where: channel(), by: person("甲") };
  slack.push(...mentions(by, where, QUESTIONS[i % QUESTIONS.length] ?? ""));
  await sleep(Math.max(0, began + (i + 1) * (1_000 / PER_SECOND) - performance.now()));
}
await slack.idle(500, 60_000);
child.kill("SIGTERM");
await ended;

const took = slack.deliveries.flatMap(({ ackMs }) => ackMs ?? []).sort((a, b) => a - b);
const answers = slack.calls.filter(({ method }) => method === "chat.postMessage").length;
const percentile = (share: number) =>
  Math.round(took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN);
console.log(
  `${took.length} events acknowledged, ${answers} answers to ${COUNT} questions at ${PER_SECOND} a second in ${CHANNELS} channels: ` +
    `p50 ${percentile(0.5)} ms, p95 ${percentile(0.95)} ms, p99 ${percentile(0.99)} ms, longest ${Math.round(took.at(-1) ?? Number.NaN)} ms`,
);
await slack.stop();
