/** Telegram: updates in, by long polling or a webhook → answers out, through the journal. */

import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Api } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Abilities } from "../../answer/abilities.ts";
import { createAccess } from "../../chat/access.ts";
import { createDelivery, type DeliveryService } from "../../chat/delivery.ts";
import type { Journal } from "../../chat/journal.ts";
import { createRateLimit, type RateLimits, USUAL_LIMITS } from "../../chat/rate-limit.ts";
import { createUnderWay } from "../../chat/under-way.ts";
import type { Log } from "../../console/log.ts";
import type { HttpServer } from "../../web/http-server.ts";
import type { Channel } from "../channel.ts";
import { menus } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { failureOf, reasonOf } from "./failures.ts";
import { ALLOWED_UPDATES, createTrouble, pause, poll } from "./poll.ts";
import { sendItem } from "./send.ts";
import { createStage } from "./stage.ts";
import { stopOf } from "./stops.ts";
import { followMove, receivedOf, workUpdate } from "./updates.ts";
import { createWebhook } from "./webhook.ts";
import { DESCRIPTION, LOG, SHORT_DESCRIPTION } from "./wording.zh.ts";

export interface TelegramParts {
  readonly abilities: Abilities;
  readonly log: Log;
  readonly token: string;
  /** Null for Telegram's own. */
  readonly apiRoot: string | null;
  /** Ids of chats and people that may ask; "*" for everybody. */
  readonly allowed: readonly string[];
  /** Where Telegram sends updates to; null for long polling. */
  readonly webhook: { readonly url: string; readonly secret: string; readonly server: HttpServer } | null;
  /** The journal of the bot of that name. */
  readonly journalOf: (bot: string) => Journal;
  readonly publicUrl: string | null;
  /** Proxies by the names that everybody knows: HTTPS_PROXY and so on. */
  readonly proxies?: Readonly<Record<string, string>>;
  readonly limits?: RateLimits;
  readonly now?: () => number;
}

/** Longer than a long poll lasts. */
const CALL_TIMEOUT_S = 45;

export function createTelegram(parts: TelegramParts): Channel {
  const { log, webhook, now = Date.now } = parts;
  const api = createApi(parts);
  const stopping = new AbortController();
  const ended = Promise.withResolvers<void>();
  const serving = Promise.withResolvers<void>();
  let running: Promise<void> = Promise.resolve();
  let service: DeliveryService | undefined;
  let receive: (updates: readonly Update[]) => Promise<void> = async () => {
    throw new Error("Telegram 尚未就绪");
  };
  ended.promise.catch(() => {});
  if (webhook) {
    const { secret, server, url } = webhook;
    const handler = createWebhook({ secret, receive: (updates) => receive(updates), log });
    server.route("POST", new URL(url).pathname, handler);
  }

  /** Resolves when polling ends with the signal, or a webhook is set; rejects when the bot cannot go on. */
  async function serve(me: UserFromGetMe): Promise<void> {
    const journal = parts.journalOf(`telegram ${me.id}`);
    const desk = deskOf(parts, { api, me, journal, now });
    service = createDelivery({
      journal,
      noticed: ({ body, number }) => desk.underWay.stop(stopOf(JSON.parse(body) as Update, number, me)),
      work: (item, post) => workUpdate(desk, item, post),
      send: (item, sentAs) => sendItem(item, sentAs, api),
      log,
      now,
    });
    const { receive: take } = service;
    receive = async (updates) => {
      for (const update of updates) await followMove(desk, update);
      await take(updates.flatMap((update) => receivedOf(update, me) ?? []));
    };
    await service.start();
    sayServing(parts, desk);
    serving.resolve();
    setMenus(api, log);
    if (webhook) await setWebhook(webhook.url, webhook.secret);
    else {
      await stubbornly(() => api.raw.deleteWebhook({}, stopping.signal as never));
      await poll({ api, receive, log, signal: stopping.signal });
    }
  }

  async function setWebhook(url: string, secret: string): Promise<void> {
    await stubbornly(() =>
      api.raw.setWebhook(
        { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, max_connections: 40 },
        stopping.signal as never,
      ),
    );
  }

  /** Again and again until Telegram is there. Rejects where it is no use. */
  async function stubbornly<T>(call: () => Promise<T>): Promise<T | undefined> {
    const trouble = createTrouble(log);
    while (!stopping.signal.aborted) {
      try {
        const result = await call();
        trouble.over();
        return result;
      } catch (error) {
        if (stopping.signal.aborted) return undefined;
        const failure = failureOf(error);
        if (failure.kind === "token") throw new Error(LOG.badToken);
        if (failure.kind === "refused") throw new Error(`Telegram：${reasonOf(error)}`);
        await pause(failure.kind === "flood" ? failure.afterMs : trouble.met(error), stopping.signal);
      }
    }
    return undefined;
  }

  function run(me: UserFromGetMe | undefined): void {
    running = (me ? Promise.resolve(me) : stubbornly(() => api.raw.getMe(stopping.signal as never)))
      .then((known) => (known && !stopping.signal.aborted ? serve(known) : undefined))
      .catch((error: unknown) => {
        ended.reject(failureOf(error).kind === "token" ? new Error(LOG.badToken) : error);
      });
  }

  return {
    name: "Telegram",
    ended: ended.promise,
    async start() {
      // A wrong token is said at once; an office whose network is not up yet is served when it is.
      const me = await api.raw.getMe(AbortSignal.timeout(10_000) as never).catch((error: unknown) => {
        if (failureOf(error).kind === "token") throw new Error(LOG.badToken);
        log.warn(LOG.notReached(reasonOf(error)));
        return undefined;
      });
      if (stopping.signal.aborted) return;
      run(me);
      if (me) await Promise.race([serving.promise, running]);
    },
    async stop() {
      stopping.abort();
      await running;
      await service?.stop();
      ended.resolve();
    },
  };
}

