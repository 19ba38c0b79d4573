/** A question or a name → the cases it speaks of. */

import type { Case } from "../corpus/case.ts";
import { isWord } from "../language/dictionary.ts";
import { digitize, fold, foldTight } from "../language/fold.ts";
import { allIn, firstIn, namesSay } from "../language/organizations.ts";
import type { Places } from "../language/places.ts";
import type { Store } from "../stores/store.ts";
import { absentNames, nameAtEnd } from "./absent.ts";
import { buildCatalogue, type Catalogue, createSpellings } from "./catalogue.ts";
import { createCorpusWords } from "./corpus-words.ts";
import { type SharedWords, sharedWords } from "./heading-words.ts";
import { createHealer } from "./heal.ts";
import { type Mention, notOverlapping } from "./mention.ts";
import { mentionsIn } from "./mentions.ts";
import type { NameKind } from "./names.ts";
import { notesIn } from "./notes.ts";
import type { Span } from "./segments.ts";
import { inOrder } from "./speak.ts";
import { type Ballot, type CaseVote, elect, narrowed } from "./votes.ts";

export interface CaseFinding {
  /** The question folded and digitized. */
  readonly text: string;
  /** In order of mention; each with the cases that it means beside the others. */
  readonly mentions: readonly Mention[];
  /** The question without the mentions of organisations and places; programme names stay, since they are content. */
  readonly rest: string;
  /** Organisations and places that are named but that no case has and no passage bears. */
  readonly unknown: readonly string[];
  /** What all the words of the question speak for, best first; none where it names none and gives no year of one. */
  readonly cases: readonly CaseVote[];
  /** A name means the first two of `cases`, and nothing decides between them. */
  readonly level: boolean;
}

export interface CaseFinder {
  find(question: string): Promise<CaseFinding>;
  /** All names of the catalogue, for suggestions and completion; the same map as long as the index is the same. */
  names(): Promise<ReadonlyMap<string, { readonly kind: NameKind; readonly cases: readonly number[] }>>;
}

/** Names are looked for in the beginning of a message only; what is longer was pasted. */
const MAX_CHARACTERS = 1_000;

/** A common word is a case's name where the cases that go by it hold this share of the passages that hold the word. */
const MIN_SHARE = 0.5;

/** Words of a heading name its case where hardly another case uses them. */
const MIN_HEADING_SHARE = 0.95;

/** Two characters that no dictionary has together come about too easily. */
const MIN_HEADING_WORDS = 3;

/** Kinds whose names are content as well. */
const CONTENT_KINDS: ReadonlySet<Mention["kind"]> = new Set(["programme", "person", "heading"]);

export function createCaseFinder(parts: { store: Store; places: Places }): CaseFinder {
  const { store, places } = parts;
  const corpus = createCorpusWords(store);
  const healer = createHealer(store);
  const spellings = createSpellings();
  let catalogue: { readonly cases: readonly Case[]; readonly built: Promise<Catalogue> } | undefined;

  async function current(): Promise<Catalogue> {
    const cases = await store.cases();
    if (catalogue?.cases !== cases) {
      const built = notesIn(store).then((notes) =>
        buildCatalogue(
          cases,
          places,
          notes.map((of) => of?.naming ?? null),
          spellings,
        ),
      );
      catalogue = { cases, built };
      built.catch(() => {
        catalogue = undefined;
      });
    }
    return catalogue.built;
  }

  return {
    names: async () => (await current()).written(),
    async find(question) {
      const known = await current();
      const folded = fold(question);
      const digitized = digitize(folded);
      const typed = digitized.slice(0, MAX_CHARACTERS);
      const inTyped = await mentionsIn(typed, known, places);
      const said = await healer.heal(typed, inTyped);
      const text = said + digitized.slice(MAX_CHARACTERS);
      const candidates = said === typed ? inTyped : await mentionsIn(said, known, places);
      const meant = await Promise.all(candidates.map(isMeant));
      const named = notOverlapping(candidates.filter((mention, i) => meant[i] && !isWay(mention, said)));
      const others = await Promise.all(
        named.map(
          async (mention) => (await otherUnion(mention, text, known)) ?? (await ofOtherPlace(mention, said)),
        ),
      );
      const shared = await sharedIn(said, named, known);
      const hints = [
        ...yearsIn(said, known),
        ...shared.ballots,
        ...hintsOf(
          candidates.filter((_, i) => !meant[i]),
          named,
        ),
      ];
      const mentions = narrowed(
        [...named.filter((_, i) => others[i] === undefined), ...shared.mentions].sort(
          (a, b) => a.start - b.start,
        ),
        hints,
        known.count,
      ).map((mention) => ({ ...mention, words: asWritten(mention.words, folded) }));
      const rest = withoutNames(text, named);
      const absent = await absentNames(
        withoutNames(said, [...named, ...shared.mentions]),
        {
          isName: (name) => known.names.has(name),
          hasNameLike: (letters) =>
            [...known.names.keys()].some((name) => inOrder(letters, name, Number.POSITIVE_INFINITY)),
          holds: corpus.holds,
        },
        places,
      );
      const open = mentions.some(({ cases }) => cases.length > 1);
      const words = (open ? await corpus.casesByWord(rest) : []).map((cases) => ({
        cases,
        worth: WORD_WORTH,
      }));
      return {
        text,
        mentions,
        rest,
        unknown: [
          ...others.filter((other) => other !== undefined),
          ...absent.map((name) => asWritten(name, folded)),
        ],
        ...elect(mentions, { hints, words, count: known.count }),
      };
    },
  };

  /** Whether a word that may be an ordinary one is used as a name. */
  async function isMeant({ words, name, cases, common, doubtful }: Mention): Promise<boolean> {
    if (doubtful && (await corpus.holds(words, "written"))) return false;
    return !common || (await corpus.shareOf(name, cases)) >= MIN_SHARE;
  }

  /** Words shared with headings: names where they are no word of the dictionary and hardly others use them. */
  async function sharedIn(
    said: string,
    named: readonly Mention[],
    { headings }: Catalogue,
  ): Promise<{ readonly mentions: readonly Mention[]; readonly ballots: readonly Ballot[] }> {
    const mentions: Mention[] = [];
    const ballots: Ballot[] = [];
    for (const found of sharedWords(said, headings, between(named, said.length))) {
      const share = await corpus.shareOf(found.words, found.cases);
      if (share >= MIN_HEADING_SHARE && found.words.length >= MIN_HEADING_WORDS && !isWord(found.words))
        mentions.push(headingMention(found));
      else if (share >= MIN_SHARE) ballots.push({ cases: found.cases, worth: HEADING_WORTH * share });
    }
    return { mentions, ballots };
  }

  /** 山东省总工会 is no case of a county in 山东: the union so called, where the corpus knows nothing of it. */
  async function otherUnion(
    mention: Mention,
    text: string,
    { cases }: Catalogue,
  ): Promise<string | undefined> {
    const [place] = places.placesIn(mention.words);
    if (place?.end !== mention.words.length) return undefined;
    const ending = firstIn("union-after", text.slice(mention.end))?.[0];
    if (ending === undefined) return undefined;
    const name = place.name + ending;
    const forms = [place.name, ...places.namesOf(place.name)];
    const isCase = mention.cases.some((ordinal) => {
      const before = withoutUnion(foldTight(cases[ordinal]?.organization ?? ""));
      return (
        before !== undefined && forms.some((form) => before.endsWith(withoutUnion(`${form}总工会`) ?? form))
      );
    });
    return isCase || (await corpus.holds(name, "written")) ? undefined : name;
  }

  /** 青桥县博物馆 is not the 县博物馆 of another county, where the corpus knows nothing of 青桥. */
  async function ofOtherPlace({ words, start }: Mention, said: string): Promise<string | undefined> {
    const own = namesSay("level-first", words) ? nameAtEnd(said.slice(0, start)) : undefined;
    return own === undefined || (await corpus.holds(own, "sounding")) ? undefined : own + words;
  }
}

