/** Places in the corpus → quotes with citations; words that do not stand in the source never leave this room. */

import { formatAddress } from "../corpus/address.ts";
import type { Case, Sentence } from "../corpus/case.ts";
import { fingerprintOf } from "../corpus/fingerprint.ts";
import type { Passage } from "../corpus/passages.ts";
import { textOf } from "../corpus/passages.ts";
import type { Store } from "../stores/store.ts";
import {
  type Answer,
  type CaseRef,
  type Citation,
  type Excerpt,
  type NonEmpty,
  type Quote,
  quotesOf,
} from "./answer.ts";

/** Quoted words are not the source's; the answer that holds them must not be sent. */
export class GroundingError extends Error {
  override readonly name = "GroundingError";
}

/** Consecutive sentences of a passage, or, with `from`/`to`, a part of their joined text (UTF-16 offsets into it). */
export interface Place {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentences: readonly Sentence[];
  readonly from?: number;
  readonly to?: number;
}

export interface Ground {
  /** Cuts the words of a place out of the source. Equal places of one answer share one citation number. */
  quote(place: Place): Promise<Quote>;
  /** The same for whole sentences, in as many quotes as marks of the source between them ask for; in order, at least one. */
  quotes(place: Omit<Place, "from" | "to">): Promise<NonEmpty<Quote>>;
}

export function caseRef({ id, organization, title }: Case): CaseRef {
  return { id, organization, title };
}

/** Suggestions are added by `complete`. */
export function excerpt(unionCase: Case, quotes: NonEmpty<Quote>): Excerpt {
  return { kind: "excerpt", case: caseRef(unionCase), quotes, suggestions: [], carried: null };
}

/** A ground numbers the citations of one answer; every answer has its own. */
export function createGround(store: Pick<Store, "text">): Ground {
  const cited = new Map<string, Quote>();

  async function quote(place: Place): Promise<Quote> {
    const { passage } = place;
    const source = await store.text(passage.file);
    if (source === undefined)
      throw new GroundingError(`${passage.file}：索引里没有这个文件的文本；请运行 index`);
    const joined = textOf(place.sentences);
    const { from = 0, to = joined.length } = place;
    const spans = sentenceSpans(place.sentences);
    const inside = spans.filter((span) => span.from < to && from < span.to);
    const first = inside[0];
    const last = inside.at(-1);
    if (!first || !last || from >= to)
      throw new GroundingError(`${passage.id}: expected words to quote, found the empty range ${from}–${to}`);
    const start = sourceOffset(source, first.sentence, Math.max(0, from - first.from), "start");
    const end = sourceOffset(source, last.sentence, Math.min(to, last.to) - last.from, "end");
    const key = `${passage.file}:${start}-${end}`;
    const known = cited.get(key);
    if (known) return known;
    const text = joined.slice(Math.max(from, first.from), Math.min(to, last.to));
    const citation: Citation = {
      number: cited.size + 1,
      case: caseRef(place.case),
      section: passage.section,
      item: passage.item,
      sentences: [first.sentence.number, last.sentence.number],
      truncated: passage.truncated && last.sentence === passage.sentences.at(-1) && to >= last.to,
      source: {
        file: passage.file,
        start,
        end,
        line: lineAt(source, start),
        ...(first.sentence.where === undefined ? {} : { where: first.sentence.where }),
        ...seenOf(inside.map(({ sentence }) => sentence)),
      },
      address: formatAddress(
        place.case.organization,
        passage.section,
        passage.item,
        first.sentence.number,
        last.sentence.number,
      ),
      fingerprint: fingerprintOf(inside.map(({ sentence }) => sentence)),
    };
    const made: Quote = { text, citation };
    assertVerbatim(made, source);
    cited.set(key, made);
    return made;
  }
  async function quotes(place: Omit<Place, "from" | "to">): Promise<NonEmpty<Quote>> {
    const source = (await store.text(place.passage.file)) ?? "";
    const runs: Sentence[][] = [];
    for (const sentence of place.sentences) {
      const last = runs.at(-1)?.at(-1);
      const gap = last ? source.slice(last.end, sentence.start) : "";
      const follows = last !== undefined && withoutLineBreaks(gap) === withoutLineBreaks(sentence.glue);
      if (follows) runs.at(-1)?.push(sentence);
      else runs.push([sentence]);
    }
    const made: Quote[] = [];
    for (const sentences of runs) made.push(await quote({ ...place, sentences }));
    const [first, ...rest] = made;
    if (!first) throw new GroundingError(`${place.passage.id}: expected sentences to quote, found none`);
    return [first, ...rest];
  }

  return { quote, quotes };
}

