/** Settings → the chat platforms that they name, as channels. */

import type { Curating } from "../chat/curating.ts";
import type { ChatChannel, ServedParts } from "../chat/serve.ts";
import type { Log } from "../console/log.ts";
import type { Journals } from "../stores/open-journals.ts";
import type { HttpServer } from "../web/http-server.ts";
import type { OpenWatch } from "./open-watch.ts";
import type { Settings } from "./settings.ts";

export type ChatSettings = Pick<
  Settings,
  "telegram" | "slack" | "wecom" | "feishu" | "dingtalk" | "web" | "limits" | "proxies"
>;

export interface ChatsSource {
  readonly settings: ChatSettings;
  readonly log: Log;
  /** For webhooks. */
  readonly server: HttpServer;
  readonly watch: OpenWatch;
  readonly journals: Pick<Journals, "of" | "hold">;
  readonly curatingOn: (channel: string) => Curating;
}

export function hasChats({ telegram, slack, wecom, feishu, dingtalk }: ChatSettings): boolean {
  return [telegram, slack, wecom, feishu, dingtalk].some((platform) => platform !== null);
}

/** By the names by which the audit knows them. What only one platform needs is loaded where that platform is served. */
export async function openChats(source: ChatsSource): Promise<ReadonlyMap<string, ChatChannel>> {
  const { settings, log, server, watch, journals, curatingOn } = source;
  const { telegram, slack, wecom, feishu, dingtalk, web, limits, proxies } = settings;
  const partsOf = (channel: string): Omit<ServedParts, "allowed"> => ({
    ...{
      log,
      limits,
      proxies,
      publicUrl: web.publicUrl,
      abilities: watch.abilitiesOf(channel, { on: channel }),
      curating: curatingOn(channel),
    },
    journalOf: (bot) => watch.overJournal(journals.of(bot), bot),
    ...(journals.hold && { holdOf: journals.hold }),
  });
  const chats = new Map<string, ChatChannel>();
  if (telegram) {
    const { createTelegram } = await import("../channels/telegram/telegram.ts");
    const webhook = telegram.webhook && { ...telegram.webhook, server };
    chats.set("telegram", createTelegram({ ...partsOf("telegram"), ...telegram, webhook }));
  }
  if (slack) {
    const { createSlack } = await import("../channels/slack/slack.ts");
    const http = slack.http && { ...slack.http, server };
    chats.set("slack", createSlack({ ...partsOf("slack"), ...slack, http }));
  }
  if (wecom) {
    const { createWecom } = await import("../channels/wecom/wecom.ts");
    chats.set("wecom", createWecom({ ...partsOf("wecom"), ...wecom }));
  }
  if (feishu) {
    const { createFeishu } = await import("../channels/feishu/feishu.ts");
    chats.set("feishu", createFeishu({ ...partsOf("feishu"), ...feishu }));
  }
  if (dingtalk) {
    const { createDingtalk } = await import("../channels/dingtalk/dingtalk.ts");
    chats.set("dingtalk", createDingtalk({ ...partsOf("dingtalk"), ...dingtalk }));
  }
  return chats;
}
