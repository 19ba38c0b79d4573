/** What stands on a page, and the buttons under it → elements of a card of Feishu, in which quoted words are never parsed. */

import type { Place } from "../../chat/desk.ts";
import type { Offer } from "../../chat/offers.ts";
import { bold, isPlain, sourceLine } from "../../render/chat-markdown.ts";
import type { Page, PlacedQuotes, PlacedText } from "../../render/pages.ts";

/** open.feishu.cn/document: card-json-v2-components. */
export interface Element {
  readonly tag: string;
  readonly [property: string]: unknown;
}

/** Its room is the thread. Alone with somebody the chat goes by their open_id, otherwise by its chat_id. */
export interface FeishuPlace extends Place {
  /** The message to which the answer is a reply; absent where what is said stands by itself. */
  readonly replyTo?: string;
}

/** What comes back with a press, beside who it is and in which chat. */
export interface ButtonValue {
  readonly k: string;
  /** Alone with the bot, of which Feishu does not tell. */
  readonly alone?: boolean | undefined;
  readonly room?: string | undefined;
}

/** Longer quotes can be folded up; of a page the first is open, and whatever is short of the first few. */
const LONG_QUOTE = 300;
const MOST_OPEN = 3;

/** As many elements as the words of a piece may come to, with all within them. */
export const MOST_OF_PIECE = 9;

export function elementsOf({ placed, last }: Pick<Page, "placed" | "last">): Element[] {
  let before = -1;
  const elements = placed.flatMap((one) => {
    if (one.kind === "text") return [textElement(one)];
    before += 1;
    return quoteElements(one, before);
  });
  return last.trim() === "" ? elements : [...elements, plain(last.trim(), NOTE)];
}

/** Claims may hold words of the documents: only what Markdown surely leaves as it is becomes bold. */
function textElement({ text, bold: strong }: Pick<PlacedText, "text" | "bold">): Element {
  if (strong === 0 || !isPlain(text)) return plain(text);
  return { tag: "markdown", content: `${bold(text.slice(0, strong))}${text.slice(strong)}` };
}

function quoteElements(quotes: PlacedQuotes, before: number): Element[] {
  const { above, parts } = quotes;
  const line = { tag: "markdown", content: sourceLine(quotes), text_size: "notation" };
  const words = parts.flatMap(({ words, note }) => [
    plain(words),
    ...(note === "" ? [] : [plain(note, NOTE)]),
  ]);
  const isLong = parts.reduce((sum, part) => sum + part.words.length, 0) > LONG_QUOTE;
  const quoted = isLong || before >= MOST_OPEN ? [panel(line, words, before === 0)] : [line, onGrey(words)];
  return above === "" ? quoted : [textElement({ text: above, bold: above.length }), ...quoted];
}

const NOTE = { text_size: "notation", text_color: "grey" };

/** Not a character of it is taken for anything but itself. */
export function plain(content: string, looks: object = {}): Element {
  return { tag: "div", text: { tag: "plain_text", content, ...looks } };
}

function onGrey(elements: readonly Element[]): Element {
  const column = { tag: "column", width: "weighted", weight: 1, background_style: "grey", padding: "8px" };
  return { tag: "column_set", columns: [{ ...column, elements }] };
}

function panel(title: Element, elements: readonly Element[], expanded: boolean): Element {
  const icon = { tag: "standard_icon", token: "down-small-ccm_outlined", size: "16px 16px" };
  const header = { title, icon, icon_expanded_angle: -180 };
  const border = { color: "grey", corner_radius: "5px" };
  return { tag: "collapsible_panel", expanded, header, border, padding: "8px", elements };
}

/** Those with short labels stand beside each other, where the screen is wide enough. */
const SHORT_LABEL = 10;

export function buttonElements(
  { room, isPrivate }: FeishuPlace,
  rows: readonly (readonly Offer[])[],
): Element[] {
  const button = ({ label, data }: Offer, width: string): Element => {
    const value: ButtonValue = { k: data, alone: isPrivate || undefined, room: room || undefined };
    const text = { tag: "plain_text", content: label };
    return { tag: "button", text, width, size: "small", behaviors: [{ type: "callback", value }] };
  };
  const column = (one: Offer) => ({ tag: "column", width: "auto", elements: [button(one, "default")] });
  return rows.flatMap((row) => {
    const { short = [], long = [] } = Object.groupBy(row, ({ label }) =>
      label.length <= SHORT_LABEL ? "short" : "long",
    );
    const beside = { tag: "column_set", flex_mode: "flow", columns: short.map(column) };
    return [...(short.length === 0 ? [] : [beside]), ...long.map((one) => button(one, "fill"))];
  });
}
