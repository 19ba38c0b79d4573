/** What a call to the Bot API threw → what it means and how long to wait; never with the token in it. */

import { GrammyError, HttpError } from "grammy";
import * as shared from "../../chat/failures.ts";

/** Where Telegram does not say how long to wait (s). */
const USUAL_FLOOD_S = 5;

const GONE =
  /bot was (?:kicked|blocked)|user is deactivated|chat not found|not enough rights to send|have no rights to send|need administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|bot can't initiate|group chat was deactivated|not a member|PEER_ID_INVALID/i;

const MISSING = /message to edit not found|can't be edited|MESSAGE_ID_INVALID/i;

export function failureOf(error: unknown): shared.Failure {
  if (error instanceof GrammyError) return refusalOf(error);
  return error instanceof HttpError ? shared.lostOnTheWay(error.error) : { kind: "unsure" };
}

function refusalOf({ error_code, description, parameters }: GrammyError): shared.Failure {
  const { retry_after, migrate_to_chat_id } = parameters;
  if (migrate_to_chat_id !== undefined) return { kind: "moved", to: String(migrate_to_chat_id) };
  if (error_code === 401 || error_code === 404) return { kind: "token" };
  if (error_code === 409) return { kind: "conflict" };
  const byStatus = shared.byStatus(error_code, retry_after ?? USUAL_FLOOD_S);
  if (byStatus) return byStatus;
  if (/TOPIC_CLOSED/.test(description)) return { kind: "closed" };
  if (error_code === 403 || GONE.test(description)) return { kind: "gone" };
  if (/not modified/i.test(description)) return { kind: "done" };
  return { kind: MISSING.test(description) ? "missing" : "refused" };
}

/** One line for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  const inner = error instanceof HttpError ? error.error : error;
  // Addresses of the Bot API hold the token.
  return shared.codeOf(inner) ?? shared.messageOf(inner).replace(/\/bot[^/\s]+/g, "/bot…");
}

export const failures: shared.Failures = { failureOf, reasonOf };
