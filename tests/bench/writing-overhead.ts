/**
 * How long an answer in a model's words takes beside the model itself: finding sentences for it, and looking at what it
 * wrote. The same questions are answered without a model in the same run. Prints milliseconds.
 */

import { readFileSync } from "node:fs";
import { respond } from "../../src/answer/respond.ts";
import { openKnowledge } from "../knowledge.ts";
import { type Script, scriptedWriter } from "../writing/scripted.ts";

const questions = readFileSync(new URL("../questions/build.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { question: string; history?: string[] });

/** As much as a model says at most: five claims of three sentences each. */
const talkative: Script = ({ name }, sentences) =>
  name === "rewrite"
    ? { question: "" }
    : {
        sufficient: true,
        claims: Array.from({ length: 5 }, (_, i) => sentences.slice(3 * i, 3 * i + 3)).map((some) => ({
          text: some.map(({ text }) => text.split(/[，,；;。]/)[0] ?? "").join("，"),
          sentences: some.map(({ id }) => id),
        })),
      };

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
console.log(`written: ${writer.records.filter(({ outcome }) => outcome === "written").length}`);
