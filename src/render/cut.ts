/** Where a text that is too long for a message is cut: at the end of a sentence, else of a clause, else between characters. */

const SENTENCE_END = /[。！？；!?;\n][”’」』）)】》〕"'\s]*/g;
const CLAUSE_END = /[，、]|(?<!\d),|,(?!\d)/g;
const GRAPHEMES = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** Marks that belong to the last sentence may follow it. */
const LOOKAHEAD = 8;

/**
 * Where to end a part that begins at `from` and has at most so many units: behind a sentence or, in a long one, a
 * clause, if one ends in the second half; else between two characters as people see them. Cuts one of these in two only
 * where it alone is longer than that, and a surrogate pair never. Always beyond `from`.
 */
export function cutEnd(text: string, from: number, most: number): number {
  const view = text.slice(from, from + most + LOOKAHEAD);
  const characters = GRAPHEMES.segment(view);
  const isBetween = (at: number) => at >= view.length || characters.containing(at)?.index === at;
  for (const pattern of [SENTENCE_END, CLAUSE_END]) {
    const ends = [...view.matchAll(pattern)].map(({ index, 0: mark }) => index + mark.length);
    const end = ends.findLast((at) => at <= most && at >= most / 2 && isBetween(at));
    if (end !== undefined) return from + end;
  }
  const before = characters.containing(most)?.index ?? most;
  if (before > 0) return from + before;
  const isPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(view.slice(most - 1, most + 1));
  return from + most + (isPair ? (most > 1 ? -1 : 1) : 0);
}

/** The beginning of at most so many units, with a mark where something is left out. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, cutEnd(text, 0, most - 1))}…`;
}
