/** Clauses that a model points at → the same with those beside that may be meant. */

import type { Sentence } from "../../corpus/case.ts";
import { type Quote, quotesOf, type Summary } from "../../grounding/answer.ts";
import type { Hit } from "../../search/rank.ts";
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
const PERHAPS_MEANT = -1.5;
const ROW_MEANT = -0.5;

/** By so much, with what the other places speak for, a sentence beside fits better than one that was surely not meant. A logit. */
const SURELY_BESIDE = 6;

/** Whoever is one sentence off is so throughout: each place speaks for the others, by so much at most. A logit. */
const MOST_TELLING = 3;

const UNFIT = -99;

/** By sentence, in the order in which they are pointed at. */
function bySentence(pointers: readonly Pointer[]): Pointer[][] {
  return [...Map.groupBy(pointers, ({ number }) => number).values()];
}

/** How well the sentence of a clause fits the question: a logit. */
export type Fit = (pointer: Pointer) => number;

/** What was found without the model, and surely, and is pointed at or beside what is, has two witnesses: a logit. */
const FOUND_ALREADY = 1;

/** By itself, as picking scores it, and by what was found without the model. */
export function createFit(query: PickQuery, found: readonly Quote[]): Fit {
  return remembered((pointer) => {
    const { passage, sentence } = pointer;
    const own = pick([hitOf(pointer)], query).find(
      ({ span: { from, to } }) => to === from + 1 && passage.sentences[from]?.start === sentence.start,
    );
    return (own?.score ?? UNFIT) + (isIn(found, pointer) ? FOUND_ALREADY : 0);
  });
}

/** The passage of a clause by itself, as picking looks at one. */
export function hitOf({ passage, case: of }: Pointer): Hit {
  return { passage, case: of, score: 1, coverage: 0, matches: [], lanes: { terms: null, vectors: null } };
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
  const pointedAt = new Set(pointers.map(({ number }) => number));
  const sentences = bySentence(pointers).flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const besides = [first.number - 1, first.number + 1]
      .filter((number) => !pointedAt.has(number))
      .flatMap((number) => find(number).slice(0, 1));
    const better = besides.length > 0 ? Math.max(...besides.map(fitOf)) - fitOf(first) : 0;
    return [
      { own, first, besides, better, telling: Math.max(-MOST_TELLING, Math.min(MOST_TELLING, better)) },
    ];
  });
  const told = sentences.reduce((sum, { telling }) => sum + telling, 0);
  const meant = sentences.flatMap(({ own, first, besides, better, telling }) => {
    const least = fitOf(first) + (isRow(first.passage) ? ROW_MEANT : PERHAPS_MEANT) - (told - telling);
    const isOff = better + (told - telling) > SURELY_BESIDE;
    return [
      ...(isOff ? [] : own),
      ...besides.filter((other) => fitOf(other) > least).flatMap(({ number }) => find(number)),
    ];
  });
  return [...new Set(meant)];
}
