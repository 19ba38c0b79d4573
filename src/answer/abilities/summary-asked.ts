/** A request for a summary → the summary of the case, section or part that is named or described; null where none is. */

import type { Case, Span } from "../../corpus/case.ts";
import type { Answer } from "../../grounding/answer.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import { asksForAll } from "../../question/kinds.ts";
import { lettersOf } from "../../question/part-words.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import type { SectionSlots } from "../../question/section-slots.ts";
import { summaryWish } from "../../question/summary-wish.ts";
import { clearlyDescribed, describing } from "../described.ts";
import { partsCalled } from "../excerpt-places.ts";
import type { Knowledge } from "../knowledge.ts";
import { isInside, partsTelling, tellingMost } from "../part-telling.ts";
import { ambiguous } from "../refuse.ts";
import { summaryOf } from "../summarize.ts";
import { listCatalogue } from "./catalogue.ts";

const templates = openTemplates("summary");

/** Shorter words are in many a title. */
const SHORTEST_TITLE = 4;

/** Of a section that is asked for and no longer all is told. */
const LONG_SECTION = 500;

/** `named`: the cases named, or taken over from what is talked about. */
export async function summaryAsked(
  part: Part,
  namedCases: readonly Case[],
  knowledge: Knowledge,
): Promise<Answer | null> {
  const { text, slots, named } = part;
  const wish = summaryWish(text);
  const everything = await knowledge.store.cases();
  const every = everything.filter(({ role }) => role === "case");
  const all = ofYear(text, every);
  const meant = meantIn(all, namedCases, named.firmly || named.cases.length === 0);
  if (named.cases.length === 0 && every.length > 1 && asksForAll(text)) return listCatalogue(knowledge);
  const own = documentAsked(text, meant, everything);
  if (own) return summaryOf({ case: own, ...wish }, knowledge);
  const content = templates.without("aside", part.content).trim();
  const said = wish.aspects.length > 0 ? (content.split(":")[0] ?? content) : content;
  const { whole, part: topic } = describing(meant.length > 0 ? withoutNames(said, named.words) : said);
  const fitting =
    meant.length === 1 ? meant : await casesOf(whole, part, meant.length > 0 ? meant : all, knowledge);
  const [chosen, ...rivals] = fitting;
  if (!chosen) return meant.length > 0 ? ambiguous(named.words, meant) : null;
  if (rivals.length > 0) return ambiguous(named.words || whole, fitting);
  if (wish.aspects.length > 0) return summaryOf({ case: chosen, ...wish, topic }, knowledge);
  const sections = isTitled(slots, chosen) ? [] : innermost(sectionsAsked(slots, chosen));
  const isLong = sections.length === 0 || sizeOf(sections) > LONG_SECTION;
  const limits = { within: sections, wholeSections: templates.says("the-section", text) };
  const narrow = isLong && tellsSomething(topic) ? await partsTelling(topic, chosen, limits, knowledge) : [];
  return summaryOf({ case: chosen, ...wish, focus: narrow.length > 0 ? narrow : sections }, knowledge);
}

/** Of kinds of section (做法和效果) those alone of which there is one for each. */
function sectionsAsked({ sections, kinds, explicit, words }: SectionSlots, of: Case): Span[] {
  const called = partsCalled(sections, of);
  const isPart = called.length >= kinds.length && !words.some((word) => templates.says("not-the-part", word));
  return explicit || isPart ? called : [];
}

/** Of a chapter and a section in it that are both named the section. */
function innermost(spans: readonly Span[]): Span[] {
  return spans.filter((one) => !spans.some((other) => isInside(other, one)));
}

function sizeOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The case that the words describe: by its title, by its sections, by all that it says, by what its passages say; several where they fit alike. */
async function casesOf(
  topic: string,
  { text, slots }: Part,
  cases: readonly Case[],
  knowledge: Knowledge,
): Promise<readonly Case[]> {
  const [titled] = [topic, ...quotedIn(text)].flatMap((words) => entitled(words, cases) ?? []);
  if (titled) return [titled];
  const having = slots.explicit ? cases.filter((of) => partsCalled(slots.sections, of).length > 0) : [];
  if (having.length === 1) return having;
  if (!tellsSomething(topic)) return [];
  const among = having.length > 0 ? having : cases;
  const described = clearlyDescribed(topic, among);
  return described ? [described] : tellingMost(topic, among, knowledge);
}

/** Those whose heading is first about the year asked for, else those with a section on it; all where there are none. */
function ofYear(text: string, cases: readonly Case[]): readonly Case[] {
  const [year] = yearsAsked(text);
  if (year === undefined) return cases;
  const titled = cases.filter(({ title }) => yearsAsked(readable(title))[0] === year);
  if (titled.length > 0) return titled;
  const having = cases.filter((of) =>
    of.sections.some(({ name }) => yearsAsked(readable(name)).includes(year)),
  );
  return having.length > 0 ? having : cases;
}

/** Of the cases named those of the year; words of a title that name none of these name nothing. */
function meantIn(ofYear: readonly Case[], named: readonly Case[], isFirm: boolean): readonly Case[] {
  const both = named.filter((of) => ofYear.includes(of));
  if (both.length > 0 || named.length === 0) return both;
  return isFirm ? named : ofYear.length === 1 ? ofYear : named;
}

/** 中心厨房那篇: the words that name a section are the title's, too. */
function isTitled({ words }: SectionSlots, { title }: Case): boolean {
  return words.length > 0 && words.every((word) => readable(title).includes(word));
}

/** 这本选编: what holds the cases named, or all of them. */
function documentAsked(text: string, meant: readonly Case[], all: readonly Case[]): Case | undefined {
  if (!templates.says("the-document", text)) return undefined;
  const files = new Set((meant.length > 0 ? meant : all).map(({ file }) => file));
  const documents = all.filter(({ role, file }) => role === "document" && files.has(file));
  return documents.length === 1 ? documents[0] : undefined;
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/[《“"「]([^《》“”"「」]+)[》”"」]/g)].map(([, words = ""]) => words);
}

/** The only case in whose title, or organisation, all of these words stand. */
function entitled(words: string, cases: readonly Case[]): Case | undefined {
  const asked = lettersOf(words);
  if (asked.length < SHORTEST_TITLE) return undefined;
  const having = cases.filter(({ organization, title }) =>
    readable(`${organization} ${title}`).includes(asked),
  );
  return having.length === 1 ? having[0] : undefined;
}

function withoutNames(words: string, names: string): string {
  return names.split("、").reduce((rest, name) => (name === "" ? rest : rest.replace(name, " ")), words);
}
