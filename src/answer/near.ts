/** Hits → the words nearest to a question that is put in other words than the corpus's, from several passages. */

import type { Wish } from "../search/fits.ts";
import type { Hit } from "../search/rank.ts";
import { type Choice, choices, overlap } from "./choose.ts";

/** Characters in all: a reader looks through so much to find what was meant. */
const BUDGET = 440;

/** What a quote and a new place take beside the words: marks, and the name of case and section. */
const QUOTE_LENGTH = 8;
const LABEL_LENGTH = 30;

/** A longer sentence is quoted by its best run of clauses. */
const LONG_SENTENCE = 130;

/** Passages looked at, best first. */
const PASSAGES = 4;

/** What the standing of its passage counts beside what a run says itself. */
const STANDING = 0.6;

/** A shorter sentence names its item and tells little. */
const SHORT_SENTENCE = 14;
const SHORT_COST = 0.5;

/** A recommendation says in general what the other sections tell. */
const RECOMMENDATION_COST = 0.15;

/** `first`, then the best others, each best first, none overlapping, at most `BUDGET` characters. */
export function nearestWords(hits: readonly Hit[], wish: Wish, first: readonly Choice[]): Choice[] {
  const top = hits[0]?.score ?? 1;
  const worth = ({ score, hit, sentence }: Choice) =>
    score +
    STANDING * (hit.score / top) -
    (sentence.text.length < SHORT_SENTENCE ? SHORT_COST : 0) -
    (hit.passage.sectionKind === "recommendation" ? RECOMMENDATION_COST : 0);
  const byWorth = (a: Choice, b: Choice) => worth(b) - worth(a);
  const ranked = choices(hits.slice(0, PASSAGES), wish).sort(byWorth);
  const chosen: Choice[] = [];
  let left = BUDGET;
  for (const choice of [...first.toSorted(byWorth), ...ranked]) {
    const whole = choice.sentence.text.length <= LONG_SENTENCE;
    const run = whole
      ? { ...choice, from: 0, to: choice.sentence.text.length, text: choice.sentence.text }
      : choice;
    const apart = chosen.every(({ hit }) => hit.passage !== run.hit.passage);
    const length = run.text.length + QUOTE_LENGTH + (apart ? LABEL_LENGTH : 0);
    if (length > left && chosen.length > 0) continue;
    if (chosen.some((other) => overlap(other, run))) continue;
    chosen.push(run);
    left -= length;
  }
  return chosen;
}
