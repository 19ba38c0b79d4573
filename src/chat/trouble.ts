/** A platform that cannot be reached, for now → one line when it begins and one when it is over, and ever longer waits. */

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../console/log.ts";
import { CHANNEL_LOG } from "./channel-wording.zh.ts";
import { type Failures, PlatformError } from "./failures.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const JITTER = 0.25;

/** Trouble that comes back so soon was not over: two programs that take turns, a line that fails now and then. */
const CALM_MS = 60_000;

/** The same thing is not said more often. */
const SAID_AGAIN_MS = 10 * 60_000;

/** What is wrong until somebody puts it right is tried again, and said again, so seldom. */
const WRONG_WAIT_MS = 5 * 60_000;

/** What a platform says of it. */
export interface Unreached {
  readonly notReached: (reason: string) => string;
  readonly reachedAgain: string;
  /** Where another program receives for the same bot. */
  readonly conflict?: string;
  /** Where only whoever runs the program can help. */
  readonly wrongSecret?: (reason: string) => string;
}

export type Trouble = ReturnType<typeof createTrouble>;

export function createTrouble(log: Log, { failureOf, reasonOf }: Failures, lines: Unreached) {
  let waitMs = 0;
  let isOn = false;
  let overAt = Number.NEGATIVE_INFINITY;
  let said = { text: "", at: Number.NEGATIVE_INFINITY };
  let isSaid = false;
  return {
    /** How long to wait (ms). */
    met(error: unknown): number {
      const failure = failureOf(error);
      if (failure.kind === "flood") return failure.afterMs;
      const reason = reasonOf(error);
      const wrong = failure.kind === "token" ? lines.wrongSecret?.(reason) : undefined;
      if (wrong !== undefined) {
        log.error(wrong);
        isOn = true;
        isSaid = true;
        return WRONG_WAIT_MS;
      }
      const text = (failure.kind === "conflict" && lines.conflict) || lines.notReached(reason);
      if (!isOn && performance.now() - overAt > CALM_MS) waitMs = 0;
      isOn = true;
      waitMs = waitMs === 0 ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
      if (said.text === text && performance.now() - said.at < SAID_AGAIN_MS) log.debug(text);
      else {
        log.warn(text);
        said = { text, at: performance.now() };
        isSaid = true;
      }
      return waitMs;
    },
    over(): void {
      if (!isOn) return;
      isOn = false;
      overAt = performance.now();
      if (isSaid) log.info(lines.reachedAgain);
      isSaid = false;
    },
  };
}

export interface Stubborn {
  readonly trouble: Trouble;
  /** For whoever runs the program, where it is no use to go on; undefined where it may be. */
  readonly hopeless: (error: unknown) => Error | undefined;
  readonly signal: AbortSignal;
  /** It did not do at once. */
  readonly onTrouble?: () => void;
}

/** Again and again until the platform is there; undefined where the signal is given before. Rejects where it is no use. */
export async function stubbornly<T>(
  { trouble, hopeless, signal, onTrouble }: Stubborn,
  call: () => Promise<T>,
): Promise<T | undefined> {
  while (!signal.aborted) {
    try {
      const result = await call();
      trouble.over();
      return result;
    } catch (error) {
      if (signal.aborted) return undefined;
      const why = hopeless(error);
      if (why) throw why;
      const waitMs = trouble.met(error);
      onTrouble?.();
      // Not all programs of a country at once.
      await pause(waitMs * (1 + Math.random() * JITTER), signal);
    }
  }
  return undefined;
}

/** Ends early with the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

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
