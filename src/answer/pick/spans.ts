/** Hits → the spans of whole sentences that may answer a question: one, two or three neighbours, or a passage. */

import { calledOf } from "../../corpus/called.ts";
import type { Sentence } from "../../corpus/case.ts";
import { isQuestion, lengthOf, type Passage, passagesOf, textOf } from "../../corpus/passages.ts";
import { digitize, fold, tight } from "../../language/fold.ts";
import { type Quantity, quantitiesIn } from "../../language/quantities.ts";
import type { Hit } from "../../search/rank.ts";

/** Consecutive sentences of one passage. */
export interface Span {
  readonly hit: Hit;
  /** Place of the passage among the hits, from 0. */
  readonly rank: number;
  /** Half-open range of the passage's sentences. */
  readonly from: number;
  readonly to: number;
}

/** Passages that are looked at, best first. */
export const PASSAGES = 5;

/** Characters at most, by the number of sentences; more of them are taken only as a whole passage. */
const LONGEST = [Number.POSITIVE_INFINITY, 160, 200];
const LONGEST_PASSAGE = 260;

export function spansOf(hits: readonly Hit[], passages = PASSAGES): Span[] {
  return hits.slice(0, passages).flatMap((hit, rank) => {
    const { sentences } = hit.passage;
    const spans: Span[] = [];
    const add = (from: number, to: number) => spans.push({ hit, rank, from, to });
    // A row of a table is read with its header, not with the rows beside it; the header by itself tells nothing.
    const { header } = hit.passage;
    const longest = header === undefined ? LONGEST.length : 1;
    const begins = header !== undefined && sentences.length > 1 && sentences[0]?.text === header ? 1 : 0;
    for (let from = begins; from < sentences.length; from += 1) {
      let length = 0;
      for (let to = from + 1; to <= Math.min(sentences.length, from + longest); to += 1) {
        length += sentences[to - 1]?.text.length ?? 0;
        if (length > (LONGEST[to - from - 1] ?? 0)) break;
        add(from, to);
      }
    }
    const whole = lengthOf(sentences);
    if (longest > 1 && sentences.length > longest && whole <= LONGEST_PASSAGE) add(0, sentences.length);
    return spans;
  });
}

export function sentencesIn({ hit, from, to }: Span): readonly Sentence[] {
  return hit.passage.sentences.slice(from, to);
}

/** Passages of a case in order, and where each stands. */
const orders = new WeakMap<object, ReadonlyMap<string, number>>();
const laidOut = new WeakMap<object, readonly Passage[]>();

/** Characters of the case that a reader has just read before a passage. */
const READ_BEFORE = 300;

const befores = new WeakMap<object, string>();

/** The words of the case before the passage, at least so many characters where there are so many; folded, letters and digits. */
export function readBefore({ passage, case: of }: Hit): string {
  const known = befores.get(passage);
  if (known !== undefined) return known;
  let all = laidOut.get(of);
  let order = orders.get(of);
  if (!all || !order) {
    all = passagesOf(of).filter(({ sectionKind }) => sectionKind !== "heading");
    order = new Map(all.map(({ id }, i) => [id, i]));
    laidOut.set(of, all);
    orders.set(of, order);
  }
  const before: string[] = [];
  let length = 0;
  for (let i = (order.get(passage.id) ?? 0) - 1; i >= 0 && length < READ_BEFORE; i -= 1) {
    const words = (all[i]?.sentences ?? []).map((sentence) => readingOf(sentence).letters).join("|");
    before.unshift(words);
    length += words.length;
  }
  const words = before.join("|");
  befores.set(passage, words);
  return words;
}

export function spanText(span: Span): string {
  return textOf(sentencesIn(span));
}

/** What is looked at in a sentence again and again. */
export interface Reading {
  /** Folded and digitized, letters and digits alone. */
  readonly letters: string;
  readonly quantities: readonly Quantity[];
  readonly isQuestion: boolean;
}

const readings = new WeakMap<object, Reading>();

export function readingOf(sentence: Pick<Sentence, "text">): Reading {
  let reading = readings.get(sentence);
  if (!reading) {
    reading = {
      letters: tight(digitize(fold(sentence.text))),
      quantities: quantitiesIn(sentence.text),
      isQuestion: isQuestion(sentence),
    };
    readings.set(sentence, reading);
  }
  return reading;
}

const heads = new WeakMap<object, string>();

/** All that stands above a passage: the case's names, its year, the section, the item; folded, letters and digits. */
export function headOf({ passage, case: of }: Hit): string {
  let head = heads.get(passage);
  if (head === undefined) {
    const { under = "", section, lead, header = "" } = passage;
    const names = [calledOf(of), of.year ?? "", under, section, lead ?? "", header];
    head = tight(digitize(fold(names.join("；"))));
    heads.set(passage, head);
  }
  return head;
}

/** The span with two sentences on each side, and what stands above it. */
export function surroundings(span: Span): string {
  const { hit, from, to } = span;
  const near = hit.passage.sentences.slice(Math.max(0, from - 2), to + 2);
  return [readBefore(hit), ...near.map((sentence) => readingOf(sentence).letters), headOf(span.hit)].join(
    "|",
  );
}
