/** A cell of a case → what names it, and the runs of clauses that can be quoted of it, with how much they say. */

import type { Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { boundOf } from "../grounding/binding.ts";
import { clausesOf, countedSentences } from "../grounding/clauses.ts";
import { type Cell, type Role, tellingOf } from "./summary-cells.ts";
import { salienceOf, type Weights } from "./summary-salience.ts";

export interface Pick {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text, at ends of clauses. */
  readonly from: number;
  readonly to: number;
}

/** An opening of so few characters only names what its item goes on to tell. */
export const LABEL = 18;
/** A summary quotes no longer run, nor one that begins further into its sentence. */
const LONGEST_RUN = 140;
const MOST_CLAUSES = 10;
/** A further sentence of a cell is worth this much of what it would be by itself. */
export const REPEATED = 0.6;
/** A run that ends with its sentence reads better. */
const ENDS = 1.2;
/** A paragraph or item says at its beginning what it is about; its results may stand anywhere. */
const FIRST: Readonly<Record<Role, number>> = {
  opening: 1.3,
  measures: 1.6,
  results: 1.1,
  other: 1.4,
  after: 1.4,
};

/** The line above it, the first words of an item, and of what it counts up (一是定人定时。), where they only name what follows. */
export function labelsOf({ heading, isCounted, passages }: Cell): Pick[] {
  const whole = (passage: Passage, sentence: Sentence): Pick => ({
    passage,
    sentence,
    from: 0,
    to: sentence.text.length,
  });
  const above = heading?.sentences.map((sentence) => whole(heading, sentence)) ?? [];
  if (!isCounted) return above;
  const own = passages.flatMap((passage, i) => {
    const counted = new Set(countedSentences(passage.sentences));
    return passage.sentences
      .filter((sentence, k) => (i === 0 && k === 0) || counted.has(sentence))
      .filter(({ text }) => text.length <= LABEL)
      .map((sentence) => whole(passage, sentence));
  });
  return [...above, ...own];
}

export interface Run {
  readonly pick: Pick;
  readonly worth: number;
}

export const bestIn = (runs: readonly Run[]) => runs.toSorted((a, b) => b.worth - a.worth)[0]?.pick;

/** The best run of each sentence within a length, labels left out. */
export function runsOf(cell: Cell, most: number, weights: Weights): Run[] {
  const labels = new Set(labelsOf(cell).map(({ sentence }) => sentence));
  return cell.passages.flatMap((passage, i) =>
    tellingOf(passage)
      .filter((sentence) => !labels.has(sentence))
      .map((sentence, k) => {
        const run = runOf(passage, sentence, weights, most);
        return { ...run, worth: run.worth * (i === 0 && k === 0 ? FIRST[cell.role] : 1) };
      }),
  );
}

/** Clauses in a row that fit, say most and need none of the others; the shortest where none fits. */
function runOf(passage: Passage, sentence: Sentence, weights: Weights, most: number): Run {
  const { text } = sentence;
  const runs = closedRuns(sentence).map(({ from, to }): Run => {
    const words = text.slice(from, to);
    const isEnd = to === text.length || /[；;]$/.test(words);
    const worth = salienceOf(words, weights) * Math.sqrt(words.length) * (isEnd ? ENDS : 1);
    return { pick: { passage, sentence, from, to }, worth };
  });
  const fitting = runs.filter(({ pick }) => pick.to - pick.from <= most);
  if (fitting.length > 0)
    return fitting.toSorted((a, b) => b.worth - a.worth)[0] ?? NO_RUN(passage, sentence);
  const [shortest] = runs.toSorted((a, b) => a.pick.to - a.pick.from - (b.pick.to - b.pick.from));
  return shortest ? { ...shortest, worth: shortest.worth / 4 } : NO_RUN(passage, sentence);
}

const NO_RUN = (passage: Passage, sentence: Sentence): Run => ({
  pick: { passage, sentence, from: 0, to: sentence.text.length },
  worth: 0,
});

const closed = new WeakMap<Sentence, readonly { from: number; to: number }[]>();

/** Runs of clauses that are understood, and come to an end, without the rest of their sentence. */
function closedRuns(sentence: Sentence): readonly { from: number; to: number }[] {
  let runs = closed.get(sentence);
  if (!runs) {
    const { text } = sentence;
    const clauses = /[|\t]/.test(text) ? [] : clausesOf(text);
    const all = clauses.flatMap(({ from }, first) =>
      clauses.slice(first).map(({ to }, i) => ({ from, to, first, last: first + i })),
    );
    const own = all.filter(({ from, to, first, last }) => {
      if (to - from > LONGEST_RUN || first > MOST_CLAUSES) return false;
      const pointed = new Set(Array.from({ length: last - first + 1 }, (_, i) => first + i));
      const [range, ...others] = boundOf(text, pointed).ranges;
      return others.length === 0 && range?.from === from && range.to >= to - 1 && range.to <= to;
    });
    runs = own.length > 0 ? own.map(({ from, to }) => ({ from, to })) : [{ from: 0, to: text.length }];
    closed.set(sentence, runs);
  }
  return runs;
}

/** Longer runs of the sentences that are shown in part, for what they add. */
export function longerRuns(
  cell: Cell,
  picks: ReadonlyMap<Sentence, Pick>,
  most: number,
  weights: Weights,
): Run[] {
  return cell.passages.flatMap((passage) =>
    passage.sentences.flatMap((sentence) => {
      const shown = picks.get(sentence);
      if (!shown || isWhole(shown)) return [];
      const before = shown.to - shown.from;
      return closedRuns(sentence)
        .filter(({ from, to }) => from <= shown.from && to >= shown.to && to - from > before)
        .filter(({ from, to }) => to - from - before <= most)
        .map(({ from, to }): Run => {
          const added = sentence.text.slice(from, shown.from) + sentence.text.slice(shown.to, to);
          const worth = salienceOf(added, weights) * Math.sqrt(added.length) * REPEATED;
          return { pick: { passage, sentence, from, to }, worth };
        });
    }),
  );
}

/** The whole of its sentence. */
export function isWhole(pick: Pick | undefined): boolean {
  return pick !== undefined && pick.from === 0 && pick.to === pick.sentence.text.length;
}

export function textOf({ sentence, from, to }: Pick): string {
  return sentence.text.slice(from, to);
}
