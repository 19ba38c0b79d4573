/** DingTalk: callbacks of a robot in, over a connection that lasts → answers out, through the journal. */

import type { Platform } from "../../chat/platform.ts";
import { createSending } from "../../chat/sending.ts";
import { createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { createStage } from "../../chat/stage.ts";
import { wayBy } from "../../chat/way.ts";
import type { Channel } from "../channel.ts";
import { createApi } from "./api.ts";
import type { DingtalkDesk, DingtalkPlace } from "./desk.ts";
import { failures } from "./failures.ts";
import { formOf } from "./form.ts";
import { wireBy } from "./send.ts";
import { listenBy } from "./stream.ts";
import { type Callback, happeningIn } from "./updates.ts";
import { LOG } from "./wording.zh.ts";

export interface DingtalkParts extends ServedParts {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null for DingTalk's own; that of a private deployment. */
  readonly url: string | null;
}

const USUAL_URL = "https://api.dingtalk.com";

export function createDingtalk(parts: DingtalkParts): Channel {
  return createChatChannel(parts, platformOf(parts));
}

/** DingTalk tells a robot nothing of itself: it goes by the number of its application. */
function platformOf(parts: DingtalkParts): Platform<DingtalkPlace, Callback, string> {
  const { log, clientId, clientSecret, allowed, publicUrl } = parts;
  const { failureOf, reasonOf } = failures;
  const trouble = {
    met: (error: unknown) => LOG.notReached(reasonOf(error)),
    over: LOG.reachedAgain,
    wrong: (error: unknown) =>
      failureOf(error).kind === "token" ? LOG.wrongSecret(reasonOf(error)) : undefined,
  };
  const way = wayBy(parts.proxies);
  return {
    name: "钉钉",
    failures,
    trouble,
    hopeless: () => undefined,
    introduce: async () => clientId,
    botOf: (id) => `dingtalk ${id}`,
    pairing: LOG.pairingCode,
    open(id, base) {
      const url = (parts.url ?? USUAL_URL).replace(/\/+$/, "");
      const api = createApi({ url, clientId, clientSecret, way });
      const desk: DingtalkDesk = {
        ...base,
        stage: createStage(base.journal, formOf({ ...base, publicUrl })),
        mayClose: async ({ isPrivate }, person) => isPrivate || allowed.includes(person),
      };
      return {
        desk,
        title: id,
        way: LOG.way,
        happeningIn: (callback) => happeningIn(desk, callback),
        send: createSending(wireBy(api, log)),
        listen: listenBy({ api, way, log, trouble }),
      };
    },
  };
}
