/** How long a model's server is waited for, how often it is asked again, and when it is left alone. */

import { setTimeout as sleep } from "node:timers/promises";
import { type FailureKind, failureOf, ModelError, type Subject } from "./failure.ts";

export interface Patience {
  /** For everything that one call of a port takes, waiting and repairs included. */
  readonly wholeMs: number;
  /** How often a request is made again. */
  readonly retries: number;
  /** The wait before the first retry, on average; it doubles from one to the next. */
  readonly retryMs: number;
  /** How many calls fail in a row before the server is left alone, and for how long. */
  readonly failures: number;
  readonly restMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export const USUAL_PATIENCE: Patience = {
  wholeMs: 45_000,
  retries: 2,
  retryMs: 500,
  failures: 5,
  restMs: 30_000,
  now: () => performance.now(),
};

/** How long a model is waited for at the start. */
export const TRIAL = { wholeMs: 8_000, retries: 0 };

/** Makes one request, again where that may help; rejects with a `ModelError`. */
export type Persist = <T>(request: () => Promise<T>) => Promise<T>;

/** Who waits for a call. */
export interface Asker {
  readonly signal?: AbortSignal;
  /** They wait no longer. */
  readonly withinMs?: number;
}

/**
 * One call of a port. Rejects with the reason of the asker's signal, at once, or with a `ModelError`: when the time is up, or at once
 * while the server is left alone.
 */
export type Call = <T>(
  asker: Asker,
  work: (signal: AbortSignal, persist: Persist) => Promise<T>,
) => Promise<T>;

/** The server is asked through this alone, so that its failures are counted together. */
export function createCall(subject: Subject, patience: Patience): Call {
  const { now } = patience;
  const breaker = createBreaker(subject, patience);

  return async (asker, work) => {
    asker.signal?.throwIfAborted();
    const wholeMs = Math.min(patience.wholeMs, asker.withinMs ?? patience.wholeMs);
    return breaker(async () => {
      const late = new AbortController();
      const lateness = new ModelError("slow", subject, `${seconds(wholeMs)}内没有答完`);
      const timer = setTimeout(() => late.abort(lateness), wholeMs);
      const signal = asker.signal ? AbortSignal.any([asker.signal, late.signal]) : late.signal;
      const until = now() + wholeMs;
      const persist: Persist = (request) => persistently(request, { subject, patience, signal, until });
      try {
        return await unlessAborted(signal, work(signal, persist));
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw failureOf(error, subject);
      } finally {
        clearTimeout(timer);
      }
    });
  };
}

/** The promise, or at once the reason why it is not waited for any more. */
function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}

const PASSING: readonly FailureKind[] = ["unreachable", "busy", "down"];

interface Persistence {
  readonly subject: Subject;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** When the time is up, by the clock. */
  readonly until: number;
}

async function persistently<T>(
  request: () => Promise<T>,
  { subject, patience, signal, until }: Persistence,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = failureOf(error, subject);
      if (!PASSING.includes(failure.kind) || attempt >= patience.retries) throw failure;
      // Half as long to half as long again: those who were refused together do not come again together.
      const wait = failure.retryAfterMs ?? patience.retryMs * 2 ** attempt * (0.5 + Math.random());
      if (patience.now() + wait >= until) throw failure;
      await sleep(wait, undefined, { signal });
    }
  }
}

/** Failures that say something about the server, not about what it was asked. */
const TELLING: readonly FailureKind[] = [
  "unreachable",
  "bad-key",
  "not-found",
  "unpaid",
  "busy",
  "down",
  "slow",
  "endless",
  "garbled",
] as const;

function createBreaker(subject: Subject, { failures, restMs, now }: Patience) {
  let inRow = 0;
  let restsUntil = 0;
  let last = "";
  let probing = false;

  return async <T>(work: () => Promise<T>): Promise<T> => {
    const isOpen = inRow >= failures;
    if (isOpen && (probing || now() < restsUntil)) {
      const wait = Math.max(0, restsUntil - now());
      throw new ModelError(
        "resting",
        subject,
        `连续失败 ${inRow} 次，暂停使用，约 ${seconds(wait)}后再试；上次：${last}`,
      );
    }
    // After the rest one call finds out for all.
    probing = isOpen;
    try {
      const result = await work();
      inRow = 0;
      return result;
    } catch (error) {
      if (error instanceof ModelError && TELLING.includes(error.kind)) {
        inRow += 1;
        restsUntil = now() + restMs;
        last = error.what;
      }
      throw error;
    } finally {
      if (isOpen) probing = false;
    }
  };
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 1_000))} 秒`;
}
