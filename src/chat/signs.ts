/** A task under way → signs of it, again and again, and after a while a line that becomes its answer. */

import type { Log } from "../console/log.ts";
import type { Post } from "./desk.ts";
import type { Delivery } from "./journal.ts";

/** Who waited so long is told that there will be an answer. */
const PATIENCE_MS = 12_000;

export interface Signs {
  /** Renews what the platform shows; what becomes of it is no matter. */
  readonly renew: () => void;
  readonly everyMs: number;
  /** The line, in the slot of the answer. */
  readonly line: Delivery;
  readonly post: Post;
  readonly log: Log;
}

export async function withSigns<T>(
  { renew, everyMs, line, post, log }: Signs,
  task: () => Promise<T>,
): Promise<T> {
  const renewing = setInterval(renew, everyMs);
  let posted: Promise<void> = Promise.resolve();
  const patience = setTimeout(() => {
    posted = post(line).catch((error: unknown) => log.debug(String(error)));
  }, PATIENCE_MS);
  try {
    return await task();
  } finally {
    clearInterval(renewing);
    clearTimeout(patience);
    await posted;
  }
}
