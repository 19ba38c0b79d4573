/** The Feishu channel over the real corpus, beside a Feishu on this machine. */

import { createFeishu, type FeishuParts } from "../../src/channels/feishu/feishu.ts";
import { type RunningChannel, startChannel } from "../chat/running-channel.ts";
import { until } from "../wire/clock.ts";
import { type Feishu, type FeishuOptions, type Shown, startFeishu } from "./feishu-server.ts";
import { type Event, messageIn } from "./people.ts";

export { abilities, knowledge } from "../chat/running-channel.ts";

/** While an answer is looked for, the message that becomes it says so. */
export const isSign = ({ text }: Pick<Shown, "text">) => /^正在.+……$/.test(text);

export interface RunningBot extends RunningChannel {
  readonly feishu: Feishu;
  /** What stands under something said, but for signs. */
  under(event: Event): Shown[];
  /** Says something, and resolves with what stands under it first. */
  ask(event: Event): Promise<Shown>;
  /** What stands in a chat, in the order in which it came. */
  texts(chat: string): string[];
  stop(): Promise<void>;
}

export interface BotSetup extends Partial<FeishuParts> {
  readonly feishu?: Feishu;
  readonly server?: FeishuOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { feishu: given, server, dir, ...parts } = setup;
  const feishu = given ?? (await startFeishu(server));
  const running = await startChannel({ dir, now: parts.now }, (common) =>
    createFeishu({
      ...common,
      appId: feishu.appId,
      secret: feishu.secret,
      domain: feishu.url,
      isPlain: false,
      ...parts,
    }),
  );
  const under = (event: Event) =>
    feishu.shown.filter((one) => one.replyTo === messageIn(event).message_id && !isSign(one));
  return {
    feishu,
    ...running,
    under,
    async ask(event) {
      await until(() => feishu.isConnected, "a connection");
      feishu.push(event);
      await until(() => under(event).length > 0, "an answer");
      return under(event)[0] as Shown;
    },
    texts: (chat) => feishu.shown.filter((one) => one.chat === chat).map(({ text }) => text),
    async stop() {
      await running.stopBot();
      await feishu.stop();
    },
  };
}
