/**
 * Text → index terms. Several analysers at once serve Chinese better than any one of them: adjacent pairs of
 * characters, dictionary words, single characters, and pairs of pinyin syllables for homophones.
 */

import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { digitize, fold } from "./fold.ts";
import { spelledSyllables, syllableOf } from "./pinyin.ts";

/** Number of the analyser; an index made by another one is rebuilt. */
export const ANALYSER_VERSION = 2;

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

const usual = new Map<string, boolean>();

/** Whether people write this word on purpose. */
export function isUsualWord(folded: string): boolean {
  let known = usual.get(folded);
  if (known === undefined) {
    const entry = Buffer.from(`\n${folded} `);
    const at = dictionary.indexOf(entry);
    const count =
      at < 0
        ? 0
        : Number.parseInt(dictionary.toString("utf8", at + entry.length, at + entry.length + 12), 10);
    known = count >= MIN_USUAL;
    usual.set(folded, known);
  }
  return known;
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

export type Lane = "pair" | "word" | "single" | "sound";

const LANE_PREFIX: Readonly<Record<Lane, string>> = { pair: "", word: "w:", single: "s:", sound: "p:" };

export function laneOf(term: string): Lane {
  if (term.startsWith("w:")) return "word";
  if (term.startsWith("s:")) return "single";
  return term.startsWith("p:") ? "sound" : "pair";
}

/** A number with its decimals and percent sign, a Latin word, or one character of any other script. */
const UNIT = /\d+(?:\.\d+)?%?|[a-z]+|[\p{L}\p{N}]/gu;

/** Quotation marks and brackets do not part what they stand between; any other punctuation does. */
const TRANSPARENT = /[\s"'“”‘’《》〈〉「」『』()[\]【】〔〕]/gu;

/** Runs of adjacent units; a pair never crosses punctuation. */
function unitRuns(digitized: string): string[][] {
  const text = digitized.replace(TRANSPARENT, "");
  const runs: string[][] = [];
  let end = -1;
  for (const match of text.matchAll(UNIT)) {
    if (match.index !== end) runs.push([]);
    runs.at(-1)?.push(match[0]);
    end = match.index + match[0].length;
  }
  return runs;
}

/** Each distinct term of the text with its frequency, and the text's length in units. */
export function termsOf(text: string): { terms: Map<string, number>; length: number } {
  const folded = fold(text);
  const terms = new Map<string, number>();
  const add = (term: string) => terms.set(term, (terms.get(term) ?? 0) + 1);
  let length = 0;
  for (const run of unitRuns(digitize(folded))) {
    length += run.length;
    run.forEach((unit, i) => {
      add(LANE_PREFIX.single + unit);
      const next = run[i + 1];
      if (next === undefined) return;
      add(LANE_PREFIX.pair + unit + next);
      const sound = soundPair(unit, next);
      if (sound) add(LANE_PREFIX.sound + sound);
    });
  }
  for (const word of cutWords(folded)) {
    if (word.length > 1 && /[\p{L}\p{N}]/u.test(word)) add(LANE_PREFIX.word + digitize(word));
  }
  return { terms, length };
}

/** The pairs of a text with the term of the sound lane that stands in for each, where there is one. */
export function soundsOf(text: string): Map<string, string> {
  const sounds = new Map<string, string>();
  for (const run of unitRuns(digitize(fold(text)))) {
    run.forEach((unit, i) => {
      const next = run[i + 1];
      const sound = next === undefined ? undefined : soundPair(unit, next);
      if (next !== undefined && sound) sounds.set(LANE_PREFIX.pair + unit + next, LANE_PREFIX.sound + sound);
    });
  }
  return sounds;
}

/** Terms of the sound lane for words of the text that are typed in pinyin. */
export function spelledSounds(text: string): string[] {
  const words = fold(text).match(/[a-z]{4,24}/g) ?? [];
  return words.flatMap((word) => {
    const syllables = spelledSyllables(word) ?? [];
    return syllables.slice(1).map((syllable, i) => `${LANE_PREFIX.sound}${syllables[i]} ${syllable}`);
  });
}

function soundPair(unit: string, next: string): string | undefined {
  const first = syllableOf(unit);
  const second = syllableOf(next);
  return first && second ? `${first} ${second}` : undefined;
}
