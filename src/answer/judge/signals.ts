/** The best spans for a question → what speaks for and against the corpus telling it, each from 0 to 1. */

import { clausesOf } from "../../grounding/clauses.ts";
import { cutWords, frequencyOf } from "../../language/dictionary.ts";
import { tight } from "../../language/fold.ts";
import { STOP_WORDS } from "../../language/stop-words.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import type { AnswerType } from "../../question/kinds.ts";
import { enumerated } from "../pick/kinds.ts";
import type { Ranked } from "../pick/pick.ts";
import type { PickQuery } from "../pick/query.ts";
import { headOf, readingOf, type Span, sentencesIn, spanText, surroundings } from "../pick/spans.ts";
import { answeringIn, answeringOf } from "../pick/values.ts";
import { detailUntold } from "./details.ts";

const JUDGE = openTemplates("judge");

/**
 * - `otherPeriod`: a year, or one of a row by its number (第二批), is asked for that stands neither in the best span nor beside or above it
 * - `wrongYear`: the best span speaks of another year than the one asked for
 * - `elsewhere`: how much better another case tells the rest of the question than the one named
 * - `absent`: an organisation or place is named of which the corpus knows nothing
 * - `valueless`: the best span lacks the kind of thing asked for: a value in its unit, a reason, a name; or none of the first lists so many
 * - `aside`: how much better a place without such a value tells the rest of what is asked
 * - `apart`: how much the heaviest word says that is missing in every clause with such a value, and in the headings
 * - `detail`: a detail of some other kind is asked for that the best span leaves out
 * - `premise`: a part of something told, or an end of it, is taken for granted and not told
 * - `worded`: how much of the question the best span says in other words of the lexicon
 */
export const SIGNALS = [
  "otherPeriod",
  "wrongYear",
  "elsewhere",
  "absent",
  "valueless",
  "aside",
  "apart",
  "detail",
  "premise",
  "worded",
] as const;

export type Signal = (typeof SIGNALS)[number];
export type Signals = Readonly<Record<Signal, number>>;

export interface JudgeInput {
  readonly query: PickQuery;
  /** Best first, at least one, none overlapping. */
  readonly ranked: readonly Ranked[];
  /** How much better the best passage of another case tells the rest of the question than the case named, 0 to 1. */
  readonly elsewhere: number;
  /** The question names an organisation or place of which the corpus knows nothing. */
  readonly absent: boolean;
  /** No case is named. */
  readonly ofAll?: boolean | undefined;
  /** The words that count, where not all of the query's do: those of a follow-up that are its own. */
  readonly own?: string | undefined;
}

/** Spans among which a list may stand, or words that the question takes for granted. */
export const LOOKED_AT = 3;

export function signalsOf({ query, ranked, elsewhere, absent, ofAll, own }: JudgeInput): Signals {
  const [first, ...others] = ranked;
  if (!first) throw new Error("signalsOf: expected a span, found none");
  const { span, features } = first;
  const looked = [span, ...others.slice(0, LOOKED_AT - 1).map((other) => other.span)] as const;
  const around = surroundings(span);
  const words = query.words.filter(({ weight }) => weight > 0).map(({ text }) => text);
  const fresh = own === undefined ? words : words.filter((word) => own.includes(word));
  const known = fresh.length > 0 ? fresh : words;
  const isValueless = lacksKind(query, ranked);
  const counts = query.wanted.length > 0 && !isValueless;
  const apart = counts && known.length > 0 ? apartness(span, query, known) : 0;
  const saysAll = counts && known.length > 0 && apart === 0 && words.length === query.words.length;
  const ends = query.ended !== null && !saysEnded(query.ended, ranked);
  const lacksPart = query.part !== null && !hasFigure(query.part, span, query);
  const lacksPeriod = query.year !== null && !around.includes(String(query.year));
  return {
    otherPeriod: lacksPeriod || lacksNumbered(query.asking, around) ? 1 : 0,
    wrongYear: features.otherYear,
    elsewhere,
    absent: absent ? 1 : 0,
    valueless: isValueless ? 1 : 0,
    // Where a clause with such a value says all that is asked, what others tell without one is no matter.
    aside: query.wanted.length > 0 && !saysAll ? asideness(ranked) : 0,
    apart,
    detail: detailUntold(query, looked, ofAll) ? 1 : 0,
    premise: lacksPart || ends ? 1 : 0,
    worded: Math.min(1, features.links),
  };
}

