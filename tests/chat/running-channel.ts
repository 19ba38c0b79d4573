/** A channel of a chat platform over the real corpus, with a journal and a log of its own. */

import { type Abilities, createAbilities } from "../../src/answer/abilities.ts";
import type { ChatChannel, ServedParts } from "../../src/chat/serve.ts";
import type { Journals } from "../../src/stores/open-journals.ts";
import { openKnowledge } from "../knowledge.ts";
import { type KeptLog, keepLog, newDir, openJournals } from "./journal.ts";

export const knowledge = await openKnowledge();
export const abilities: Abilities = createAbilities(knowledge);

export interface RunningChannel {
  readonly log: KeptLog;
  readonly dir: string;
  readonly journals: Journals;
  readonly announce: ChatChannel["announce"];
  /** Stops the bot alone. */
  stopBot(): Promise<void>;
}

type Common = Pick<ServedParts, "abilities" | "log" | "allowed" | "journalOf" | "publicUrl">;

export async function startChannel(
  { dir = newDir(), now }: { readonly dir?: string | undefined; readonly now?: (() => number) | undefined },
  create: (common: Common) => ChatChannel,
): Promise<RunningChannel> {
  const log = keepLog();
  const journals = await openJournals(dir, now);
  const channel = create({ abilities, log, allowed: ["*"], journalOf: journals.of, publicUrl: null });
  await channel.start();
  return {
    log,
    dir,
    journals,
    announce: channel.announce,
    async stopBot() {
      await channel.stop();
      await journals.close();
    },
  };
}
