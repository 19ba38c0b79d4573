/** The DingTalk channel over the real corpus, beside a DingTalk on this machine. */

import { createDingtalk, type DingtalkParts } from "../../src/channels/dingtalk/dingtalk.ts";
import type { Message } from "../../src/channels/dingtalk/updates.ts";
import { type RunningChannel, startChannel } from "../chat/running-channel.ts";
import { until } from "../wire/clock.ts";
import { type Dingtalk, type DingtalkOptions, type Shown, startDingtalk } from "./dingtalk-server.ts";

export { abilities, knowledge } from "../chat/running-channel.ts";

/** Who waits long is told so, in a message that stays. */
export const isSign = ({ text }: Pick<Shown, "text">) => /^正在.+……$/.test(text);

export interface RunningBot extends RunningChannel {
  readonly dingtalk: Dingtalk;
  /** Says something, and resolves with the first message that answers it. */
  ask(message: Message): Promise<Shown>;
  /** What stands in a chat, in the order in which it came. */
  texts(chat: string): string[];
  stop(): Promise<void>;
}

export interface BotSetup extends Partial<DingtalkParts> {
  readonly dingtalk?: Dingtalk;
  readonly server?: DingtalkOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { dingtalk: given, server, dir, ...parts } = setup;
  const dingtalk = given ?? (await startDingtalk(server));
  const running = await startChannel({ dir, now: parts.now }, (common) =>
    createDingtalk({
      ...common,
      clientId: dingtalk.clientId,
      clientSecret: dingtalk.clientSecret,
      url: dingtalk.url,
      cardTemplate: null,
      ...parts,
    }),
  );
  const under = ({ msgId }: Message) => dingtalk.shown.find(({ answers }) => answers === msgId);
  return {
    dingtalk,
    ...running,
    async ask(message) {
      await until(() => dingtalk.isConnected, "a connection");
      dingtalk.push(message);
      await until(() => under(message) !== undefined, "an answer");
      return under(message) as Shown;
    },
    texts: (chat) => dingtalk.shown.filter((one) => one.chat === chat).map(({ text }) => text),
    async stop() {
      await running.stopBot();
      await dingtalk.stop();
    },
  };
}
