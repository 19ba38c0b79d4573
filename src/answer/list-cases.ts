/** A condition → every case of the corpus that meets it, each with the words that show it. */

import type { Case, Section } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { subjectOf } from "../search/query.ts";
import type { Hit } from "../search/rank.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Listing, NotFound } from "./answer.ts";
import { type Choice, choices, withoutTrailingComma } from "./choose.ts";
import { type Condition, conditionOf, meets } from "./conditions.ts";
import { caseRef, createGround, type Ground, type Place } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { notTold } from "./refuse.ts";
import { type Request, sectionFilter } from "./request.ts";
import { sectionsMeant } from "./sections.ts";

/** Passages looked at for a condition: far more than any answer names. */
const ALL = 5_000;

/** A case meets a condition in words when one of its passages speaks of this share of it … */
const MIN_COVERAGE = 0.5;
/** … the one case asked for, of this share … */
const MIN_COVERAGE_OF_ONE = 0.4;
/** … and of nearly as much as the case that speaks of it most. */
const NEAR_BEST = 0.8;

type Entry = Listing["entries"][number];

/** The whole catalogue. */
export async function listCatalogue(
  knowledge: Knowledge,
  asks: Listing["asks"] = "catalogue",
): Promise<Listing> {
  const cases = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  return listing(asks, "", cases.map(headingPlace), knowledge);
}

export async function listAsked(request: Request, knowledge: Knowledge): Promise<Listing | NotFound> {
  const { understanding, target } = request;
  const { intent, text } = understanding;
  if (intent === "catalogue") return listCatalogue(knowledge, /几|多少/.test(text) ? "count" : "catalogue");
  const asks = intent === "count" ? "count" : "which";
  const named = understanding.referents.some(({ isProgramme }) => isProgramme) ? [] : target.cases;
  if (named.length > 0 && !understanding.hasContent)
    return listing(asks, "", named.map(headingPlace), knowledge);
  const found = await matchingPlaces(request, knowledge);
  const places =
    named.length > 0 ? found.filter((place) => named.some(({ id }) => id === place.case.id)) : found;
  if (places.length > 0) return listing(asks, request.content.trim(), places, knowledge);
  const concepts = await knowledge.retriever.concepts(request.content);
  return notTold(concepts);
}

/** Where each case that meets the condition shows it, in the order of the corpus. */
async function matchingPlaces(request: Request, knowledge: Knowledge): Promise<Place[]> {
  const { understanding, content } = request;
  const { store, retriever } = knowledge;
  const condition = conditionOf(content, understanding.text);
  const accepts = sectionFilter(request) ?? (() => true);
  const concepts = await retriever.concepts(condition.content);
  const spoken =
    concepts.length > 0
      ? await casesSpeakingOf(condition.content, concepts, accepts, understanding.text, knowledge)
      : undefined;
  const places: Place[] = [];
  for (const unionCase of await store.cases()) {
    if (unionCase.role !== "case") continue;
    const choice = spoken?.get(unionCase.id);
    if (spoken && !choice) continue;
    if (!meets(unionCase, sectionsIn(unionCase, request), condition)) continue;
    const held = condition.text.length > 0 ? sentenceHolding(unionCase, condition, accepts) : undefined;
    if (condition.text.length > 0 && !held) continue;
    const structured = condition.structure
      ? structurePlace(unionCase, sectionsIn(unionCase, request), condition)
      : undefined;
    places.push(held ?? (choice ? choicePlace(choice) : (structured ?? headingPlace(unionCase))));
  }
  return places;
}

function sectionsIn(unionCase: Case, { understanding }: Request): readonly Section[] {
  return understanding.section ? sectionsMeant(understanding.section, unionCase) : unionCase.sections;
}

