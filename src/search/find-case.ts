/** A question or a name → the cases it speaks of. */

import type { Store } from "../stores/store.ts";
import { buildCatalogue, type Catalogue } from "./catalogue.ts";
import { digitize, fold } from "./fold.ts";
import { type Mention, mentionsIn, notOverlapping } from "./mentions.ts";
import type { NameKind } from "./names.ts";
import type { Places } from "./places.ts";
import { STOP_WORDS } from "./stop-words.ts";
import { cutWords, laneOf, termsOf } from "./terms.ts";

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

/** Names are looked for in the beginning of a message only; what is longer was pasted. */
const MAX_CHARACTERS = 1_000;

/** A common word is a case's name where the cases that go by it hold this share of the passages that hold the word. */
const MIN_SHARE = 0.5;

export function createCaseFinder(parts: { store: Store; places: Places }): CaseFinder {
  const { store, places } = parts;
  let catalogue: Catalogue | undefined;

  async function current(): Promise<Catalogue> {
    const cases = await store.cases();
    if (catalogue?.cases !== cases) catalogue = buildCatalogue(cases, places);
    return catalogue;
  }

  return {
    async names() {
      const { names, titles } = await current();
      return new Map([...names.values(), ...titles.values()].map((entry) => [entry.written, entry]));
    },
    async find(question) {
      const known = await current();
      const text = digitize(fold(question));
      const candidates = mentionsIn(text.slice(0, MAX_CHARACTERS), known, places);
      const meant = await Promise.all(candidates.map(isMeant));
      const mentions = notOverlapping(candidates.filter((_, i) => meant[i]));
      let rest = text;
      for (const { start, end, kind } of [...mentions].reverse()) {
        if (kind !== "programme") rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
      }
      return { text, mentions, rest, unknown: await unknownNames(rest.slice(0, MAX_CHARACTERS), known) };
    },
  };

  /** Whether a word that may be an ordinary one is used as a name. */
  async function isMeant({ words, name, cases, common, doubtful }: Mention): Promise<boolean> {
    if (doubtful && (await passagesWith(words)).length > 0) return false;
    if (!common) return true;
    const { caseOrdinals } = await store.statistics();
    const owners = new Set(cases);
    const holders = await passagesWith(name);
    const own = holders.filter((number) => owners.has(caseOrdinals[number] ?? -1));
    return own.length >= MIN_SHARE * holders.length;
  }

  /** Numbers of the passages that hold all the pairs of characters of these words. */
  async function passagesWith(words: string): Promise<number[]> {
    const pairs = [...termsOf(words).terms.keys()].filter((term) => laneOf(term) === "pair");
    const lists = (await store.postings(pairs)).toSorted((a, b) => a.passages.length - b.passages.length);
    const [rarest, ...others] = lists.map(({ passages }) => passages);
    const sets = others.map((passages) => new Set(passages));
    return [...(rarest ?? [])].filter((number) => sets.every((set) => set.has(number)));
  }

  /** Places of the list and words before 总工会, of which the corpus says nothing at all. */
  async function unknownNames(rest: string, { names }: Catalogue): Promise<string[]> {
    const inList = places.placesIn(rest).map(({ name }) => ({ name, others: othersOf(name) }));
    const candidates = [...inList, ...unionsIn(rest).map((name) => ({ name, others: [] }))];
    const unknown = new Set<string>();
    for (const { name, others } of candidates) {
      if (names.has(digitize(name))) continue;
      const held = await Promise.all([name, ...others].map(passagesWith));
      if (held.every((passages) => passages.length === 0)) unknown.add(name);
    }
    // 南京市 is not named twice where 南京 is known to be a place.
    return [...unknown].filter(
      (name) => ![...unknown].some((other) => other !== name && name.includes(other)),
    );
  }

  /** The place's other names; the provinces of a region. */
  function othersOf(name: string): readonly string[] {
    return [
      ...places.namesOf(name),
      ...places.provincesOf(name).flatMap((province) => places.namesOf(province)),
    ];
  }
}

/** What stands before 市总工会, as far as it can be a name: 请问如东县总工会 → 如东. */
function unionsIn(rest: string): string[] {
  return [...rest.matchAll(/(\p{Script=Han}{2,12}?)总工会/gu)].flatMap((match) => {
    const words = cutWords(match[1] ?? "");
    const first =
      words.findLastIndex((word) => STOP_WORDS.has(word) || /[的是哪有个由在和与]/.test(word)) + 1;
    const name = words
      .slice(first)
      .join("")
      .replace(/(?<=..)[省市区县]$/u, "");
    return name.length >= 2 && !NO_NAMES.has(name) ? [name] : [];
  });
}

/** Words before 总工会 that name a rank. */
const NO_NAMES = new Set(
  "全国 上级 下级 各级 省级 市级 区级 县级 地方 基层 本级 同级 当地 所在 所属 请问".split(" "),
);
