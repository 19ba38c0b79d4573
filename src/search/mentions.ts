/** Text → the names in it: as they are written, as they sound, in Latin letters, or with one character wrong. */

import {
  type Catalogue,
  halvesOf,
  looseLetters,
  type NameEntry,
  soundOfCharacter,
  TYPO_LENGTHS,
  titleKey,
} from "./catalogue.ts";
import { casesOfLevel } from "./levels.ts";
import type { NameKind } from "./names.ts";
import type { Places } from "./places.ts";
import { cutWords, isWord } from "./terms.ts";

/** A case, or several that go by the same name, as mentioned in a question. */
export interface Mention {
  /** The asker's words, folded. */
  readonly words: string;
  /** The catalogue's name that was meant, folded and digitized. */
  readonly name: string;
  /** `place`: named by its place in the catalogue; `level`: by nothing but the kind of its organisation. */
  readonly kind: NameKind | "place" | "level";
  readonly how: "name" | "sound" | "typo";
  /** Ordinals into `store.cases()`, ascending. */
  readonly cases: readonly number[];
  /** UTF-16 offsets into the text, half-open. */
  readonly start: number;
  readonly end: number;
  /** See `Name.common`. */
  readonly common: boolean;
  /** A word of the language with the sound of a name: meant for the name only where the corpus does not use it. */
  readonly doubtful: boolean;
}

/** All candidates in folded, digitized text; they may overlap. */
export function mentionsIn(text: string, catalogue: Catalogue, places: Places): Mention[] {
  const whole = wholeMentions(text, catalogue);
  if (whole.length > 0) return whole;
  const segments = segmentsOf(text);
  return [
    ...exactMentions(text, catalogue, segments),
    ...soundMentions(text, catalogue, segments, places),
    ...latinMentions(text, catalogue),
    ...typoMentions(text, catalogue, segments, places),
    ...ordinalMentions(text, catalogue),
    ...citedTitles(text, catalogue),
  ];
}

