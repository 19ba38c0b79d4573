/** The Telegram channel over the real corpus, beside a Bot API server on this machine. */

import type { Abilities } from "../../src/answer/abilities.ts";
import { createAbilities } from "../../src/answer/abilities.ts";
import { createTelegram, type TelegramParts } from "../../src/channels/telegram/telegram.ts";
import { type KeptLog, keepLog, newDir, openJournals } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { type BotApi, type BotApiOptions, startBotApi } from "./bot-api.ts";

export interface RunningBot {
  readonly api: BotApi;
  readonly log: KeptLog;
  readonly dir: string;
  /** The text of every message of the bot in a chat as it stands now. */
  texts(chat: number): string[];
  /** Stops the bot and then the server. */
  stop(): Promise<void>;
  /** Stops the bot alone. */
  stopBot(): Promise<void>;
}

export const knowledge = await openKnowledge();
export const abilities: Abilities = createAbilities(knowledge);

export interface BotSetup extends Partial<TelegramParts> {
  readonly api?: BotApi;
  readonly server?: BotApiOptions;
  readonly dir?: string;
}

export async function startBot({
  api: given,
  server,
  dir = newDir(),
  ...parts
}: BotSetup = {}): Promise<RunningBot> {
  const api = given ?? (await startBotApi(server));
  const log = keepLog();
  const journals = await openJournals(dir, parts.now);
  const channel = createTelegram({
    abilities,
    log,
    token: api.token,
    apiRoot: api.url,
    allowed: ["*"],
    webhook: null,
    journalOf: journals.of,
    publicUrl: null,
    ...parts,
  });
  await channel.start();
  const stopBot = async () => {
    await channel.stop();
    await journals.close();
  };
  return {
    api,
    log,
    dir,
    texts: (chat) => api.chat(chat).own.map(({ text }) => text ?? ""),
    stopBot,
    async stop() {
      await stopBot();
      await api.stop();
    },
  };
}
