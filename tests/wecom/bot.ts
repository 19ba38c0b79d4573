/** The WeCom channel over the real corpus, beside a WeCom on this machine. */

import { createAbilities } from "../../src/answer/abilities.ts";
import type { Callback } from "../../src/channels/wecom/updates.ts";
import { createWecom, type WecomParts } from "../../src/channels/wecom/wecom.ts";
import type { Journals } from "../../src/stores/open-journals.ts";
import { type KeptLog, keepLog, newDir, openJournals } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { until } from "../wire/clock.ts";
import { BOT_NAME } from "./people.ts";
import { type Shown, startWecom, type Wecom, type WecomOptions } from "./wecom-server.ts";

export const knowledge = await openKnowledge();
export const abilities = createAbilities(knowledge);

export interface RunningBot {
  readonly wecom: Wecom;
  readonly log: KeptLog;
  readonly dir: string;
  readonly journals: Journals;
  /** Says something, and resolves with what stands under it when it is finished. */
  ask(callback: Callback): Promise<Shown>;
  /** What stands in a chat, in the order in which it came. */
  texts(chat: string): string[];
  stop(): Promise<void>;
  stopBot(): Promise<void>;
}

export interface BotSetup extends Partial<WecomParts> {
  readonly wecom?: Wecom;
  readonly server?: WecomOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { wecom: given, server, dir = newDir(), ...parts } = setup;
  const wecom = given ?? (await startWecom(server));
  const log = keepLog();
  const journals = await openJournals(dir, parts.now);
  const channel = createWecom({
    abilities,
    log,
    botId: wecom.botId,
    secret: wecom.secret,
    botName: BOT_NAME,
    url: wecom.url,
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
  const under = (callback: Callback) =>
    wecom.shown.find(({ answers, isFinished }) => answers === callback.headers.req_id && isFinished);
  return {
    wecom,
    log,
    dir,
    journals,
    async ask(callback) {
      await until(() => wecom.isConnected, "a connection");
      wecom.push(callback);
      await until(() => under(callback) !== undefined, "an answer");
      return under(callback) as Shown;
    },
    texts: (chat) => wecom.shown.filter((one) => one.chat === chat).map(({ text }) => text),
    stopBot,
    async stop() {
      await stopBot();
      await wecom.stop();
    },
  };
}
