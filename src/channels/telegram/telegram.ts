/** Telegram: updates in, by long polling or a webhook → answers out, through the journal. */

import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Api } from "grammy";
import type { BotCommandScope, Update, UserFromGetMe } from "grammy/types";
import { LISTED } from "../../chat/commands.ts";
import { placeIn } from "../../chat/desk.ts";
import { DESCRIPTIONS } from "../../chat/request-wording.zh.ts";
import { type ChatChannel, createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { createTrouble, stubbornly, tried } from "../../chat/trouble.ts";
import { downloaded, wayBy } from "../../chat/way.ts";
import type { Log } from "../../console/log.ts";
import type { HttpServer } from "../../web/http-server.ts";
import type { TelegramPlace } from "./desk.ts";
import { failureOf, failures, reasonOf } from "./failures.ts";
import { formOf } from "./form.ts";
import { ALLOWED_UPDATES, createWebhook, poll } from "./intake.ts";
import { type Content, wireBy } from "./send.ts";
import { followMove, happeningIn } from "./updates.ts";
import { DESCRIPTION, LOG, SHORT_DESCRIPTION } from "./wording.zh.ts";

export interface TelegramAccount extends Pick<ServedParts, "proxies"> {
  readonly token: string;
  /** Null for Telegram's own. */
  readonly apiRoot: string | null;
}

export interface TelegramParts extends ServedParts, TelegramAccount {
  /** Where Telegram sends updates to; null for long polling. */
  readonly webhook: { readonly url: string; readonly secret: string; readonly server: HttpServer } | null;
}

/** Longer than a long poll lasts. */
const CALL_TIMEOUT_S = 45;

const INTRODUCE_MS = 10_000;

/** Serves nobody: resolves with the name of the bot, and what is to be known of it. */
export async function tryTelegram(account: TelegramAccount, left?: AbortSignal): Promise<string> {
  const api = createApi(account);
  const me = await tried(
    failures,
    () => LOG.badToken,
    (signal) => api.raw.getMe(signal as never),
    left,
  );
  return LOG.tried(me.username, me.can_read_all_group_messages);
}

export function createTelegram(parts: TelegramParts): ChatChannel {
  const { allowed, log, webhook } = parts;
  const api = createApi(parts);
  const statusOf = (chat: string, person: string) => {
    const inChat = (id: string) => api.raw.getChatMember({ chat_id: Number(id), user_id: Number(person) });
    return inChat(chat).catch((error: unknown) => {
      const failure = failureOf(error);
      if (failure.kind !== "moved") throw error;
      return inChat(failure.to);
    });
  };
  const way = wayBy(parts.proxies);
  const download = async (file_id: string) => {
    const { file_path = "" } = await api.raw.getFile({ file_id });
    return downloaded(way, `${rootOf(parts)}/file/bot${parts.token}/${file_path}`);
  };
  return createChatChannel<TelegramPlace, Content, Update, UserFromGetMe>(parts, {
    name: "Telegram",
    failures,
    says: LOG,
    hopeless,
    introduce: (signal) =>
      api.raw.getMe(AbortSignal.any([signal, AbortSignal.timeout(INTRODUCE_MS)]) as never),
    botOf: ({ id }) => `telegram ${id}`,
    async isMember(chat, person) {
      const member = await statusOf(chat, person);
      return member.status === "restricted" ? member.is_member : !["left", "kicked"].includes(member.status);
    },
    beforehand(receive) {
      if (!webhook) return;
      const { secret, server, url } = webhook;
      server.route("POST", new URL(url).pathname, createWebhook(secret, receive, log));
    },
    open(me, base) {
      const own = { api, me, download };
      return {
        form: formOf({ ...base, ...own }),
        wire: wireBy(api),
        // Nobody of a group shuts out the others by themselves, but for those whom the group or the settings trust.
        async mayClose({ chat, isPrivate }, person) {
          // Who speaks in the name of the group is one of its administrators.
          if (isPrivate || person === chat || allowed.includes(person)) return true;
          const { status } = await statusOf(chat, person);
          return status === "creator" || status === "administrator";
        },
        title: `@${me.username}`,
        way: webhook ? LOG.webhook(webhook.url) : LOG.polling,
        happeningIn: (desk, update) => happeningIn({ ...desk, ...own }, update),
        ahead: (update) => followMove(base, update),
        placeIn: (chat, message) => placeIn(chat, !chat.startsWith("-"), message),
        async listen(receive, { signal, up }) {
          if (me.can_read_all_group_messages) log.warn(LOG.privacyOff);
          else log.info(LOG.privacyOn);
          if (!me.supports_inline_queries) log.info(LOG.inlineOff);
          setMenus(api, log);
          up();
          const trouble = createTrouble(log, failures, LOG);
          const stubborn = { trouble, hopeless, signal };
          if (webhook) {
            const { url, secret: secret_token } = webhook;
            const wanted = { url, secret_token, allowed_updates: ALLOWED_UPDATES, max_connections: 40 };
            await stubbornly(stubborn, () => api.raw.setWebhook(wanted, signal as never));
          } else {
            await stubbornly(stubborn, () => api.raw.deleteWebhook({}, signal as never));
            await poll(api, receive, trouble, signal);
          }
        },
      };
    },
  });
}

function hopeless(error: unknown): Error | undefined {
  const { kind } = failureOf(error);
  if (kind === "token") return new Error(LOG.badToken);
  return kind === "refused" ? new Error(`Telegram：${reasonOf(error)}`) : undefined;
}

function rootOf({ apiRoot }: Pick<TelegramAccount, "apiRoot">): string {
  return apiRoot?.replace(/\/+$/, "") ?? "https://api.telegram.org";
}

function createApi({ token, apiRoot, proxies }: TelegramAccount): Api {
  const root = rootOf({ apiRoot });
  const options: AgentOptions = { keepAlive: true, ...(proxies ? { proxyEnv: proxies } : {}) };
  const agent = root.startsWith("https:") ? new HttpsAgent(options) : new HttpAgent(options);
  return new Api(token, { apiRoot: root, timeoutSeconds: CALL_TIMEOUT_S, baseFetchConfig: { agent } });
}

/** What is seen before anything is said, and the menu: conveniences without which the bot serves, too. */
function setMenus(api: Api, log: Log): void {
  Promise.all([
    ...menus().map((menu) => api.raw.setMyCommands(menu)),
    api.raw.setMyDescription({ description: DESCRIPTION }),
    api.raw.setMyShortDescription({ short_description: SHORT_DESCRIPTION }),
    api.raw.setChatMenuButton({ menu_button: { type: "commands" } }),
  ]).catch((error: unknown) => log.warn(LOG.menuFailed(reasonOf(error))));
}

export const COMMANDS = LISTED.map((name) => ({ name, ...DESCRIPTIONS[name] }));

/** For `setMyCommands`. Readers are Chinese, whatever language their Telegram is in, unless it is in English. */
export function menus() {
  // Alone with the bot every message is a question, and /ask the least of the commands.
  const alone = COMMANDS.toSorted((a, b) => Number(a.name === "ask") - Number(b.name === "ask"));
  const orders: readonly (readonly [BotCommandScope, typeof COMMANDS])[] = [
    [{ type: "default" }, COMMANDS],
    [{ type: "all_private_chats" }, alone],
    [{ type: "all_group_chats" }, COMMANDS],
  ];
  return orders.flatMap(([scope, order]) =>
    ([undefined, "zh", "en"] as const).map((language) => ({
      scope,
      ...(language && { language_code: language }),
      commands: order.map((one) => ({ command: one.name, description: one[language ?? "zh"] })),
    })),
  );
}
