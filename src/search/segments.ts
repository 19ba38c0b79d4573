/** Text → which of its characters belong together as words of the dictionary. */

import { cutWords, isWord } from "../language/dictionary.ts";

/** Half-open range of UTF-16 offsets into the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

let last: { readonly text: string; readonly segments: readonly Span[] } | undefined;

/**
 * For each character the dictionary word it is part of; a character that is part of none is a segment of its own. The
 * last text is kept, since a question is looked at from several sides.
 */
export function segmentsOf(text: string): readonly Span[] {
  if (last?.text !== text) last = { text, segments: cutInto(text) };
  return last.segments;
}

function cutInto(text: string): readonly Span[] {
  const segments: Span[] = [];
  let start = 0;
  for (const word of cutWords(text)) {
    const end = start + word.length;
    const known = word.length > 1 && isWord(word);
    for (let at = start; at < end; at += 1)
      segments.push(known ? { start, end } : { start: at, end: at + 1 });
    start = end;
  }
  return segments;
}

/** Whether a dictionary word lies across the beginning of the span, and whether one that begins in it goes on after it. */
export function cuts(
  { start, end }: Span,
  segments: readonly Span[],
): { readonly first: boolean; readonly last: boolean } {
  const first = segments[start];
  const last = segments[end - 1];
  return {
    first: first !== undefined && first.start < start,
    last: last !== undefined && last.end > end && last.start !== start,
  };
}
