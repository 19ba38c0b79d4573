/** A request for a summary → the summary of the case, section or part that is named or described; null where none is. */

import type { Case, Span } from "../../corpus/case.ts";
import { lengthOfAll, passagesOf } from "../../corpus/passages.ts";
import type { Answer, Claim, NonEmpty } from "../../grounding/answer.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { withoutYears, yearsAsked } from "../../language/years-asked.ts";
import { bareHeading, casePartsOf } from "../../question/case-parts.ts";
import { isChapter } from "../../question/chapters.ts";
import { asksForAll } from "../../question/kinds.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import type { SectionSlots } from "../../question/section-slots.ts";
import { type SectionKindAsked, summaryWish } from "../../question/summary-wish.ts";
import {
  calledSo,
  clearlyFitting,
  fittingCases,
  headingOf,
  matterOf,
  nearlyFitting,
  ofKindSaid,
  paperOfYear,
  partOfMatter,
  withoutBrackets,
  wordsBeside,
} from "../described.ts";
import { chapterOf, itemIn, partsCalled } from "../excerpt-places.ts";
import type { Knowledge } from "../knowledge.ts";
import { isInside, partsTelling, tellingMost } from "../part-telling.ts";
import { ambiguous, unknownItem, unknownPart } from "../refuse.ts";
import { summaryOf } from "../summarize.ts";
import { numbered } from "../together.ts";
import { caseCounted, countedAlone, countedWords } from "./case-counted.ts";
import { listCatalogue } from "./catalogue.ts";

const templates = openTemplates("summary");
const sections = openTemplates("sections");

/** Of a section that is asked for and no longer all is told. */
const LONG_SECTION = 500;

/** `namedCases`: the cases named, or taken over from what is talked about. `isFirst`: nothing is talked about yet. */
export async function summaryAsked(
  part: Part,
  namedCases: readonly Case[],
  knowledge: Knowledge,
  isFirst: boolean,
): Promise<Answer | null> {
  const { text, named } = part;
  const wish = summaryWish(text);
  const all = await knowledge.store.cases();
  const every = all.filter(({ role }) => role === "case");
  const own = documentAsked(text, namedCases, all);
  const held = own ? every.filter(({ file }) => file === own.file) : [];
  if (wish.each !== null && held.length > 1) return listCatalogue(knowledge, held);
  if (named.cases.length === 0 && every.length > 1 && asksForAll(text)) return listCatalogue(knowledge);
  const counting = isFirst ? countedAlone(part, all) : undefined;
  if (counting?.kind === "ambiguous") return counting;
  if (counting?.kind === "found") return summaryOf({ ...wish, ...counting }, knowledge);
  if (own) return summaryOf({ case: own, ...wish }, knowledge);
  const asked = wish.aspects.length > 0 ? (text.split(":")[0] ?? text) : text;
  const matter = matterOf(asked);
  const isSure = namedCases.length > 0 && (named.firmly || named.cases.length === 0);
  const pool = isSure ? namedCases : all;
  const called = calledSo(fittingCases(matter, pool));
  const isCalled = called !== undefined && areOfTitle(part.slots.words, called);
  const having =
    part.slots.explicit && !isCalled
      ? pool.filter((of) => partsCalled(part.slots.sections, of).length > 0)
      : [];
  const paper = paperOfYear(text, isSure ? pool : every);
  const fitting = paper
    ? [paper]
    : await casesMeant(matter, having.length > 0 ? having : pool, namedCases, knowledge);
  const [chosen, ...rivals] = fitting;
  if (!chosen) return null;
  if (rivals.length > 0)
    return (await summaryOfEach(fitting, all, knowledge)) ?? ambiguous(named.words, fitting);
  // A volume that has no more than a title of its own is told by what it holds.
  const within = chosen.role === "document" ? every.filter(({ file }) => file === chosen.file) : [];
  if (within.length > 0 && lengthOfAll(passagesOf(chosen)) < FEW_WORDS)
    return (await summaryOfEach([chosen], all, knowledge)) ?? listCatalogue(knowledge, within);
  const taken = [...part.slots.words, ...named.words.split("、").filter((name) => name !== "")];
  const topic = partOfMatter(taken.reduce((rest, words) => rest.replace(words, " "), asked));
  if (wish.aspects.length > 0) return summaryOf({ case: chosen, ...wish, topic }, knowledge);
  const counted = caseCounted(text, chosen);
  if (counted === null) return unknownPart(chosen, countedWords(text));
  const { item } = part.slots;
  if (item && isChapter(item) && !chapterOf(chosen, item)) return unknownItem(chosen, item);
  const after = wish.only.flatMap((kind) => partsHeadedAs(kind, chosen));
  const focus = counted
    ? [counted]
    : after.length > 0
      ? after
      : (await focusOf(part, topic, chosen, knowledge)).map((span) => withBelow(span, chosen));
  return summaryOf({ case: chosen, ...wish, focus }, knowledge);
}

