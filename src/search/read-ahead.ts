/** Cases → their lines and figures, read in idle moments, so that the first list or sum after a start does not wait for them. */

import { setTimeout } from "node:timers/promises";
import type { Case } from "../corpus/case.ts";
import { factsOf } from "./facts.ts";
import { linesOf } from "./lines.ts";

/** Milliseconds between two cases: whoever asks meanwhile goes first. */
const PAUSE = 2;

/** One case at a time; ends early where the signal is aborted, and keeps no program from ending. */
export async function readAhead(cases: readonly Case[], signal: AbortSignal): Promise<void> {
  for (const ordinal of cases.keys()) {
    await setTimeout(PAUSE, undefined, { ref: false });
    if (signal.aborted) return;
    for (const { lines } of linesOf(cases, [ordinal])) for (const line of lines) factsOf(line);
  }
}
