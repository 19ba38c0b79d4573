/** A question or a name → the cases it speaks of. */

import { cutWords, isPlaceName, isWord, kindOf } from "../language/dictionary.ts";
import { digitize, fold, foldTight } from "../language/fold.ts";
import type { Places } from "../language/places.ts";
import { STOP_WORDS } from "../language/stop-words.ts";
import type { Store } from "../stores/store.ts";
import { buildCatalogue, type Catalogue } from "./catalogue.ts";
import { type Mention, notOverlapping } from "./mention.ts";
import { mentionsIn } from "./mentions.ts";
import type { NameKind } from "./names.ts";
import { laneOf, termsOf } from "./terms.ts";

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
      const named = notOverlapping(candidates.filter((_, i) => meant[i]));
      const others = await Promise.all(named.map((mention) => otherUnion(mention, text, known)));
      const mentions = named.filter((_, i) => others[i] === undefined);
      let rest = text;
      for (const { start, end, kind } of [...named].reverse()) {
        if (kind !== "programme") rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
      }
      const unknown = await unknownNames(rest.slice(0, MAX_CHARACTERS), known);
      return {
        text,
        mentions,
        rest,
        unknown: [...others.filter((other) => other !== undefined), ...unknown],
      };
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

  /** 山东省总工会 is no case of a county in 山东: the union so called, where the corpus knows nothing of it. */
  async function otherUnion(
    mention: Mention,
    text: string,
    { cases }: Catalogue,
  ): Promise<string | undefined> {
    const [place] = places.placesIn(mention.words);
    if (place?.end !== mention.words.length) return undefined;
    const ending = text.slice(mention.end).match(/^[省市区县州]?总工会/)?.[0];
    if (ending === undefined) return undefined;
    const name = place.name + ending;
    const bare = [place.name, ...places.namesOf(place.name)].map((each) => each.replace(/[省市区县州]$/, ""));
    const ofPlace = new RegExp(`(?:${bare.join("|")})[省市区县州]?总工会$`);
    const isCase = mention.cases.some((ordinal) =>
      ofPlace.test(foldTight(cases[ordinal]?.organization ?? "")),
    );
    return isCase || (await passagesWith(name)).length > 0 ? undefined : name;
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

/** The name right before 市总工会: a word that is no place, like 做好, does not name one. */
function unionsIn(rest: string): string[] {
  return [...rest.matchAll(/(\p{Script=Han}{2,12}?)([省市区县]?)总工会/gu)].flatMap((match) => {
    const [, before = "", rank = ""] = match;
    const words = cutWords(before + rank);
    const last = words.findLastIndex((word) => word !== rank && (word.length > 1 || STOP_WORDS.has(word)));
    const place = words.slice(words[last]?.length === 1 ? last + 1 : Math.max(0, last)).join("");
    const name = rank && place.endsWith(rank) ? place.slice(0, -1) : place;
    // 地级市 and 3个区 are kinds of places; 火星市 is none that the dictionary has, but named like one.
    const kind =
      /个[省市区县]?$/.test(name) ||
      (rank !== "" && isWord(place) && kindOf(place) === "noun" && !isPlaceName(place));
    const named = rank !== "" && kindOf(name) === "noun" && !isWord(place);
    const ordinary =
      STOP_WORDS.has(name) || kind || (isWord(name) && !named && (name === place || !isWord(place)));
    return name.length >= 2 && !ordinary ? [name] : [];
  });
}