/** Of a document, in front of what it holds. */
const FEW_WORDS = 60;

/** So many texts can be told of in one summary, in so many characters, and each in no fewer. */
const MOST_TEXTS = 8;
const ROOM = 650;
const LEAST_EACH = 110;

/** The texts of one document that is meant as a whole, or of one organisation, each in a few sentences; null where they are neither. */
async function summaryOfEach(
  meant: readonly Case[],
  all: readonly Case[],
  knowledge: Knowledge,
): Promise<Answer | null> {
  const [first] = meant;
  const shared = (key: "file" | "organization") => meant.every((of) => of[key] === first?.[key]);
  const isDocument = shared("file") && meant.some(({ role }) => role === "document");
  const texts = isDocument ? all.filter(({ file, role }) => role === "case" && file === first?.file) : meant;
  if (!(isDocument || shared("organization")) || texts.length > MOST_TEXTS) return null;
  const characters = Math.max(LEAST_EACH, ROOM / texts.length);
  const told: Claim[] = [];
  for (const of of texts) {
    const summary = await summaryOf({ case: of, length: "full", characters }, knowledge);
    told.push(...(summary.kind === "summary" ? summary.points.map(({ claim }) => claim) : summary.claims));
  }
  const [head, ...others] = numbered(told);
  if (!head) return null;
  const claims: NonEmpty<Claim> = [head, ...others];
  return { kind: "grounded", by: "extractive", certain: true, claims, suggestions: [], carried: null };
}

/** The case that the words describe; several where nothing tells them apart. */
async function casesMeant(
  matter: string,
  cases: readonly Case[],
  named: readonly Case[],
  knowledge: Knowledge,
): Promise<readonly Case[]> {
  const [only, ...others] = cases;
  if (only && others.length === 0) return [only];
  if (!tellsSomething(matter)) return named;
  const fittings = fittingCases(matter, cases);
  const clear = clearlyFitting(fittings);
  if (clear) return [clear];
  if (named.length === 1) return named;
  const near = ofKindSaid(
    matter,
    toldRatherThanPlanned(
      matter,
      nearlyFitting(fittings).filter((of) => named.length === 0 || named.includes(of)),
    ),
  );
  return near.length > 1 ? tellingMost(matter, near, knowledge) : near.length === 1 ? near : named;
}

/** 2023年干得咋样, where the plan of the year lies beside what came of it; all where nothing else is there, or plans are asked for. */
function toldRatherThanPlanned(matter: string, cases: readonly Case[]): readonly Case[] {
  if (sections.says("said-plans", matter)) return cases;
  const told = cases.filter((of) => !templates.says("heads-plan", withoutBrackets(headingOf(of))));
  return told.length > 0 ? told : cases;
}