function createApi({ token, apiRoot, proxies }: TelegramParts): Api {
  const root = apiRoot?.replace(/\/+$/, "") ?? "https://api.telegram.org";
  const options: AgentOptions = { keepAlive: true, ...(proxies ? { proxyEnv: proxies } : {}) };
  const agent = root.startsWith("https:") ? new HttpsAgent(options) : new HttpAgent(options);
  return new Api(token, { apiRoot: root, timeoutSeconds: CALL_TIMEOUT_S, baseFetchConfig: { agent } });
}

type Known = Pick<Desk, "api" | "me" | "journal" | "now">;

function deskOf({ abilities, allowed, publicUrl, limits, log }: TelegramParts, known: Known): Desk {
  const { api, journal, now } = known;
  const memberOf = async (chat: string, person: string) => {
    const inChat = (id: string) => api.raw.getChatMember({ chat_id: Number(id), user_id: Number(person) });
    return inChat(chat).catch((error: unknown) => {
      const failure = failureOf(error);
      if (failure.kind !== "moved") throw error;
      return inChat(failure.to);
    });
  };
  return {
    ...known,
    underWay: createUnderWay(),
    // Nobody of a group shuts out the others by themselves, but for those whom the group or the settings trust.
    async mayClose({ chat, isPrivate }, person) {
      // Who speaks in the name of the group is one of its administrators.
      if (isPrivate || person === chat || allowed.includes(person)) return true;
      const { status } = await memberOf(chat, person);
      return status === "creator" || status === "administrator";
    },
    stage: createStage({ ...known, abilities, publicUrl, log }),
    abilities,
    publicUrl,
    log,
    limit: createRateLimit(limits ?? USUAL_LIMITS),
    access: createAccess({
      allowed,
      journal,
      isMember: async (chat, person) => {
        const member = await memberOf(chat, person);
        return member.status === "restricted"
          ? member.is_member
          : !["left", "kicked"].includes(member.status);
      },
      showCode: (code) => log.info(LOG.pairingCode(code)),
      now,
    }),
  };
}

function sayServing({ webhook, allowed, log }: TelegramParts, { me, access }: Desk): void {
  const who = allowed.includes("*") ? LOG.openToAll : LOG.closed(allowed.length);
  log.info(LOG.serving(me.username, webhook ? LOG.webhook(webhook.url) : LOG.polling, who));
  if (me.can_read_all_group_messages) log.warn(LOG.privacyOff);
  else log.info(LOG.privacyOn);
  if (!me.supports_inline_queries) log.info(LOG.inlineOff);
  access.offer();
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
