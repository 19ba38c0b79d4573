/** What stands on a page → the same as plain text, where nothing but marks around them sets quoted words off. */

import { lineOf, noteLine } from "./citation-line.ts";
import type { Page, Placed } from "./pages.ts";

/** In front of and behind quoted words. */
export type QuoteMarks = readonly [before: string, after: string];

export function plainPage({ placed, last }: Pick<Page, "placed" | "last">, marks: QuoteMarks): string {
  const parts = placed.map((one, i) => `${i === 0 ? "" : one.gap}${plainOf(one, marks)}`);
  return parts.join("") + last;
}

function plainOf(one: Placed, [before, after]: QuoteMarks): string {
  if (one.kind === "text") return one.text;
  const above = one.above === "" ? "" : `${one.above}\n`;
  const parts = one.parts.map(({ words, note }) => `\n${before}${words}${after}${noteLine(note)}`);
  return `${above}${lineOf(one).join("")}${parts.join("")}`;
}
