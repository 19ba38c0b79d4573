/** WeCom: callbacks of a smart robot in, over a connection that lasts → answers out, through the journal. */

import { placeIn } from "../../chat/desk.ts";
import { type ChatChannel, createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { SILENT, tried } from "../../chat/trouble.ts";
import { wayBy } from "../../chat/way.ts";
import { failures } from "./failures.ts";
import { type Content, formOf, type WecomPlace } from "./form.ts";
import { type Callback, createRobot, type WecomAccount } from "./robot.ts";
import { wireBy } from "./send.ts";
import { happeningIn } from "./updates.ts";
import { LOG, wrongPair } from "./wording.zh.ts";

export interface WecomParts extends ServedParts, WecomAccount {
  /** As it is called in groups; null where nobody said so. */
  readonly botName: string | null;
}

/** Serves nobody, but takes the place of whatever serves: a robot has one connection. Rejects with one line where it is refused. */
export async function tryWecom(account: WecomAccount, left?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const way = wayBy(account.proxies);
  const attempt = async (limit: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const robot = createRobot(account, { way, log: SILENT, hopeless: (error) => error as Error });
    const signal = AbortSignal.any([limit, over.signal]);
    robot.run(async () => {}, { signal, up: resolve }).catch(reject);
    await promise;
  };
  await tried(failures, wrongPair, attempt, left).finally(() => over.abort());
}

/** WeCom tells a robot nothing of itself: it goes by its number, and by the name that the settings give. */
export function createWecom(parts: WecomParts): ChatChannel {
  const { log, botId, botName } = parts;
  const way = wayBy(parts.proxies);
  return createChatChannel<WecomPlace, Content, Callback, string>(parts, {
    name: "企业微信",
    failures,
    says: LOG,
    introduce: async () => botId,
    botOf: (id) => `wecom ${id}`,
    open(id, base) {
      const robot = createRobot(parts, { way, log });
      const own = { robot, botName };
      return {
        form: formOf(base),
        wire: wireBy(robot, log),
        title: botName ?? id,
        way: LOG.way,
        happeningIn: (desk, callback) => happeningIn({ ...desk, ...own }, callback),
        placeIn: (chat, message) => placeIn(chat, false, message),
        listen: robot.run,
      };
    },
  });
}
