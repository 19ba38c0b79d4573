/** Settings → the chat platforms that they name, as channels. */

import { createDingtalk } from "../channels/dingtalk/dingtalk.ts";
import { createFeishu } from "../channels/feishu/feishu.ts";
import { createSlack } from "../channels/slack/slack.ts";
import { createTelegram } from "../channels/telegram/telegram.ts";
import { createWecom } from "../channels/wecom/wecom.ts";
import type { Curating } from "../chat/curating.ts";
import type { Journal } from "../chat/journal.ts";
import type { ChatChannel, ServedParts } from "../chat/serve.ts";
import type { Log } from "../console/log.ts";
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
  readonly journalOf: (bot: string) => Journal;
  readonly curatingOn: (channel: string) => Curating;
}

export function hasChats({ telegram, slack, wecom, feishu, dingtalk }: ChatSettings): boolean {
  return [telegram, slack, wecom, feishu, dingtalk].some((platform) => platform !== null);
}

/** By the names by which the audit knows them. */
export function openChats(source: ChatsSource): ReadonlyMap<string, ChatChannel> {
  const { settings, log, server, watch, journalOf, curatingOn } = source;
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
    journalOf: (bot) => watch.overJournal(journalOf(bot), bot),
  });
  const chats = new Map<string, ChatChannel>();
  if (telegram) {
    const webhook = telegram.webhook && { ...telegram.webhook, server };
    chats.set("telegram", createTelegram({ ...partsOf("telegram"), ...telegram, webhook }));
  }
  if (slack) {
    const http = slack.http && { ...slack.http, server };
    chats.set("slack", createSlack({ ...partsOf("slack"), ...slack, http }));
  }
  if (wecom) chats.set("wecom", createWecom({ ...partsOf("wecom"), ...wecom }));
  if (feishu) chats.set("feishu", createFeishu({ ...partsOf("feishu"), ...feishu }));
  if (dingtalk) chats.set("dingtalk", createDingtalk({ ...partsOf("dingtalk"), ...dingtalk }));
  return chats;
}