/** A region that somebody goes to or comes from is not the one whose case is meant. */
function isWay({ kind, start, end }: Mention, said: string): boolean {
  return (
    kind === "region" &&
    (namesSay("way-before", said.slice(0, start)) || namesSay("way-after", said.slice(end)))
  );
}

/** What words of a heading are worth that others use too, beside an organisation's name. */
const HEADING_WORTH = 0.6;

/** Places that others are called by as well name no case, but tell those apart that something else names. */
function hintsOf(rejected: readonly Mention[], named: readonly Mention[]): Ballot[] {
  return rejected
    .filter(({ kind, how }) => kind === "short" && how === "name")
    .filter(({ start, end }) => named.every((other) => end <= other.start || other.end <= start))
    .map(({ cases, minor }) => ({ cases, minor, worth: HEADING_WORTH }));
}

/** What a word of the question is worth. */
const WORD_WORTH = 0.2;

/** 镇江市总工会 → 镇江: what stands before a union and the level of its place. */
function withoutUnion(name: string): string | undefined {
  const match = firstIn("placed-union", name);
  return match?.[1];
}

function headingMention({ words, cases, start, end }: SharedWords): Mention {
  return {
    words,
    name: words,
    kind: "heading",
    how: "name",
    cases,
    minor: [],
    start,
    end,
    common: true,
    doubtful: false,
  };
}

/** The words of the question that digits stand for: 2院 → 二院. */
function asWritten(words: string, folded: string): string {
  if (!/\d/.test(words) || folded.includes(words)) return words;
  const first = words[0] ?? "";
  for (let start = 0; start < Math.min(folded.length, MAX_CHARACTERS); start += 1) {
    if (folded[start] !== first && !/\d/.test(first)) continue;
    for (let end = start + 1; end <= Math.min(folded.length, start + words.length + MOST_ADDED); end += 1)
      if (digitize(folded.slice(start, end)) === words) return folded.slice(start, end);
  }
  return words;
}

/** Numerals are at most so much longer than their digits. */
const MOST_ADDED = 4;

/** What a heading is first about, and which other years it names. */
function yearsIn(said: string, { years }: Catalogue): Ballot[] {
  return [...new Set(allIn("year", said).map((match) => match[1] ?? ""))].flatMap((year) => {
    const { first = [], also = [] } = years.get(year) ?? {};
    return [
      { cases: first, worth: 0.6 },
      { cases: also, worth: 0.3 },
    ].filter(({ cases }) => cases.length > 0);
  });
}

function withoutNames(text: string, named: readonly Mention[]): string {
  let rest = text;
  for (const { start, end, kind } of [...named].sort((a, b) => b.start - a.start))
    if (!CONTENT_KINDS.has(kind)) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return rest;
}

/** What the mentions, in order, leave between them. */
function between(mentions: readonly Mention[], length: number): Span[] {
  const edges = [0, ...mentions.flatMap(({ start, end }) => [start, end]), length];
  return Array.from({ length: edges.length / 2 }, (_, i) => ({
    start: edges[2 * i] ?? 0,
    end: edges[2 * i + 1] ?? 0,
  }));
}
