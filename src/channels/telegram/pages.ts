/** An answer → the messages that carry it: text and entities, never a parse mode. */

import { FormattedString } from "@grammyjs/parse-mode";
import type { MessageEntity } from "grammy/types";
import type { Answer, NonEmpty, Quote } from "../../grounding/answer.ts";
import { lineOf, noteLine } from "../../render/citation-line.ts";
import {
  type Page as Filled,
  type Placed,
  type PlacedQuotes,
  type PlacedText,
  pagesFor,
} from "../../render/pages.ts";
import { type Piece, type PieceOptions, piecesOf, quotePiece } from "../../render/pieces.ts";

export interface Page extends Formatted {
  /** The numbers of the citations whose words, or a part of them, stand on this page. */
  readonly citations: readonly number[];
}

export interface PageOptions extends PieceOptions {
  /** Most UTF-16 units of a page, with everything that stands on it; a citation line takes no more than half of it. */
  readonly limit: number;
}

/** Of an inline result, which is one message in any case. */
const MESSAGE_LIMIT = 4_096;

/** Quoted words stand in blockquotes alone, each under its citation line; not one of them is lost or doubled. */
export function pagesOf(answer: Answer, { limit, publicUrl, ...around }: PageOptions): NonEmpty<Page> {
  const pieces = piecesOf(answer, { publicUrl: linkable(publicUrl), ...around });
  const [first, ...rest] = splitPieces(pieces, limit);
  return [pageOf(first), ...rest.map(pageOf)];
}

/** A quote by itself, in one message: the beginning of one that is longer than that. */
export function quoteMessage(quote: Quote, publicUrl: string | null): Formatted {
  const [{ placed }] = splitPieces([quotePiece(quote, linkable(publicUrl))], MESSAGE_LIMIT);
  return formattedOf(placed, "");
}

function pageOf({ placed, last, citations }: Filled): Page {
  return { ...formattedOf(placed, last), citations };
}

/** A host without a dot, such as localhost, is none to Telegram, which refuses the whole message (tdlib, LinkManager). */
function linkable(publicUrl: string | null): string | null {
  return /[.:]/.test(URL.parse(publicUrl ?? "")?.hostname ?? "") ? publicUrl : null;
}

/** Telegram ignores what is beyond a hundred (python-telegram-bot, constants.MessageLimit.MESSAGE_ENTITIES). */
const MOST_ENTITIES = 95;

/** Telegram refuses entities of about 9,500 bytes in sum (tdlib/telegram-bot-api#165); an entity is 12 beside its link. */
const MOST_ENTITY_BYTES = 8_000;
const ENTITY_BYTES = 12;

/** Pages of at most `limit` units of text with their number `(1/3)` in the last line; a single page has none. */
export function splitPieces(pieces: readonly Piece[], limit: number): NonEmpty<Filled> {
  return pagesFor(pieces, {
    limit,
    aroundWords: 0,
    scarce: [MOST_ENTITIES, MOST_ENTITY_BYTES],
    costOf: (piece, { from, isShared }) => {
      if (piece.kind === "text") return costOfEntities(from < piece.bold ? 1 : 0);
      if (isShared) return costOfEntities(1);
      const hasHeading = from === 0 && piece.above !== "";
      return costOfEntities(1 + (hasHeading ? 1 : 0) + (piece.url === null ? 0 : 1), piece.url ?? "");
    },
  });
}

function costOfEntities(count: number, url = ""): readonly number[] {
  return [count, count * ENTITY_BYTES + url.length];
}

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
