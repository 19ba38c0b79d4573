/** Clauses that a model points at → the same with those beside that may be meant; the best of too many. */

import type { Claim } from "../../grounding/answer.ts";
import { boundOf } from "../../grounding/binding.ts";
import { pick } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { isRow } from "../pointed-claims.ts";
import type { Evidence, Pointer } from "./evidence.ts";

/**
 * A logit. Of sentences rightly pointed at one in ten fits so much worse than the one beside it, of those one sentence
 * off four in five. Both are shown: a model that reads well is not to be overruled by what words have in common.
 */
const PERHAPS_MEANT = 0.5;

const UNFIT = -99;

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

/** How well a sentence fits the question by itself, as picking scores it. */
function fitOf({ case: of, passage, sentence }: Pointer, query: PickQuery): number {
  const lanes = { terms: null, vectors: null };
  const ranked = pick([{ passage, case: of, score: 1, coverage: 0, matches: [], lanes }], query);
  const own = ranked.find(
    ({ span: { from, to } }) => to === from + 1 && passage.sentences[from]?.start === sentence.start,
  );
  return own?.score ?? UNFIT;
}

export function setRight(
  pointers: readonly Pointer[],
  evidence: Pick<Evidence, "find">,
  query: PickQuery,
): Pointer[] {
  const pointedAt = new Set(pointers.map(({ number }) => number));
  return bySentence(pointers).flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    // Rows say what they say each by itself.
    const besides = (isRow(first.passage) ? [] : [first.number - 1, first.number + 1])
      .filter((number) => !pointedAt.has(number))
      .flatMap((number) => {
        const meant = evidence.find(number);
        return meant[0] ? [{ meant, fit: fitOf(meant[0], query) }] : [];
      });
    const [best] = besides.sort((a, b) => b.fit - a.fit);
    const lead = best ? best.fit - fitOf(first, query) : UNFIT;
    return best && lead > PERHAPS_MEANT ? [...own, ...best.meant] : own;
  });
}

/** As many as there is room for, in characters and sentences; of too many those that fit best, best first. */
export function bestOf(
  pointers: readonly Pointer[],
  query: PickQuery,
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
  const ranked = sentences
    .map((one) => ({ ...one, fit: fitOf(one.first, query) }))
    .sort((a, b) => b.fit - a.fit);
  const best = ranked[0]?.fit ?? UNFIT;
  return ranked
    .filter(({ length, fit }, i) => {
      const fits = i === 0 || (length <= left && kept < most && fit >= best - spread);
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
export function bestFirst(claims: readonly Claim[], pointers: readonly Pointer[], query: PickQuery): Claim[] {
  if (claims.length <= MANY) return [...claims];
  const fits = claims.map(({ quotes: [{ citation }] }) => {
    const own = pointers.filter(
      ({ passage, case: of }) =>
        of.id === citation.case.id &&
        passage.start <= citation.source.start &&
        citation.source.end <= passage.end,
    );
    return Math.max(UNFIT, ...bySentence(own).flatMap(([first]) => (first ? [fitOf(first, query)] : [])));
  });
  const [best = UNFIT, second = UNFIT] = [...fits].sort((a, b) => b - a);
  const first = claims[fits.indexOf(best)];
  return first && best - second > CLEARLY ? [first, ...claims.filter((one) => one !== first)] : [...claims];
}

const MANY = 3;
const CLEARLY = 0.5;
