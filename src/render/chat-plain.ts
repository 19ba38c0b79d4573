/** What stands on a page → plain text, for wherever nothing but words can be shown. */

import { lineOf, noteLine } from "./citation-line.ts";
import type { Page, Placed } from "./pages.ts";

/** Quoted words stand between marks, as nothing else sets them off there. */
export function plainPage(
  { placed, last }: Pick<Page, "placed" | "last">,
  [open, close]: readonly [string, string] = ["「", "」"],
): string {
  const plainOf = (one: Placed) => {
    if (one.kind === "text") return one.text;
    const above = one.above === "" ? "" : `${one.above}\n`;
    const parts = one.parts.map(({ words, note }) => `\n${open}${words}${close}${noteLine(note)}`);
    return `${above}${lineOf(one).join("")}${parts.join("")}`;
  };
  return placed.map((one, i) => `${i === 0 ? "" : one.gap}${plainOf(one)}`).join("") + last;
}