/** Throws a `GroundingError` unless every quote of the answer is verbatim at its offsets. */
export async function assertGrounded(answer: Answer, store: Pick<Store, "text">): Promise<void> {
  await assertQuotes(quotesOf(answer), store);
}

/** The same for quotes that are shown without an answer around them. */
export async function assertQuotes(quotes: readonly Quote[], store: Pick<Store, "text">): Promise<void> {
  for (const quote of quotes) assertVerbatim(quote, (await store.text(quote.citation.source.file)) ?? "");
}

/** Whether the words stand in the source at the offsets of their citation. */
export function isVerbatim({ text, citation }: Quote, source: string): boolean {
  const { start, end } = citation.source;
  return text !== "" && withoutLineBreaks(source.slice(start, end)) === withoutLineBreaks(text);
}

function assertVerbatim(quote: Quote, source: string): void {
  if (isVerbatim(quote, source)) return;
  const { file, start, end } = quote.citation.source;
  throw new GroundingError(
    `${file}:${quote.citation.source.line}：原文第 ${start}–${end} 个字符处不是所引的话；请运行 index`,
  );
}

/** Line breaks and the white space around them removed, nothing else. */
export function withoutLineBreaks(text: string): string {
  return text.replace(/[^\S\r\n]*[\r\n]+\s*/g, "");
}

/** Where each sentence lies in the joined text of all; a separator before a sentence belongs to it. */
function sentenceSpans(sentences: readonly Sentence[]): { sentence: Sentence; from: number; to: number }[] {
  let at = 0;
  return sentences.map((sentence, i) => {
    if (i > 0) at += sentence.glue.length;
    const from = at;
    at += sentence.text.length;
    return { sentence, from, to: at };
  });
}

/**
 * The offset in the file of a position in a sentence's joined text. At a place where line breaks were joined a start
 * lies after them and an end before them.
 */
function sourceOffset(source: string, sentence: Sentence, position: number, edge: "start" | "end"): number {
  const raw = source.slice(sentence.start, sentence.end);
  let joined = 0;
  let at = 0;
  for (const match of raw.matchAll(/[^\S\r\n]*[\r\n]+\s*/g)) {
    const length = match.index - at;
    if (position < joined + length || (edge === "end" && position === joined + length)) break;
    joined += length;
    at = match.index + match[0].length;
    // Between Latin words the joined text keeps one line break.
    if (sentence.text[joined] === "\n") {
      if (position <= joined && edge === "end") return sentence.start + match.index;
      joined += 1;
    }
  }
  return sentence.start + at + Math.max(0, position - joined);
}

function seenOf(sentences: readonly Sentence[]): Pick<Sentence, "seen"> {
  const seen = sentences.flatMap((sentence) => sentence.seen ?? []);
  if (seen.length === 0) return {};
  return { seen: seen.includes("doubtful") ? "doubtful" : "clear" };
}

/** Where it was counted to last: quotes of a list follow one another in their file. */
let counted = { source: "", offset: 0, line: 1 };

function lineAt(source: string, offset: number): number {
  const goesOn = counted.source === source && counted.offset <= offset;
  const from = goesOn ? counted.offset : 0;
  let line = goesOn ? counted.line : 1;
  for (let at = source.indexOf("\n", from); at >= 0 && at < offset; at = source.indexOf("\n", at + 1))
    line += 1;
  counted = { source, offset, line };
  return line;
}
