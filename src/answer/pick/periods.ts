/** A place in a passage → the year that a figure there holds for. */

import { HEADING_YEAR, LAST_YEAR } from "../../language/fact-words.ts";
import { foldAligned } from "../../language/fold.ts";
import { readingOf, type Span } from "./spans.ts";

/**
 * Of the figure at UTF-16 offset `at` of the passage's sentence number `index`: the last year told before it in the passage, else
 * the year of the heading or of the document; null where none tells. 上年 is one less.
 */
export function yearAt(
  { hit: { passage, case: of } }: Pick<Span, "hit">,
  index: number,
  at: number,
): number | null {
  const { sentences } = passage;
  for (let i = index; i >= 0; i -= 1) {
    const sentence = sentences[i];
    if (!sentence) continue;
    const year = readingOf(sentence).quantities.findLast(
      ({ date, end }) => date?.year !== undefined && (i < index || end <= at),
    )?.date?.year;
    if (year !== undefined) return year;
    if (i === index && of.year !== null && LAST_YEAR.test(clauseBefore(sentence.text, at)))
      return of.year - 1;
  }
  for (const heading of [passage.header, passage.lead, passage.section]) {
    const years = new Set(
      [...foldAligned(heading ?? "").matchAll(new RegExp(HEADING_YEAR, "g"))].map(([, year]) => Number(year)),
    );
    if (years.size > 1) return null;
    const [year] = years;
    if (year !== undefined) return year;
  }
  return of.year;
}

function clauseBefore(text: string, at: number): string {
  return /[^，。；：！？,;:!?]*$/.exec(foldAligned(text).slice(0, at))?.[0] ?? "";
}
