/** A question that names several cases → what is asked of each: its own words, and those that are asked of all. */

import { cutWords } from "../language/dictionary.ts";
import { STOP_WORDS, withoutAsking } from "../language/stop-words.ts";
import { openTemplates } from "../language/templates.ts";

const READ = openTemplates("read");

export interface CaseSide {
  /** Ordinals of what goes by the name; documents of one organisation are of one side. */
  readonly cases: readonly number[];
  /** Folded and digitized, without names and without 各, 分别. */
  readonly text: string;
}

interface NamedCase {
  readonly cases: readonly number[];
  /** Where the text names it. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

const CLAUSE_END = /[,;:?。!]/;

/** 甲、乙今年的目标各是多少: the same of both. 甲的工匠和乙的技师,哪个多: of each its own, and what follows of both. */
export function sidesIn(text: string, named: readonly NamedCase[]): CaseSide[] {
  if (named.length < 2) return [];
  const marks = named
    .flatMap(({ places }, side) => places.map(({ start, end }) => ({ side, start, end })))
    .sort((a, b) => a.start - b.start);
  const head = text.slice(0, marks[0]?.start);
  const last = text.slice(marks.at(-1)?.end);
  const stop = last.search(CLAUSE_END);
  const own = stop < 0 ? last : last.slice(0, stop);
  const tail = last.slice(own.length);
  // What stands between two names is asked of the first; where nothing does, what follows the next is asked of both.
  const words = marks.map(({ end }, i) => text.slice(end, marks[i + 1]?.start));
  words[words.length - 1] = own;
  for (let i = words.length - 2; i >= 0; i -= 1) if (!saysMore(words[i] ?? "")) words[i] = words[i + 1] ?? "";
  return named.map(({ cases }, side) => {
    const said = new Set(words.filter((_, i) => marks[i]?.side === side));
    return { cases, text: READ.without("each", `${head} ${[...said].join(" ")} ${tail}`).trim() };
  });
}

function saysMore(words: string): boolean {
  return cutWords(withoutAsking(words)).some((word) => word.trim().length > 1 && !STOP_WORDS.has(word));
}
