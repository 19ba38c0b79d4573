/** Headings of cases → which of them share words with a text: 零点课堂, 制衣厂欠薪. */

import { cutWords } from "../language/dictionary.ts";
import { isGeneric, namesSay, organizationKindOf } from "../language/organizations.ts";
import { STOP_WORDS, WEAK_WORDS } from "../language/stop-words.ts";
import { cuts, type Span, segmentsOf } from "./segments.ts";
import { upTo } from "./top.ts";

export interface HeadingWords {
  /** All lines of its heading, digitized, with blanks between them and for words that only ask (多少, 什么), by ordinal. */
  readonly texts: readonly string[];
  /** All of them, a line each, and where each begins: looking through a megabyte takes no longer than making a map of it. */
  readonly joined: string;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** Words that stand in more headings than this share of them name no case. */
const MOST_BEARERS = 0.34;

/** However many headings there are, more bearers than this are no few. */
const MOST = 50;

/** `texts`: by ordinal; empty for what is no case. */
export function buildHeadingWords(texts: readonly string[]): HeadingWords {
  let length = 0;
  const starts = Uint32Array.from(texts, (text) => {
    length += text.length + 1;
    return length - text.length - 1;
  });
  return { texts, joined: texts.join("\n"), starts, count: texts.filter(Boolean).length };
}

/** Ordinals, ascending, of the headings that hold the words; no more than one above `most`. */
function bearersOf(words: string, { joined, starts }: HeadingWords, most: number): number[] {
  const bearers: number[] = [];
  let at = joined.indexOf(words);
  while (at >= 0 && bearers.length <= most) {
    const ordinal = upTo(starts, at) - 1;
    bearers.push(ordinal);
    at = joined.indexOf(words, starts[ordinal + 1] ?? joined.length);
  }
  return bearers;
}

export interface SharedWords extends Span {
  readonly words: string;
  readonly cases: readonly number[];
}

/** The longest runs of whole words that the text shares with few headings, in order, not overlapping. */
export function sharedWords(text: string, headings: HeadingWords, within: readonly Span[]): SharedWords[] {
  const { texts, count } = headings;
  const most = Math.min(MOST, Math.max(1, Math.floor(MOST_BEARERS * count)));
  const segments = segmentsOf(text);
  const found: SharedWords[] = [];
  for (const { start: from, end: to } of within) {
    for (let start = from; start + 1 < to; start += 1) {
      const bearers = bearersOf(text.slice(start, start + 2), headings, most * 8);
      if (bearers.length === 0 || bearers.length > most * 8) continue;
      const shared = longestAt(text, { start, end: to }, bearers, texts, segments);
      if (!shared || shared.cases.length > most || isIdle(shared.words)) continue;
      found.push(shared);
      start = shared.end - 1;
    }
  }
  return found;
}

/** The longest that begins here and ends with a word. */
function longestAt(
  text: string,
  { start, end: to }: Span,
  bearers: readonly number[],
  texts: readonly string[],
  segments: readonly Span[],
): SharedWords | undefined {
  let cases = bearers;
  let best: SharedWords | undefined;
  for (let end = start + 2; end <= to; end += 1) {
    const words = text.slice(start, end);
    if (/[^\p{L}\p{N}]/u.test(words)) break;
    cases = end === start + 2 ? cases : cases.filter((ordinal) => texts[ordinal]?.includes(words));
    if (cases.length === 0) break;
    const { first, last } = cuts({ start, end }, segments);
    if (first) break;
    if (!last && (segments[end - 1]?.end ?? end) === end) best = { words, cases, start, end };
  }
  return best;
}

/** Figures, years, unions without their place, and words that any heading might hold. */
function isIdle(words: string): boolean {
  if (/^[\d%.]+\p{L}?$/u.test(words) || namesSay("year", words) || organizationKindOf(words)?.isUnion)
    return true;
  return cutWords(words).every(
    (word) => word.length === 1 || STOP_WORDS.has(word) || WEAK_WORDS.has(word) || isGeneric(word),
  );
}
