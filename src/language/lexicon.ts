/** The lexicon file → which other words a word of a question may stand for. */

import { digitize, fold } from "./fold.ts";

export interface Lexicon {
  /** The words, in folded form, that a document may use for this one; empty for a word that is not in the lexicon. */
  readonly variantsOf: (word: string) => readonly string[];
  /** Whether documents call something by this word: of a group without `>`, or on its right. */
  readonly isTerm: (word: string) => boolean;
  /** The lexicon words in folded text, longest first at each place, not overlapping. */
  readonly wordsIn: (
    folded: string,
  ) => readonly { readonly word: string; readonly start: number; readonly end: number }[];
  readonly groupCount: number;
}

/**
 * Reads lexicon lines: `a b c` are words of like meaning; `a b > c d` says that a question with a or b also looks for
 * c and d, not the other way round. `#` begins a comment. Later texts add to earlier ones.
 */
export function parseLexicon(...texts: readonly string[]): Lexicon {
  const variants = new Map<string, Set<string>>();
  const terms = new Set<string>();
  let groupCount = 0;
  const link = (word: string, others: readonly string[]) => {
    const known = variants.get(word) ?? new Set();
    for (const other of others) if (other !== word) known.add(other);
    if (known.size > 0) variants.set(word, known);
  };
  for (const line of texts.flatMap((text) => text.split(/\r?\n/))) {
    const [left = [], right] = line.replace(/#.*$/, "").split(">").map(wordsOfLine);
    if (left.length === 0) continue;
    groupCount += 1;
    for (const word of left) link(word, right ?? left);
    for (const word of right ?? left) terms.add(word);
  }
  const longest = Math.max(0, ...[...variants.keys()].map((word) => word.length));
  return {
    groupCount,
    variantsOf: (word) => [...(variants.get(word) ?? [])],
    isTerm: (word) => terms.has(word),
    wordsIn(folded) {
      const found: { word: string; start: number; end: number }[] = [];
      for (let start = 0; start < folded.length; ) {
        const length = longestMatch(folded, start, longest, variants);
        if (length > 0) found.push({ word: folded.slice(start, start + length), start, end: start + length });
        start += length || 1;
      }
      return found;
    },
  };
}

function wordsOfLine(part: string): string[] {
  return digitize(fold(part))
    .split(/[\s、,]+/)
    .filter(Boolean);
}

function longestMatch(
  text: string,
  start: number,
  longest: number,
  words: ReadonlyMap<string, unknown>,
): number {
  for (let length = Math.min(longest, text.length - start); length > 0; length -= 1) {
    if (words.has(text.slice(start, start + length))) return length;
  }
  return 0;
}
