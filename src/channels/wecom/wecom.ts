/** WeCom: callbacks of a smart robot in, over a connection that lasts → answers out, through the journal. */

import type { Platform } from "../../chat/platform.ts";
import { createSending } from "../../chat/sending.ts";
import { createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { createStage } from "../../chat/stage.ts";
import { linesBy } from "../../chat/trouble.ts";
import { wayBy } from "../../chat/way.ts";
import type { Channel } from "../channel.ts";
import type { WecomDesk, WecomPlace } from "./desk.ts";
import { failures } from "./failures.ts";
import { formOf } from "./form.ts";
import { createRobot } from "./robot.ts";
import { wireBy } from "./send.ts";
import { type Callback, happeningIn } from "./updates.ts";
import { LOG } from "./wording.zh.ts";

export interface WecomParts extends ServedParts {
  readonly botId: string;
  readonly secret: string;
  /** As it is called in groups; null where nobody said so. */
  readonly botName: string | null;
  /** Null for WeCom's own; that of a private deployment. */
  readonly url: string | null;
}

const USUAL_URL = "wss://openws.work.weixin.qq.com";

export function createWecom(parts: WecomParts): Channel {
  return createChatChannel(parts, platformOf(parts));
}

/** WeCom tells a robot nothing of itself: it goes by its number, and by the name that the settings give. */
function platformOf(parts: WecomParts): Platform<WecomPlace, Callback, string> {
  const { log, botId, secret, botName, allowed, publicUrl } = parts;
  const trouble = linesBy(failures, LOG);
  const way = wayBy(parts.proxies);
  return {
    name: "企业微信",
    failures,
    trouble,
    hopeless: () => undefined,
    introduce: async () => botId,
    botOf: (id) => `wecom ${id}`,
    pairing: LOG.pairingCode,
    open(id, base) {
      const robot = createRobot({ url: parts.url ?? USUAL_URL, botId, secret, way, log, trouble });
      const own = { robot, botName, publicUrl };
      const desk: WecomDesk = {
        ...base,
        ...own,
        stage: createStage(base.journal, formOf({ ...base, publicUrl })),
        mayClose: async ({ isPrivate }, person) => isPrivate || allowed.includes(person),
      };
      return {
        desk,
        title: botName ?? id,
        way: LOG.way,
        happeningIn: (callback) => happeningIn(desk, callback),
        send: createSending(wireBy(robot, log)),
        listen: (receive, listening) => robot.run(receive, listening),
      };
    },
  };
}
