/** A cell of a case → what names it, and the runs of clauses that can be quoted of it. */

import type { Sentence } from "../corpus/case.ts";
import { isImprint } from "../corpus/imprint.ts";
import type { Passage } from "../corpus/passages.ts";
import { boundOf } from "../grounding/binding.ts";
import { clausesOf, countedSentences } from "../grounding/clauses.ts";
import type { Cell } from "./summary-cells.ts";

export interface Pick {
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** UTF-16 offsets into the sentence's text, at ends of clauses. */
  readonly from: number;
  readonly to: number;
}

/** An opening of so few characters only names what its item goes on to tell. */
const LABEL = 18;
/** A summary quotes no longer run, nor one that begins further into its sentence. */
const LONGEST_RUN = 140;
const MOST_CLAUSES = 10;
/** A summary has room for parts of sentences that an answer would show whole. */
const SHORT = 40;

/** The line above it, the first words of an item, and of what it counts up (一是定人定时。), where they only name what follows. */
export function labelsOf({ heading, isCounted, passages }: Cell): Pick[] {
  const above = heading?.sentences.map((sentence) => whole(heading, sentence)) ?? [];
  if (!isCounted) return above;
  const own = passages.flatMap((passage, i) => {
    const counted = new Set(countedSentences(passage.sentences));
    return passage.sentences
      .filter((sentence, k) => (i === 0 && k === 0 && passage.item !== null) || counted.has(sentence))
      .filter(isLabel)
      .map((sentence) => whole(passage, sentence));
  });
  return [...above, ...own];
}

/** The few words that an unnumbered paragraph opens with: nothing by themselves. */
export function openersOf({ isCounted, passages: [first] }: Cell): Pick[] {
  const [sentence] = first?.sentences ?? [];
  return isCounted && first?.item === null && sentence && isLabel(sentence) ? [whole(first, sentence)] : [];
}

function whole(passage: Passage, sentence: Sentence): Pick {
  return { passage, sentence, from: 0, to: sentence.text.length };
}

function isLabel({ text }: Sentence): boolean {
  return text.length <= LABEL && !isImprint(text);
}

const closed = new WeakMap<Sentence, readonly { from: number; to: number }[]>();

/** Runs of clauses that are understood, and come to an end, without the rest of their sentence. */
export function closedRuns(sentence: Sentence): readonly { from: number; to: number }[] {
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
      const [range, ...others] = boundOf(text, pointed, false, SHORT).ranges;
      return others.length === 0 && range?.from === from && range.to >= to - 1 && range.to <= to;
    });
    runs = own.length > 0 ? own.map(({ from, to }) => ({ from, to })) : [{ from: 0, to: text.length }];
    closed.set(sentence, runs);
  }
  return runs;
}

/** The whole of its sentence. */
export function isWhole(pick: Pick | undefined): boolean {
  return pick !== undefined && pick.from === 0 && pick.to === pick.sentence.text.length;
}

export function textOf({ sentence, from, to }: Pick): string {
  return sentence.text.slice(from, to);
}

/** Runs that follow one another in a passage without a gap are quoted as one. */
export function joinedRuns(picks: readonly Pick[]): Pick[][] {
  const runs: Pick[][] = [];
  for (const pick of picks) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows =
      last !== undefined &&
      last.passage === pick.passage &&
      last.sentence.number + 1 === pick.sentence.number &&
      last.sentence.end === pick.sentence.start &&
      last.to === last.sentence.text.length &&
      pick.from === 0;
    if (run && follows) run.push(pick);
    else runs.push([pick]);
  }
  return runs;
}
