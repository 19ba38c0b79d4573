/** What a call of the Web API threw → what is to be done; never with a token in it. */

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";

export type Failure =
  | { readonly kind: "flood"; readonly afterMs: number }
  /** The token is not valid (any more). */
  | { readonly kind: "token" }
  /** Slack did not take the call, and may take it later. */
  | { readonly kind: "unavailable" }
  /** The call may have been carried out or not. */
  | { readonly kind: "unsure" }
  /** The bot is not in the channel, or may not speak there, or there is none; what needs no channel still gets through. */
  | { readonly kind: "closed" }
  /** The message to be changed is not there. */
  | { readonly kind: "missing" }
  | { readonly kind: "refused" };

const TOKEN = new Set(["invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"]);
const CLOSED = new Set([
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
]);
const MISSING = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);
const UNAVAILABLE = new Set(["service_unavailable", "internal_error", "fatal_error", "team_added_to_org"]);

/** Codes of errors that come before a request has left. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "flood", afterMs: Math.min(Math.max(error.retryAfter, 1), 3_600) * 1000 };
  if (error instanceof WebAPIPlatformError) {
    const { error: code } = error.data;
    // The client takes for an error of Slack's whatever a proxy answered.
    if (!isCode(code)) return { kind: "unsure" };
    if (TOKEN.has(code)) return { kind: "token" };
    if (CLOSED.has(code)) return { kind: "closed" };
    if (MISSING.has(code)) return { kind: "missing" };
    if (code === "ratelimited") return { kind: "flood", afterMs: 5_000 };
    return { kind: UNAVAILABLE.has(code) ? "unavailable" : "refused" };
  }
  if (error instanceof WebAPIHTTPError)
    return { kind: error.statusCode === 503 || error.statusCode === 500 ? "unavailable" : "unsure" };
  if (error instanceof WebAPIRequestError)
    return { kind: NOT_CONNECTED.has(codeOf(error.original) ?? "") ? "unavailable" : "unsure" };
  return { kind: "unsure" };
}

/** The word by which Slack refused a call; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** One line for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) {
    if (!isCode(error.data.error)) return "HTTP 200";
    const { needed, response_metadata: metadata } = error.data as typeof error.data & {
      readonly needed?: string;
    };
    const details = [...(needed === undefined ? [] : [`needed: ${needed}`]), ...(metadata?.messages ?? [])];
    return details.length > 0 ? `${error.data.error} (${details.join("; ")})` : error.data.error;
  }
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (error instanceof WebAPIRequestError)
    return codeOf(error.original) ?? withoutToken(error.original.message);
  return withoutToken(error instanceof Error ? error.message : String(error));
}

function isCode(text: unknown): boolean {
  return /^[a-z][\w:.-]{0,99}$/i.test(String(text));
}

function withoutToken(text: string): string {
  return text.replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, "xox…");
}

function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && /^E[A-Z_]+$/.test(cause.code)) return cause.code;
  return undefined;
}
