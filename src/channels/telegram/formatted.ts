/** What stands on a page → text with entities. */

import { FormattedString } from "@grammyjs/parse-mode";
import type { MessageEntity } from "grammy/types";
import { CONTINUED } from "./page-wording.zh.ts";

/** UTF-16 offsets, as Telegram counts. */
export interface Formatted {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** Words of the program, or of a claim. */
export interface PlacedText {
  readonly kind: "text";
  /** Between it and what stands above it on the page. */
  readonly gap: string;
  readonly text: string;
  /** So many units from its beginning are bold. */
  readonly bold: number;
}

/** What a citation line says. */
export interface Source {
  /** In front of everything, such as the number of an entry; empty for most. */
  readonly lead: string;
  readonly label: string;
  readonly url: string | null;
}

/** Quoted words of one place under one citation line: as many parts as numbers. */
export interface PlacedQuotes extends Source {
  readonly kind: "quotes";
  readonly gap: string;
  /** A heading in a line of its own; empty for most. */
  readonly above: string;
  /** Case, section and item, in a form to compare them by. */
  readonly place: string;
  readonly numbers: readonly number[];
  readonly parts: readonly { readonly words: string; readonly note: string }[];
  /** The first words are not the beginning of their quote. */
  readonly isContinued: boolean;
}

export type Placed = PlacedText | PlacedQuotes;

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

/** `2. [3][4] 〔甲单位 · 主要内容(二)〕（续）`, the part in brackets by itself. */
export function lineOf({
  lead,
  label,
  numbers,
  isContinued,
}: Pick<PlacedQuotes, "lead" | "label" | "numbers" | "isContinued">): [string, string, string] {
  return [`${lead}${marks(numbers)} `, `〔${label}〕`, isContinued ? CONTINUED : ""];
}

export function noteLine(note: string): string {
  return note === "" ? "" : `\n${note}`;
}

export function marks(numbers: readonly number[]): string {
  return numbers.map((number) => `[${number}]`).join("");
}
