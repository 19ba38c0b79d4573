/** Settings and knowledge → the channels that they name, ready to be started. */

import type { Abilities } from "./answer/abilities.ts";
import type { Channel } from "./channels/channel.ts";
import { createTelegram } from "./channels/telegram/telegram.ts";
import { createTerminal, type TerminalParts } from "./channels/terminal/terminal.ts";
import type { Log } from "./console/log.ts";
import { createHttpServer, type HttpServer } from "./http-server.ts";
import type { Settings } from "./settings.ts";
import { type Journals, openSqliteJournals } from "./stores/open-journals.ts";

export interface OpenChannels {
  readonly names: readonly string[];
  /** Rejects when one of them cannot be started; those that were stay on until `stop`. */
  start(): Promise<void>;
  /** Resolves when nobody can ask any more; rejects when a channel breaks for good. */
  readonly ended: Promise<void>;
  /** Resolves when what was taken is answered, and everything is let go. */
  stop(): Promise<void>;
}

export interface ChannelsSource {
  readonly settings: Pick<Settings, "dataDir" | "web" | "telegram" | "limits" | "proxies">;
  readonly abilities: Abilities;
  readonly log: Log;
  readonly terminal: Pick<TerminalParts, "input" | "output" | "colours" | "names">;
}

export async function openChannels({
  settings,
  abilities,
  log,
  terminal,
}: ChannelsSource): Promise<OpenChannels> {
  const { telegram, web } = settings;
  const chat = createTerminal({ ...terminal, answer: abilities.answer, log });
  const channels: Channel[] = [];
  let journals: Journals | undefined;
  let server: HttpServer | undefined;
  if (telegram) {
    journals = await openSqliteJournals({ dir: settings.dataDir, warn: log.warn });
    const { of: journalOf } = journals;
    if (telegram.webhookUrl !== null) server = createHttpServer({ host: web.host, port: web.port, log });
    channels.push(
      createTelegram({
        abilities,
        log,
        token: telegram.botToken,
        apiRoot: telegram.apiRoot,
        allowed: telegram.allowed,
        webhook:
          server && telegram.webhookUrl !== null && telegram.webhookSecret !== null
            ? { url: telegram.webhookUrl, secret: telegram.webhookSecret, server }
            : null,
        journalOf,
        publicUrl: web.publicUrl,
        limits: settings.limits,
        proxies: settings.proxies,
      }),
    );
  }
  // Last, so that its prompt comes after what the others have to say.
  channels.push(chat);
  const all = Promise.all(channels.map(({ ended }) => ended));
  // Who leaves the terminal at which the program was started ends the program; a service has no such terminal.
  const isTyped = terminal.input.isTTY === true;
  const ended = (isTyped ? Promise.race([chat.ended, all]) : all).then(() => {});
  // Awaited only once all are started.
  ended.catch(() => {});
  return {
    names: channels.map(({ name }) => name),
    ended,
    async start() {
      await server?.start();
      for (const channel of channels) await channel.start();
    },
    async stop() {
      for (const channel of channels) await channel.stop();
      await server?.stop();
      await journals?.close();
    },
  };
}
