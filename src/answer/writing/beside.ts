/** Clauses that a model points at → the same with those beside that may be meant; the best of too many. */

import type { Sentence } from "../../corpus/case.ts";
import { type Answer, type Claim, type Quote, quotesOf, type Summary } from "../../grounding/answer.ts";
import { boundOf } from "../../grounding/binding.ts";
import { pick } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { isRow } from "../pointed-claims.ts";
import { roleOf } from "../summary-cells.ts";
import { worthsOf } from "../summary-picks.ts";
import { weightsOf } from "../summary-salience.ts";
import type { Evidence, Pointer } from "./evidence.ts";

/**
 * A logit: what is beside and fits no worse by more may be meant, and both are shown: a model that reads well is not to be
 * overruled by what words have in common. Rows are as alike as words can be.
 */
const PERHAPS_MEANT = -1;
const ROW_MEANT = -0.5;

/** Whoever is one sentence off is so throughout: each place speaks for the others, by so much at most. A logit. */
const MOST_TELLING = 3;

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
  return remembered((pointer) => {
    const { case: of, passage, sentence } = pointer;
    const own = pick([{ passage, case: of, score: 1, coverage: 0, matches: [], lanes }], query).find(
      ({ span: { from, to } }) => to === from + 1 && passage.sentences[from]?.start === sentence.start,
    );
    return (own?.score ?? UNFIT) + (isIn(found, pointer) ? FOUND_ALREADY : 0);
  });
}

/** How well the sentence of a clause fits into a summary: by what it tells of its case, fitted on summaries of other corpora. */
export function createSummaryFit(summary: Summary): Fit {
  const quotes = quotesOf(summary);
  return remembered((pointer) => {
    const told = worthsOf({ ...pointer, role: roleOf(pointer.passage) }, weightsOf(pointer.case));
    const worth = told.reduce((sum, clause) => sum + clause.worth, 0);
    return WORTH * worth + (isIn(quotes, pointer) ? FOUND_ALREADY : 0);
  });
}

const WORTH = 2;

function remembered(fitOf: Fit): Fit {
  const known = new Map<Sentence, number>();
  return (pointer) => {
    const fit = known.get(pointer.sentence) ?? fitOf(pointer);
    known.set(pointer.sentence, fit);
    return fit;
  };
}

/** The sentence of a clause, or a part of it, stands in one of the quotes. */
export function isIn(quotes: readonly Quote[], { passage, sentence }: Pointer): boolean {
  return quotes.some(
    ({ citation: { source } }) =>
      source.file === passage.file && source.start < sentence.end && sentence.start < source.end,
  );
}

export function setRight(
  pointers: readonly Pointer[],
  { find }: Pick<Evidence, "find">,
  fitOf: Fit,
): Pointer[] {
  if (!areChosen(pointers)) return [...pointers];
  const pointedAt = new Set(pointers.map(({ number }) => number));
  const sentences = bySentence(pointers).flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const besides = [first.number - 1, first.number + 1]
      .filter((number) => !pointedAt.has(number))
      .flatMap((number) => find(number).slice(0, 1));
    const better = besides.length > 0 ? Math.max(...besides.map(fitOf)) - fitOf(first) : 0;
    return [{ own, first, besides, telling: Math.max(-MOST_TELLING, Math.min(MOST_TELLING, better)) }];
  });
  const told = sentences.reduce((sum, { telling }) => sum + telling, 0);
  const meant = sentences.flatMap(({ own, first, besides, telling }) => {
    const least = fitOf(first) + (isRow(first.passage) ? ROW_MEANT : PERHAPS_MEANT) - (told - telling);
    return [...own, ...besides.filter((other) => fitOf(other) > least).flatMap(({ number }) => find(number))];
  });
  return [...new Set(meant)];
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
