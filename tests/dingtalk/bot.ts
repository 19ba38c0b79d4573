/** The DingTalk channel over the real corpus, beside a DingTalk on this machine. */

import { createAbilities } from "../../src/answer/abilities.ts";
import { createDingtalk, type DingtalkParts } from "../../src/channels/dingtalk/dingtalk.ts";
import type { Message } from "../../src/channels/dingtalk/updates.ts";
import type { Journals } from "../../src/stores/open-journals.ts";
import { type KeptLog, keepLog, newDir, openJournals } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { until } from "../wire/clock.ts";
import { type Dingtalk, type DingtalkOptions, type Shown, startDingtalk } from "./dingtalk-server.ts";

export const knowledge = await openKnowledge();
export const abilities = createAbilities(knowledge);

export interface RunningBot {
  readonly dingtalk: Dingtalk;
  readonly log: KeptLog;
  readonly dir: string;
  readonly journals: Journals;
  /** Says something, and resolves with the first message that answers it. */
  ask(message: Message): Promise<Shown>;
  /** What stands in a chat, in the order in which it came. */
  texts(chat: string): string[];
  stop(): Promise<void>;
  stopBot(): Promise<void>;
}

export interface BotSetup extends Partial<DingtalkParts> {
  readonly dingtalk?: Dingtalk;
  readonly server?: DingtalkOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { dingtalk: given, server, dir = newDir(), ...parts } = setup;
  const dingtalk = given ?? (await startDingtalk(server));
  const log = keepLog();
  const journals = await openJournals(dir, parts.now);
  const channel = createDingtalk({
    abilities,
    log,
    clientId: dingtalk.clientId,
    clientSecret: dingtalk.clientSecret,
    url: dingtalk.url,
    allowed: ["*"],
    journalOf: journals.of,
    publicUrl: null,
    ...parts,
  });
  await channel.start();
  const stopBot = async () => {
    await channel.stop();
    await journals.close();
  };
  const under = ({ msgId }: Message) => dingtalk.shown.find(({ answers }) => answers === msgId);
  return {
    dingtalk,
    log,
    dir,
    journals,
    async ask(message) {
      await until(() => dingtalk.isConnected, "a connection");
      dingtalk.push(message);
      await until(() => under(message) !== undefined, "an answer");
      return under(message) as Shown;
    },
    texts: (chat) => dingtalk.shown.filter((one) => one.chat === chat).map(({ text }) => text),
    stopBot,
    async stop() {
      await stopBot();
      await dingtalk.stop();
    },
  };
}
