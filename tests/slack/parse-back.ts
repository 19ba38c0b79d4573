/** Slack messages → the citations in them, from nothing but their blocks, or nothing but their plain text. */

import type { ShownCitation } from "../telegram/parse-back.ts";

export type { ShownCitation };

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly elements?: readonly Node[];
}

interface Line {
  readonly numbers: number[];
  readonly organization: string;
  readonly section: string;
  readonly isContinued: boolean;
}

const LINE = /(?:^|\n)(?:\d+\. )?((?:\[\d+\])+) 〔(.*) · (.*?)〕(（续）)?/;
const NOTE = "〔原文此处不完整〕";

/** In the order in which they are shown; parts of a quote in several messages are one again. */
export function citationsIn(messages: readonly { readonly blocks?: readonly unknown[] }[]): ShownCitation[] {
  const found: ShownCitation[] = [];
  const isLine = new RegExp(`${LINE.source}$`);
  for (const { blocks = [] } of messages) {
    for (const { type, elements: rows = [] } of blocks as readonly Node[]) {
      let line: Line | undefined;
      for (const [i, row] of type === "rich_text" ? rows.entries() : []) {
        const words = wordsOf(row);
        if (row.type === "rich_text_quote") add(found, line, words, isNote(rows[i + 1]));
        else if (words !== NOTE) line = lineOf(isLine.exec(words));
      }
    }
  }
  return found;
}

/** The same from what stands in `text`, where quotation marks at the ends of lines enclose the words. */
export function citationsInText(...texts: readonly string[]): ShownCitation[] {
  const found: ShownCitation[] = [];
  for (const text of texts.map(unescaped)) {
    const lines = [...text.matchAll(new RegExp(`${LINE.source}(?=\n“)`, "g"))];
    for (const [i, match] of lines.entries()) {
      const line = lineOf(match);
      let rest = text.slice(match.index + match[0].length, lines[i + 1]?.index);
      for (const number of line?.numbers.slice() ?? []) {
        const [part, words = "", note] = new RegExp(`^\n“([^]*?)”(\n${NOTE})?(?=\n|$)`).exec(rest) ?? [];
        if (part === undefined) throw new Error(`no words of [${number}] in “${rest}”`);
        add(found, line, words, note !== undefined);
        rest = rest.slice(part.length);
      }
    }
  }
  return found;
}

function lineOf(match: RegExpExecArray | null): Line | undefined {
  if (!match) return undefined;
  const [, numbers = "", organization = "", section = "", continued] = match;
  return {
    numbers: [...numbers.matchAll(/\d+/g)].map(Number),
    organization,
    section,
    isContinued: continued !== undefined,
  };
}

function add(found: ShownCitation[], line: Line | undefined, quote: string, truncated: boolean): void {
  const number = line?.numbers.shift();
  if (!line || number === undefined) throw new Error(`no citation line above “${quote}”`);
  const { organization, section, isContinued } = line;
  const begun = isContinued ? found.findLast((other) => other.number === number) : undefined;
  if (isContinued && !begun) throw new Error(`[${number}] goes on and never began`);
  if (begun) found[found.indexOf(begun)] = { ...begun, quote: begun.quote + quote, truncated };
  else found.push({ number, organization, section, quote, truncated });
}

/** Behind quoted words, perhaps with more lines under it. */
function isNote(row: Node | undefined): boolean {
  return row?.type === "rich_text_section" && `${wordsOf(row)}\n`.startsWith(`${NOTE}\n`);
}

function wordsOf({ elements = [] }: Node): string {
  return elements.map(({ text = "" }) => text).join("");
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
