/** What stands on a page → elements of a card of Feishu, in which quoted words are never parsed. */

import { bold, isPlain, sourceLine } from "../../render/chat-markdown.ts";
import type { Placed, PlacedQuotes, PlacedText } from "../../render/pages.ts";

/** open.feishu.cn/document: card-json-v2-components. */
export interface Element {
  readonly tag: string;
  readonly [property: string]: unknown;
}

export interface Card {
  readonly schema: "2.0";
  readonly config: object;
  readonly body: { readonly elements: readonly Element[] };
}

/** Longer quotes can be folded up; of a page the first is open, and whatever is short of the first few. */
const LONG_QUOTE = 300;
const MOST_OPEN = 3;

export function elementsOf(placed: readonly Placed[], last: string): Element[] {
  const elements: Element[] = [];
  let quotes = 0;
  for (const one of placed) {
    if (one.kind === "text") elements.push(textElement(one));
    else {
      elements.push(...quoteElements(one, quotes));
      quotes += 1;
    }
  }
  return last.trim() === "" ? elements : [...elements, small(last.trim())];
}

/** Claims may hold words of the documents: only what Markdown surely leaves as it is becomes bold. */
function textElement({ text, bold: strong }: PlacedText): Element {
  const [head, rest] = [text.slice(0, strong), text.slice(strong)];
  return strong > 0 && isPlain(text) ? markdown(`${bold(head)}${rest}`) : plain(text);
}

function quoteElements(quotes: PlacedQuotes, before: number): Element[] {
  const { above, parts } = quotes;
  const line = sourceLine(quotes);
  const words = parts.flatMap(({ words, note }) => [plain(words), ...(note === "" ? [] : [small(note)])]);
  const length = parts.reduce((sum, part) => sum + part.words.length, 0);
  const isFolding = length > LONG_QUOTE || before >= MOST_OPEN;
  return [
    ...(above === "" ? [] : [isPlain(above) ? markdown(bold(above)) : plain(above)]),
    ...(isFolding ? [panel(line, words, before === 0)] : [{ ...markdown(line), ...SMALL }, onGrey(words)]),
  ];
}

/** As many elements as the words of a piece may come to, with all within them. */
export const MOST_OF_PIECE = 9;

const SMALL = { text_size: "notation" };

/** Not a character of it is taken for anything but itself. */
export function plain(content: string): Element {
  return { tag: "div", text: { tag: "plain_text", content } };
}

function small(content: string): Element {
  return { tag: "div", text: { tag: "plain_text", content, text_color: "grey", ...SMALL } };
}

function markdown(content: string): Element {
  return { tag: "markdown", content };
}

function onGrey(elements: readonly Element[]): Element {
  const column = { tag: "column", width: "weighted", weight: 1, background_style: "grey", padding: "8px" };
  return { tag: "column_set", columns: [{ ...column, elements }] };
}

function panel(title: string, elements: readonly Element[], expanded: boolean): Element {
  return {
    tag: "collapsible_panel",
    expanded,
    header: {
      title: { ...markdown(title), ...SMALL },
      icon: { tag: "standard_icon", token: "down-small-ccm_outlined", size: "16px 16px" },
      icon_expanded_angle: -180,
    },
    border: { color: "grey", corner_radius: "5px" },
    padding: "8px",
    elements,
  };
}
