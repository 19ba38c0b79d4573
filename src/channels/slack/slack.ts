/** Slack: events in, by Socket Mode or HTTP → answers out, through the journal. */

import { setTimeout as sleep } from "node:timers/promises";
import type { BlockAction, MessageShortcut, SlashCommand } from "@slack/bolt";
import { type AuthTestResponse, WebClient } from "@slack/web-api";
import type { Abilities } from "../../answer/abilities.ts";
import { createAccess } from "../../chat/access.ts";
import { createDelivery, type DeliveryService, within } from "../../chat/delivery.ts";
import { conversationOf, type Job, quietIn } from "../../chat/desk.ts";
import { MAX_TURN_AGE_MS } from "../../chat/history.ts";
import type { InboxItem, Journal, Outcome } from "../../chat/journal.ts";
import { createRateLimit, type RateLimits, USUAL_LIMITS } from "../../chat/rate-limit.ts";
import { createUnderWay } from "../../chat/under-way.ts";
import { worked } from "../../chat/worked.ts";
import type { Log } from "../../console/log.ts";
import type { HttpServer } from "../../web/http-server.ts";
import type { Channel } from "../channel.ts";
import { receivedOf } from "./addressed.ts";
import { placeUnder, type SlackDesk, type SlackPlace } from "./desk.ts";
import { failureOf, reasonOf } from "./failures.ts";
import { createEventsHandler, EVENTS_PATH, type SlackBody } from "./http.ts";
import { createWork, type Work } from "./listeners.ts";
import { changeIn, type MessageHappening } from "./message-event.ts";
import { placeOfPress } from "./on-action.ts";
import { placeOfCommand } from "./on-message.ts";
import { placeOfShortcut } from "./on-shortcut.ts";
import { quietLogger } from "./quiet-logger.ts";
import { missingOf } from "./scopes.ts";
import { sendItem } from "./send.ts";
import { createSocket } from "./socket.ts";
import { createStage } from "./stage.ts";
import { stopOf } from "./stops.ts";
import { createStreams, type Streams } from "./streams.ts";
import { wayBy } from "./way.ts";
import { LOG } from "./wording.zh.ts";

export interface SlackParts {
  readonly abilities: Abilities;
  readonly log: Log;
  readonly botToken: string;
  /** Null for Slack's own; ends in a slash. */
  readonly apiUrl: string | null;
  /** Ids of channels, people and workspaces that may ask; "*" for everybody. */
  readonly allowed: readonly string[];
  /** Exactly one of them. */
  readonly socket: { readonly appToken: string } | null;
  readonly http: { readonly signingSecret: string; readonly server: HttpServer } | null;
  readonly journalOf: (bot: string) => Journal;
  readonly publicUrl: string | null;
  readonly expert?: string | null;
  /** By channel, "" for all others: `mention` where a thread in which its asker was answered is heard by mention alone. */
  readonly replyInThreads?: Readonly<Record<string, string>>;
  /** Proxies by the names that everybody knows: HTTPS_PROXY and so on. */
  readonly proxies?: Readonly<Record<string, string>>;
  /** An answer that takes longer shows how far it is in a message of its own (ms); some seconds unless told otherwise. */
  readonly patienceMs?: number;
  readonly limits?: RateLimits;
  readonly now?: () => number;
}

const CLOSE_MS = 1_000;

const PATIENCE_MS = 4_000;

const RETRY_MS = 5_000;

/** What comes too early or too late is not acknowledged, and comes again. */
const NOT_READY: (body: SlackBody) => Promise<void> = async () => {
  throw new Error("Slack 尚未就绪");
};

