/** Cases → all their names, to be looked up by spelling, by sound, and with one character wrong. */

import type { Case } from "../corpus/case.ts";
import { digitize, foldTight } from "../language/fold.ts";
import { syllableOf, syllablesOf } from "../language/pinyin.ts";
import type { Places } from "../language/places.ts";
import { type NameKind, namesOf } from "./names.ts";

export interface NameEntry {
  /** Folded, without blanks, numerals as written. */
  readonly written: string;
  readonly kind: NameKind;
  readonly common: boolean;
  /** Ordinals into `store.cases()`, ascending. */
  readonly cases: readonly number[];
}

export interface Catalogue {
  readonly cases: readonly Case[];
  /** By the name's digitized form. Titles are apart, since they are no names in running text. */
  readonly names: ReadonlyMap<string, NameEntry>;
  /** By letters and digits alone. */
  readonly titles: ReadonlyMap<string, NameEntry>;
  /** Keys of names by their syllables, one reading for each character, without blanks. */
  readonly sounds: ReadonlyMap<string, readonly string[]>;
  /** Keys of names by what a Latin keyboard makes of them: "chongqing", "conqin", "qqhr". */
  readonly latin: ReadonlyMap<string, readonly string[]>;
  /** Keys of names by `halvesOf`: a name with one character wrong has one half right. */
  readonly halves: ReadonlyMap<string, readonly string[]>;
  /** Characters of the longest name. */
  readonly longest: number;
}

/** Names of 4 to 12 characters are recognised with one of them wrong: shorter ones turn into others. */
export const TYPO_LENGTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Names longer than this are not looked for in running text. */
const LONGEST_NAME = 40;

/** The first letters of a name stand for it from this many syllables on. */
const MIN_INITIALS = 4;

/** Longer names than this are not typed in Latin letters. */
const MOST_TYPED = 8;

/** What the name is called in general is not where two names with one character between them differ. */
const GENERAL_ENDING = /(?:工会|公司|集团)$/;

const KIND_RANK: Readonly<Record<NameKind, number>> = {
  organization: 0,
  short: 1,
  programme: 2,
  region: 3,
  title: 4,
};

export function buildCatalogue(cases: readonly Case[], places: Places): Catalogue {
  const names = new Map<string, NameEntry & { cases: number[] }>();
  const titles = new Map<string, NameEntry & { cases: number[] }>();
  cases.forEach((unionCase, ordinal) => {
    if (unionCase.role === "document") return;
    for (const { text, kind, common } of namesOf(unionCase, places)) {
      const known = kind === "title" ? titles : names;
      if (kind !== "title" && text.length > LONGEST_NAME) continue;
      const key = kind === "title" ? titleKey(text) : digitize(text);
      const entry = known.get(key);
      if (!entry) known.set(key, { written: text, kind, common, cases: [ordinal] });
      else if (entry.cases.at(-1) !== ordinal) {
        entry.cases.push(ordinal);
        if (KIND_RANK[kind] > KIND_RANK[entry.kind] || (entry.common && !common)) {
          const vaguer = KIND_RANK[kind] > KIND_RANK[entry.kind] ? kind : entry.kind;
          known.set(key, { ...entry, kind: vaguer, common: entry.common && common });
        }
      }
    }
  });
  const sounds = new Map<string, string[]>();
  const latin = new Map<string, string[]>();
  const halves = new Map<string, string[]>();
  for (const [key, { written }] of names) {
    const syllables = soundOf(key);
    if (syllables) {
      append(sounds, syllables.join(""), key);
      if (syllables.length <= MOST_TYPED) {
        for (const letters of latinOf(written, syllables)) append(latin, letters, key);
      }
    }
    if (canBeMistyped(key)) for (const half of halvesOf(key)) append(halves, half, key);
  }
  const longest = names.keys().reduce((length, key) => Math.max(length, key.length), 0);
  return { cases, names, titles, sounds, latin, halves, longest };
}

/** The form in which titles are compared. */
export function titleKey(text: string): string {
  return digitize(foldTight(text)).replace(/[^\p{L}\p{N}]/gu, "");
}

/** One syllable for each character; undefined where a character has none. */
export function soundOf(digitized: string): string[] | undefined {
  const syllables = [...digitized].map(soundOfCharacter);
  return syllables.every((syllable) => syllable !== undefined) ? syllables : undefined;
}

const NUMERALS = "零一二三四五六七八九";

/** A digit sounds like its numeral: 4川 is 四川 digitized. */
export function soundOfCharacter(character: string): string | undefined {
  return syllableOf(/\d/.test(character) ? (NUMERALS[Number(character)] ?? character) : character);
}

/** Both halves, each with the length of the whole and its side. */
export function halvesOf(words: string): [string, string] {
  const middle = words.length >> 1;
  return [`${words.length}<${words.slice(0, middle)}`, `${words.length}>${words.slice(middle)}`];
}

function canBeMistyped(key: string): boolean {
  return (
    TYPO_LENGTHS.some((length) => length === key.length) &&
    /^\p{Script=Han}+$/u.test(key) &&
    !GENERAL_ENDING.test(key)
  );
}

/** Letters with the differences folded that southern speakers and hasty typists do not make: zh/z, ch/c, sh/s, ng/n. */
export function looseLetters(letters: string): string {
  return letters.replace(/([zcs])h/g, "$1").replace(/([aei])ng/g, "$1n");
}

function latinOf(written: string, syllables: readonly string[]): Set<string> {
  const inContext = syllablesOf(written).join("");
  const letters = [syllables.join(""), inContext].flatMap((all) => [all, looseLetters(all)]);
  if (syllables.length < MIN_INITIALS) return new Set(letters);
  // 尔 is R to those who abbreviate place names (QQHR), E by its spelling.
  const initials = ["e", "r"].map((er) => syllables.map((all) => (all === "er" ? er : all[0])).join(""));
  return new Set([...letters, ...initials]);
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (!known) map.set(key, [value]);
  else known.push(value);
}