/** The best run of words of each case that speaks of the condition, by case id. */
async function casesSpeakingOf(
  content: string,
  concepts: readonly WeightedConcept[],
  accepts: (passage: Passage) => boolean,
  question: string,
  { retriever }: Knowledge,
): Promise<Map<string, Choice>> {
  const hits = await retriever.retrieve(content, { limit: ALL, scope: { accepts } });
  const byCase = new Map<Case, Hit[]>();
  for (const hit of hits) {
    if (hit.case.role === "case") byCase.set(hit.case, [...(byCase.get(hit.case) ?? []), hit]);
  }
  const scored = [...byCase.values()].map((own) => ({ own, coverage: coverageOfCase(own, concepts) }));
  const best = Math.max(0, ...scored.map(({ coverage }) => coverage));
  const one = wantsOne(question);
  const [near, least] = one ? [0.999, MIN_COVERAGE_OF_ONE] : [NEAR_BEST, MIN_COVERAGE];
  const found = new Map<string, Choice>();
  for (const { own, coverage } of scored) {
    if (coverage < least || coverage < near * best) continue;
    const [choice] = choices(own.slice(0, 4), { asks: "matter", listed: null, question, concepts });
    if (choice) found.set(choice.hit.case.id, choice);
  }
  return found;
}

/** Words in quotation marks have to be there to the letter; else the best passage counts. */
function coverageOfCase(hits: readonly Hit[], concepts: readonly WeightedConcept[]): number {
  const exact = concepts.filter(({ quoted }) => quoted);
  if (exact.length === 0) return Math.max(0, ...hits.map(({ coverage }) => coverage));
  const holds = exact.every(({ surface }) =>
    hits.some(({ matches }) =>
      matches.some(({ concept, degree }) => concept.surface === surface && degree === 1),
    ),
  );
  return holds ? 1 : 0;
}

/** 哪个案例 wants one case, 哪些案例 all that fit. */
function wantsOne(question: string): boolean {
  return /哪(?:1)?(?:个|家)(?!几)|哪里的|谁家/.test(question);
}

function sentenceHolding(
  unionCase: Case,
  { text }: Condition,
  accepts: (passage: Passage) => boolean,
): Place | undefined {
  for (const passage of passagesOf(unionCase)) {
    const sentence = accepts(passage)
      ? passage.sentences.find((candidate) => {
          const subject = subjectOf(candidate.text).text;
          return text.every((pattern) => pattern.test(subject));
        })
      : undefined;
    if (sentence) return { case: unionCase, passage, sentences: [sentence] };
  }
  return undefined;
}

/** The opening of the section that is built as asked. */
function structurePlace(
  unionCase: Case,
  sections: readonly Section[],
  { structure }: Condition,
): Place | undefined {
  const section = sections.find((candidate) => structure?.(candidate));
  const passage = passagesOf(unionCase).find((candidate) => candidate.section === section?.name);
  return passage ? { case: unionCase, passage, sentences: passage.sentences.slice(0, 1) } : undefined;
}

function choicePlace({ hit, sentence, from, text }: Choice): Place {
  return {
    case: hit.case,
    passage: hit.passage,
    sentences: [sentence],
    from,
    to: from + withoutTrailingComma(text).length,
  };
}

/** A case's title, or whatever its heading or text begins with. */
function headingPlace(unionCase: Case): Place {
  const passages = passagesOf(unionCase);
  const passage = passages.filter(({ sectionKind }) => sectionKind === "heading").at(-1) ?? passages[0];
  if (!passage)
    throw new Error(`${unionCase.file}:${unionCase.line}: expected a case with words, found none`);
  return { case: unionCase, passage, sentences: passage.sentences.slice(0, 1) };
}

async function listing(
  asks: Listing["asks"],
  condition: string,
  places: readonly Place[],
  { store }: Knowledge,
): Promise<Listing> {
  const ground = createGround(store);
  const entries: Entry[] = [];
  for (const place of places) entries.push(await entryOf(place, ground));
  return { kind: "listing", asks, condition, entries, suggestions: [], carried: null };
}

async function entryOf(place: Place, ground: Ground): Promise<Entry> {
  const quote = await ground.quote(place);
  return { case: caseRef(place.case), claim: { text: quote.text, quotes: [quote] } };
}
