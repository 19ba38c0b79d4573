/** Slack: events in, by Socket Mode or HTTP → answers out, through the journal. */

import { once } from "node:events";
import { type AuthTestResponse, WebClient } from "@slack/web-api";
import { placeIn } from "../../chat/desk.ts";
import { PlatformError } from "../../chat/failures.ts";
import type { Receive } from "../../chat/platform.ts";
import { type ChatChannel, createChatChannel, type ServedParts } from "../../chat/serve.ts";
import { SILENT, tried } from "../../chat/trouble.ts";
import { downloaded, type Way, wayBy } from "../../chat/way.ts";
import type { Log } from "../../console/log.ts";
import type { HttpServer } from "../../web/http-server.ts";
import { quietLogger, throughBolt } from "./bolt.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { badToken, failures } from "./failures.ts";
import { formOf } from "./form.ts";
import { happeningIn } from "./happening.ts";
import { createEventsHandler, createSocket, EVENTS_PATH, type SlackBody } from "./intake.ts";
import { type Content, wireBy } from "./send.ts";
import { createStreams } from "./streams.ts";
import { LOG } from "./wording.zh.ts";

export interface SlackAccount extends Pick<ServedParts, "proxies"> {
  readonly botToken: string;
  /** Null for Slack's own; ends in a slash. */
  readonly apiUrl: string | null;
  /** Null where Slack sends events to us. */
  readonly socket: { readonly appToken: string } | null;
}

/** `allowed`: also ids of workspaces. */
export interface SlackParts
  extends ServedParts,
    SlackAccount,
    Partial<Pick<SlackDesk, "expert" | "replyInThreads">> {
  /** Exactly one of `socket` and this. */
  readonly http: { readonly signingSecret: string; readonly server: HttpServer } | null;
  /** An answer that takes longer shows how far it is in a message of its own (ms); some seconds unless told otherwise. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 4_000;

/** Serves nobody, and opens no connection: resolves with the name of the bot, rejects with one line where something is missing. */
export async function trySlack(account: SlackAccount, left?: AbortSignal): Promise<string> {
  const { botToken, apiUrl, socket, proxies } = account;
  const way = wayBy(proxies);
  const refusedAs = (variable: string) => (error: unknown) => {
    const why = badToken(variable, error);
    throw why ? new PlatformError({ kind: "refused" }, why.message) : error;
  };
  const attempt = async (signal: AbortSignal) => {
    const within: Pick<Way, "fetch"> = { fetch: (url, init) => way.fetch(url, { ...init, signal }) };
    const { auth } = clientOf(botToken, apiUrl, within, SILENT);
    const { user = "", response_metadata } = await auth.test().catch(refusedAs("SLACK_BOT_TOKEN"));
    if (socket) {
      const { apps } = clientOf(socket.appToken, apiUrl, within, SILENT);
      await apps.connections.open().catch(refusedAs("SLACK_APP_TOKEN"));
    }
    const missing = missingOf(response_metadata?.scopes);
    if (missing.length > 0) throw new PlatformError({ kind: "refused" }, LOG.scopesMissing(missing));
    return LOG.tried(user);
  };
  return tried(failures, String, attempt, left);
}

function clientOf(token: string, apiUrl: string | null, way: Pick<Way, "fetch">, log: Log): WebClient {
  return new WebClient(token, {
    // Sending again is the outbox's business, and one call put off is to hold back no other.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 20_000,
    fetch: way.fetch,
    logger: quietLogger(log),
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
  });
}

export function createSlack(parts: SlackParts): ChatChannel {
  const { log, botToken, apiUrl, http, socket, allowed, now = Date.now } = parts;
  const { expert = null, replyInThreads = {}, patienceMs = PATIENCE_MS } = parts;
  const way = wayBy(parts.proxies);
  const client = clientOf(botToken, apiUrl, way, log);
  const committing = (receive: Receive<SlackBody>) => throughBolt(botToken, receive, log);
  /** The token is for Slack alone. */
  const download = async (url: string) => {
    const { protocol, hostname, origin } = new URL(url);
    const isSlack = protocol === "https:" && hostname === "files.slack.com";
    if (!isSlack && origin !== URL.parse(apiUrl ?? "")?.origin) throw new Error(hostname);
    return downloaded(way, url, { Authorization: `Bearer ${botToken}` });
  };
  return createChatChannel<SlackPlace, Content, SlackBody, AuthTestResponse>(parts, {
    name: "Slack",
    failures,
    says: LOG,
    hopeless: (error) => badToken("SLACK_BOT_TOKEN", error),
    introduce: () => client.auth.test(),
    botOf: ({ team_id = "", user_id = "" }) => `slack ${team_id} ${user_id}`,
    beforehand(receive) {
      if (!http) return;
      const { signingSecret, server } = http;
      const handler = createEventsHandler(signingSecret, committing(receive), log, now);
      server.route("POST", EVENTS_PATH, handler);
    },
    open({ team_id: teamId = "", user_id: botUserId = "", user = "", response_metadata }, base) {
      const missing = missingOf(response_metadata?.scopes);
      if (missing.length > 0) log.warn(LOG.scopesMissing(missing));
      const streams = createStreams(client, log, now);
      const own = { client, botUserId, teamId, expert, download };
      return {
        form: formOf({ ...base, ...own, streams, patienceMs }),
        wire: wireBy({ client, streams, fetch: way.fetch, log }),
        mayClose: async (_, person) => allowed.includes(person),
        title: `@${user}`,
        way: socket ? LOG.socket : LOG.http(EVENTS_PATH),
        happeningIn: (desk, body) => happeningIn({ ...desk, ...own, allowed, replyInThreads }, body),
        placeIn: (chat, message) => placeIn(chat, false, message),
        async listen(receive, listening) {
          if (socket) {
            const app = clientOf(socket.appToken, apiUrl, way, log);
            return createSocket(app, { way, log }).run(committing(receive), listening);
          }
          listening.up();
          if (!listening.signal.aborted) await once(listening.signal, "abort");
        },
      };
    },
  });
}

/** As in slack-manifest.json. */
export const SCOPES = [
  "app_mentions:read",
  "assistant:write",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "im:history",
  "im:write",
  "reactions:read",
  "reactions:write",
] as const;

/** None where Slack does not say what the token has. */
function missingOf(scopes: readonly string[] | undefined): readonly string[] {
  return scopes === undefined ? [] : SCOPES.filter((scope) => !scopes.includes(scope));
}
