/** Text → the names that are meant in it but written otherwise: as they sound, in Latin letters, one character wrong. */

import { isUsualWord, isWord } from "../language/dictionary.ts";
import { namesSay } from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import {
  type Catalogue,
  halvesOf,
  LOOSE_LENGTH,
  looseLetters,
  looseSyllable,
  type NameEntry,
  soundOfCharacter,
  TYPO_LENGTHS,
} from "./catalogue.ts";
import { type Mention, mentionOf } from "./mention.ts";
import { cuts, type Span } from "./segments.ts";

export async function likenessesIn(
  text: string,
  catalogue: Catalogue,
  segments: readonly Span[],
  places: Places,
): Promise<Mention[]> {
  return [
    ...soundMentions(text, catalogue, segments, places),
    ...(await latinMentions(text, catalogue)),
    ...typoMentions(text, catalogue, segments, places),
  ];
}

/** Other characters with the sound of a name. Two that form a word of their own are that word. */
function soundMentions(
  text: string,
  catalogue: Catalogue,
  segments: readonly Span[],
  places: Places,
): Mention[] {
  const { sounding, longest } = catalogue;
  const found: Mention[] = [];
  const tight = text.replace(/[^\p{L}\p{N}]/gu, "");
  for (let start = 0; start < text.length; start += 1) {
    let sound = "";
    let looseSound = "";
    for (let end = start; end < Math.min(text.length, start + longest); end += 1) {
      const syllable = soundOfCharacter(text[end] ?? "");
      if (!syllable) break;
      sound += syllable;
      looseSound += looseSyllable(syllable);
      const words = text.slice(start, end + 1);
      const loose = words.length < LOOSE_LENGTH ? undefined : sounding(looseSound);
      const alike = sounding(sound) ?? loose ?? [];
      const meant = alike.filter((name) => name.length === words.length && name !== words);
      const [name] = meant;
      if (name === undefined || namesSay("between-words", words)) continue;
      const span = { start, end: end + 1 };
      const { first, last } = cuts(span, segments);
      const doubtful = words.length < 3 && (isWord(words) || /\d/.test(words));
      if (words.length === LOOSE_LENGTH && holdsWord(span, segments, text, places)) continue;
      if (first || last || (doubtful && words !== tight) || namesAnother(words, name, places)) continue;
      found.push({
        ...mentionOf(text, span, { name, entry: merged(meant, catalogue), how: "sound" }),
        doubtful,
      });
    }
  }
  return found;
}

/** 份合同 sounds like the name of a place, but a word stands in it. */
function holdsWord({ start, end }: Span, segments: readonly Span[], text: string, places: Places): boolean {
  return segments.slice(start, end).some((segment) => {
    const length = segment.end - segment.start;
    const word = text.slice(segment.start, segment.end);
    return length > 1 && length < end - start && isUsualWord(word) && places.placesIn(word).length === 0;
  });
}

/** 泰州市 sounds like 台州市, but is a place of its own. */
function namesAnother(words: string, name: string, places: Places): boolean {
  return places.placesIn(words).some((place) => !name.includes(words.slice(place.start, place.end)));
}

/** Letters of a loosely spelled or abbreviated name. */
const MIN_LOOSE = 4;
const MOST_SYLLABLES = 8;

/** Names typed in pinyin, with or without blanks between the syllables, and in first letters. */
async function latinMentions(text: string, catalogue: Catalogue): Promise<Mention[]> {
  const tokens = [...text.matchAll(/[a-z]+/g)];
  if (tokens.length === 0) return [];
  const latin = await catalogue.latin();
  const found: Mention[] = [];
  tokens.forEach((token, first) => {
    let letters = "";
    let before = token.index;
    for (const other of tokens.slice(first, first + MOST_SYLLABLES)) {
      if (/[^\s'·-]/.test(text.slice(before, other.index))) break;
      letters += other[0];
      before = other.index + other[0].length;
      const loose = letters.length < MIN_LOOSE ? undefined : latin.get(looseLetters(letters));
      const meant = latin.get(letters) ?? loose ?? [];
      const [name] = meant;
      if (name === undefined) continue;
      const span = { start: token.index, end: before };
      found.push(mentionOf(text, span, { name, entry: merged(meant, catalogue), how: "sound" }));
    }
  });
  return found;
}

/** One wrong character in a name; a character that forms a word with its neighbours is meant as it stands. */
function typoMentions(
  text: string,
  catalogue: Catalogue,
  segments: readonly Span[],
  places: Places,
): Mention[] {
  const found: Mention[] = [];
  for (const length of TYPO_LENGTHS) {
    for (let start = 0; start + length <= text.length; start += 1) {
      const words = text.slice(start, start + length);
      const alike = halvesOf(words).flatMap((half) => catalogue.halved(half) ?? []);
      const meant = alike.filter((name) => {
        const wrong = wrongCharacter(words, name);
        const segment = wrong === undefined ? undefined : segments[start + wrong];
        return segment && segment.end - segment.start === 1 && !namesAnother(words, name, places);
      });
      const [name] = meant;
      if (name === undefined) continue;
      const entry = merged(meant, catalogue);
      found.push(mentionOf(text, { start, end: start + length }, { name, entry, how: "typo" }));
    }
  }
  return found;
}

/** Where the two differ, in one character only. */
function wrongCharacter(words: string, name: string): number | undefined {
  let wrong: number | undefined;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === name[i]) continue;
    if (wrong !== undefined) return undefined;
    wrong = i;
  }
  const character = words[wrong ?? -1] ?? "";
  return /\p{Script=Han}/u.test(character) && !namesSay("between-words", character) ? wrong : undefined;
}

/** Names that sound or look alike mean all their cases. */
function merged(keys: readonly string[], { names }: Catalogue): NameEntry {
  const [first, ...others] = keys.flatMap((key) => names.get(key) ?? []);
  if (!first) throw new Error(`expected names of the catalogue, found ${keys.join(" ")}`);
  const cases = new Set(first.cases);
  for (const other of others) for (const ordinal of other.cases) cases.add(ordinal);
  return { ...first, cases: [...cases].sort((a, b) => a - b) };
}
