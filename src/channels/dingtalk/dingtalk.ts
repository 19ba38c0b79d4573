/** DingTalk: callbacks of a robot in, over a connection that lasts → answers out, through the journal. */

import { placeIn } from "../../chat/desk.ts";
import { type ChatChannel, createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { createToasts } from "../../chat/toasts.ts";
import { tried } from "../../chat/trouble.ts";
import { wayBy } from "../../chat/way.ts";
import { createApi, type DingtalkAccount } from "./api.ts";
import { failures } from "./failures.ts";
import { formOf } from "./form.ts";
import { type Content, wireBy } from "./send.ts";
import { streamBy } from "./stream.ts";
import { type Callback, type DingtalkPlace, happeningIn, TOPICS } from "./updates.ts";
import { LOG, wrongPair } from "./wording.zh.ts";

export interface DingtalkParts extends ServedParts, DingtalkAccount {
  /** Of cards, as the office has made it; null where there is none. */
  readonly cardTemplate: string | null;
}

/** Serves nobody: rejects with one line where DingTalk would not open a connection. */
export async function tryDingtalk(account: DingtalkAccount, left?: AbortSignal): Promise<void> {
  const api = createApi(account);
  await tried(failures, wrongPair, (signal) => api.gateway([TOPICS.message], signal), left);
}

/** DingTalk tells a robot nothing of itself: it goes by the number of its application. */
export function createDingtalk(parts: DingtalkParts): ChatChannel {
  const { log, clientId, cardTemplate } = parts;
  const way = wayBy(parts.proxies);
  return createChatChannel<DingtalkPlace, Content, Callback, string>(parts, {
    name: "钉钉",
    failures,
    says: LOG,
    introduce: async () => clientId,
    botOf: (id) => `dingtalk ${id}`,
    open(id, base) {
      const api = createApi(parts, way);
      const toasts = createToasts();
      const topics = cardTemplate === null ? [TOPICS.message] : Object.values(TOPICS);
      return {
        form: formOf({ ...base, hasCards: cardTemplate !== null }),
        wire: wireBy(api, log, cardTemplate),
        title: id,
        way: LOG.way,
        happeningIn: (desk, callback) => happeningIn({ ...desk, toasts }, callback),
        placeIn: (chat, message) => placeIn(chat, !chat.startsWith("cid"), message),
        listen: streamBy(api, topics, toasts, { way, log }).run,
      };
    },
  });
}
