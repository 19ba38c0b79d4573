/**
 * Text → index terms. Several analysers at once serve Chinese better than any one of them: adjacent pairs of
 * characters, dictionary words, single characters, and pairs of pinyin syllables for homophones.
 */

import { cutWords } from "../language/dictionary.ts";
import { digitize, fold } from "../language/fold.ts";
import { spelledSyllables, syllableOf } from "../language/pinyin.ts";

/** Number of the analyser; an index made by another one is rebuilt. */
export const ANALYSER_VERSION = 3;

export type Lane = "pair" | "word" | "single" | "sound";

const LANE_PREFIX: Readonly<Record<Lane, string>> = { pair: "", word: "w:", single: "s:", sound: "p:" };

export function laneOf(term: string): Lane {
  if (term.startsWith("w:")) return "word";
  if (term.startsWith("s:")) return "single";
  return term.startsWith("p:") ? "sound" : "pair";
}

/** A number with its decimals and percent sign, a Latin word, or one character of any other script. */
const UNIT = /\d+(?:\.\d+)?%?|[a-z]+|[\p{L}\p{N}]/gu;

/** Quotation marks, brackets and blanks do not part what they stand between; any other punctuation does. */
const TRANSPARENT = /[\s"'“”‘’《》〈〉「」『』()[\]【】〔〕]/gu;

/** The figures of adjacent cells and rows, which a tab or a line end parts, are no one number. */
function foldCells(text: string): string {
  return fold(text.replace(/(?<=[\d%％])[\t\n]+(?=\d)/g, "|"));
}

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
  const folded = foldCells(text);
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
  for (const run of unitRuns(digitize(foldCells(text)))) {
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
