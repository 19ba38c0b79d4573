/** What a call of the Web API threw → what is to be done; never with a token in it. */

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import * as shared from "../../chat/failures.ts";
import { LOG } from "./wording.zh.ts";

const KINDS = shared.byCode({
  token: ["invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"],
  /** The bot is not in the channel, or may not speak there, or there is none; what needs no channel still gets through. */
  closed: [
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "user_not_in_channel",
    "user_disabled",
    "cannot_dm_bot",
    "access_denied",
  ],
  missing: ["message_not_found", "cant_update_message", "edit_window_closed"],
  unavailable: ["service_unavailable", "internal_error", "fatal_error", "team_added_to_org"],
  // A question that was deleted wants no answer.
  unwanted: ["thread_not_found"],
});

/** Where Slack does not say how long to wait (s). */
const USUAL_FLOOD_S = 5;

export function failureOf(error: unknown): shared.Failure {
  if (error instanceof shared.PlatformError) return error.failure;
  if (error instanceof WebAPIRateLimitedError) return shared.floodFor(error.retryAfter);
  if (error instanceof WebAPIPlatformError) {
    const { error: code } = error.data;
    // The client takes for an error of Slack's whatever a proxy answered.
    if (!isCode(code)) return { kind: "unsure" };
    return code === "ratelimited" ? shared.floodFor(USUAL_FLOOD_S) : { kind: KINDS.get(code) ?? "refused" };
  }
  if (error instanceof WebAPIHTTPError)
    return { kind: error.statusCode === 503 || error.statusCode === 500 ? "unavailable" : "unsure" };
  return error instanceof WebAPIRequestError ? shared.lostOnTheWay(error.original) : { kind: "unsure" };
}

/** The word by which Slack refused a call; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** One line for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) {
    if (!isCode(error.data.error)) return "HTTP 200";
    const { needed, response_metadata: metadata } = error.data as typeof error.data & { needed?: string };
    const details = [...(needed === undefined ? [] : [`needed: ${needed}`]), ...(metadata?.messages ?? [])];
    return details.length > 0 ? `${error.data.error} (${details.join("; ")})` : error.data.error;
  }
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (error instanceof WebAPIRequestError)
    return shared.codeOf(error.original) ?? withoutToken(error.original.message);
  return withoutToken(shared.messageOf(error));
}

function isCode(text: unknown): boolean {
  return /^[a-z][\w:.-]{0,99}$/i.test(String(text));
}

function withoutToken(text: string): string {
  return text.replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, "xox…");
}

/** For whoever runs the program, where another try is no use; `variable`: what the token is called in the settings. */
export function badToken(variable: string, error: unknown): Error | undefined {
  const { kind } = failureOf(error);
  if (kind !== "token" && kind !== "refused") return undefined;
  return new Error(LOG.badToken(variable, reasonOf(error), refusalOf(error)));
}

export const failures: shared.Failures = { failureOf, reasonOf };
