/** A sentence → its clauses, the smallest words that are quoted alone. */

export interface Clause {
  /** UTF-16 offsets into the sentence's text, half-open, closing punctuation included. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const OPENING = "“‘「『《〈（(【[";
const CLOSING = "”’」』》〉）)】]";
const ENDS = "，,；;。！？!?：:";

/** Cuts after commas, semicolons, colons and stops that stand outside quotation marks, brackets and figures. */
export function clausesOf(sentence: string): Clause[] {
  const clauses: Clause[] = [];
  const closed = closedIn(sentence);
  let until = -1;
  let from = 0;
  for (let at = 0; at < sentence.length; at += 1) {
    const character = sentence[at] ?? "";
    until = Math.max(until, closed.get(at) ?? -1);
    const ends = at > until && ENDS.includes(character) && !isWithinNumber(sentence, at);
    if (!ends && at < sentence.length - 1) continue;
    clauses.push({ from, to: at + 1, text: sentence.slice(from, at + 1) });
    from = at + 1;
  }
  return clauses;
}

function isWithinNumber(sentence: string, at: number): boolean {
  return /\p{Nd}/u.test(sentence[at - 1] ?? "") && /\p{Nd}/u.test(sentence[at + 1] ?? "");
}

/** Where each mark is closed that is; one that is opened and not closed holds nothing. */
function closedIn(sentence: string): Map<number, number> {
  const closed = new Map<number, number>();
  let open: { readonly at: number; readonly closing: string }[] = [];
  for (let at = 0; at < sentence.length; at += 1) {
    const character = sentence[at] ?? "";
    const opening = OPENING.indexOf(character);
    const last = open.findLastIndex(({ closing }) => closing === character);
    if (last >= 0) {
      closed.set(open[last]?.at ?? at, at);
      open = open.slice(0, last);
    } else if (opening >= 0) open.push({ at, closing: CLOSING[opening] ?? "" });
    else if (character === '"') open.push({ at, closing: '"' });
  }
  return closed;
}

/** A row of a table is read as a whole, each cell under its heading. */
export function clausesOrRow(sentence: string, isRow: boolean): Clause[] {
  return isRow ? [{ from: 0, to: sentence.length, text: sentence }] : clausesOf(sentence);
}

/** 一是 … 二是 …: sentences that count their things up. */
const COUNTED = /^(?:第?[一二三四五六七八九十])(?:是|[,，])/;

/** The sentences of a passage that count things up, in order. */
export function countedSentences<T extends { readonly text: string }>(sentences: readonly T[]): T[] {
  return sentences.filter(({ text }) => COUNTED.test(text));
}

/** A clause quoted alone ends without the comma behind it. */
export function withoutTrailingComma(text: string): string {
  return text.replace(/[，,；;：:、]$/, "");
}
