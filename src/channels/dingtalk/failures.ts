/** What DingTalk answered, or what the way to it threw → what it means. */

import { byStatus, type Failure, failuresOf, floodFor, PlatformError } from "../../chat/failures.ts";
import type { Fields } from "../../chat/json.ts";
import { missingRight } from "./wording.zh.ts";

/** The webhook is over. */
export const SESSION_GONE = 300_001;

/** open.dingtalk.com/document/orgapp/robot-reply-and-send-messages; of a webhook, by the number. */
const BY_CODE = new Map<number, Failure>([
  // Busy.
  [-1, { kind: "unavailable" }],
  // More than 20 in a minute: nothing is taken for up to ten.
  [130_101, floodFor(60)],
]);

/** Where DingTalk does not say how long to wait (s). */
const MOMENT_S = 2;

/** Of a webhook. Its words are not passed on: they may repeat what was sent. */
export function webhookError(errcode: number): PlatformError {
  return new PlatformError(BY_CODE.get(errcode) ?? { kind: "refused" }, String(errcode), errcode);
}

/** Names of errors, of which DingTalk has new ones now and then. */
const LIMITED = /qpslimit|ratelimit|throttl|flowcontrol|toomany/i;
const WRONG_TOKEN = /authentication|invalid.*(?:token|client|secret|appkey|credential)|authfailed/i;

/** `wait`: what the answer says of how long to wait (s), if anything. */
export function httpError(status: number, answer: Fields | undefined, wait: string | null): PlatformError {
  const { code = "", message = "" } = answer ?? {};
  const name = String(code).slice(0, 80);
  // A right that is missing stands in brackets.
  const [, right] = (status === 403 && String(message).match(/\[([\w.,\s]{1,80})\]/)) || [];
  const hint = right === undefined ? "" : missingRight(right);
  const reason = [status, name, hint].filter((part) => part !== "").join(" ");
  return new PlatformError(failureFor(status, name, wait), reason, status);
}

function failureFor(status: number, name: string, wait: string | null): Failure {
  const waitS = Number(wait) || MOMENT_S;
  if (LIMITED.test(name)) return floodFor(waitS);
  // A right that the app lacks is given to it by its administrator, as a secret is.
  if (status === 401 || status === 403 || WRONG_TOKEN.test(name)) return { kind: "token" };
  return byStatus(status, waitS) ?? { kind: "refused" };
}

/** Messages of a broken way may name an address, which holds a ticket or a session. */
export const failures = failuresOf((message) => message.replace(/\b(?:wss?|https?):\S+/g, "…"));
