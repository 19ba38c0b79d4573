/** Messages as a chat shows them → the citations in them, from nothing but their text and entities. */

interface Shown {
  readonly text?: string;
  readonly entities?: readonly { readonly type: string; readonly offset: number; readonly length: number }[];
}

export interface ShownCitation {
  readonly number: number;
  readonly organization: string;
  /** With its item. */
  readonly section: string;
  readonly quote: string;
  readonly truncated: boolean;
}

const LINE = /(?:^|\n)(?:\d+\. )?((?:\[\d+\])+) 〔(.*) · (.*?)〕(（续）)?\n$/;
const NOTE = "\n〔原文此处不完整〕";

/** In the order in which they are shown; parts of a quote on several messages are one again. */
export function citationsIn(messages: readonly Shown[]): ShownCitation[] {
  const found: ShownCitation[] = [];
  for (const { text = "", entities = [] } of messages) {
    let line: { numbers: number[]; organization: string; section: string; isContinued: boolean } | undefined;
    let seen = 0;
    const quotes = entities
      .filter(({ type }) => type === "expandable_blockquote")
      .toSorted((a, b) => a.offset - b.offset);
    for (const [i, { offset, length }] of quotes.entries()) {
      const between = text.slice(seen, offset);
      seen = offset + length;
      const [, numbers, organization = "", section = "", continued] = LINE.exec(between) ?? [];
      if (numbers !== undefined)
        line = {
          numbers: [...numbers.matchAll(/\d+/g)].map(Number),
          organization,
          section,
          isContinued: continued !== undefined,
        };
      else if (between !== "\n" && between !== `${NOTE}\n`)
        throw new Error(`expected a citation line above a quote, found “${between}”`);
      const number = line?.numbers.shift();
      if (!line || number === undefined) throw new Error(`no number for “${text.slice(offset, seen)}”`);
      const quote = text.slice(offset, seen);
      // The next words may begin with what only looks like the note.
      const truncated = new RegExp(`^${NOTE}(?:\n|$)`).test(text.slice(seen, quotes[i + 1]?.offset));
      const begun = line.isContinued ? found.findLast((other) => other.number === number) : undefined;
      if (line.isContinued && !begun) throw new Error(`[${number}] goes on and never began`);
      const { organization: of, section: where } = line;
      if (begun) found[found.indexOf(begun)] = { ...begun, quote: begun.quote + quote, truncated };
      else found.push({ number, organization: of, section: where, quote, truncated });
    }
  }
  return found;
}
