/** An answer → the messages that carry it: text and entities, never a parse mode. */

import type { Answer, NonEmpty, Quote } from "../../answer/answer.ts";
import type { Block } from "../../render/blocks.ts";
import { readerUrl } from "../../render/reader-url.ts";
import { citationLabel, renderAnswer } from "../../render/render.ts";
import { textOfBlocks, visible } from "../../render/text.ts";
import { TRUNCATED } from "../../render/wording.zh.ts";
import { type Formatted, formattedOf } from "./formatted.ts";
import { cutEnd, type Piece, type QuotePiece, splitPieces, type TextPiece } from "./split.ts";

export type { Formatted } from "./formatted.ts";

export interface Page extends Formatted {
  /** The numbers of the citations whose words, or a part of them, stand on this page. */
  readonly citations: readonly number[];
}

export interface PageOptions {
  /** Most UTF-16 units of a page, with everything that stands on it; `LEAST_LIMIT` or more. */
  readonly limit: number;
  /** Where readers of the web channel find it. */
  readonly publicUrl: string | null;
  /** A line of the program's own on top of the first page. */
  readonly head?: string;
  /** The same at the end of the last page. */
  readonly tail?: string;
}

/** Of an inline result, which is one message in any case. */
const MESSAGE_LIMIT = 4_096;

/** Names are as long as the headings that they come from; a citation line takes no more than half of a page. */
const MOST_OF_NAME = 100;
const LEAST_LIMIT = 900;

/** No reader's address is as long; one that is would use up what Telegram takes of entities. */
const MOST_OF_URL = 2_000;

/** A claim gets a line of its own where it is at most this share of the words that it is part of. */
const SHORT_CLAIM = 0.7;

/** Quoted words stand in blockquotes alone, each under its citation line; not one of them is lost or doubled. */
export function pagesOf(
  answer: Answer,
  { limit, publicUrl, head = "", tail = "" }: PageOptions,
): NonEmpty<Page> {
  if (limit < LEAST_LIMIT) throw new RangeError(`limit: expected ${LEAST_LIMIT} or more, found ${limit}`);
  const pieces = [
    textPiece(head, ""),
    ...piecesOf(answer, linkable(publicUrl)),
    textPiece(tail, "\n\n"),
  ].filter(({ text }) => text !== "");
  const [first, ...rest] = splitPieces(pieces, limit);
  return [pageOf(first), ...rest.map(pageOf)];
}

/** A quote by itself, in one message: the beginning of one that is longer than that. */
export function quoteMessage(quote: Quote, publicUrl: string | null): Formatted {
  const [{ placed }] = splitPieces([quotePiece(quote, linkable(publicUrl))], MESSAGE_LIMIT);
  return formattedOf(placed, "");
}

function pageOf({ placed, last }: ReturnType<typeof splitPieces>[number]): Page {
  const numbers = placed.flatMap((one) => (one.kind === "quotes" ? one.numbers : []));
  return { ...formattedOf(placed, last), citations: [...new Set(numbers)] };
}

/** A host without a dot, such as localhost, is none to Telegram, which refuses the whole message (tdlib, LinkManager). */
function linkable(publicUrl: string | null): string | null {
  return /[.:]/.test(URL.parse(publicUrl ?? "")?.hostname ?? "") ? publicUrl : null;
}

function piecesOf(answer: Answer, base: string | null): Piece[] {
  const hidesClaims = isToldByQuotes(answer);
  const blocks = renderAnswer(answer).filter(({ kind }) => kind !== "claim" || !hidesClaims);
  return blocks.flatMap((block, at) => {
    if (rowOf(block, answer) !== "") return [];
    const before = blocks[at - 1];
    const above = clipped(rowOf(before, answer) || labelOf(block, answer));
    return piecesOfBlock(block, { answer, base, at, before, above });
  });
}

/** The heading of a row of a comparison; it goes with the row's first cell. */
function rowOf(block: Block | undefined, { kind }: Answer): string {
  return kind === "comparison" && block?.kind === "text" && block.text.startsWith("【") ? block.text : "";
}

interface Around {
  readonly answer: Answer;
  readonly base: string | null;
  /** Which of the answer's blocks it is. */
  readonly at: number;
  readonly before: Block | undefined;
  /** A heading over the block; empty for most. */
  readonly above: string;
}

