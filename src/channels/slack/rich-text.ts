/** What stands on a page → rich_text blocks, which show every character as it is. */

import type { KnownBlock, RichTextBlock, RichTextBlockElement, RichTextElement } from "@slack/types";
import { lineOf } from "../../render/citation-line.ts";
import type { Paper, Placed, PlacedQuotes } from "../../render/pages.ts";

/** Between parts that stand in blocks of their own; what lies closer shares a block. */
const APART = "\n\n";

/**
 * A text element is not parsed: no emphasis, no `<!channel>`, no link; that `:smile:` stays as it is written is reported, not
 * documented. Long quotes are not collapsed: `expand: false` is of sections alone, whose text is mrkdwn or plain, and the
 * server's list of what a `container` takes is reported to lack rich_text (docs.rs/slack-morphism, SlackContainerBlock).
 */
export function blocksOf(placed: readonly Placed[], last: string): KnownBlock[] {
  const blocks: RichTextBlockElement[][] = [];
  for (const one of placed) {
    const rows = rowsOf(one);
    const block = blocks.at(-1);
    if (block && one.gap !== APART) block.push(...rows);
    else blocks.push(rows);
  }
  const number = last.trim();
  const pageNumber: KnownBlock = { type: "context", elements: [{ type: "plain_text", text: number }] };
  return [...blocks.map((rows) => richText(inOneSection(rows))), ...(number === "" ? [] : [pageNumber])];
}

/** Lines under one another share a section, as in what people write: it is not said that a section ends its line. */
function inOneSection(rows: readonly RichTextBlockElement[]): RichTextBlockElement[] {
  const joined: RichTextBlockElement[] = [];
  for (const row of rows) {
    const above = joined.at(-1);
    if (row.type === "rich_text_section" && above?.type === "rich_text_section")
      joined.splice(-1, 1, section([...above.elements, ...plain("\n"), ...row.elements]));
    else joined.push(row);
  }
  return joined;
}

function richText(elements: RichTextBlockElement[]): RichTextBlock {
  return { type: "rich_text", elements };
}

function rowsOf(one: Placed): RichTextBlockElement[] {
  if (one.kind === "quotes") return [...lineRows(one), ...one.parts.flatMap(partRows)];
  return [section([...strong(one.text.slice(0, one.bold)), ...plain(one.text.slice(one.bold))])];
}

/** The heading over it, if there is one, and the citation line. */
function lineRows(
  quotes: Pick<PlacedQuotes, "above" | "lead" | "label" | "url" | "numbers" | "isContinued">,
): RichTextBlockElement[] {
  const { above, url } = quotes;
  const [before, address, after] = lineOf(quotes);
  const link: RichTextElement[] = url === null ? plain(address) : [{ type: "link", url, text: address }];
  const line = section([...plain(before), ...link, ...plain(after)]);
  return above === "" ? [line] : [section(strong(above)), line];
}

/** The source's words and nothing else in a quote; behind it the note. */
function partRows({ words, note }: PlacedQuotes["parts"][number]): RichTextBlockElement[] {
  const quote: RichTextBlockElement = { type: "rich_text_quote", elements: plain(words) };
  return note === "" ? [quote] : [quote, section(plain(note))];
}

function section(elements: RichTextElement[]): RichTextBlockElement {
  return { type: "rich_text_section", elements };
}

/** An empty text element has Slack refuse the message. */
function plain(text: string): RichTextElement[] {
  return text === "" ? [] : [{ type: "text", text }];
}

function strong(text: string): RichTextElement[] {
  return text === "" ? [] : [{ type: "text", text, style: { bold: true } }];
}

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
    const begins = !isShared && (isFirst || piece.gap === APART) ? 1 : 0;
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
