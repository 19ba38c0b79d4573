/** Hits → the words nearest to a question that is put in other words than the corpus's, from several passages. */

import type { Wish } from "../search/fits.ts";
import type { Hit } from "../search/rank.ts";
import { type Choice, choices } from "./choose.ts";

/** Characters quoted in all: a reader looks through so much to find what was meant. */
const BUDGET = 350;

/** A longer sentence is quoted by its best run of clauses. */
const LONG_SENTENCE = 130;

/** Passages looked at, best first. */
const PASSAGES = 4;

/** What the standing of its passage counts beside what a run says itself. */
const STANDING = 0.6;

/** `first`, then the best others, one run a sentence, at most `BUDGET` characters. */
export function nearestWords(hits: readonly Hit[], wish: Wish, first: readonly Choice[]): Choice[] {
  const top = hits[0]?.score ?? 1;
  const worth = ({ score, hit }: Choice) => score + STANDING * (hit.score / top);
  const ranked = choices(hits.slice(0, PASSAGES), wish).sort((a, b) => worth(b) - worth(a));
  const chosen: Choice[] = [];
  let left = BUDGET;
  for (const choice of [...first, ...ranked]) {
    const whole = choice.sentence.text.length <= LONG_SENTENCE;
    const run = whole
      ? { ...choice, from: 0, to: choice.sentence.text.length, text: choice.sentence.text }
      : choice;
    if (run.text.length > left) continue;
    if (chosen.some(({ sentence }) => sentence === run.sentence)) continue;
    chosen.push(run);
    left -= run.text.length;
  }
  return chosen;
}
