/** What stands on a page → Markdown as chat platforms read it, in which quoted words stay as they are. */

import type { Answer, NonEmpty } from "../grounding/answer.ts";
import { lineOf, marks } from "./citation-line.ts";
import { type Page, type Placed, type PlacedQuotes, pagesFor } from "./pages.ts";
import { type PieceOptions, piecesOf } from "./pieces.ts";

/** Characters, and beginnings of lines, that some dialect of Markdown takes for more than themselves. */
const ACTIVE = /[\\`*_~#<>[\]|@]|&#?\w+;/;
const ACTIVE_LINE = /^(?:\s*(?:\d+[.)]\s|[-+]\s|[-=]{2,}\s*$)|\t| {4})/m;

/** Words that Markdown shows as they are, whatever the dialect. */
export function isPlain(words: string): boolean {
  return !ACTIVE.test(words) && !ACTIVE_LINE.test(words);
}

/** Of our own words and of names; what is quoted is never escaped. A number in brackets alone is no link. */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*_~<>|]|\[(?!\d+\])|(?<!\[\d+)\]/g, "\\$&")
    .replace(/^(\s*)([#+-])(?=\s)/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2");
}

/** A fence longer than any run of backticks within. */
function fenced(words: string): string {
  const longest = Math.max(2, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${words}\n${fence}`;
}

export interface MarkdownOptions extends PieceOptions {
  /** Most UTF-16 units to begin with, and most bytes in UTF-8 of a page as it is sent. */
  readonly limit: number;
  readonly bytes: number;
}

/** A page gets smaller only where what Markdown adds to it is too much. */
export function markdownPages(
  answer: Answer,
  { limit, bytes, ...around }: MarkdownOptions,
): NonEmpty<string> {
  const pieces = piecesOf(answer, around);
  for (let most = limit; ; most = Math.floor(most * 0.8)) {
    const paper = { limit: most, aroundWords: 2, scarce: [], costOf: () => [] };
    const [first, ...rest] = pagesFor(pieces, paper);
    const pages: NonEmpty<string> = [pageOf(first), ...rest.map(pageOf)];
    if (most < LEAST_LIMIT || pages.every((page) => Buffer.byteLength(page) <= bytes)) return pages;
  }
}

/** A citation line takes no more than half of it. */
const LEAST_LIMIT = 900;

function pageOf({ placed, last }: Page): string {
  let text = "";
  let isUnderQuote = false;
  for (const one of placed) {
    // A line right under a quote would be taken for a part of it.
    const gap = text === "" ? "" : isUnderQuote || one.kind === "quotes" ? "\n\n" : one.gap;
    text += gap + markdownOf(one);
    isUnderQuote = one.kind === "quotes";
  }
  return `${text}${last === "" ? "" : `\n${last}`}`;
}

function markdownOf(one: Placed): string {
  if (one.kind === "quotes") return quotesOf(one);
  const [strong, rest] = [one.text.slice(0, one.bold), one.text.slice(one.bold)];
  return `${bold(strong)}${escaped(rest)}`;
}

/** Every line by itself: emphasis does not reach over the end of one. */
function bold(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.trim() === "" ? line : `**${escaped(line.trim())}**`))
    .join("\n");
}

function quotesOf(quotes: PlacedQuotes): string {
  const { above, url, lead, numbers, parts } = quotes;
  const [, address, after] = lineOf(quotes);
  const name = escaped(address);
  const link = url === null ? name : `[${name}](${url})`;
  const line = `${escaped(lead)}**${marks(numbers)}** ${link}${after}`;
  const words = parts.map(({ words, note }) => `${quoted(words)}${note === "" ? "" : `\n\n${note}`}`);
  return [...(above === "" ? [] : [bold(above)]), line, ...words].join("\n\n");
}

function quoted(words: string): string {
  return isPlain(words)
    ? words
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n")
    : fenced(words);
}
