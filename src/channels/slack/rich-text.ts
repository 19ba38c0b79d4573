/** What stands on a page → rich_text blocks, which show every character as it is. */

import type { KnownBlock, RichTextBlock, RichTextBlockElement, RichTextElement } from "@slack/types";
import { lineOf } from "../../render/citation-line.ts";
import type { Placed, PlacedQuotes, PlacedText } from "../../render/pages.ts";

/** Between parts that stand in blocks of their own; what lies closer shares a block. */
const APART = "\n\n";

/**
 * A text element is not parsed: no emphasis, no `<!channel>`, no `&lt;`. People report that `:smile:` stays as it is
 * written too, an emoji being an element of its own there; no documentation says so, and a client could show it otherwise.
 * An address in it becomes no link. In `text`, which is mrkdwn, Slack does make emoji of codes and codes of emoji.
 *
 * Long quotes are not collapsed: `expand: false` is of sections alone, whose text is mrkdwn or plain; a collapsible
 * `container` takes rich_text by its type, but the server's own list of its children is reported to lack it
 * (docs.rs/slack-morphism, SlackContainerBlock). Clients put a “see more” into a high message by themselves.
 */
export function blocksOf(placed: readonly Placed[], last: string): KnownBlock[] {
  const blocks: RichTextBlockElement[][] = [];
  for (const one of placed) {
    const rows = rowsOf(one);
    const block = blocks.at(-1);
    if (block && !beginsBlock(one.gap)) block.push(...rows);
    else blocks.push(rows);
  }
  const number = last.trim();
  return [
    ...blocks.map((rows) => richText(inOneSection(rows))),
    ...(number === "" ? [] : [pageNumber(number)]),
  ];
}

function pageNumber(text: string): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text }] };
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

export function beginsBlock(gap: string): boolean {
  return gap === APART;
}

export function richText(elements: RichTextBlockElement[]): RichTextBlock {
  return { type: "rich_text", elements };
}

export function rowsOf(one: Placed): RichTextBlockElement[] {
  return one.kind === "text" ? [textRow(one)] : [...lineRows(one), ...one.parts.flatMap(partRows)];
}

function textRow({ text, bold }: Pick<PlacedText, "text" | "bold">): RichTextBlockElement {
  return section([...strong(text.slice(0, bold)), ...plain(text.slice(bold))]);
}

/** The heading over it, if there is one, and the citation line. */
export function lineRows(
  quotes: Pick<PlacedQuotes, "above" | "lead" | "label" | "url" | "numbers" | "isContinued">,
): RichTextBlockElement[] {
  const { above, url } = quotes;
  const [before, address, after] = lineOf(quotes);
  const link: RichTextElement[] = url === null ? plain(address) : [{ type: "link", url, text: address }];
  const line = section([...plain(before), ...link, ...plain(after)]);
  return above === "" ? [line] : [section(strong(above)), line];
}

/** The source's words and nothing else in a quote; behind it the note. */
export function partRows({ words, note }: PlacedQuotes["parts"][number]): RichTextBlockElement[] {
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
