/** Cases → all their names, to be looked up by spelling, by sound, and with one character wrong. */

import type { Case } from "../corpus/case.ts";
import { namesSay } from "../language/organizations.ts";
import { syllableOf, syllablesOf } from "../language/pinyin.ts";
import type { Places } from "../language/places.ts";
import { once, remembered } from "../language/remembered.ts";
import { buildHeadingWords, type HeadingWords } from "./heading-words.ts";
import type { NameKind } from "./names.ts";
import { type KeyedName, type Naming, namingsOf } from "./naming.ts";
import { createTurns, type Turn } from "./turns.ts";

export interface NameEntry {
  /** Folded, without blanks, numerals as written. */
  readonly written: string;
  readonly kind: NameKind;
  readonly common: boolean;
  readonly exact: boolean;
  /** Ordinals into `store.cases()`, ascending. */
  readonly cases: readonly number[];
  /** Those of `cases` of which it is not the first name that comes to mind. */
  readonly minor: readonly number[];
  /** Its place among the names. */
  readonly place: number;
}

export interface Catalogue {
  readonly cases: readonly Case[];
  /** By the name's digitized form. Titles are apart, since they are no names in running text. */
  readonly names: ReadonlyMap<string, NameEntry>;
  /** By letters and digits alone. */
  readonly titles: ReadonlyMap<string, NameEntry>;
  /** Characters of the longest of their keys. */
  readonly longestTitle: number;
  /** All of both, as they are written. */
  readonly written: () => ReadonlyMap<string, NameEntry>;
  /** Keys of names with these syllables, one reading for each character, without blanks; undefined where there are none. */
  readonly sounding: (sound: string) => readonly string[] | undefined;
  /** Keys of names by what a Latin keyboard makes of them: "chongqing", "conqin", "qqhr". */
  readonly latin: () => Promise<ReadonlyMap<string, readonly string[]>>;
  /** Keys of names with one of `halvesOf`: a name with one character wrong has one half right. */
  readonly halved: (half: string) => readonly string[] | undefined;
  /** Characters of the longest name. */
  readonly longest: number;
  readonly headings: HeadingWords;
  /** By the last two digits of a year: the cases that speak of it first in their heading, and those that do too. */
  readonly years: ReadonlyMap<
    string,
    { readonly first: readonly number[]; readonly also: readonly number[] }
  >;
  /** How many cases there are, documents' own entries left out. */
  readonly count: number;
}

/** Names of 4 to 12 characters are recognised with one of them wrong: shorter ones turn into others. */
export const TYPO_LENGTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Names longer than this are not looked for in running text. */
const LONGEST_NAME = 40;

/** The first letters of a name stand for it from this many syllables on. */
const MIN_INITIALS = 4;

/** Names of fewer characters sound like too much where zh and z, ing and in are one. */
export const LOOSE_LENGTH = 3;

/** Longer names than this are not typed in Latin letters. */
const MOST_TYPED = 8;

const KIND_RANK: Readonly<Record<NameKind, number>> = {
  organization: 0,
  short: 1,
  number: 2,
  person: 2,
  programme: 3,
  region: 4,
  title: 5,
};

/** In turns. `indexed`: how each is called as the index has it, by ordinal; `spellings`: of the names of indexes before. */
export async function buildCatalogue(
  cases: readonly Case[],
  places: Places,
  indexed: readonly (Naming | null)[],
  spellings: Spellings,
): Promise<Catalogue> {
  const turn = createTurns();
  const names = new Map<string, NameEntry & { cases: number[]; minor: number[] }>();
  const titles: typeof names = new Map();
  const namings = namingsOf(cases, places, indexed);
  for (const [ordinal, unionCase] of cases.entries()) {
    await turn();
    if (unionCase.role === "document") continue;
    for (const name of namings[ordinal]?.names ?? []) {
      if (name.kind === "title") enter(titles, name, ordinal);
      else if (name.text.length <= LONGEST_NAME) enter(names, name, ordinal);
    }
  }
  const longest = names.keys().reduce((length, key) => Math.max(length, key.length), 0);
  return {
    cases,
    names,
    titles,
    longestTitle: titles.keys().reduce((length, key) => Math.max(length, key.length), 0),
    written: once(() => new Map([...names.values(), ...titles.values()].map((one) => [one.written, one]))),
    ...(await writtenOtherwise(names, spellings, turn)),
    longest,
    headings: buildHeadingWords(namings.map(({ heading }) => heading)),
    years: yearsOf(cases, namings),
    count: cases.filter(({ role }) => role === "case").length,
  };
}

