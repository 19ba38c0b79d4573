/** Places side by side that are pointed at, more than anybody means → those of them that say most of the question, as picking tells. */

import type { Sentence } from "../../corpus/case.ts";
import { lengthOf } from "../../corpus/passages.ts";
import type { Quote } from "../../grounding/answer.ts";
import { inTurn } from "../pick/in-turn.ts";
import { PICK_WEIGHTS, pick } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { headOf, readingOf, type Span, sentencesIn } from "../pick/spans.ts";
import { hitOf, isIn } from "./beside.ts";
import type { Pointer } from "./evidence.ts";

/** What is shown at most. */
export interface Room {
  readonly characters: number;
  readonly sentences: number;
  readonly passages: number;
  /** What is worth less than the best by more is left out: a logit. */
  readonly spread: number;
}

/** So many sentences in a row: whoever points at them has not chosen among them. */
const CROWD = 4;

/** Whether sentences that stand apart are pointed at, one by one. */
export function areChosen(pointers: readonly Pointer[]): boolean {
  const numbers = new Set(pointers.map(({ number }) => number));
  return ![...numbers].some((number) =>
    Array.from({ length: CROWD }, (_, i) => number + i).every((one) => numbers.has(one)),
  );
}

export function isWithin(pointers: readonly Pointer[], { characters, sentences }: Room): boolean {
  const all = [...new Set(pointers.map(({ sentence }) => sentence))];
  return all.length <= sentences && lengthOf(all) <= characters;
}

/** What was found without the model, and surely, has two witnesses: a logit. */
const FOUND_ALREADY = 2;

/** Something is meant in each of so many rows of sentences; nobody means more of them. */
const MOST_RUNS = 12;

/** What says most comes first. `found`: the quotes of what was found without the model, and surely. */
export function mostTelling(
  pointers: readonly Pointer[],
  query: PickQuery,
  found: readonly Quote[],
  room: Room,
): Pointer[] {
  const runs = runsOf(pointers);
  const isFound = new Map(pointers.map((pointer) => [pointer.sentence, isIn(found, pointer)]));
  const candidates = [...Map.groupBy(pointers, ({ passage }) => passage.id).values()]
    .flatMap(([first]) => (first ? pick([hitOf(first)], query, PICK_WEIGHTS) : []))
    .filter(({ span }) => sentencesIn(span).every((sentence) => runs.has(sentence)))
    .map(({ span, score }) => {
      const sentences = sentencesIn(span);
      const known = sentences.filter((sentence) => isFound.get(sentence)).length / sentences.length;
      const said = [headOf(span.hit), ...sentences.map((sentence) => readingOf(sentence).letters)].join("|");
      const [first] = sentences;
      return {
        span,
        sentences,
        said,
        score: score + FOUND_ALREADY * known,
        run: first && runs.get(first),
        size: sizeOf(span),
      };
    });
  const best = Math.max(...candidates.map(({ score }) => score));
  const taken = inTurn(candidates, query, (one, before, worth) => {
    const shown = before.flatMap(({ sentences }) => sentences);
    if (one.sentences.some((sentence) => shown.includes(sentence))) return null;
    if (before.length < MOST_RUNS && before.every(({ run }) => run !== one.run)) return 0;
    const passages = new Set([...before, one].map(({ span }) => span.hit.passage.id));
    const size = before.reduce((sum, { size }) => sum + size, one.size);
    const fits =
      size <= room.characters &&
      shown.length + one.sentences.length <= room.sentences &&
      passages.size <= room.passages &&
      worth >= best - room.spread;
    return fits ? 0 : null;
  });
  return taken.flatMap(({ sentences }) => pointers.filter(({ sentence }) => sentences.includes(sentence)));
}

/** A row is shown with its headings, and once more as it stands. */
function sizeOf(span: Span): number {
  const { header } = span.hit.passage;
  const length = lengthOf(sentencesIn(span));
  return header === undefined ? length : header.length + 2 * length;
}

/** Of each sentence the number of the first in its row. */
function runsOf(pointers: readonly Pointer[]): Map<Sentence, number> {
  const runs = new Map<Sentence, number>();
  let last = { number: 0, run: 0 };
  for (const { number, sentence } of [...pointers].sort((a, b) => a.number - b.number)) {
    last = { number, run: number - last.number <= 1 ? last.run : number };
    runs.set(sentence, last.run);
  }
  return runs;
}
