/** What stands on a page → text with entities. */

import { FormattedString } from "@grammyjs/parse-mode";
import type { MessageEntity } from "grammy/types";
import { lineOf, noteLine } from "../../render/citation-line.ts";
import type { Placed, PlacedQuotes, PlacedText } from "../../render/pages.ts";

/** UTF-16 offsets, as Telegram counts. */
export interface Formatted {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/**
 * Within a blockquote stand the source's words and nothing else. Telegram itself makes links of what looks like an
 * address, a mention, a hashtag or a command, in quoted words too; only other characters, or the typeface of program
 * code, would keep it from that, and quoted words are not touched.
 */
export function formattedOf(placed: readonly Placed[], last: string): Formatted {
  const parts = placed.map((one, i) => {
    const gap = i === 0 ? "" : one.gap;
    return one.kind === "text" ? textOf(one, gap) : quotesOf(one, gap);
  });
  const { text, entities } = FormattedString.join([...parts, last]);
  return { text, entities };
}

function textOf({ text, bold }: PlacedText, gap: string): FormattedString {
  const strong = text.slice(0, bold);
  return FormattedString.join([gap, strong === "" ? "" : FormattedString.b(strong), text.slice(bold)]);
}

function quotesOf(quotes: PlacedQuotes, gap: string): FormattedString {
  const { above, url, parts } = quotes;
  const [before, address, after] = lineOf(quotes);
  return FormattedString.join([
    gap,
    ...(above === "" ? [] : [FormattedString.b(above), "\n"]),
    before,
    url === null ? address : FormattedString.link(address, url),
    after,
    ...parts.flatMap(({ words, note }) => [
      "\n",
      FormattedString.expandableBlockquote(words),
      noteLine(note),
    ]),
  ]);
}
