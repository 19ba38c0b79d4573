/**
 * How long an answer takes that a model points at, beside the model itself: numbering clauses for it, and showing what it
 * points at. The same questions are answered without a model in the same run. Prints milliseconds.
 */

import { readFileSync } from "node:fs";
import { respond } from "../../src/answer/respond.ts";
import { openKnowledge } from "../knowledge.ts";
import { pointing, type Script, scriptedWriter } from "../writing/scripted.ts";

const questions = readFileSync(new URL("../questions/build.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { question: string; history?: string[] });

/** As much as a model points at. */
const talkative: Script = (_, clauses) => pointing(clauses.slice(0, 15).map(({ id }) => id));

const knowledge = await openKnowledge();
const writer = scriptedWriter(talkative);

async function timed(withModel: boolean): Promise<number[]> {
  const times: number[] = [];
  for (const { question, history = [] } of questions) {
    const begun = performance.now();
    await respond({ question, history }, withModel ? { ...knowledge, writer } : knowledge);
    times.push(performance.now() - begun);
  }
  return times;
}

await timed(false);
const without = await timed(false);
const within = await timed(true);
const overhead = within.map((ms, i) => ms - (without[i] ?? 0));
for (const [name, times] of Object.entries({ without, within, overhead })) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)} (${times.length} questions)`);
}
console.log(`pointed: ${writer.records.filter(({ outcome }) => outcome === "pointed").length}`);
