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

/** Cuts after commas, semicolons, colons and stops that stand outside quotation marks and brackets. */
export function clausesOf(sentence: string): Clause[] {
  const clauses: Clause[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < sentence.length; at += 1) {
    const character = sentence[at] ?? "";
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    const number = /\d/.test(sentence[at - 1] ?? "") && /\d/.test(sentence[at + 1] ?? "");
    const ends = depth === 0 && ENDS.includes(character) && !number;
    if (!ends && at < sentence.length - 1) continue;
    clauses.push({ from, to: at + 1, text: sentence.slice(from, at + 1) });
    from = at + 1;
  }
  return clauses;
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
