/** Cases → what they say, read in idle moments, so that the first list or sum after a start does not wait for it. */

import { setTimeout } from "node:timers/promises";
import type { Case } from "../corpus/case.ts";
import { factsOf } from "./facts.ts";
import { type CaseLines, linesOf, MOST_KEPT } from "./lines.ts";
import { createTurns } from "./turns.ts";

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

const read = new WeakSet<readonly CaseLines[]>();

/** What all of them say is read, and others have their turn meanwhile. */
export async function readSaid(all: readonly CaseLines[]): Promise<void> {
  if (read.has(all)) return;
  const turn = createTurns();
  for (const of of all) if (isRead(of)) await turn();
  read.add(all);
}

const isRead = ({ said, named }: CaseLines) => said.length + named.length > 0;
