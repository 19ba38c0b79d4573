/** A question or a name → the cases it speaks of. */

import type { Case } from "../corpus/case.ts";
import type { Store } from "../stores/store.ts";
import { digitize, fold } from "./fold.ts";
import { type NameKind, namesOf } from "./names.ts";
import { syllableOf } from "./pinyin.ts";
import type { Places } from "./places.ts";
import { isWord } from "./terms.ts";

/** A case, or several that go by the same name, as mentioned in a question. */
export interface Mention {
  /** The asker's words, folded. */
  readonly words: string;
  /** The catalogue's name that was meant. */
  readonly name: string;
  /** `place`: named by its place in the catalogue. */
  readonly kind: NameKind | "place";
  readonly how: "name" | "sound" | "typo";
  /** Ordinals into `store.cases()`, ascending. */
  readonly cases: readonly number[];
  /** UTF-16 offsets into the finding's `text`, half-open. */
  readonly start: number;
  readonly end: number;
}

export interface CaseFinding {
  /** The question folded and digitized. */
  readonly text: string;
  /** In order of mention. */
  readonly mentions: readonly Mention[];
  /** The question without the mentions of organisations and places; programme names stay, since they are content. */
  readonly rest: string;
  /** Organisations and places that are named but that no case has. */
  readonly unknown: readonly string[];
}

export interface CaseFinder {
  find(question: string): Promise<CaseFinding>;
  /** All names of the catalogue, for suggestions and completion. */
  names(): Promise<ReadonlyMap<string, { readonly kind: NameKind; readonly cases: readonly number[] }>>;
}

interface Catalogue {
  readonly cases: readonly Case[];
  readonly names: ReadonlyMap<string, { kind: NameKind; cases: number[] }>;
  /** Names by their syllables without blanks: "yuantong". */
  readonly sounds: ReadonlyMap<string, readonly string[]>;
  readonly longest: number;
}

const KIND_RANK: Readonly<Record<NameKind, number>> = { organization: 0, short: 1, programme: 2, region: 3 };

export function createCaseFinder(parts: { store: Store; places: Places }): CaseFinder {
  const { store, places } = parts;
  let catalogue: Catalogue | undefined;

  async function current(): Promise<Catalogue> {
    const cases = await store.cases();
    if (catalogue?.cases !== cases) catalogue = buildCatalogue(cases, places);
    return catalogue;
  }

  return {
    names: async () => (await current()).names,
    async find(question) {
      const known = await current();
      const text = digitize(fold(question));
      const exact = exactMentions(text, known);
      const mentions = notOverlapping([
        ...exact,
        ...soundMentions(text, known),
        ...latinMentions(text, known),
        ...typoMentions(text, known),
        ...ordinalMentions(text, known),
      ]);
      let rest = text;
      for (const { start, end, kind } of [...mentions].reverse()) {
        if (kind !== "programme") rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
      }
      return {
        text,
        mentions,
        rest,
        unknown: await unknownNames(rest, known),
      };
    },
  };

  /** Places of the list and words that end as organisations do, of which the corpus says nothing at all. */
  async function unknownNames(rest: string, known: Catalogue): Promise<string[]> {
    const organizations = [...rest.matchAll(/(\p{Script=Han}{2,8}?)[省市区县]?总工会/gu)].map(
      (match) => match[1] ?? "",
    );
    const named = [
      ...places.placesIn(rest),
      ...organizations.filter((name) => !/[的是哪有个由在和与]/.test(name)),
    ];
    const candidates = [...new Set(named)].filter((name) => name.length >= 2 && !known.names.has(name));
    const unknown: string[] = [];
    for (const name of candidates) {
      const pairs = [...name].slice(1).map((character, i) => (name[i] ?? "") + character);
      const postings = await store.postings(pairs);
      if (postings.some(({ passages }) => passages.length === 0)) unknown.push(name);
    }
    return unknown;
  }
}

