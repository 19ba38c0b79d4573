/** What is to be said, piece by piece → pages that Telegram takes. */

import type { NonEmpty } from "../../grounding/answer.ts";
import { type Page, pagesFor } from "../../render/pages.ts";
import type { Piece } from "../../render/pieces.ts";

export { cutEnd } from "../../render/cut.ts";
export type { Piece, QuotePiece, TextPiece } from "../../render/pieces.ts";

/** Telegram ignores what is beyond a hundred (python-telegram-bot, constants.MessageLimit.MESSAGE_ENTITIES). */
const MOST_ENTITIES = 95;

/** Telegram refuses entities of about 9,500 bytes in sum (tdlib/telegram-bot-api#165); an entity is 12 beside its link. */
const MOST_ENTITY_BYTES = 8_000;
const ENTITY_BYTES = 12;

/**
 * Pages of at most `limit` units of text with their number `(1/3)` in the last line; a single page has none. A citation
 * line must not take more than half of the limit.
 */
export function splitPieces(pieces: readonly Piece[], limit: number): NonEmpty<Page> {
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
