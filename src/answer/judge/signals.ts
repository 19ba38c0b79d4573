/** The best spans for a question → what speaks for and against the corpus telling it, each from 0 to 1. */

import { clausesOf } from "../../grounding/clauses.ts";
import { cutWords, frequencyOf } from "../../language/dictionary.ts";
import { tight } from "../../language/fold.ts";
import { readable } from "../../language/templates.ts";
import { enumerated } from "../pick/kinds.ts";
import type { Ranked } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { headOf, readBefore, readingOf, type Span, sentencesIn, spanText } from "../pick/spans.ts";
import { detailUntold } from "./details.ts";
import { answeringIn, answeringOf } from "./values.ts";

/**
 * - `missing`: how much the heaviest word says that the corpus knows and that stands neither in the best span nor beside or above it
 * - `otherYear`: a year is asked for that stands nowhere there
 * - `wrongYear`: the best span speaks of another year than the one asked for
 * - `elsewhere`: how much better another case tells the rest of the question than the one named
 * - `absent`: an organisation or place is named of which the corpus knows nothing
 * - `untold`: none of the first spans holds the kind of thing asked for: a value in its unit, so many things, a person, a reason
 * - `valueless`: numbers are asked for and the best span has none of the kind
 * - `apart`: how much the heaviest word says that is missing in every clause with such a value, and in the headings
 * - `detail`: a detail of some other kind is asked for that the best span leaves out
 * - `premise`: a part of something told, or an end of it, is taken for granted and not told
 * - `worded`: how much of the question the best span says in other words of the lexicon
 * - `right`: how likely the first span is the right one
 */
export const SIGNALS = [
  "missing",
  "otherYear",
  "wrongYear",
  "elsewhere",
  "absent",
  "untold",
  "valueless",
  "apart",
  "detail",
  "premise",
  "worded",
  "right",
] as const;

export type Signal = (typeof SIGNALS)[number];
export type Signals = Readonly<Record<Signal, number>>;

export interface JudgeInput {
  readonly query: PickQuery;
  /** Best first, at least one, none overlapping. */
  readonly ranked: readonly Ranked[];
  /** How likely the first is the right one, 0 to 1. */
  readonly right: number;
  /** How much better the best passage of another case tells the rest of the question than the case named, 0 to 1. */
  readonly elsewhere: number;
  /** The question names an organisation or place of which the corpus knows nothing. */
  readonly absent: boolean;
  /** The words that count, where not all of the query's do: those of a follow-up that are its own. */
  readonly own?: string | undefined;
}

/** Spans among which the kind of thing asked for may stand. */
export const LOOKED_AT = 3;

export function signalsOf({ query, ranked, right, elsewhere, absent, own }: JudgeInput): Signals {
  const [first] = ranked;
  if (!first) throw new Error("signalsOf: expected a span, found none");
  const around = surroundings(first.span);
  const words = query.words.filter(({ weight }) => weight > 0).map(({ text }) => text);
  const fresh = own === undefined ? words : words.filter((word) => own.includes(word));
  const known = fresh.length > 0 ? fresh : words;
  const counts = query.wanted.length > 0;
  const isValueless = counts && answeringIn(first.span, query).length === 0;
  return {
    missing: heaviest(known.filter((word) => !around.includes(word))),
    otherYear: query.year !== null && !around.includes(String(query.year)) ? 1 : 0,
    wrongYear: first.features.otherYear,
    elsewhere,
    absent: absent ? 1 : 0,
    untold: isTold(query, ranked.slice(0, LOOKED_AT)) ? 0 : 1,
    valueless: isValueless ? 1 : 0,
    apart: counts && !isValueless && known.length > 0 ? apartness(first.span, query, known) : 0,
    detail: detailUntold(query.asking, first.span) ? 1 : 0,
    premise:
      (query.part !== null && !hasFigure(query.part, first.span)) ||
      (query.ended !== null && !saysEnded(query.ended, ranked))
        ? 1
        : 0,
    worded: Math.min(1, first.features.links),
    right,
  };
}

function isTold(query: PickQuery, ranked: readonly Ranked[]): boolean {
  const { wanted, listed, type } = query;
  if (listed !== null && !ranked.some(({ span }) => countsUp(spanText(span)) >= listed)) return false;
  if (wanted.length > 0) return ranked.some(({ span }) => answeringIn(span, query).length > 0);
  if (type === "person" || type === "reason" || type === "meaning" || type === "name")
    return ranked.some(({ features }) => features.kind > 0);
  return true;
}

function countsUp(text: string): number {
  return Math.max(enumerated(text), text.match(/[一二三四五六七八九十]是|[①-⑳]/g)?.length ?? 0);
}

/** What the words around the clause leave open of what it lacks itself: its subject often stands there. */
const BEFORE = 0.4;

/** 0 where some clause with a value that answers says, with the headings, all that the question does. */
function apartness(span: Span, query: PickQuery, known: readonly string[]): number {
  const head = headOf(span.hit);
  let before = surroundings(span);
  let least = 1;
  for (const { clause, sentence } of sentencesIn(span).flatMap((sentence) =>
    clausesOf(sentence.text).map((clause) => ({ clause, sentence })),
  )) {
    const values = answeringOf(clause, span, query);
    // A date is told of all that follows it.
    const letters = readable(values.some(({ kind }) => kind === "date") ? sentence.text : clause.text);
    before += `|${letters}`;
    if (values.length === 0) continue;
    const open = (word: string) =>
      heaviness(word) * ((1 - BEFORE) * lacking(word, `${letters}|${head}`) + BEFORE * lacking(word, before));
    least = Math.min(least, Math.max(0, ...known.map(open)));
  }
  return least;
}

/** 女会员 says enough of 女的. */
const HALF = 0.5;

/** Share of a word's characters that the text does not have: 法援 is half said by 援助. */
function lacking(word: string, text: string): number {
  return text.includes(word) ? 0 : [...word].filter((one) => !text.includes(one)).length / word.length;
}

/** Whether the part stands in a clause with a figure. */
function hasFigure(part: string, span: Span): boolean {
  const longer = cutWords(part).filter((word) => word.length > 1);
  const words = longer.length > 0 ? longer : [tight(part)];
  const head = span.hit.passage.header ?? "";
  return sentencesIn(span).some(({ text }) =>
    clausesOf(text).some((clause) => {
      const letters = readable(clause.text + head);
      return /\d/.test(letters) && words.every((word) => lacking(word, letters) <= HALF);
    }),
  );
}

/** Whether a passage looked at says that something ended in the question's own word. */
function saysEnded(how: string, ranked: readonly Ranked[]): boolean {
  const passages = new Set(ranked.slice(0, LOOKED_AT).map(({ span }) => span.hit.passage));
  return [...passages].some(({ sentences }) =>
    sentences.some((sentence) => readingOf(sentence).letters.includes(how)),
  );
}

function heaviest(words: readonly string[]): number {
  return Math.max(0, ...words.map(heaviness));
}

/** Occurrences from which on a word says nothing. */
const USUAL = 200_000;

/** How much a word says, from 0 to 1: the rarer in the language, the more. One that the dictionary lacks says most. */
function heaviness(word: string): number {
  return Math.max(0, 1 - Math.log(1 + frequencyOf(word)) / Math.log(USUAL));
}

/** The span with two sentences on each side, and what stands above it. */
export function surroundings(span: Span): string {
  const { hit, from, to } = span;
  const near = hit.passage.sentences.slice(Math.max(0, from - 2), to + 2);
  return [readBefore(hit), ...near.map((sentence) => readingOf(sentence).letters), headOf(span.hit)].join(
    "|",
  );
}
