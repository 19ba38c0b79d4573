/** Folded text → the words of a dictionary in it, and what kind each is. */

import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { remembered } from "./remembered.ts";

let jieba: Jieba | undefined;

/** The dictionary words of folded text, in order, covering it whole. */
export function cutWords(folded: string): string[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.cut(folded, true);
}

export interface TaggedWord {
  readonly word: string;
  /** What kind of word it is, as the dictionary's makers name it: n, v, a, m (number), nr (person), ns (place), nt (organisation) … */
  readonly tag: string;
}

/** The same with what the dictionary has each word for. */
export function taggedWords(folded: string): TaggedWord[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.tag(folded, true).map(({ word, tag }) => ({ word, tag }));
}

/** Whether the dictionary itself has this as one word; words guessed from characters do not count. */
export function isWord(folded: string): boolean {
  jieba ??= Jieba.withDict(dict);
  return jieba.cut(folded, false).length === 1;
}

/** Rarer entries of the dictionary are mostly slips of the texts that it was counted from. */
const MIN_USUAL = 10;

const dictionary = Buffer.from(dict.buffer, dict.byteOffset, dict.byteLength);

const LINE_END = 0x0a;

/** How often the texts have the word from which the dictionary was counted, some sixty million words in all; 0 for no word of it. */
export const frequencyOf = remembered(8_192, (folded) => {
  const wanted = Buffer.from(`${folded} `);
  // Lines are in the order of their bytes: "word frequency tag".
  let low = 0;
  let high = dictionary.length;
  while (low < high) {
    const start = dictionary.lastIndexOf(LINE_END, (low + high) >> 1) + 1;
    const line = Math.max(start, low);
    const end = Math.min(line + wanted.length, dictionary.length);
    const order = dictionary.compare(wanted, 0, wanted.length, line, end);
    if (order === 0) return Number.parseInt(dictionary.toString("utf8", end, end + 12), 10);
    if (order > 0) high = line;
    else low = dictionary.indexOf(LINE_END, line) + 1 || dictionary.length;
  }
  return 0;
});

/** Whether people write this word on purpose. */
export function isUsualWord(folded: string): boolean {
  return frequencyOf(folded) >= MIN_USUAL;
}

/** What a word is to the dictionary: a name of something, of an action, of anything else, or no word at all. */
export type WordKind = "noun" | "verb" | "other" | "none";

const WORD_KINDS: readonly (readonly [WordKind, RegExp])[] = [
  ["noun", /^(?:n|vn|an|j|eng|s$)/],
  ["verb", /^v/],
  ["none", /^(?:x|$)/],
];

/** A word made of several of the dictionary's is what its last one is: 养老服务 is a noun. */
export function kindOf(folded: string): WordKind {
  jieba ??= Jieba.withDict(dict);
  const tag = jieba.tag(folded, false).at(-1)?.tag ?? "";
  return WORD_KINDS.find(([, pattern]) => pattern.test(tag))?.[0] ?? "other";
}

/** Whether the dictionary has this as the name of a place. */
export function isPlaceName(folded: string): boolean {
  jieba ??= Jieba.withDict(dict);
  return jieba.tag(folded, false).every(({ tag }) => tag === "ns");
}

/** The words that a compound is made of: 货车司机 → 货车, 司机; none for a word of the dictionary itself. */
export function partsOf(folded: string): string[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.cutForSearch(folded, false).filter((word) => word.length > 1 && word !== folded);
}
