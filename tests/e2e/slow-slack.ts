/** Serves Slack as the program does, but with answers that take a while, as those of a language model do. */

import { createAbilities } from "../../src/answer/abilities.ts";
import { openKnowledge } from "../../src/app/open-knowledge.ts";
import { createSlack } from "../../src/channels/slack/slack.ts";
import { createLog } from "../../src/console/log.ts";
import { openJournals } from "../chat/journal.ts";
import { sleep } from "../wire/clock.ts";

const { SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "", SLACK_API_URL = "", DATA_DIR = "" } = process.env;

/** Of each stage, at most (ms). */
const STAGE_MS = 300;

const log = createLog(process.stderr, "warn");
const settings = { corpusDir: "corpus", dataDir: DATA_DIR };
const knowledge = await openKnowledge({ settings, log });
const abilities = createAbilities(knowledge);
const journals = await openJournals(DATA_DIR);
const channel = createSlack({
  abilities: {
    ...abilities,
    async answer(message, asking = {}) {
      for (const stage of ["retrieving", "composing", "grounding"] as const) {
        asking.onStage?.(stage);
        await sleep(Math.random() * STAGE_MS, asking.signal);
        asking.signal?.throwIfAborted();
      }
      return abilities.answer(message);
    },
  },
  log,
  botToken: SLACK_BOT_TOKEN,
  apiUrl: SLACK_API_URL,
  allowed: ["*"],
  socket: { appToken: SLACK_APP_TOKEN },
  http: null,
  journalOf: journals.of,
  publicUrl: null,
  limits: { perPerson: 10_000, perChat: 10_000 },
  patienceMs: 100,
});

process.once("SIGTERM", async () => {
  await channel.stop();
  await journals.close();
  await knowledge.close();
  process.exit(0);
});
await channel.start();
