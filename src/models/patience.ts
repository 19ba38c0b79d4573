/** How long a model's server is waited for, how often it is asked again, and when it is left alone. */

import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
} from "cockatiel";
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
}

export const USUAL_PATIENCE: Patience = {
  wholeMs: 45_000,
  retries: 2,
  retryMs: 500,
  failures: 5,
  restMs: 30_000,
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

const PASSING: readonly FailureKind[] = ["unreachable", "busy", "down"];

/** Failures that say something about the server, not about what it was asked. */
const TELLING: readonly FailureKind[] = [
  ...PASSING,
  "bad-key",
  "not-found",
  "unpaid",
  "slow",
  "endless",
  "garbled",
];

/** The server is asked through this alone, so that its failures are counted together. */
export function createCall(
  subject: Subject,
  { wholeMs, retries, retryMs, failures, restMs }: Patience,
): Call {
  let last = "";
  const isProbing = () => breaker.state === CircuitState.HalfOpen;
  const fails = handleWhen((error) => {
    if (!(error instanceof ModelError)) return isProbing();
    if (TELLING.includes(error.kind)) last = error.what;
    return TELLING.includes(error.kind);
  });
  // After the rest one call finds out for all; where its asker gives up, it found nothing.
  const breaker: CircuitBreakerPolicy = circuitBreaker(fails, {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  const resting = () => {
    const told = `连续失败 ${failures} 次，暂停使用，约 ${seconds(restMs)}后再试；上次：${last}`;
    return new ModelError("resting", subject, told);
  };

  return async ({ signal: asker, withinMs = wholeMs }, work) => {
    asker?.throwIfAborted();
    if (isProbing()) throw resting();
    const mostMs = Math.min(wholeMs, withinMs);
    const until = performance.now() + mostMs;
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new ModelError("slow", subject, `${seconds(mostMs)}内没有答完`)),
      mostMs,
    );
    const signal = AbortSignal.any([late.signal, ...(asker ? [asker] : [])]);
    const failed = (error: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw error instanceof BrokenCircuitError ? resting() : failureOf(error, subject);
    };
    // Half as long to half as long again: those who were refused together do not come again together.
    const waitAfter = (error: ModelError, before: number) =>
      error.retryAfterMs ?? retryMs * 2 ** before * (0.5 + Math.random());
    const persist: Persist = (request) => {
      let waitMs = 0;
      let attempt = 0;
      const again = handleWhen((error) => {
        if (!(error instanceof ModelError && PASSING.includes(error.kind))) return false;
        waitMs = waitAfter(error, attempt++);
        return performance.now() + waitMs < until;
      });
      const policy = retry(again, { maxAttempts: retries, backoff: new DelegateBackoff(() => waitMs) });
      // Nobody waits for a wait that nobody waits for.
      return policy.dangerouslyUnref().execute(() => {
        signal.throwIfAborted();
        return request().catch(failed);
      }, signal);
    };
    try {
      const asked = breaker.execute(() => unlessAborted(signal, work(signal, persist)).catch(failed));
      return await unlessAborted(signal, asked).catch(failed);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The promise, or at once the reason why it is not waited for any more. */
function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  // What ends by the same signal tells first what it came to: it was paid for.
  const stop = () => setImmediate(() => reject(signal.reason));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 1_000))} 秒`;
}
