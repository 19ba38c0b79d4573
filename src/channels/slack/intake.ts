/** What Slack sends, by HTTP or Socket Mode → bodies that are committed, and only then acknowledged. */

import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import { type Fields, isObject, objectIn } from "../../chat/json.ts";
import { createLine, type LineBase } from "../../chat/line.ts";
import type { Receive } from "../../chat/platform.ts";
import { atMostEveryMinute, type Log } from "../../console/log.ts";
import { type Handler, readBody, whenKept } from "../../web/http-server.ts";
import { badToken, failures, reasonOf } from "./failures.ts";
import { LOG } from "./wording.zh.ts";

export const EVENTS_PATH = "/slack/events";

const MAX_BYTES = 1024 * 1024;

/** What Slack sends: the body of an event, a command, a button or a shortcut. */
export type SlackBody = Fields;

export function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

export function createEventsHandler(
  signingSecret: string,
  receive: Receive<SlackBody>,
  log: Log,
  now: () => number,
): Handler {
  const complain = atMostEveryMinute(log.error);
  const warn = atMostEveryMinute(log.warn);
  return async (request) => {
    const bytes = await readBody(request, MAX_BYTES);
    if (!bytes) return new Response(null, { status: 413 });
    const signedAt = signedAtS(request.headers, bytes, signingSecret);
    const isInTime = signedAt !== undefined && Math.abs(now() / 1000 - signedAt) <= WINDOW_S;
    // Slack signs what it sends at once: it is more likely that this clock is off than that somebody repeats a request.
    if (signedAt !== undefined && !isInTime) warn(LOG.clockOff);
    if (!isInTime) return new Response(null, { status: 401 });
    const body = parseBody(bytes, request.headers.get("content-type") ?? "");
    if (!body) return new Response(null, { status: 400 });
    // Whoever enters the address in the settings of the app is shown that it is ours.
    if (body.type === "url_verification") return new Response(String(body.challenge ?? ""));
    return whenKept(
      () => receive([body]),
      (error) => complain(LOG.notKept(reasonOf(error))),
    );
  };
}

/** JSON of the Events API; forms of commands, and of everything else with JSON in the field `payload`. */
function parseBody(bytes: Uint8Array, type: string): SlackBody | undefined {
  if (!type.startsWith("application/x-www-form-urlencoded")) return objectIn(bytes);
  const form = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
  return form.payload === undefined ? form : objectIn(form.payload);
}

/** Slack's own bound; a clock that is ahead is no more to be believed than one that is late. */
const WINDOW_S = 5 * 60;

/**
 * When it was signed (s since 1970); undefined for what is not signed by Slack. `v0:{timestamp}:{body}` under HMAC-SHA256
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 */
function signedAtS(headers: Headers, body: Uint8Array, secret: string): number | undefined {
  const timestamp = headers.get("x-slack-request-timestamp") ?? "";
  const signature = headers.get("x-slack-signature") ?? "";
  if (secret === "" || !/^\d{1,12}$/.test(timestamp)) return undefined;
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body);
  const expected = Buffer.from(`v0=${hmac.digest("hex")}`);
  const given = Buffer.from(signature);
  const isSame = given.length === expected.length && timingSafeEqual(given, expected);
  return isSame ? Number(timestamp) : undefined;
}

const BEAT_MS = 30_000;

/** From its good-bye on until Slack cuts the line it is some ten seconds. */
const KEEP_MS = 10_000;

/** `client`: with the token of the app. */
export function createSocket(client: WebClient, base: LineBase) {
  return createLine<SlackBody>({
    ...{ ...base, failures, says: LOG },
    hopeless: (error) => badToken("SLACK_APP_TOKEN", error),
    address: async () => (await client.apps.connections.open()).url ?? "",
    take(data, connection) {
      const { type, envelope_id, payload } = objectIn(data) ?? {};
      if (type === "disconnect") connection.retire(KEEP_MS);
      // What bears nothing was sent by something on the way, and is not acknowledged.
      if (!isObject(payload)) return undefined;
      return {
        update: payload,
        // What is not acknowledged comes again.
        acknowledge: (isKept) => (isKept ? connection.send(JSON.stringify({ envelope_id })) : undefined),
      };
    },
    beat: { everyMs: () => BEAT_MS, send: (connection) => connection.ping() },
  });
}
