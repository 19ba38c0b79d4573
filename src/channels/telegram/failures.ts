/** What a call to the Bot API threw → what it means and how long to wait; never with the token in it. */

import { GrammyError, HttpError } from "grammy";

export type Failure =
  /** Too many calls; Telegram says how long to wait. */
  | { readonly kind: "flood"; readonly afterMs: number }
  /** The token is not one of a bot (any more). */
  | { readonly kind: "token" }
  /** Another program receives for this bot. */
  | { readonly kind: "conflict" }
  /** Telegram did not take the call, and may take it later. */
  | { readonly kind: "unavailable" }
  /** The call may have been carried out or not. */
  | { readonly kind: "unsure" }
  | { readonly kind: "moved"; readonly to: string }
  /** The bot was removed, blocked or muted, or the chat is no more. */
  | { readonly kind: "gone" }
  /** The topic takes nothing any more; the others of the chat do. */
  | { readonly kind: "closed" }
  /** There is something wrong with the call itself. */
  | { readonly kind: "refused" };

/** Codes of errors that come before a request has left. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETDOWN",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Telegram asks for some seconds as a rule; for hours where a bot went much too far. */
const MIN_FLOOD_S = 1;
const MAX_FLOOD_S = 3_600;

const GONE =
  /bot was (?:kicked|blocked)|user is deactivated|chat not found|not enough rights to send|have no rights to send|need administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|bot can't initiate|group chat was deactivated|not a member|PEER_ID_INVALID/i;

export function failureOf(error: unknown): Failure {
  if (error instanceof GrammyError) return refusalOf(error);
  if (error instanceof HttpError) {
    const code = codeOf(error.error);
    return { kind: code !== undefined && NOT_CONNECTED.has(code) ? "unavailable" : "unsure" };
  }
  return { kind: "unsure" };
}

function refusalOf({ error_code, description, parameters }: GrammyError): Failure {
  const { retry_after, migrate_to_chat_id } = parameters;
  if (migrate_to_chat_id !== undefined) return { kind: "moved", to: String(migrate_to_chat_id) };
  if (error_code === 429) {
    const seconds = Math.min(Math.max(retry_after ?? 5, MIN_FLOOD_S), MAX_FLOOD_S);
    return { kind: "flood", afterMs: seconds * 1000 };
  }
  if (error_code === 401 || error_code === 404) return { kind: "token" };
  if (error_code === 409) return { kind: "conflict" };
  // A gateway in between may have lost the answer to a call that was carried out.
  if (error_code === 502 || error_code === 504) return { kind: "unsure" };
  if (error_code >= 500) return { kind: "unavailable" };
  if (/TOPIC_CLOSED/.test(description)) return { kind: "closed" };
  if (error_code === 403 || GONE.test(description)) return { kind: "gone" };
  return { kind: "refused" };
}

/** One line for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  if (error instanceof HttpError) {
    const inner = error.error;
    const code = codeOf(inner);
    return withoutToken(code ?? (inner instanceof Error ? inner.message : String(inner)));
  }
  return withoutToken(error instanceof Error ? error.message : String(error));
}

/** Addresses of the Bot API hold the token. */
function withoutToken(text: string): string {
  return text.replace(/\/bot[^/\s]+/g, "/bot…");
}

function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  return undefined;
}
