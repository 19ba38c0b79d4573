/** Headers and body of a request → whether Slack signed it, just now. */

import { createHmac, timingSafeEqual } from "node:crypto";

/** Slack's own bound; a clock that is ahead is no more to be believed than one that is late. */
const WINDOW_S = 5 * 60;

/** `v0:{timestamp}:{body}` under HMAC-SHA256 (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function isSigned(headers: Headers, body: Uint8Array, secret: string, nowMs: number): boolean {
  const timestamp = headers.get("x-slack-request-timestamp") ?? "";
  const signature = headers.get("x-slack-signature") ?? "";
  if (secret === "" || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > WINDOW_S) return false;
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body);
  const expected = Buffer.from(`v0=${hmac.digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
