/** A passage → its sentences as whole runs, all or those that speak of the question most. */

import type { Sentence } from "../corpus/case.ts";
import { isQuestion } from "../corpus/passages.ts";
import type { Wish } from "../search/fits.ts";
import type { Hit } from "../search/rank.ts";
import { weightShare } from "../search/weigh.ts";
import { type Choice, choices, degreesIn, toldIn } from "./choose.ts";

/** What is asked how it was done is answered by a whole item up to this many characters. */
const LONG_ANSWER = 520;

/** Every sentence of a passage, or of a long one those that speak of the question most. */
export function wholePassage(hit: Hit, wish: Wish): Choice[] {
  const runs = choices([hit], wish);
  const whole = toldIn(hit.passage).map((sentence) => wholeSentence(hit, sentence, runs, wish));
  let left = LONG_ANSWER;
  const kept = new Set<Choice>();
  for (const choice of [...whole].sort((a, b) => b.score - a.score)) {
    if (kept.size > 0 && choice.text.length > left) continue;
    kept.add(choice);
    left -= choice.text.length;
  }
  return whole.filter((choice) => kept.has(choice));
}

/** The text asks itself this share of what is asked. */
const ASKED = 0.7;

/** The whole answer of a passage that begins with the question; empty where it asks something else, or nothing. */
export function answerWithin(hit: Hit, wish: Wish): Choice[] {
  const question = hit.passage.sentences.find(isQuestion);
  if (!question) return [];
  const asked = degreesIn(question.text, wish.concepts);
  if (weightShare(wish.concepts, asked) < ASKED) return [];
  const most = (own: readonly number[]) => own.map((degree, k) => Math.max(degree, asked[k] ?? 0));
  let left = LONG_ANSWER;
  return wholePassage(hit, wish).flatMap((choice) => {
    left -= choice.text.length;
    return isQuestion(choice.sentence) || left < 0
      ? []
      : [{ ...choice, degrees: most(choice.degrees), said: most(choice.said) }];
  });
}

/** All of a sentence as one run, as good as the best run within it. */
export function wholeSentence(
  hit: Hit,
  sentence: Sentence,
  runs: readonly Choice[],
  { concepts }: Wish,
): Choice {
  const own = runs.filter((run) => run.sentence === sentence);
  const most = (values: (run: Choice) => readonly number[]) =>
    concepts.map((_, k) => Math.max(0, ...own.map((run) => values(run)[k] ?? 0)));
  return {
    hit,
    sentence,
    from: 0,
    to: sentence.text.length,
    text: sentence.text,
    degrees: most(({ degrees }) => degrees),
    said: most(({ said }) => said),
    coverage: Math.max(0, ...own.map(({ coverage }) => coverage)),
    near: Math.max(0, ...own.map(({ near }) => near)),
    fits: true,
    score: Math.max(0, ...own.map(({ score }) => score)),
  };
}
