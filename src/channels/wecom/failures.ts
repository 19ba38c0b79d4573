/** What WeCom answered, or what the connection threw → what it means. */

import { type Failure, failuresOf, floodFor, PlatformError } from "../../chat/failures.ts";

/** developer.work.weixin.qq.com/document/path/90313 and 101463; by the error code. */
export const CODES = {
  busy: -1,
  /** More than 1,000 in an hour. */
  tooManyInHour: 45_009,
  badRequestId: 846_605,
  tooManyInMinute: 846_607,
  streamTooOld: 846_608,
  notSubscribed: 846_609,
  wrongSecret: 853_000,
} as const;

/** What WeCom does not say: how long to wait (s). */
const MINUTE_S = 10;
const HOUR_S = 120;

const FAILURES = new Map<number, Failure>([
  [CODES.busy, { kind: "unavailable" }],
  [CODES.tooManyInHour, floodFor(HOUR_S)],
  [CODES.tooManyInMinute, floodFor(MINUTE_S)],
  [CODES.notSubscribed, { kind: "unavailable" }],
  [CODES.wrongSecret, { kind: "token" }],
]);

export function errorOf(errcode: number, errmsg: unknown): PlatformError {
  // Behind the words stand a hint for developers and the address that asked.
  const words = String(errmsg ?? "").replace(/,?\s*(?:hint|from ip)[\s\S]*$/i, "");
  const failure = FAILURES.get(errcode) ?? { kind: "refused" };
  return new PlatformError(failure, `${errcode} ${words.slice(0, 100)}`.trim(), errcode);
}

/** The callback cannot be answered any more: what is said stands by itself. */
export function isStale(error: unknown): boolean {
  return (
    error instanceof PlatformError && (error.code === CODES.badRequestId || error.code === CODES.streamTooOld)
  );
}

export const failures = failuresOf();
