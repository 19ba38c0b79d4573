/** A span and the figures in it → whether they hold for another year than the one asked for. */

import { COMPARED_WITH, HEADING_YEAR, LAST_YEAR } from "../../language/fact-words.ts";
import { foldAligned } from "../../language/fold.ts";
import type { Quantity } from "../../language/quantities.ts";
import { readingOf, type Span } from "./spans.ts";

/** A figure: the number of its sentence in the span, and its UTF-16 offset in that sentence. */
export interface Place {
  readonly sentence: number;
  readonly start: number;
  /** How much of the question its clause says. */
  readonly said: number;
}

/** Figures whose clauses say less of the question, beside the one that says most, are of something else. */
const BOUND = 0.7;

/**
 * Where there are such figures, by the year of those that stand with most of the question; else by those told in the span, else in the sentences before it, else in
 * the headings. `year`: null where none is asked for.
 */
export function isOfOtherYear(
  { hit, from, to }: Span,
  year: number | null,
  figures: readonly Place[],
): boolean {
  if (year === null) return false;
  if (figures.length > 0) {
    const most = Math.max(...figures.map(({ said }) => said));
    const held = figures.map(({ sentence, start, said }) => ({
      isBound: said >= BOUND * most,
      ...yearAt(hit, from + sentence, start),
    }));
    if (held.some((one) => one.isOwn && one.year === year)) return false;
    return held.filter(({ isBound }) => isBound).every((one) => one.year !== null && one.year !== year);
  }
  const { sentences } = hit.passage;
  const own = sentences.slice(from, to).flatMap((sentence) => yearsOf(readingOf(sentence).quantities));
  if (own.length > 0) return !own.includes(year);
  const before = sentences.slice(0, from).flatMap((sentence) => yearsOf(readingOf(sentence).quantities));
  const above = before.at(-1) ?? yearAbove(hit);
  return above !== null && above !== year;
}

const yearsOf = (quantities: readonly Quantity[]) =>
  quantities.flatMap(({ date }) => (date?.year ? [date.year] : []));

const HEADING_YEARS = new RegExp(HEADING_YEAR, "g");

/**
 * Of the figure at UTF-16 offset `at` of the passage's sentence number `index`: the last year told before it in the passage, else
 * the year of the heading or of the document; null where none tells. 上年 is one less. `isOwn`: told in the clause of the figure.
 */
function yearAt(
  { passage, case: of }: Span["hit"],
  index: number,
  at: number,
): { readonly year: number | null; readonly isOwn?: boolean } {
  const { sentences } = passage;
  for (let i = index; i >= 0; i -= 1) {
    const sentence = sentences[i];
    if (!sentence) continue;
    const told = readingOf(sentence).quantities.findLast(
      ({ date, start, end }) =>
        date?.year !== undefined &&
        (i < index || end <= at) &&
        !COMPARED_WITH.test(sentence.text.slice(0, start)),
    );
    const clause = i === index ? clauseBefore(sentence.text, at) : "";
    if (told?.date?.year !== undefined)
      return { year: told.date.year, isOwn: i === index && told.start >= at - clause.length };
    if (of.year !== null && LAST_YEAR.test(clause)) return { year: of.year - 1 };
  }
  return { year: yearAbove({ passage, case: of }) };
}

/** Of the nearest heading that names one, else of the document; null where it names several, or none does. */
function yearAbove({ passage, case: of }: Pick<Span["hit"], "passage" | "case">): number | null {
  for (const heading of [passage.header, passage.lead, passage.section]) {
    const years = new Set(
      [...foldAligned(heading ?? "").matchAll(HEADING_YEARS)].map(([, year]) => Number(year)),
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