/** The parts of the case that are asked for; none where all of it is. */
async function focusOf(part: Part, topic: string, of: Case, knowledge: Knowledge): Promise<readonly Span[]> {
  const { slots, text, content } = part;
  const isNamed = slots.words.length > 0 && (areOfTitle(slots.words, of) || describeText(slots.words, text));
  const item = isNamed
    ? undefined
    : itemIn({ sections: slots.sections, item: slots.item, content, text }, [of]);
  if (item) return [item];
  const words = templates.match("counted-things", text)?.[0];
  const things = casePartsOf(of).filter(
    ({ kind, section }) =>
      kind === "section" && words !== undefined && readable(section.name).includes(words),
  );
  if (things.length > 0) return things;
  const ofYear = partsOfYear(text, of);
  if (ofYear.length > 0) return ofYear;
  const within = isNamed ? [] : innermost(sectionsAsked(slots, of));
  const isLong = within.length === 0 || sizeOf(within) > LONG_SECTION;
  const limits = { within, wholeSections: templates.says("the-section", text) };
  const narrow =
    isLong && tellsSomething(besideTitle(topic, of)) ? await partsTelling(topic, of, limits, knowledge) : [];
  return narrow.length > 0 ? narrow : within;
}

/** Its sections headed as problems, lessons or plans, where nothing else is asked for. */
function partsHeadedAs(kind: SectionKindAsked, of: Case): Span[] {
  return casePartsOf(of).filter(
    (part) => part.kind === "section" && sections.says(`heads-${kind}`, bareHeading(part.section.name)),
  );
}

/** Of kinds of section (做法和效果) those alone of which there is one for each; words of the title name no part. */
function sectionsAsked({ sections, kinds, explicit, words }: SectionSlots, of: Case): Span[] {
  const parts = partsCalled(sections, of).filter(({ section }) => section !== of.heading);
  const isPart = parts.length >= kinds.length && !words.some((word) => templates.says("not-the-part", word));
  return explicit || isPart ? parts : [];
}

/** 延长试行期那个通知: words that say which text is meant, and name no part of it. */
function describeText(words: readonly string[], text: string): boolean {
  return words.every((word) => {
    const behind = text.slice(text.indexOf(word) + word.length).replace(/^的/, "");
    return templates.match("whole-text", behind)?.index === 0;
  });
}

/** 政府工作报告, (一): words of the title, as people say it without its year. */
function areOfTitle(words: readonly string[], of: Case): boolean {
  const heading = headingOf(of);
  return words.every(
    (word) => heading.includes(word) || withoutYears(heading).replace(/ /g, "").includes(word),
  );
}

/** What of it is no word of the title, nor says what kind of text that is: of a name in short nothing. */
function besideTitle(topic: string, of: Case): string {
  return wordsBeside(templates.without("kind-of-text", topic), headingOf(of));
}

/** 2025年定的那些数, of a report on another year: the only part that is headed by the year. */
function partsOfYear(text: string, of: Case): Span[] {
  const [year, ...others] = yearsAsked(text);
  if (year === undefined || others.length > 0 || yearsAsked(readable(of.title)).includes(year)) return [];
  const parts = innermost(
    casePartsOf(of).filter(
      ({ kind, name }) => (kind === "section" || kind === "heading") && yearsAsked(name).includes(year),
    ),
  );
  return parts.length === 1 ? parts : [];
}

/** A chapter holds the sections under it. */
function withBelow({ start, end }: Span, { sections }: Case): Span {
  const own = sections.findIndex(({ blocks }) => blocks[0]?.start === start && blocks.at(-1)?.end === end);
  const name = sections[own]?.name;
  const below = sections.slice(own + 1);
  const next = below.findIndex(({ under }) => under !== name);
  const last = below
    .slice(0, next < 0 ? below.length : next)
    .at(-1)
    ?.blocks.at(-1);
  return name !== undefined && last ? { start, end: last.end } : { start, end };
}

/** Of a chapter and a section in it that are both named the section. */
function innermost(spans: readonly Span[]): Span[] {
  return spans.filter((one) => !spans.some((other) => isInside(other, one)));
}

function sizeOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** 这本选编: what holds the cases named, or all of them. */
function documentAsked(text: string, meant: readonly Case[], all: readonly Case[]): Case | undefined {
  if (!templates.says("the-document", text)) return undefined;
  const files = new Set((meant.length > 0 ? meant : all).map(({ file }) => file));
  const documents = all.filter(({ role, file }) => role === "document" && files.has(file));
  return documents.length === 1 ? documents[0] : undefined;
}
