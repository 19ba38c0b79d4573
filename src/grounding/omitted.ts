/** What is left out between words that are quoted one after another. */

import type { Citation, Quote } from "./answer.ts";

/** Stands for it. */
export const OMITTED = "……";

/** Whether something stands between them in the source: a part of a sentence, or whole ones. */
function leavesOut(before: Citation, after: Citation): boolean {
  return before.sentences[1] + 1 !== after.sentences[0] || before.section !== after.section;
}

/** The same of parts of one sentence alone. */
export function leavesOutPart(before: Citation, after: Citation): boolean {
  return (
    before.source.file === after.source.file &&
    leavesOut(before, after) &&
    before.address === after.address &&
    before.source.end < after.source.start
  );
}

/** The words of quotes that are shown one after another. */
export function withOmissions(quotes: readonly Quote[]): string {
  return quotes
    .map(({ text, citation }, i) => {
      const before = quotes[i - 1]?.citation;
      return `${before && leavesOut(before, citation) ? OMITTED : ""}${text}`;
    })
    .join("");
}

/** Without the marks, to compare with the words. */
export function withoutOmissions(text: string): string {
  return text.replaceAll(OMITTED, "");
}
