/** A request for a summary → the summary of the case that is named or described. */

import type { Case } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import { type SectionSlots, sectionSlots } from "../question/section-slots.ts";
import { summaryWish } from "../question/summary-wish.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Answer } from "./answer.ts";
import { partsCalled } from "./excerpt-places.ts";
import type { Knowledge } from "./knowledge.ts";
import { caseFits, type NamedPart, partsNamed, phrasesIn } from "./named-parts.ts";
import { overviewOf } from "./overview.ts";
import { questionAsked } from "./question-asked.ts";
import { ambiguous, notFound } from "./refuse.ts";
import { caseScope, type Request } from "./request.ts";
import { describedCases } from "./resolve-case.ts";
import { summaryOf } from "./summarize.ts";
import { isTelling } from "./telling.ts";

export async function summaryAsked(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { understanding, content, target } = request;
  const { text, hasContent, item, referents } = understanding;
  const [unionCase, ...others] = target.cases;
  if (unionCase && others.length > 0) return ambiguous(referents[0]?.name ?? "", target.cases);
  const named = unionCase && !target.weakly ? [unionCase] : [];
  const all = (await knowledge.store.cases()).filter(({ role }) => role === "case");
  const slots = sectionSlots(text, named.length > 0 ? named : all);
  const wish = summaryWish(text);
  if (named.length > 0 && item !== null) return questionAsked(request, knowledge);
  const ofSection = slots.explicit ? sectionAsked(slots, content, named.length > 0 ? named : all) : undefined;
  if (ofSection)
    return summaryOf({ case: ofSection, ...wish, focus: { sections: slots.sections } }, knowledge);
  if (unionCase && named.length > 0) {
    if (wish.aspects.length > 0)
      return summaryOf({ case: unionCase, ...wish, focus: { words: topicOf(content) } }, knowledge);
    const beyond = hasContent ? await beyondHeading(content, unionCase, knowledge) : [];
    if (beyond.length === 0) return summaryOf({ case: unionCase, ...wish }, knowledge);
    const part = partsNamed(content, "", [unionCase])[0];
    if (part && part.fit >= PART)
      return summaryOf({ case: unionCase, ...wish, focus: { words: content } }, knowledge);
    const answer = await questionAsked(request, knowledge);
    if (answer.kind !== "grounded") return answer;
    const passages = await passagesOn(beyond, request, knowledge);
    if (passages.length > 0) return overviewOf(unionCase, passages, knowledge);
    // What is told in other words somewhere in the case, its summary tells too.
    return answer.certain ? answer : summaryOf({ case: unionCase, ...wish }, knowledge);
  }
  if (!hasContent)
    return unionCase ? summaryOf({ case: unionCase, ...wish }, knowledge) : notFound({ kind: "empty" });
  const topic = wish.aspects.length > 0 ? topicOf(content) : content;
  const part = pointedAt(text, topic, all);
  if (part) return summaryOf({ case: part.case, ...wish, focus: { part: part.part } }, knowledge);
  const described = await describedOr(topic, all, knowledge);
  if (described.length > 1) return ambiguous(content.trim(), described);
  if (described[0]) return summaryOf({ case: described[0], ...wish, focus: { words: topic } }, knowledge);
  return questionAsked(request, knowledge);
}

/** A part of the case whose name the words are, to this degree. */
const PART = 0.6;

/** By what passages say, else by all that a case says; a case is meant where it leads by so much. */
async function describedOr(topic: string, cases: readonly Case[], knowledge: Knowledge): Promise<Case[]> {
  const described = await describedCases(topic, knowledge);
  if (described.length > 0) return described;
  const fits = caseFits(topic, cases);
  const [best, next] = [...cases].sort((a, b) => (fits.get(b) ?? 0) - (fits.get(a) ?? 0));
  const worth = best ? (fits.get(best) ?? 0) : 0;
  return best && worth >= FITTING && (!next || (fits.get(next) ?? 0) <= LEAD * worth) ? [best] : [];
}

const FITTING = 0.5;
const LEAD = 0.85;

/** What stands before the colon behind which aspects are named. */
function topicOf(content: string): string {
  return content.split(":")[0] ?? content;
}

/** The part that a phrase of the question points at. */
function pointedAt(text: string, topic: string, cases: readonly Case[]): NamedPart | undefined {
  for (const phrase of phrasesIn(text)) {
    const best = partsNamed(phrase, topic, cases).find(
      ({ part, fit }) => fit >= PART && part.kind !== "paragraph",
    );
    if (best) return best;
  }
  return undefined;
}

/** The case of which these sections are asked for; undefined where nothing tells several apart. */
function sectionAsked(
  { sections, words }: SectionSlots,
  content: string,
  cases: readonly Case[],
): Case | undefined {
  const rest = words.reduce((left, word) => left.replace(word, " "), content);
  const having = cases.filter((of) => partsCalled(sections, of).length > 0);
  const fits = caseFits(rest, having);
  const [best, next] = [...having].sort((a, b) => (fits.get(b) ?? 0) - (fits.get(a) ?? 0));
  return next && fits.get(best as Case) === fits.get(next) ? undefined : best;
}

/** Share of the content's weight that heading and opening speak of where it names the case once more. */
const SPOKEN_OF = 0.75;

/** The words that say more than the case's own heading and opening do; none where the case itself is meant. */
async function beyondHeading(
  content: string,
  unionCase: Case,
  { retriever }: Knowledge,
): Promise<WeightedConcept[]> {
  const telling = (await retriever.concepts(content)).filter(isTelling);
  const opening = unionCase.sections[0]?.blocks[0]?.sentences.map(({ text }) => text).join("") ?? "";
  const matches = retriever.match(`${unionCase.organization} ${unionCase.title} ${opening}`, telling);
  const weightOf = (some: readonly { concept: WeightedConcept }[]) =>
    some.reduce((sum, { concept }) => sum + concept.weight, 0);
  const named = matches.filter(({ degree }) => degree >= 0.5);
  return weightOf(named) >= SPOKEN_OF * weightOf(matches)
    ? []
    : telling.filter((_, i) => (matches[i]?.degree ?? 0) < 0.5);
}

/** Passages shown of a part of a case that no heading names. */
const PASSAGES = 3;

/** The passages that say one of the words, best first cut off, in source order. */
async function passagesOn(
  concepts: readonly WeightedConcept[],
  { content, target }: Request,
  knowledge: Knowledge,
): Promise<Passage[]> {
  const { caseOrdinal } = await caseScope(target, knowledge);
  if (caseOrdinal === undefined) return [];
  const hits = await knowledge.retriever.retrieve(content, {
    limit: 2 * PASSAGES,
    scope: {
      cases: new Set([caseOrdinal]),
      accepts: ({ sectionKind }) => sectionKind !== "heading",
    },
  });
  const says = ({ sentences }: Passage) =>
    knowledge.retriever.match(textOf(sentences), concepts).some(({ degree }) => degree >= 0.8);
  return hits
    .map(({ passage }) => passage)
    .filter(says)
    .slice(0, PASSAGES)
    .sort((a, b) => a.start - b.start);
}
