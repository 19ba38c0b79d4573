/** An answer → pages in Markdown as chat platforms read it, and in plain text; in both quoted words stay as they are. */

import type { Answer, NonEmpty } from "../grounding/answer.ts";
import { plainPage } from "./chat-plain.ts";
import { lineOf, marks } from "./citation-line.ts";
import { type Page, type Placed, type PlacedQuotes, pagesThatFit } from "./pages.ts";
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

export interface ChatPageOptions extends PieceOptions {
  /** Most UTF-16 units to begin with, and the most that a page may weigh as it is sent. */
  readonly limit: number;
  readonly most: number;
  /** Bytes in UTF-8 unless told otherwise. */
  readonly weigh?: (page: string) => number;
}

/** A page in both of its forms. */
export interface ChatPage {
  readonly markdown: string;
  /** Without marks; quoted words in 「」. */
  readonly text: string;
  /** None of its quoted words needs a fence, nor has more than one line. */
  readonly isPlain: boolean;
}

/** A page gets smaller only where what Markdown adds to it is too much. */
export function chatPages(
  answer: Answer,
  { limit, most, weigh = Buffer.byteLength, ...around }: ChatPageOptions,
): NonEmpty<ChatPage> {
  const paper = { limit, aroundWords: 2, scarce: [], costOf: () => [] };
  const fits = (page: Page) => Math.max(weigh(pageOf(page)), weigh(plainPage(page))) <= most;
  const [first, ...rest] = pagesThatFit(piecesOf(answer, around), paper, fits);
  return [chatPage(first), ...rest.map(chatPage)];
}

function chatPage(page: Page): ChatPage {
  const words = page.placed.flatMap((one) => (one.kind === "quotes" ? one.parts : []));
  return {
    markdown: pageOf(page),
    text: plainPage(page),
    isPlain: words.every((part) => isPlain(part.words) && !part.words.includes("\n")),
  };
}

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
export function bold(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.trim() === "" ? line : `**${escaped(line.trim())}**`))
    .join("\n");
}

function quotesOf(quotes: PlacedQuotes): string {
  const { above, parts } = quotes;
  const words = parts.map(({ words, note }) => `${quoted(words)}${note === "" ? "" : `\n\n${note}`}`);
  return [...(above === "" ? [] : [bold(above)]), sourceLine(quotes), ...words].join("\n\n");
}

/** The line above quoted words: their numbers, and where they stand, as a link where there is a reader. */
export function sourceLine(quotes: PlacedQuotes): string {
  const { url, lead, numbers } = quotes;
  const [, address, after] = lineOf(quotes);
  const name = escaped(address);
  const link = url === null ? name : `[${name}](${url})`;
  return `${escaped(lead)}**${marks(numbers)}** ${link}${after}`;
}

function quoted(words: string): string {
  return isPlain(words)
    ? words
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n")
    : fenced(words);
}