function piecesOfBlock(block: Block, around: Around): Piece[] {
  const { answer, base, at, above } = around;
  const gap = gapOf(block, around);
  switch (block.kind) {
    case "suggestions":
      return [];
    case "quote":
      return [{ ...quotePiece(block, base), gap }];
    case "cited": {
      const [first, ...rest] = block.quotes.map((quote) => quotePiece(quote, base));
      const others = answer.kind === "listing" ? rest.map((piece) => ({ ...piece, gap })) : rest;
      return first ? [{ ...first, gap, above, lead: leadOf(answer, at) }, ...others] : [];
    }
    default: {
      const text = textOfBlocks([block]);
      if (above !== "") return [textPiece(`${above}\n${text}`, gap, above.length)];
      const isExtract = block.kind === "claim" && answer.kind === "grounded" && answer.by === "extractive";
      const bold = isExtract ? visible(block.text).length : answer.kind === "summary" ? text.length : 0;
      return [textPiece(text, gap, bold)];
    }
  }
}

/** Lines of text lie close together, and so do the entries of a list; what introduces quotes stands right above them. */
function gapOf({ kind }: Block, { answer, before, above }: Around): string {
  if (above !== "" || !before) return "\n\n";
  const isQuoted = kind === "quote" || kind === "cited";
  const isUnderText = before.kind === "text" && answer.kind !== "comparison";
  const isAfterText = before.kind !== "quote" && before.kind !== "cited";
  return answer.kind === "listing" || (isQuoted ? isUnderText : isAfterText) ? "\n" : "\n\n";
}

/** Of the sections of a summary; elsewhere the citation line says what the label says. */
function labelOf(block: Block, answer: Answer): string {
  const hasSections = answer.kind === "summary" && answer.points.length > 1;
  return hasSections && block.kind === "cited" ? block.label : "";
}

/** The entries of a list are counted by the numbers of their citations, or, where one has several, beside them. */
function leadOf(answer: Answer, entry: number): string {
  const isCounted = answer.kind === "listing" && answer.entries.some(({ claim }) => claim.quotes.length > 1);
  return isCounted ? `${entry}. ` : "";
}

/** Whether the reader of the quotes has read the claims: they are the same words, or those that a quote begins with. */
function isToldByQuotes(answer: Answer): boolean {
  if (answer.kind !== "grounded" || answer.by !== "extractive") return false;
  const isSingle = answer.claims.length === 1;
  return answer.claims.every(({ text, quotes }) => {
    const words = squeeze(quotes.map((quote) => quote.text).join(""));
    const item = squeeze(quotes[0].citation.item ?? "");
    const said = squeeze(text);
    // The item is said in the citation line.
    const claim = item !== "" && said.startsWith(item) ? said.slice(item.length) : said;
    return (
      words.includes(claim) &&
      (claim.length > words.length * SHORT_CLAIM || (isSingle && words.startsWith(claim)))
    );
  });
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "");
}

function textPiece(text: string, gap: string, bold = 0): TextPiece {
  return { kind: "text", gap, text: shown(text), bold };
}

function quotePiece({ text, citation }: Quote, base: string | null): QuotePiece {
  const { number, case: of, section, item, truncated } = citation;
  const url = base === null ? "" : readerUrl(base, citation);
  return {
    kind: "quote",
    gap: "\n\n",
    number,
    above: "",
    lead: "",
    label: citationLabel({
      case: { ...of, organization: clipped(of.organization) },
      section: clipped(section),
      item: item && clipped(item),
    }),
    url: url === "" || url.length > MOST_OF_URL ? null : url,
    place: JSON.stringify([of.id, section, item]),
    text: shown(text),
    note: truncated ? TRUNCATED : "",
  };
}

/** What Telegram would refuse to take, or show as other than what stands there, goes before anything is counted. */
function shown(text: string): string {
  return visible(text).toWellFormed();
}

function clipped(name: string): string {
  const text = shown(name);
  return text.length <= MOST_OF_NAME ? text : `${text.slice(0, cutEnd(text, 0, MOST_OF_NAME - 1))}…`;
}
