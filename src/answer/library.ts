/** Knowledge → what a reader browses: the shelf of all cases, a case with its whole text, a sentence in its case. */

import type { Case, Section, Sentence } from "../corpus/case.ts";
import { fingerprintOf } from "../corpus/fingerprint.ts";
import type { CaseRef, Quote } from "../grounding/answer.ts";
import { caseRef, createGround, GroundingError, withoutLineBreaks } from "../grounding/ground.ts";
import { type Located, locate, type SentenceAddress, type Spot } from "../grounding/located.ts";
import { foldTight } from "../language/fold.ts";
import { type OrganizationKind, organizationKindOf } from "../language/organizations.ts";
import { ownPlaces } from "../language/places.ts";
import { type Quantity, quantitiesIn } from "../language/quantities.ts";
import { readable } from "../language/templates.ts";
import { pairsOf } from "../question/part-words.ts";
import { createTurns } from "../search/turns.ts";
import { type CorpusVersion, versionOf } from "./corpus-version.ts";
import type { Knowledge } from "./knowledge.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
import { beginnings } from "./suggest.ts";

export interface ShelvedCase {
  readonly of: CaseRef;
  readonly year: number | null;
  /** What it is about, as far as other cases are about it too. */
  readonly subjects: readonly string[];
  /** The sentence of its recommendation that says most of its title; null where it has no recommendation. */
  readonly about: string | null;
  /** The sentence of its results with the most figures; null where they have none. */
  readonly figures: string | null;
  /** By the name of its organisation; null where that does not tell. */
  readonly level: OrganizationKind["level"];
  readonly kind: OrganizationKind["kind"] | null;
  /** The province of the first place in that name. */
  readonly region: string | null;
}

export interface Shelf {
  readonly version: CorpusVersion;
  /** In the order of the corpus. */
  readonly cases: readonly ShelvedCase[];
  /** Ids of the documents' own entries: heading and front matter. */
  readonly documents: readonly string[];
  /** The most telling first. */
  readonly subjects: readonly { readonly name: string; readonly count: number }[];
}

/** A case, or a document's own heading and front matter, every sentence of it compared with the source. */
export interface OpenCase {
  readonly case: Case;
  /** The heading of the document that it stands in; empty where that has none, or where this is it. */
  readonly document: string;
  /** Id of the document's own entry; null where there is none, or where this is it. */
  readonly documentId: string | null;
  /** The cases before and after it, in the order of the corpus. */
  readonly before: CaseRef | null;
  readonly after: CaseRef | null;
  readonly version: CorpusVersion;
}

/** A sentence by its address; `section` is an index into heading and sections. */
export interface Step {
  readonly section: string;
  readonly item: string | null;
  readonly number: number;
  readonly fingerprint: string;
}

export interface OpenSentence {
  readonly kind: Located["kind"];
  readonly open: OpenCase;
  /** The sentences that are meant, and their citation. */
  readonly quote: Quote;
  /** The sentences before and after them in the case. */
  readonly previous: Step | null;
  readonly next: Step | null;
}

export interface Library {
  /** The same object as long as the corpus is the same. */
  shelf(): Promise<Shelf>;
  /** Undefined where there is no such case. */
  open(caseId: string): Promise<OpenCase | undefined>;
  /** Undefined where there is no such place, and the words stand nowhere else. */
  openAt(address: SentenceAddress): Promise<OpenSentence | undefined>;
  /** Questions to begin with. */
  beginnings(): Promise<readonly string[]>;
}

/** Over one store; each of its functions wants to be called within `fromOneIndex`. */
export function createLibrary(knowledge: Knowledge): Library {
  const { store, lexicon } = knowledge;
  const shelves = new WeakMap<readonly Case[], Promise<Shelf>>();

  async function shelve(cases: readonly Case[]): Promise<Shelf> {
    const subjects = await subjectsOf(cases, lexicon);
    const namesOf = subjectNames(subjects);
    const shelved: ShelvedCase[] = [];
    const turn = createTurns();
    for (const [ordinal, unionCase] of cases.entries()) {
      await turn();
      if (unionCase.role !== "case") continue;
      shelved.push({
        of: caseRef(unionCase),
        year: unionCase.year,
        subjects: namesOf.get(ordinal) ?? [],
        about: aboutOf(unionCase),
        figures: figuresOf(unionCase),
        ...kindOf(unionCase),
      });
    }
    return {
      version: await versionOf(store),
      cases: shelved,
      documents: cases.filter(({ role }) => role === "document").map(({ id }) => id),
      subjects: subjects.map(({ name, cases: about }) => ({ name, count: about.length })),
    };
  }

  async function opened(at: number, cases: readonly Case[]): Promise<OpenCase | undefined> {
    const unionCase = cases[at];
    if (!unionCase) return undefined;
    assertVerbatim(unionCase, (await store.text(unionCase.file)) ?? "");
    const entry = cases.find(({ role, file }) => role === "document" && file === unionCase.file);
    const document = entry === unionCase ? undefined : entry;
    const refOf = (other: Case | undefined) => (other?.role === "case" ? caseRef(other) : null);
    return {
      case: unionCase,
      document: document ? headingText(document.heading) : "",
      documentId: document?.id ?? null,
      before: refOf(cases.slice(Math.max(0, at - 2), at).findLast(({ role }) => role === "case")),
      after: refOf(cases.slice(at + 1, at + 3).find(({ role }) => role === "case")),
      version: await versionOf(store),
    };
  }

  return {
    async shelf() {
      const cases = await store.cases();
      const known = shelves.get(cases) ?? shelve(cases);
      shelves.set(cases, known);
      return known;
    },
    async open(caseId) {
      const cases = await store.cases();
      return opened(
        cases.findIndex(({ id }) => id === caseId),
        cases,
      );
    },
    async openAt(address) {
      const cases = await store.cases();
      const located = locate(address, cases);
      const open = located && (await opened(cases.indexOf(located.spot.case), cases));
      if (!open) return undefined;
      const quote = await createGround(store).quote(located.spot);
      return { kind: located.kind, open, quote, ...neighboursOf(located.spot) };
    },
    beginnings: () => beginnings(knowledge),
  };
}

