/** The Slack channel over the real corpus, beside a Slack on this machine. */

import { createAbilities } from "../../src/answer/abilities.ts";
import { createSlack, type SlackParts } from "../../src/channels/slack/slack.ts";
import type { ChatChannel } from "../../src/chat/serve.ts";
import { createHttpServer } from "../../src/web/http-server.ts";
import { type KeptLog, keepLog, newDir, openJournals } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { type Slack, type SlackOptions, startSlack } from "./slack-server.ts";

export const knowledge = await openKnowledge();
export const abilities = createAbilities(knowledge);

export type Mode = "socket" | "http";

export interface RunningBot {
  readonly slack: Slack;
  readonly log: KeptLog;
  readonly dir: string;
  readonly announce: ChatChannel["announce"];
  /** Where events are taken in, in the mode `http`. */
  readonly address: string | null;
  /** Stops the bot and then the server. */
  stop(): Promise<void>;
  stopBot(): Promise<void>;
}

export interface BotSetup extends Partial<SlackParts> {
  readonly mode?: Mode;
  readonly slack?: Slack;
  readonly options?: SlackOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { mode = "socket", slack: given, options, dir = newDir(), ...parts } = setup;
  const slack = given ?? (await startSlack(options));
  const log = keepLog();
  const journals = await openJournals(dir, parts.now);
  const server = createHttpServer({ host: "127.0.0.1", port: 0, log });
  const channel = createSlack({
    abilities,
    log,
    botToken: slack.botToken,
    apiUrl: slack.slackApiUrl,
    allowed: ["*"],
    socket: mode === "socket" ? { appToken: slack.appToken } : null,
    http: mode === "http" ? { signingSecret: slack.signingSecret, server } : null,
    journalOf: journals.of,
    publicUrl: null,
    ...parts,
  });
  if (mode === "http") await server.start();
  await channel.start();
  const address = server.address;
  if (mode === "http" && !(await slack.setRequestUrl(`${address}/slack/events`)))
    throw new Error(`${address}: expected the challenge to be given back`);
  const stopBot = async () => {
    await channel.stop();
    if (mode === "http") await server.stop();
    await journals.close();
  };
  return {
    slack,
    log,
    dir,
    address,
    announce: channel.announce,
    stopBot,
    async stop() {
      await stopBot();
      await slack.stop();
    },
  };
}
