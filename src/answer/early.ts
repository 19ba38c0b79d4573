/** An answer that is there, and one that a model is to point out → the first is not withheld for the second. */

import type { Answer } from "../grounding/answer.ts";
import type { Asking } from "./asking.ts";
import type { Writer } from "./writing/writer.ts";

/** Nobody waits longer than six seconds for an answer that is there; the last of them is for making and sending it. */
export const WITHHELD_MS = 5_000;

/** Servers that order places may have taken all the time; a model that is never given any would be taken for broken. */
const LEAST_MS = 1_000;

/** The same writer, with what is left to it of the time that an answer is withheld, counted from when the question came. */
export function withTimeLeft<W extends Pick<Writer, "withheldMs">>(writer: W, since: number): W {
  const left = Math.max(LEAST_MS, since + writer.withheldMs - performance.now());
  return { ...writer, withheldMs: Math.min(writer.withheldMs, left) };
}

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