function buildCatalogue(cases: readonly Case[], places: Places): Catalogue {
  const names = new Map<string, { kind: NameKind; cases: number[] }>();
  cases.forEach((unionCase, ordinal) => {
    if (unionCase.role === "document") return;
    for (const { text, kind } of namesOf(unionCase, places)) {
      const entry = names.get(text);
      if (!entry) names.set(text, { kind, cases: [ordinal] });
      else if (entry.cases.at(-1) !== ordinal) {
        entry.cases.push(ordinal);
        if (KIND_RANK[kind] > KIND_RANK[entry.kind]) entry.kind = kind;
      }
    }
  });
  const sounds = new Map<string, string[]>();
  for (const name of names.keys()) {
    const sound = soundOf(name);
    if (sound) sounds.set(sound, [...(sounds.get(sound) ?? []), name]);
  }
  return { cases, names, sounds, longest: Math.max(0, ...[...names.keys()].map((name) => name.length)) };
}

function exactMentions(text: string, { names, longest }: Catalogue): Mention[] {
  const found: Mention[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let length = Math.min(longest, text.length - start); length >= 2; length -= 1) {
      const words = text.slice(start, start + length);
      const entry = names.get(words);
      if (!entry) continue;
      found.push({
        words,
        name: words,
        kind: entry.kind,
        how: "name",
        cases: entry.cases,
        start,
        end: start + length,
      });
      start += length - 1;
      break;
    }
  }
  return found;
}

/** Other characters with the sound of a name. Two syllables that form a word of their own are that word. */
function soundMentions(text: string, { sounds, names, longest }: Catalogue): Mention[] {
  const found: Mention[] = [];
  for (let start = 0; start < text.length; start += 1) {
    let sound = "";
    for (let end = start; end < Math.min(text.length, start + longest); end += 1) {
      const syllable = syllableOf(text[end] ?? "");
      if (!syllable) break;
      sound += syllable;
      const words = text.slice(start, end + 1);
      const name = sounds
        .get(sound)
        ?.find((candidate) => candidate.length === words.length && candidate !== words);
      const entry = name === undefined ? undefined : names.get(name);
      if (!name || !entry || (words.length < 3 && isWord(words))) continue;
      found.push({ words, name, kind: entry.kind, how: "sound", cases: entry.cases, start, end: end + 1 });
    }
  }
  return found;
}

/** Names typed in pinyin, with or without blanks between the syllables. */
function latinMentions(text: string, { sounds, names }: Catalogue): Mention[] {
  const tokens = [...text.matchAll(/[a-z]+/g)];
  const found: Mention[] = [];
  tokens.forEach((token, first) => {
    let letters = "";
    for (const other of tokens.slice(first, first + 6)) {
      letters += other[0];
      const name = sounds.get(letters)?.[0];
      const entry = name === undefined ? undefined : names.get(name);
      if (!name || !entry) continue;
      const end = other.index + other[0].length;
      found.push({
        words: text.slice(token.index, end),
        name,
        kind: entry.kind,
        how: "sound",
        cases: entry.cases,
        start: token.index,
        end,
      });
    }
  });
  return found;
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
    return [
      {
        words: match[0],
        name: match[0],
        kind: "place",
        how: "name",
        cases: [ordinal],
        start,
        end: start + match[0].length,
      },
    ];
  });
}

/** Names of at least this many characters are recognised with one of them wrong. */
const MIN_TYPO_LENGTH = 4;

function typoMentions(text: string, { names }: Catalogue): Mention[] {
  const found: Mention[] = [];
  for (const [name, entry] of names) {
    if (name.length < MIN_TYPO_LENGTH || !/^\p{Script=Han}+$/u.test(name)) continue;
    for (let start = 0; start + name.length <= text.length; start += 1) {
      const words = text.slice(start, start + name.length);
      if (words !== name && differsOnce(words, name)) {
        found.push({
          words,
          name,
          kind: entry.kind,
          how: "typo",
          cases: entry.cases,
          start,
          end: start + name.length,
        });
      }
    }
  }
  return found;
}

function differsOnce(a: string, b: string): boolean {
  let differences = 0;
  for (let i = 0; i < a.length && differences < 2; i += 1) if (a[i] !== b[i]) differences += 1;
  return differences === 1 && /^\p{Script=Han}+$/u.test(a);
}

/** Exact names before likenesses, long before short; in order of place. */
function notOverlapping(mentions: readonly Mention[]): Mention[] {
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

/** Pinyin of a name without blanks; undefined where a character has none. */
function soundOf(name: string): string | undefined {
  const syllables = [...name].map(syllableOf);
  return syllables.every((syllable) => syllable !== undefined) ? syllables.join("") : undefined;
}