/** Exact names before likenesses, long before short; in order of place. */
export function notOverlapping(mentions: readonly Mention[]): Mention[] {
  const rank = { name: 0, sound: 1, typo: 2 };
  const kept: Mention[] = [];
  const byWorth = [...mentions].sort(
    (a, b) => rank[a.how] - rank[b.how] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  for (const mention of byWorth) {
    if (!kept.some((other) => mention.start < other.end && other.start < mention.end)) kept.push(mention);
  }
  return kept.sort((a, b) => a.start - b.start);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** For each character the dictionary word it is part of; a character that is part of none is a segment of its own. */
function segmentsOf(text: string): readonly Span[] {
  const segments: Span[] = [];
  let start = 0;
  for (const word of cutWords(text)) {
    const end = start + word.length;
    const known = word.length > 1 && isWord(word);
    for (let at = start; at < end; at += 1)
      segments.push(known ? { start, end } : { start: at, end: at + 1 });
    start = end;
  }
  return segments;
}

/** Whether a dictionary word lies across the beginning of the span, and whether one that begins in it goes on after it. */
function cuts(
  { start, end }: Span,
  segments: readonly Span[],
): { readonly first: boolean; readonly last: boolean } {
  const first = segments[start];
  const last = segments[end - 1];
  return {
    first: first !== undefined && first.start < start,
    last: last !== undefined && last.end > end && last.start !== start,
  };
}

/** Longer names are no accident; shorter ones may come about between two words. */
const LONGEST_ACCIDENT = 3;

function exactMentions(text: string, { names, longest }: Catalogue, segments: readonly Span[]): Mention[] {
  const found: Mention[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let length = Math.min(longest, text.length - start); length >= 2; length -= 1) {
      const name = text.slice(start, start + length);
      const entry = names.get(name);
      const span = { start, end: start + length };
      if (!entry || isAccident(entry, span, segments)) continue;
      found.push(mentionOf(text, span, { name, entry, how: "name" }));
      start += length - 1;
      break;
    }
  }
  return found;
}

/** 东城 in 广东城市, 中车 in 中车间, 东方 in 东方红. */
function isAccident({ written, common }: NameEntry, span: Span, segments: readonly Span[]): boolean {
  if (span.end - span.start > LONGEST_ACCIDENT) return false;
  const { first, last } = cuts(span, segments);
  const goesOn = (segments[span.end - 1]?.end ?? 0) > span.end;
  if (first && goesOn) return true;
  return common ? first || goesOn : (first || last) && !isWord(written);
}

/** Characters that stand between words rather than in a mistyped name. */
const FUNCTION_CHARACTER = /[的了着过是在和与及或就都也不有吗呢]/;

/** Other characters with the sound of a name. Two that form a word of their own are that word. */
function soundMentions(
  text: string,
  catalogue: Catalogue,
  segments: readonly Span[],
  places: Places,
): Mention[] {
  const { sounds, longest } = catalogue;
  const found: Mention[] = [];
  const tight = text.replace(/[^\p{L}\p{N}]/gu, "");
  for (let start = 0; start < text.length; start += 1) {
    let sound = "";
    for (let end = start; end < Math.min(text.length, start + longest); end += 1) {
      const syllable = soundOfCharacter(text[end] ?? "");
      if (!syllable) break;
      sound += syllable;
      const words = text.slice(start, end + 1);
      const meant = sounds.get(sound)?.filter((name) => name.length === words.length && name !== words) ?? [];
      const [name] = meant;
      if (name === undefined || FUNCTION_CHARACTER.test(words)) continue;
      const span = { start, end: end + 1 };
      const { first, last } = cuts(span, segments);
      const doubtful = words.length < 3 && (isWord(words) || /\d/.test(words));
      if (first || last || (doubtful && words !== tight) || namesAnother(words, name, places)) continue;
      found.push({
        ...mentionOf(text, span, { name, entry: merged(meant, catalogue), how: "sound" }),
        doubtful,
      });
    }
  }
  return found;
}

/** 泰州市 sounds like 台州市, but is a place of its own. */
function namesAnother(words: string, name: string, places: Places): boolean {
  return places.placesIn(words).some((place) => !name.includes(words.slice(place.start, place.end)));
}

/** Letters of a loosely spelled or abbreviated name. */
const MIN_LOOSE = 4;
const MOST_SYLLABLES = 8;

/** Names typed in pinyin, with or without blanks between the syllables, and in first letters. */
function latinMentions(text: string, catalogue: Catalogue): Mention[] {
  const tokens = [...text.matchAll(/[a-z]+/g)];
  const found: Mention[] = [];
  tokens.forEach((token, first) => {
    let letters = "";
    let before = token.index;
    for (const other of tokens.slice(first, first + MOST_SYLLABLES)) {
      if (/[^\s'·-]/.test(text.slice(before, other.index))) break;
      letters += other[0];
      before = other.index + other[0].length;
      const loose = letters.length < MIN_LOOSE ? undefined : catalogue.latin.get(looseLetters(letters));
      const meant = catalogue.latin.get(letters) ?? loose ?? [];
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
  const { names, halves } = catalogue;
  const found: Mention[] = [];
  for (const length of TYPO_LENGTHS) {
    for (let start = 0; start + length <= text.length; start += 1) {
      const words = text.slice(start, start + length);
      for (const name of halvesOf(words).flatMap((half) => halves.get(half) ?? [])) {
        const entry = names.get(name);
        const wrong = wrongCharacter(words, name);
        const segment = wrong === undefined ? undefined : segments[start + wrong];
        if (!entry || !segment || segment.end - segment.start > 1 || namesAnother(words, name, places))
          continue;
        found.push(mentionOf(text, { start, end: start + length }, { name, entry, how: "typo" }));
      }
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
  return /\p{Script=Han}/u.test(character) && !FUNCTION_CHARACTER.test(character) ? wrong : undefined;
}

/** 第五个案例, 排在第五, 最后一个案例: by place in the catalogue. */
const ORDINAL =
  /第(\d{1,3})(?:个|家|篇|份)?案例|排(?:在|名)?第(\d{1,3})(?:个|位|名)?|最后(?:1|那)?(?:个|篇|份)案例/g;

function ordinalMentions(text: string, { cases }: Catalogue): Mention[] {
  const ordinals = cases.flatMap(({ role }, ordinal) => (role === "case" ? [ordinal] : []));
  return [...text.matchAll(ORDINAL)].flatMap((match): Mention[] => {
    const number = Number(match[1] ?? match[2]);
    const ordinal = Number.isNaN(number) ? ordinals.at(-1) : ordinals[number - 1];
    if (ordinal === undefined) return [];
    const start = match.index;
    const words = match[0];
    const end = start + words.length;
    return [
      {
        words,
        name: words,
        kind: "place",
        how: "name",
        cases: [ordinal],
        start,
        end,
        common: false,
        doubtful: false,
      },
    ];
  });
}

/** A message that is a title, or a kind of organisation, and nothing else. */
function wholeMentions(text: string, { cases, titles }: Catalogue): Mention[] {
  const key = titleKey(text);
  const entry = titles.get(key) ?? titles.get(key.replace(/的?(?:案例|经验|文章|文件|材料)$/, ""));
  const span = { start: 0, end: text.length };
  if (entry)
    return [{ ...mentionOf(text, span, { name: entry.written, entry, how: "name" }), common: false }];
  const ofLevel = casesOfLevel(text, cases);
  if (ofLevel.length === 0) return [];
  return [
    {
      words: text,
      name: text,
      kind: "level",
      how: "name",
      cases: ofLevel,
      ...span,
      common: false,
      doubtful: false,
    },
  ];
}

/** 《…》 cites a title; in running text the same words may be ordinary ones. */
function citedTitles(text: string, { titles }: Catalogue): Mention[] {
  return [...text.matchAll(/《([^《》]{1,200})》/g)].flatMap((match): Mention[] => {
    const entry = titles.get(titleKey(match[1] ?? ""));
    if (!entry) return [];
    const span = { start: match.index, end: match.index + match[0].length };
    return [{ ...mentionOf(text, span, { name: entry.written, entry, how: "name" }), common: false }];
  });
}

function mentionOf(
  text: string,
  { start, end }: Span,
  of: { readonly name: string; readonly entry: NameEntry; readonly how: Mention["how"] },
): Mention {
  const { kind, cases, common } = of.entry;
  return {
    words: text.slice(start, end),
    name: of.name,
    kind,
    how: of.how,
    cases,
    start,
    end,
    common,
    doubtful: false,
  };
}

/** Names that sound alike mean all their cases. */
function merged(keys: readonly string[], { names }: Catalogue): NameEntry {
  const [first, ...others] = keys.flatMap((key) => names.get(key) ?? []);
  if (!first) throw new Error(`expected names of the catalogue, found ${keys.join(" ")}`);
  const cases = new Set(first.cases);
  for (const other of others) for (const ordinal of other.cases) cases.add(ordinal);
  return { ...first, cases: [...cases].sort((a, b) => a - b) };
}
