/** The Feishu channel over the real corpus, beside a Feishu on this machine. */

import { createAbilities } from "../../src/answer/abilities.ts";
import { createFeishu, type FeishuParts } from "../../src/channels/feishu/feishu.ts";
import type { Journals } from "../../src/stores/open-journals.ts";
import { type KeptLog, keepLog, newDir, openJournals } from "../chat/journal.ts";
import { openKnowledge } from "../knowledge.ts";
import { until } from "../wire/clock.ts";
import { type Feishu, type FeishuOptions, type Shown, startFeishu } from "./feishu-server.ts";
import { type Event, messageIn } from "./people.ts";

export const knowledge = await openKnowledge();
export const abilities = createAbilities(knowledge);

/** While an answer is looked for, the message that becomes it says so. */
export const isSign = ({ text }: Pick<Shown, "text">) => /^正在.+……$/.test(text);

export interface RunningBot {
  readonly feishu: Feishu;
  readonly log: KeptLog;
  readonly dir: string;
  readonly journals: Journals;
  /** What stands under something said, but for signs. */
  under(event: Event): Shown[];
  /** Says something, and resolves with what stands under it first. */
  ask(event: Event): Promise<Shown>;
  /** What stands in a chat, in the order in which it came. */
  texts(chat: string): string[];
  stop(): Promise<void>;
  stopBot(): Promise<void>;
}

export interface BotSetup extends Partial<FeishuParts> {
  readonly feishu?: Feishu;
  readonly server?: FeishuOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { feishu: given, server, dir = newDir(), ...parts } = setup;
  const feishu = given ?? (await startFeishu(server));
  const log = keepLog();
  const journals = await openJournals(dir, parts.now);
  const channel = createFeishu({
    abilities,
    log,
    appId: feishu.appId,
    secret: feishu.secret,
    domain: feishu.url,
    isPlain: false,
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
  const under = (event: Event) =>
    feishu.shown.filter((one) => one.replyTo === messageIn(event).message_id && !isSign(one));
  return {
    feishu,
    log,
    dir,
    journals,
    under,
    async ask(event) {
      await until(() => feishu.isConnected, "a connection");
      feishu.push(event);
      await until(() => under(event).length > 0, "an answer");
      return under(event)[0] as Shown;
    },
    texts: (chat) => feishu.shown.filter((one) => one.chat === chat).map(({ text }) => text),
    stopBot,
    async stop() {
      await stopBot();
      await feishu.stop();
    },
  };
}
