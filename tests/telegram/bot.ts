/** The Telegram channel over the real corpus, beside a Bot API server on this machine. */

import { createTelegram, type TelegramParts } from "../../src/channels/telegram/telegram.ts";
import { type RunningChannel, startChannel } from "../chat/running-channel.ts";
import { type BotApi, type BotApiOptions, startBotApi } from "./bot-api.ts";

export interface RunningBot extends RunningChannel {
  readonly api: BotApi;
  /** The text of every message of the bot in a chat as it stands now. */
  texts(chat: number): string[];
  /** Stops the bot and then the server. */
  stop(): Promise<void>;
}

export { abilities, knowledge } from "../chat/running-channel.ts";

export interface BotSetup extends Partial<TelegramParts> {
  readonly api?: BotApi;
  readonly server?: BotApiOptions;
  readonly dir?: string;
}

export async function startBot({ api: given, server, dir, ...parts }: BotSetup = {}): Promise<RunningBot> {
  const api = given ?? (await startBotApi(server));
  const running = await startChannel({ dir, now: parts.now }, (common) =>
    createTelegram({
      ...common,
      token: api.token,
      apiRoot: api.url,
      webhook: null,
      ...parts,
    }),
  );
  return {
    api,
    ...running,
    texts: (chat) => api.chat(chat).own.map(({ text }) => text ?? ""),
    async stop() {
      await running.stopBot();
      await api.stop();
    },
  };
}