export function createSlack(parts: SlackParts): Channel {
  const { log, botToken, http, socket, now = Date.now, replyInThreads = {} } = parts;
  const way = wayBy(parts.proxies);
  const client = new WebClient(botToken, {
    // Sending again is the outbox's business, and one call put off is to hold back no other.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 20_000,
    fetch: way.fetch,
    logger: quietLogger(log),
    ...(parts.apiUrl === null ? {} : { slackApiUrl: parts.apiUrl }),
  });
  const ended = Promise.withResolvers<void>();
  ended.promise.catch(() => {});
  const stopping = new AbortController();
  let service: DeliveryService | undefined;
  let receive = NOT_READY;
  let connecting: Promise<void> = Promise.resolve();
  let isTokenGone = false;
  /** One line, however many messages wait. */
  const tellTokenGone = (why: string) => {
    if (!isTokenGone) log.error(LOG.tokenGone(why));
    isTokenGone = true;
  };
  const received = (body: SlackBody) => receive(body);
  if (http) {
    const { signingSecret, server } = http;
    server.route("POST", EVENTS_PATH, createEventsHandler({ signingSecret, receive: received, log, now }));
  }
  const link = socket && createSocket({ ...socket, apiUrl: parts.apiUrl, way, receive: received, log });

  async function serve(me: AuthTestResponse): Promise<void> {
    const { user_id = "", team_id = "", user = "" } = me;
    const missing = missingOf(me.response_metadata?.scopes);
    if (missing.length > 0) log.warn(LOG.scopesMissing(missing));
    const journal = parts.journalOf(`slack ${team_id} ${user_id}`);
    const streams = createStreams(client, log, now);
    const desk = deskOf(parts, { client, journal, now, botUserId: user_id, teamId: team_id }, streams);
    const sending = { client, streams, fetch: way.fetch, log, tellTokenGone };
    const work = createWork(desk, botToken);
    service = createDelivery({
      journal,
      noticed: ({ body, number }) =>
        desk.underWay.stop(stopOf(JSON.parse(body) as SlackBody, number, user_id)),
      work: (item, post) => workItem(desk, work, item, post),
      send: async (item, sentAs) => {
        const result = await sendItem(item, sentAs, sending);
        if (result.kind === "sent") isTokenGone = false;
        return result;
      },
      log,
      now,
    });
    const isEngaged = async (channel: string, thread: string, person: string) => {
      const conversation = conversationOf(desk, { chat: channel, room: thread }, person);
      const since = now() - MAX_TURN_AGE_MS;
      if ((replyInThreads[channel] ?? replyInThreads[""]) === "mention") return false;
      if (await journal.isMarked(channel, quietIn(thread))) return false;
      const isAsking = desk.underWay.some(
        (asked) => asked.person === person && asked.place.chat === channel && asked.place.room === thread,
      );
      return isAsking || (await journal.latest(conversation, { since, limit: 1 })).length > 0;
    };
    const known = { isEngaged, stateOf: journal.stateOf };
    const { receive: take } = service;
    let last: Promise<void> = Promise.resolve();
    // One after the other: whether a change is for us depends on what came before it.
    receive = (body) => {
      const taking = last.then(async () => {
        const item = await receivedOf(body, { userId: user_id, teamId: team_id }, known);
        if (item) await take([item]);
      });
      last = taking.catch(() => {});
      return taking;
    };
    await service.start();
    const who = parts.allowed.includes("*") ? LOG.openToAll : LOG.closed(parts.allowed.length);
    log.info(LOG.serving(user, socket ? LOG.socket : LOG.http(EVENTS_PATH), who));
    desk.access.offer();
  }

  /** Who we are, as soon as Slack is there; rejects where it is no use to ask again. */
  async function introduce(): Promise<AuthTestResponse | undefined> {
    for (let isFirst = true; !stopping.signal.aborted; isFirst = false) {
      try {
        return await client.auth.test();
      } catch (error) {
        const { kind } = failureOf(error);
        if (kind === "token" || kind === "refused")
          throw new Error(LOG.badToken("SLACK_BOT_TOKEN", reasonOf(error)));
        if (isFirst) log.warn(LOG.notReached(reasonOf(error)));
        await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return undefined;
  }

  async function connect(): Promise<void> {
    const me = await introduce();
    if (!me || stopping.signal.aborted) return;
    await serve(me);
    await link?.start().catch((error: unknown) => {
      throw new Error(LOG.badToken("SLACK_APP_TOKEN", reasonOf(error)));
    });
  }

  return {
    name: "Slack",
    ended: ended.promise,
    async start() {
      const first = Promise.withResolvers<void>();
      connecting = connect().then(first.resolve, (error: unknown) => {
        first.reject(error);
        ended.reject(error);
      });
      // An office whose network is not up yet is served when it is.
      await Promise.race([first.promise, sleep(10_000, undefined, { ref: false })]);
    },
    async stop() {
      stopping.abort();
      receive = NOT_READY;
      // A connection that is just being made does not let itself be ended at once.
      await within(CLOSE_MS, Promise.allSettled([link?.stop(), connecting]));
      await service?.stop();
      ended.resolve();
    },
  };
}

type Known = Pick<SlackDesk, "client" | "journal" | "now" | "botUserId" | "teamId">;

function deskOf(
  { abilities, allowed, publicUrl, expert = null, limits, log, patienceMs = PATIENCE_MS }: SlackParts,
  known: Known,
  streams: Streams,
): SlackDesk {
  const { journal, now } = known;
  return {
    ...known,
    allowed,
    abilities,
    publicUrl,
    expert,
    log,
    stage: createStage({ ...known, abilities, streams, publicUrl, expert, log, patienceMs }),
    underWay: createUnderWay(),
    mayClose: async (_, person) => allowed.includes(person),
    limit: createRateLimit(limits ?? USUAL_LIMITS),
    access: createAccess({
      allowed,
      journal,
      isMember: async () => false,
      showCode: (code) => log.info(LOG.pairingCode(code)),
      now,
    }),
  };
}

function workItem(desk: SlackDesk, work: Work, item: InboxItem, post: Job["post"]): Promise<Outcome> {
  const body = JSON.parse(item.body) as SlackBody;
  return worked(desk, {
    item,
    place: placeOf(body),
    work: () => work(body, { number: item.number, post }),
    logLine: (trace, error) => LOG.failed(trace, reasonOf(error)),
  });
}

/** Where whoever waits for something to come of it is told that nothing will. */
function placeOf(body: SlackBody): SlackPlace | undefined {
  if (typeof body.command === "string") return placeOfCommand(body as unknown as SlashCommand);
  if (body.type === "message_action") return placeOfShortcut(body as unknown as MessageShortcut);
  if (body.type === "block_actions") return placeOfPress(body as unknown as BlockAction);
  const event = body.event as MessageHappening | undefined;
  if (event?.type !== "message" && event?.type !== "app_mention") return undefined;
  const change = changeIn(event);
  return change && placeUnder(change.message);
}
