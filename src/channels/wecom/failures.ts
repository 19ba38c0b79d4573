/** What WeCom answered, or what the connection threw → what it means. */

import { type Failure, failuresOf, floodFor, isCoded, PlatformError } from "../../chat/failures.ts";

/** This side of the connection is not known to the other any more. */
export const NOT_SUBSCRIBED = 846_609;

/** developer.work.weixin.qq.com/document/path/90313 and 101463; by the error code. How long to wait WeCom does not say. */
const FAILURES = new Map<number, Failure>([
  // Busy.
  [-1, { kind: "unavailable" }],
  [NOT_SUBSCRIBED, { kind: "unavailable" }],
  // More than 30 in a minute, or 1,000 in an hour.
  [846_607, floodFor(10)],
  [45_009, floodFor(120)],
  // The secret is wrong.
  [853_000, { kind: "token" }],
]);

export function errorOf(errcode: number, errmsg: unknown): PlatformError {
  // Behind the words stand a hint for developers and the address that asked.
  const words = String(errmsg ?? "").replace(/,?\s*(?:hint|from ip)[\s\S]*$/i, "");
  const failure = FAILURES.get(errcode) ?? { kind: "refused" };
  return new PlatformError(failure, `${errcode} ${words.slice(0, 100)}`.trim(), errcode);
}

/** The callback cannot be answered any more, or its stream is too old: what is said stands by itself. */
export const isStale = (error: unknown) => isCoded(error, 846_605, 846_608);

export const failures = failuresOf();
