/** An answer that is there, and one that a model is to point out → the first is not withheld for the second. */

import type { Answer } from "../grounding/answer.ts";
import type { Asking } from "./asking.ts";

/** Nobody waits longer for an answer that is there. */
export const WITHHELD_MS = 6_000;

interface Early {
  readonly afterMs: number;
  /** What makes the answer ready to be shown. */
  readonly ready: () => Promise<Answer>;
  /** Points out the other one. Whoever can be shown only one answer is not waited for. */
  readonly work: () => Promise<Answer>;
}

/** Resolves with the second; the first goes to `onEarly` where that takes too long, and is never shown after the second. */
export async function notWithheld({ onEarly }: Asking, { afterMs, ready, work }: Early): Promise<Answer> {
  if (!onEarly) return work();
  let isDone = false;
  const show = async () => {
    const answer = await ready();
    if (!isDone) onEarly(answer);
  };
  // What cannot be shown is told of with the second.
  const timer = setTimeout(() => void show().catch(() => {}), afterMs);
  try {
    return await work();
  } finally {
    isDone = true;
    clearTimeout(timer);
  }
}
