/** Feishu: events of an app's robot in, over a connection that lasts → answers out, through the journal. */

import { placeIn } from "../../chat/desk.ts";
import { type ChatChannel, createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { createToasts } from "../../chat/toasts.ts";
import { tried } from "../../chat/trouble.ts";
import { wayBy } from "../../chat/way.ts";
import { type Api, createApi, type FeishuAccount } from "./api.ts";
import type { FeishuPlace } from "./elements.ts";
import { failures } from "./failures.ts";
import { type Content, formOf } from "./form.ts";
import { createPushes, type Update } from "./pushes.ts";
import { wireBy } from "./send.ts";
import { happeningIn } from "./updates.ts";
import { LOG, NAME } from "./wording.zh.ts";

export interface FeishuParts extends ServedParts, FeishuAccount {
  /** Words alone, for clients that are too old for cards. */
  readonly isPlain: boolean;
}

interface Me {
  readonly open_id: string;
  readonly app_name: string;
}

/** Serves nobody: resolves with the name of the robot where all is well, rejects with one line where it is not. */
export async function tryFeishu(account: FeishuAccount, left?: AbortSignal): Promise<string> {
  const api = createApi(account);
  const attempt = async (signal: AbortSignal) => {
    const { app_name } = await meOf(api);
    await api.endpoint(signal);
    return app_name;
  };
  return tried(failures, String, attempt, left);
}

async function meOf(api: Api): Promise<Me> {
  return (await api.call<{ bot: Me }>("GET", "/bot/v3/info")).bot;
}

/** The connection is opened once it is known by which id the robot is mentioned: before, nothing can be told to be for it. */
export function createFeishu(parts: FeishuParts): ChatChannel {
  const { log, appId, isPlain, now = Date.now } = parts;
  const way = wayBy(parts.proxies);
  const api = createApi(parts, way);
  return createChatChannel<FeishuPlace, Content, Update, Me>(parts, {
    name: NAME,
    failures,
    says: LOG,
    introduce: () => meOf(api),
    botOf: () => `feishu ${appId}`,
    open({ open_id: botId, app_name }, base) {
      const toasts = createToasts();
      const own = { api, toasts, botId, isPlain };
      return {
        form: formOf({ ...base, ...own }),
        wire: wireBy(api, log, now),
        title: app_name,
        way: LOG.way,
        happeningIn: (desk, update) => happeningIn({ ...desk, ...own }, update),
        placeIn: (chat, message) => placeIn(chat, chat.startsWith("ou_"), message),
        listen: createPushes(api, toasts, { way, log }).run,
      };
    },
  });
}
