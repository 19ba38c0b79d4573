/** Blocks → plain text, as a terminal and the contract's `text` show it. */

import type { Difference, Quote } from "../grounding/answer.ts";
import { leavesOutPart, OMITTED } from "../grounding/omitted.ts";
import type { Block } from "./blocks.ts";
import { marks } from "./citation-line.ts";
import { citationLabel } from "./render.ts";
import { ofModel, SUGGESTIONS, TRUNCATED } from "./wording.zh.ts";

/** Statements a line each; citations and lists set apart by a blank line, those of one place in one line. No control characters remain, whoever wrote them. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return visible(
    piecesOf(blocks)
      .map(({ gap, text }) => gap + text)
      .join(""),
  );
}

export interface Piece {
  readonly kind: Block["kind"];
  /** The line breaks before it. */
  readonly gap: string;
  readonly text: string;
}

/** The same in order; a block whose place is told with another's has no piece of its own. */
export function piecesOf(blocks: readonly Block[]): Piece[] {
  const pieces: Piece[] = [];
  let previous: Block | undefined;
  const places = Map.groupBy(blocks.filter(isPlace), ({ citation }) => citationLabel(citation));
  for (const block of blocks) {
    const together = isPlace(block) ? (places.get(citationLabel(block.citation)) ?? []) : [];
    if ((block.kind === "claim" && block.said?.length === 0) || (together[0] ?? block) !== block) continue;
    const opens = block.kind === "quote" || block.kind === "suggestions";
    const apart =
      opens || previous?.kind === "quote" || (previous?.kind === "claim" && block.kind === "text");
    const isList = previous && isPlace(previous) && isPlace(block);
    const before = marks(together.slice(0, -1).map(({ citation }) => citation.number));
    pieces.push({
      kind: block.kind,
      gap: pieces.length === 0 ? "" : apart && !isList ? "\n\n" : "\n",
      text: `${before}${blockText(together.at(-1) ?? block)}`,
    });
    previous = block;
  }
  return pieces;
}

/** A citation whose words have been shown: such lines lie close together. */
function isPlace(block: Block): block is Extract<Block, { kind: "quote" }> {
  return block.kind === "quote" && block.isSaid === true;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "claim":
      return block.said
        ? `${inARow(block.said, quotedWords)}${marks(furtherNumbers(block.numbers, block.said))}`
        : `${block.text}${marks(block.numbers)}`;
    case "cited":
      return `${labelled(block.label)}${inARow(block.quotes, (quote) => citedWords(quote, block))}`;
    case "quote":
      return block.isSaid
        ? `[${block.citation.number}] ${citationLabel(block.citation)}`
        : `[${block.citation.number}] ${citationLabel(block.citation)}\n${block.citation.truncated ? inQuotationMarks(block.text) : byItself(block.text)}${block.citation.truncated ? TRUNCATED : ""}`;
    case "drafted":
      return block.parts
        .map((part, i) =>
          typeof part === "string" ? ofModel(part) : omittedBefore(block.parts, i) + quotedWords(part),
        )
        .join("");
    case "list":
      return block.entries.map((entry, i) => `${i + 1}. ${entry}`).join("\n");
    case "difference":
      return differenceText(block.parts);
    case "suggestions":
      return [SUGGESTIONS, ...block.questions.map((question) => `· ${question}`)].join("\n");
  }
}

function labelled(label: string): string {
  return label === "" || label.endsWith(".") ? label.replace(/\.$/, ". ") : `${label}：`;
}

/** (二)“……”[3], with the item where the label does not say it already. */
function citedWords(quote: Quote, { label, quotes }: Extract<Block, { kind: "cited" }>): string {
  const { item } = quote.citation;
  return `${quotes.length > 1 && !label.endsWith(item ?? "") ? (item ?? "") : ""}${quotedWords(quote)}`;
}

function inARow(quotes: readonly Quote[], wordsOf: (quote: Quote) => string): string {
  return quotes.map((quote, i) => omittedBefore(quotes, i) + wordsOf(quote)).join("");
}

/** The mark for what is left out of a sentence between the quote at a place and that before it; nothing elsewhere. */
export function omittedBefore(parts: readonly (Quote | string)[], at: number): string {
  const [before, quote] = [parts[at - 1], parts[at]];
  const areQuotes = typeof before === "object" && typeof quote === "object";
  return areQuotes && leavesOutPart(before.citation, quote.citation) ? OMITTED : "";
}

/** Of words that a claim rests on, too, and that stand above. */
function furtherNumbers(numbers: readonly number[], said: readonly Quote[]): number[] {
  return numbers.filter((number) => said.every(({ citation }) => citation.number !== number));
}

/** “……”[3] */
function quotedWords({ text, citation }: Quote): string {
  return `${inQuotationMarks(text)}${citation.truncated ? TRUNCATED : ""}${marks([citation.number])}`;
}

/**
 * Within quotation marks double ones become single and single ones double, as far as they stand in pairs. Words that
 * are one quotation already get no further marks. For display alone: a quote itself stays the source's characters.
 */
export function inQuotationMarks(quoted: string): string {
  const text = withoutMarkup(quoted);
  if (/^“[^“”]*”$/.test(text)) return text;
  return `“${isPaired(text) ? text.replace(/[“”‘’]/g, (mark) => INNER[mark] ?? mark) : text}”`;
}

/** Words on a line of their own are copied from it: where they hold quotation marks, these stay what they are. */
function byItself(text: string): string {
  return /[“”]/.test(text) ? withoutMarkup(text) : inQuotationMarks(text);
}

/** Words without what only sets them: emphasis, the address of a link; rows without bars at their ends, one between their cells. */
export function withoutMarkup(text: string): string {
  return text
    .replace(CELL_TAGS, (tags) => (/<tr\b/i.test(tags) ? "\n" : "\t"))
    .replace(/!?\[([^[\]\n]+)\]\((?:https?:|[./#])[^()\s]*\)/g, "$1")
    .replace(/\*\*(?=\S)([^*\n]+)\*\*|(?<=[:：。])\*\*(?=\S)/g, "$1")
    .replace(/^\|[ \t]*|[ \t]*\|$/gm, "")
    .replace(/\t+/g, " | ");
}

/** Between the cells and rows of a table that a text sets in HTML. */
const CELL_TAGS = /(?:\s*<\/?t(?:d|h|r|head|body)\b[^<>]*>\s*)+/gi;
const INNER: Readonly<Record<string, string>> = { "“": "‘", "”": "’", "‘": "“", "’": "”" };

/** What is cut out of a longer quotation keeps its marks: turned about they would close what nothing opened. */
function isPaired(text: string): boolean {
  let open = 0;
  for (const mark of text.match(/[“”]/g) ?? []) {
    open += mark === "“" ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}

function differenceText(parts: readonly Difference[]): string {
  return parts
    .map(({ kind, text }) =>
      kind === "same" ? text : kind === "missing" ? `〔原文此处有：${text}〕` : `〔原文此处无：${text}〕`,
    )
    .join("");
}

/** Terminal escapes and bidirectional controls could make a terminal show other words than the source's. */
export function visible(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
}