function subjectNames(subjects: readonly Subject[]): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const { name, cases } of subjects)
    for (const ordinal of cases) names.set(ordinal, [...(names.get(ordinal) ?? []), name]);
  return names;
}

function headingText({ blocks }: Section): string {
  return blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join("");
}

/** What is shown to be the source's is compared with it, as every quote of an answer is. */
function assertVerbatim({ heading, sections, file }: Case, source: string): void {
  for (const { blocks } of [heading, ...sections])
    for (const { sentences, line } of blocks)
      for (const { start, end, text } of sentences)
        if (withoutLineBreaks(source.slice(start, end)) !== withoutLineBreaks(text))
          throw new GroundingError(
            `${file}:${line}：原文第 ${start}–${end} 个字符处与索引不同；请运行 index`,
          );
}

function neighboursOf({ case: unionCase, sentences }: Spot): Pick<OpenSentence, "previous" | "next"> {
  const steps = stepsOf(unionCase);
  const at = (sentence: Sentence | undefined) => steps.findIndex(({ start }) => start === sentence?.start);
  const stepAt = (index: number): Step | null => {
    const found = steps[index];
    return found
      ? {
          section: found.section,
          item: found.item,
          number: found.sentence.number,
          fingerprint: fingerprintOf([found.sentence]),
        }
      : null;
  };
  return { previous: stepAt(at(sentences[0]) - 1), next: stepAt(at(sentences.at(-1)) + 1) };
}

function stepsOf({ heading, sections }: Case) {
  return [heading, ...sections].flatMap(({ name, blocks }) =>
    blocks.flatMap(({ label, sentences }) =>
      sentences.map((sentence) => ({ section: name, item: label, sentence, start: sentence.start })),
    ),
  );
}

function aboutOf({ organization, title, sections }: Case): string | null {
  const named = [...pairsOf(readable(`${organization} ${title}`))];
  const recommendation = sections.find(({ kind }) => kind === "recommendation");
  const sentences = recommendation?.blocks.flatMap((block) => block.sentences) ?? [];
  const said = sentences.map(({ text }) => {
    const own = pairsOf(readable(text));
    return { text, shared: named.filter((pair) => own.has(pair)).length };
  });
  const [best] = said.toSorted((a, b) => b.shared - a.shared);
  return best ? withoutLineBreaks(best.text) : null;
}

const COUNTING: readonly string[] = ["count", "money", "share", "ratio"];

/** A figure that says what it counts: no date, no number of an item, none that is part of a name. */
function countsSomething({ kind, unit, text }: Quantity): boolean {
  return COUNTING.includes(kind) && unit !== "" && /\d/.test(text);
}

function figuresOf({ sections }: Case): string | null {
  const results = sections.filter(({ kind }) => kind === "results");
  const counted = results
    .flatMap(({ blocks }) => blocks.flatMap(({ sentences }) => sentences))
    .map(({ text }) => ({ text, count: quantitiesIn(text).filter(countsSomething).length }));
  const [most] = counted.toSorted((a, b) => b.count - a.count);
  return most && most.count > 0 ? withoutLineBreaks(most.text) : null;
}

function kindOf({ organization }: Case): Pick<ShelvedCase, "level" | "kind" | "region"> {
  const { level = null, kind = null, municipality } = organizationKindOf(organization) ?? {};
  const { placesIn, provinceOf } = ownPlaces();
  const [place] = placesIn(foldTight(organization));
  return {
    // A city that is a province.
    level: level === "city" && municipality ? "province" : level,
    kind,
    region: (place && provinceOf(place.name)) ?? null,
  };
}