/** Kinds without which a sentence is no answer; others are told in too many ways. */
const NEEDED: ReadonlySet<AnswerType> = new Set(["reason", "name", "meaning"]);

/** A list may stand at a place beside the best one. */
function lacksKind(query: PickQuery, ranked: readonly Ranked[]): boolean {
  const [first] = ranked;
  const { wanted, listed, type } = query;
  const places = ranked.slice(0, LOOKED_AT).map(({ span }) => span);
  if (listed !== null && !places.some((span) => countsUp(spanText(span)) >= listed)) return true;
  if (wanted.length > 0) return places.slice(0, 1).every((span) => answeringIn(span, query).length === 0);
  return listed === null && NEEDED.has(type) && first?.features.kind === 0;
}

/** 第二批, 首届: one of a row is asked for by its number, and no such one stands there. */
function lacksNumbered(asking: string, around: string): boolean {
  const groups = JUDGE.match("numbered", asking)?.groups;
  if (!groups) return false;
  const { one = "1", row } = groups;
  return !around.includes(`第${one}${row}`) && !(one === "1" && around.includes(`首${row}`));
}

function countsUp(text: string): number {
  return Math.max(enumerated(text), text.match(/[一二三四五六七八九十]是|[①-⑳]/g)?.length ?? 0);
}

/** Logits by which a place has to tell more to be the one that is asked about. */
const MUCH = 3;

function asideness([first, ...others]: readonly Ranked[]): number {
  const best = Math.max(...others.map(({ plain }) => plain));
  return first ? Math.min(1, Math.max(0, best - first.plain) / MUCH) : 0;
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
    const here = `${letters}|${head}`;
    const open = (word: string) =>
      heaviness(word) * ((1 - BEFORE) * lacks(word, here, query) + BEFORE * lacks(word, before, query));
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

/** The same, and none of what the lexicon has for it: GDP is said by 地区生产总值. */
function lacks(word: string, text: string, { links }: PickQuery): number {
  const isLinked = links.some((link) => link.of.includes(word) && text.includes(link.text));
  return isLinked ? 0 : lacking(word, text);
}

/** Whether a value that answers stands in a clause with the part, and not for several things together. */
function hasFigure(part: string, span: Span, query: PickQuery): boolean {
  const longer = cutWords(part).filter((word) => word.length > 1);
  const words = (longer.length > 0 ? longer : [tight(part)]).map(bare);
  const head = span.hit.passage.header ?? "";
  return sentencesIn(span).some(({ text }) =>
    clausesOf(text).some((clause) => {
      const letters = readable(clause.text + head);
      return (
        answeringOf(clause, span, query).length > 0 &&
        words.every((word) => lacking(word, letters) <= HALF) &&
        !JUDGE.says("together", letters)
      );
    }),
  );
}

/** 女的 → 女, 老人 → 老: what the word says beside that it is somebody or something. */
function bare(word: string): string {
  return [...word].filter((one) => !STOP_WORDS.has(one)).join("") || word;
}

/** Whether a passage looked at says that something ended in the question's own word. */
function saysEnded(how: string, ranked: readonly Ranked[]): boolean {
  const passages = new Set(ranked.slice(0, LOOKED_AT).map(({ span }) => span.hit.passage));
  return [...passages].some(({ sentences }) =>
    sentences.some((sentence) => readingOf(sentence).letters.includes(how)),
  );
}

/** Occurrences from which on a word says nothing. */
const USUAL = 200_000;

/** How much a word says, from 0 to 1: the rarer in the language, the more. One that the dictionary lacks says most. */
function heaviness(word: string): number {
  return Math.max(0, 1 - Math.log(1 + frequencyOf(word)) / Math.log(USUAL));
}
