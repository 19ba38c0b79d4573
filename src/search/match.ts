/** A concept and a text → how far the text speaks of it: in its words, in another wording, in part, or by its sound. */

import { isUsualWord, partsOf } from "../language/dictionary.ts";
import { digitize, fold, tight } from "../language/fold.ts";
import { spelledSyllables, syllableOf } from "../language/pinyin.ts";
import { remembered } from "../language/remembered.ts";
import type { Concept } from "./query.ts";

/** Text in the form in which concepts are looked for. */
export interface Subject {
  /** Folded, digitized, only letters and digits. */
  readonly text: string;
  /** Its pinyin syllables, " zhi gong zhi jia ". */
  readonly sounds: () => string;
}

/** A small corpus is asked for the same sentences again and again. */
export const subjectOf = remembered(8_192, (text): Subject => {
  const letters = tight(digitize(fold(text)));
  let sounds: string | undefined;
  return {
    text: letters,
    sounds: () => (sounds ??= ` ${[...letters].map((character) => syllableOf(character) ?? "-").join(" ")} `),
  };
});

export interface Match {
  /** From 0 (not there) to 1 (the very words). */
  readonly degree: number;
  /** The words that matched. */
  readonly words: string;
}

/** Nothing better is looked for beyond this degree. */
const WELL_MATCHED = 0.8;

const NO_MATCH: Match = { degree: 0, words: "" };

/** How far the subject speaks of the concept. */
export function matchConcept(concept: Concept, subject: Subject): Match {
  const { surface } = concept;
  if (/^[\d.]/.test(surface))
    return holdsNumber(subject.text, surface) ? { degree: 1, words: surface } : NO_MATCH;
  if (subject.text.includes(surface)) return { degree: 1, words: surface };
  let best = NO_MATCH;
  for (const { word, worth } of concept.variants) {
    if (worth > best.degree && subject.text.includes(word)) best = { degree: worth, words: word };
  }
  if (best.degree >= WELL_MATCHED) return best;
  const partial = partialMatch(surface, subject);
  return partial.degree > best.degree ? partial : best;
}

/** Whether the number stands there on its own: 15 is not in 2015. */
function holdsNumber(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const before = text[at - 1] ?? "";
    const after = text[at + number.length] ?? "";
    if (!/[\d.]/.test(before) && !(/\d$/.test(number) && /[\d.]/.test(after))) return true;
  }
  return false;
}

/** Adjacent pairs of the surface found in the text, as a share; a pair that only sounds alike counts less. */
function partialMatch(surface: string, subject: Subject): Match {
  if (/^[a-z]{4,}$/.test(surface)) return spelledMatch(surface, subject);
  const { length, whole, pairs, parts } = piecesOf(surface);
  const sounding = soundMatch(whole, subject);
  if (length < 3 || sounding.degree >= 0.7) return sounding;
  const found: string[] = [];
  let degree = 0;
  for (const pair of pairs) {
    const match = subject.text.includes(pair.words)
      ? { degree: 1, words: pair.words }
      : soundMatch(pair, subject);
    if (match.degree < 0.7) continue;
    degree += match.degree;
    found.push(match.words);
  }
  const byPairs = degree / (length - 1);
  const held = parts.filter((part) => subject.text.includes(part));
  if (parts.length >= 2 && held.length / parts.length > byPairs) {
    return { degree: 0.8 * (held.length / parts.length), words: held.join(" ") };
  }
  return { degree: 0.8 * byPairs, words: found.join(" ") };
}

/** Some characters, and how far their sound stands for them. */
interface Sounding {
  readonly words: string;
  /** Null for a single character, which sounds like too many. */
  readonly syllables: string | null;
  readonly degree: number;
}

interface Pieces {
  readonly length: number;
  readonly whole: Sounding;
  readonly pairs: readonly Sounding[];
  /** Words of the dictionary in what is long enough to be made of some. */
  readonly parts: readonly string[];
}

/** A question looks for each of its surfaces in many passages. */
const piecesOf = remembered(1_024, (surface): Pieces => {
  const characters = [...surface];
  return {
    length: characters.length,
    whole: soundingOf(characters),
    pairs: characters.slice(1).map((next, i) => soundingOf([characters[i] ?? "", next])),
    parts: characters.length >= 4 ? partsOf(surface) : [],
  };
});

/** A word of the dictionary is hardly meant for its homophone; what is no word at all most likely is. */
function soundingOf(characters: readonly string[]): Sounding {
  const words = characters.join("");
  const syllables = characters.map((character) => syllableOf(character) ?? "?").join(" ");
  return {
    words,
    syllables: characters.length < 2 ? null : syllables,
    degree: isUsualWord(words) ? 0.2 : 0.7,
  };
}

/** A word typed in pinyin. */
function spelledMatch(letters: string, subject: Subject): Match {
  const spelled = spelledSyllables(letters)?.join(" ");
  const said = spelled !== undefined && subject.sounds().includes(` ${spelled} `);
  return said ? { degree: 0.8, words: spelled } : NO_MATCH;
}

function soundMatch({ syllables, degree }: Sounding, subject: Subject): Match {
  const isHeard = syllables !== null && subject.sounds().includes(` ${syllables} `);
  return isHeard ? { degree, words: syllables } : NO_MATCH;
}
