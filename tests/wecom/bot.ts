/** The WeCom channel over the real corpus, beside a WeCom on this machine. */

import type { Callback } from "../../src/channels/wecom/robot.ts";
import { createWecom, type WecomParts } from "../../src/channels/wecom/wecom.ts";
import { type RunningChannel, startChannel } from "../chat/running-channel.ts";
import { until } from "../wire/clock.ts";
import { BOT_NAME } from "./people.ts";
import { type Shown, startWecom, type Wecom, type WecomOptions } from "./wecom-server.ts";

export { abilities, knowledge } from "../chat/running-channel.ts";

export interface RunningBot extends RunningChannel {
  readonly wecom: Wecom;
  /** Says something, and resolves with what stands under it when it is finished. */
  ask(callback: Callback): Promise<Shown>;
  /** What stands in a chat, in the order in which it came. */
  texts(chat: string): string[];
  stop(): Promise<void>;
}

export interface BotSetup extends Partial<WecomParts> {
  readonly wecom?: Wecom;
  readonly server?: WecomOptions;
  readonly dir?: string;
}

export async function startBot(setup: BotSetup = {}): Promise<RunningBot> {
  const { wecom: given, server, dir, ...parts } = setup;
  const wecom = given ?? (await startWecom(server));
  const running = await startChannel({ dir, now: parts.now }, (common) =>
    createWecom({
      ...common,
      botId: wecom.botId,
      secret: wecom.secret,
      botName: BOT_NAME,
      url: wecom.url,
      ...parts,
    }),
  );
  const under = (callback: Callback) =>
    wecom.shown.find(({ answers, isFinished }) => answers === callback.headers.req_id && isFinished);
  return {
    wecom,
    ...running,
    async ask(callback) {
      await until(() => wecom.isConnected, "a connection");
      wecom.push(callback);
      await until(() => under(callback) !== undefined, "an answer");
      return under(callback) as Shown;
    },
    texts: (chat) => wecom.shown.filter((one) => one.chat === chat).map(({ text }) => text),
    async stop() {
      await running.stopBot();
      await wecom.stop();
    },
  };
}
