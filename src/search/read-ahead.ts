/** Cases → what they say, read in idle moments, so that the first list or sum after a start does not wait for it. */

import { setImmediate, setTimeout } from "node:timers/promises";
import type { Case } from "../corpus/case.ts";
import { factsOf } from "./facts.ts";
import { type CaseLines, linesOf, MOST_KEPT } from "./lines.ts";

/** Milliseconds between two cases: whoever asks meanwhile goes first. */
const PAUSE = 2;

/** One case at a time; ends early where the signal is aborted, and keeps no program from ending. */
export async function readAhead(cases: readonly Case[], signal: AbortSignal): Promise<void> {
  for (const ordinal of cases.keys()) {
    await setTimeout(PAUSE, undefined, { ref: false });
    if (signal.aborted) return;
    const [of] = linesOf(cases, [ordinal]);
    if (!of?.said || cases.length > MOST_KEPT) continue;
    for (const line of of.lines) factsOf(line);
  }
}

/** Milliseconds of work after which others have their turn. */
const TURN = 10;

/** What all of them say is read, and others have their turn meanwhile. */
export async function readSaid(all: readonly CaseLines[]): Promise<void> {
  let characters = 0;
  let begin = performance.now();
  for (const { said } of all) {
    characters += said.length;
    if (performance.now() - begin < TURN) continue;
    await setImmediate(characters);
    begin = performance.now();
  }
}
