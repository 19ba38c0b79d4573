/** A job that asks the store more than once → its outcome, all of it from one published index, the newest there is. */

import type { Knowledge } from "./knowledge.ts";

/**
 * Passage numbers mean nothing to another index, so a job during which the store took up another one is done again.
 * The cases tell: a store gives the same array as long as it answers from the same index.
 */
export async function fromOneIndex<T>(
  { store, refresh }: Pick<Knowledge, "store" | "refresh">,
  job: () => Promise<T>,
): Promise<T> {
  for (;;) {
    await refresh?.();
    const before = await store.cases();
    const [outcome] = await Promise.allSettled([job()]);
    if ((await store.cases()) !== before) continue;
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }
}
