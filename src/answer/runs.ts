/** Sentences of a passage, in order → runs of those that follow one another in the source. */

import type { Sentence } from "../corpus/case.ts";

export function consecutive(sentences: readonly Sentence[]): Sentence[][] {
  const runs: Sentence[][] = [];
  for (const sentence of sentences) {
    const run = runs.at(-1);
    if (run?.at(-1)?.number === sentence.number - 1) run.push(sentence);
    else runs.push([sentence]);
  }
  return runs;
}
