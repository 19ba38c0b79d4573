/** A few calls to a platform, without serving anybody → what they give, or one line that says what is missing and what to do. */

import { once } from "node:events";
import type { Log } from "../console/log.ts";
import { CHANNEL_LOG } from "./channel-wording.zh.ts";
import { type Failures, PlatformError } from "./failures.ts";

/** How long a platform is waited for, all of its calls together. */
const TRY_MS = 15_000;

const nothing = () => {};

/** For clients that would say the same in their own way. */
export const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** `wrong`: what is said where the platform does not take the secret. `left`: given when nobody waits any more. */
export async function tried<T>(
  { failureOf, reasonOf }: Failures,
  wrong: (reason: string) => string,
  attempt: (signal: AbortSignal) => Promise<T>,
  left: AbortSignal | undefined,
): Promise<T> {
  const limit = AbortSignal.any([AbortSignal.timeout(TRY_MS), ...(left ? [left] : [])]);
  const late = once(limit, "abort").then((): never => {
    throw new Error(CHANNEL_LOG.unreachable(`${TRY_MS / 1_000} 秒内没有回应`));
  });
  const asked = attempt(limit).catch((error: unknown) => {
    if (limit.aborted) return late;
    const { kind } = failureOf(error);
    const reason = reasonOf(error);
    if (kind === "token") throw new Error(wrong(reason));
    const isLost = (kind === "unavailable" || kind === "unsure") && !(error instanceof PlatformError);
    throw new Error(isLost ? CHANNEL_LOG.unreachable(reason) : reason);
  });
  return Promise.race([asked, late]);
}
