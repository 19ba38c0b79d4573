/** A task under way → signs of it, again and again, and after a while one that stays until its answer comes. */

import type { Log } from "../console/log.ts";

export interface Signs {
  /** Renews what the platform shows; what becomes of it is no matter. */
  readonly renew: () => void;
  readonly everyMs: number;
  /** Who waited so long is told that there will be an answer. */
  readonly patienceMs: number;
  /** Tells so, in the slot of the answer. */
  readonly tell: () => Promise<void>;
  readonly log: Log;
}

export async function withSigns<T>(
  { renew, everyMs, patienceMs, tell, log }: Signs,
  task: () => Promise<T>,
): Promise<T> {
  const renewing = setInterval(renew, everyMs);
  let told: Promise<void> = Promise.resolve();
  const patience = setTimeout(() => {
    told = tell().catch((error: unknown) => log.debug(String(error)));
  }, patienceMs);
  try {
    return await task();
  } finally {
    clearInterval(renewing);
    clearTimeout(patience);
    await told;
  }
}
