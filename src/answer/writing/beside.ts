/** Clauses that a model points at → the same with those beside that may be meant; the best of too many. */

import { type Answer, type Claim, quotesOf } from "../../grounding/answer.ts";
import { boundOf } from "../../grounding/binding.ts";
import { pick } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { isRow } from "../pointed-claims.ts";
import type { Evidence, Pointer } from "./evidence.ts";

/**
 * A logit: what is beside and fits no worse by more may be meant. One sentence in six rightly pointed at has such a one
 * beside it, and nine in ten that are one off. Both are shown: a model that reads well is not to be overruled by what
 * words have in common. Rows are as alike as words can be: there the one beside has to fit better.
 */
const PERHAPS_MEANT = -1;
const ROW_MEANT = 0.5;
/** Of two beside both, where they fit about as well: a logit. */
const AS_WELL = 1;

const UNFIT = -99;

/** Nobody means so many places. */
const MOST_RUNS = 12;

export interface Room {
  readonly characters: number;
  readonly sentences: number;
  /** Of too many, those that fit worse than the best by more are left out: a logit. */
  readonly spread: number;
}

/** By sentence, in the order in which they are pointed at. */
function bySentence(pointers: readonly Pointer[]): Pointer[][] {
  return [...Map.groupBy(pointers, ({ number }) => number).values()];
}

/** How well the sentence of a clause fits the question: a logit. */
export type Fit = (pointer: Pointer) => number;

/** What was found without the model, and surely, and is pointed at or beside what is, has two witnesses: a logit. */
const FOUND_ALREADY = 1;

/** By itself, as picking scores it, and by what was found without the model. */
export function createFit(query: PickQuery, answer: Answer): Fit {
  const found = answer.kind === "grounded" && answer.certain ? quotesOf(answer) : [];
  const lanes = { terms: null, vectors: null };
  const known = new Map<string, number>();
  return ({ case: of, passage, sentence }) => {
    const key = `${passage.id} ${sentence.start}`;
    const fit = known.get(key);
    if (fit !== undefined) return fit;
    const own = pick([{ passage, case: of, score: 1, coverage: 0, matches: [], lanes }], query).find(
      ({ span: { from, to } }) => to === from + 1 && passage.sentences[from]?.start === sentence.start,
    );
    const isFound = found.some(
      ({ citation: { source } }) =>
        source.file === passage.file && source.start < sentence.end && sentence.start < source.end,
    );
    const made = (own?.score ?? UNFIT) + (isFound ? FOUND_ALREADY : 0);
    known.set(key, made);
    return made;
  };
}

export function setRight(
  pointers: readonly Pointer[],
  evidence: Pick<Evidence, "find">,
  fitOf: Fit,
): Pointer[] {
  const pointedAt = new Set(pointers.map(({ number }) => number));
  return bySentence(pointers).flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const besides = [first.number - 1, first.number + 1];
    // Whoever points at both has seen both; of rows one may be meant for another all the same.
    if (!isRow(first.passage) && besides.some((number) => pointedAt.has(number))) return own;
    const least = fitOf(first) + (isRow(first.passage) ? ROW_MEANT : PERHAPS_MEANT);
    const meant = besides.flatMap((number) => {
      const [other] = pointedAt.has(number) ? [] : evidence.find(number);
      return other && fitOf(other) > least ? [other] : [];
    });
    const best = Math.max(...meant.map(fitOf)) - AS_WELL;
    return [
      ...own,
      ...meant.filter((other) => fitOf(other) >= best).flatMap((one) => evidence.find(one.number)),
    ];
  });
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

/** Sentences that follow one another, each with its clauses. */
function runsOf<T extends { readonly first: Pointer }>(sentences: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const one of [...sentences].sort((a, b) => a.first.number - b.first.number)) {
    const run = runs.at(-1);
    if (run?.at(-1)?.first.number === one.first.number - 1) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/**
 * As many as there is room for, in characters and sentences; of too many those that fit best, best first. Of each run one
 * is kept: whoever points at several places means something in each.
 */
export function bestOf(
  pointers: readonly Pointer[],
  fitOf: Fit,
  { characters, sentences: most, spread }: Room,
): Pointer[] {
  const sentences = bySentence(pointers).flatMap((own) => {
    const [first] = own;
    return first ? [{ own, first, length: lengthOf(first, own) }] : [];
  });
  const length = sentences.reduce((sum, one) => sum + one.length, 0);
  if (length <= characters && sentences.length <= most) return [...pointers];
  let left = characters;
  let kept = 0;
  const ranked = sentences.map((one) => ({ ...one, fit: fitOf(one.first) })).sort((a, b) => b.fit - a.fit);
  const best = ranked[0]?.fit ?? UNFIT;
  const runs = runsOf(ranked);
  const heads = new Set(runs.slice(0, MOST_RUNS).map((run) => run.reduce((a, b) => (b.fit > a.fit ? b : a))));
  return ranked
    .filter((one) => {
      const { length, fit } = one;
      const fits = heads.has(one) || (length <= left && kept < most && fit >= best - spread);
      if (fits) left -= length;
      if (fits) kept += 1;
      return fits;
    })
    .flatMap(({ own }) => own);
}

/** With what binds the clauses. */
function lengthOf({ passage, sentence: { text } }: Pointer, own: readonly Pointer[]): number {
  const { ranges } = boundOf(text, new Set(own.map(({ clause }) => clause)), isRow(passage));
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Claims for one thing: the one that fits far best goes first, where there are many. */
export function bestFirst(claims: readonly Claim[], pointers: readonly Pointer[], fitOf: Fit): Claim[] {
  if (claims.length <= MANY) return [...claims];
  const fits = claims.map(({ quotes: [{ citation }] }) => {
    const own = pointers.filter(
      ({ passage, case: of }) =>
        of.id === citation.case.id &&
        passage.start <= citation.source.start &&
        citation.source.end <= passage.end,
    );
    return Math.max(UNFIT, ...bySentence(own).flatMap(([first]) => (first ? [fitOf(first)] : [])));
  });
  const [best = UNFIT, second = UNFIT] = [...fits].sort((a, b) => b - a);
  const first = claims[fits.indexOf(best)];
  return first && best > second ? [first, ...claims.filter((one) => one !== first)] : [...claims];
}

const MANY = 3;