function yearsOf(cases: readonly Case[], namings: readonly Naming[]): Catalogue["years"] {
  const years = new Map<string, { first: number[]; also: number[] }>();
  cases.forEach(({ role }, ordinal) => {
    if (role === "document") return;
    namings[ordinal]?.years.forEach((each, place) => {
      const of = years.get(each) ?? { first: [], also: [] };
      (place === 0 ? of.first : of.also).push(ordinal);
      years.set(each, of);
    });
  });
  return years;
}

function enter(
  known: Map<string, NameEntry & { cases: number[]; minor: number[] }>,
  { key, text, kind, common = false, exact = false, minor = false }: KeyedName,
  ordinal: number,
): void {
  const entry = known.get(key);
  if (!entry) {
    known.set(key, {
      ...{ written: text, kind, common, exact, place: known.size },
      ...{ cases: [ordinal], minor: minor ? [ordinal] : [] },
    });
  } else if (entry.cases.at(-1) !== ordinal) {
    entry.cases.push(ordinal);
    if (minor) entry.minor.push(ordinal);
    const vaguer = KIND_RANK[kind] > KIND_RANK[entry.kind] ? kind : entry.kind;
    if (vaguer !== entry.kind || (entry.common && !common) || entry.exact !== exact)
      known.set(key, { ...entry, kind: vaguer, common: entry.common && common, exact: entry.exact && exact });
  }
}

/**
 * Names by how they sound and by their halves: what is worked out of a name serves every index that has it. Names that
 * are no more are left out where they are looked for, and forgotten when they are most of all.
 */
export type Spellings = ReturnType<typeof createSpellings>;

export function createSpellings() {
  const [sounds, halves] = [new Map<string, string[]>(), new Map<string, string[]>()];
  return { known: new Set<string>(), sounds, halves };
}

async function writtenOtherwise(
  names: ReadonlyMap<string, NameEntry>,
  { known, sounds, halves }: Spellings,
  turn: Turn,
): Promise<Pick<Catalogue, "sounding" | "latin" | "halved">> {
  if (known.size > 2 * names.size) for (const each of [known, sounds, halves]) each.clear();
  for (const key of names.keys()) {
    if (known.has(key)) continue;
    known.add(key);
    const sound = soundOf(key)?.join("");
    if (sound !== undefined) {
      append(sounds, sound, key);
      if (key.length >= LOOSE_LENGTH && looseLetters(sound) !== sound)
        append(sounds, looseLetters(sound), key);
    }
    if (canBeMistyped(key)) for (const half of halvesOf(key)) append(halves, half, key);
    await turn();
  }
  const placeOf = (key: string) => names.get(key)?.place ?? 0;
  const among = (spelled: ReadonlyMap<string, readonly string[]>) => (by: string) => {
    const found = spelled.get(by)?.filter((key) => names.get(key)?.exact === false);
    return found && found.length > 0 ? found.sort((a, b) => placeOf(a) - placeOf(b)) : undefined;
  };
  return { sounding: among(sounds), latin: once(() => typed(names)), halved: among(halves) };
}

/** Read where a question has Latin letters, which few have. */
async function typed(names: ReadonlyMap<string, NameEntry>): Promise<Map<string, string[]>> {
  const turn = createTurns();
  const latin = new Map<string, string[]>();
  for (const [key, { written, exact }] of names) {
    await turn();
    const syllables = exact ? undefined : soundOf(key);
    if (syllables && syllables.length <= MOST_TYPED)
      for (const letters of latinOf(written, syllables)) append(latin, letters, key);
  }
  return latin;
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

/** What the name is called in general is not where two names with one character between them differ. */
function canBeMistyped(key: string): boolean {
  return (
    TYPO_LENGTHS.some((length) => length === key.length) &&
    /^\p{Script=Han}+$/u.test(key) &&
    !namesSay("general-end", key)
  );
}

/** Letters with the differences folded that southern speakers and hasty typists do not make: zh/z, ch/c, sh/s, ng/n. */
export function looseLetters(letters: string): string {
  return letters.replace(/([zcs])h/g, "$1").replace(/([aei])ng/g, "$1n");
}

/** The same for one syllable; there are few of them. */
export const looseSyllable = remembered(1_024, looseLetters);

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
