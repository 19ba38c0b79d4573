/** What Slack takes in one message, in one table, and what of it a page of an answer may use. */

import type { Paper } from "../../render/pages.ts";
import { beginsBlock, lineRows, partRows, richText, rowsOf } from "./rich-text.ts";

/** Lengths are UTF-16 units, of which there are never less than what Slack counts as characters. */
export const MOST = {
  /** docs.slack.dev/reference/block-kit/blocks */
  blocks: 50,
  /**
   * Text of all blocks together, which is documented nowhere. Markdown blocks failed from 13,200 on
   * (slackapi/bolt-js#2509); with rich_text 9,597 were accepted and 11,341 refused (slackapi/bolt-js#2867).
   */
  blocksText: 9_500,
  /** The same blocks as JSON: 15,561 accepted, 17,694 refused. */
  blocksJson: 15_000,
  /** Of `text`, escaped: chat.update refuses more than 4,000 as msg_too_long (docs.slack.dev/reference/methods/chat.update). */
  text: 3_900,
  /** Of `text` in UTF-8: with Chinese in it, chat.update has been seen to take 3,971 bytes and to refuse 4,121. */
  updatedBytes: 3_900,
  /** Of the text object of a section (docs.slack.dev/reference/block-kit/composition-objects/text-object). */
  section: 3_000,
  /** Of block_id and action_id. */
  id: 255,
} as const;

/** Left for what stands below: the number of the page, rows of buttons, those for a vote, and a line of the channel's. */
const KEPT_BLOCKS = 5;
const KEPT_JSON = 3_000;

/** As much as `text` can repeat in full, for those who have it read aloud; room for some `&`, which are five units there. */
const PAGE = Math.min(MOST.text - 100, MOST.blocksText);

const BLOCK = sizeOf(richText([]));

/** Of blocks and of their JSON without the words, which are counted as units already. */
export const PAPER: Paper = {
  limit: PAGE,
  aroundWords: 2,
  scarce: [MOST.blocks - KEPT_BLOCKS, MOST.blocksJson - KEPT_JSON - PAGE],
  costOf: (piece, { from, isFirst, isShared }) => {
    const begins = !isShared && (isFirst || beginsBlock(piece.gap)) ? 1 : 0;
    if (piece.kind === "text") {
      const bold = Math.min(Math.max(piece.bold - from, 0), 1);
      return [begins, begins * BLOCK + sizeOf(rowsOf({ ...piece, text: "··", bold }))];
    }
    const above = from > 0 ? "" : piece.above;
    const line = lineRows({ ...piece, above, numbers: [piece.number], isContinued: from > 0 });
    const rows = [...(isShared ? [] : line), ...partRows({ words: "·", note: piece.note })];
    return [begins, begins * BLOCK + sizeOf(rows)];
  },
};

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
