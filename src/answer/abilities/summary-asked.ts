/** A request for a summary → the summary of the case, section or part that is named or described; null where none is. */

import type { Case } from "../../corpus/case.ts";
import type { Answer } from "../../grounding/answer.ts";
import { openTemplates, readable } from "../../language/templates.ts";
import { yearsAsked } from "../../language/years-asked.ts";
import { asksForAll } from "../../question/kinds.ts";
import { lettersOf } from "../../question/part-words.ts";
import { tellsSomething } from "../../question/read.ts";
import type { Part } from "../../question/request.ts";
import type { SectionSlots } from "../../question/section-slots.ts";
import { summaryWish } from "../../question/summary-wish.ts";
import { clearly, describing, FITTING, LEAD, type Piece, piecesDescribed } from "../described.ts";
import { extentOf } from "../excerpt-likely.ts";
import { partsCalled } from "../excerpt-places.ts";
import type { Knowledge } from "../knowledge.ts";
import { sectionTelling, tellingMost } from "../most-telling.ts";
import { caseFits, type NamedPart, partsNamed, phrasesIn } from "../named-parts.ts";
import { ambiguous } from "../refuse.ts";
import { describedCases } from "../resolve-case.ts";
import { summaryOf } from "../summarize.ts";
import { listCatalogue } from "./catalogue.ts";

const templates = openTemplates("summary");

/** Shorter words are in many a title. */
const SHORTEST_TITLE = 4;

/** A part of the case whose name the words are, to this degree. */
const PART = 0.6;

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
  const content = templates.without("aside", part.content).trim();
  const own = documentAsked(text, meant, everything);
  if (own) return summaryOf({ case: own, ...wish }, knowledge);
  const topic = wish.aspects.length > 0 ? (content.split(":")[0] ?? content) : content;
  const titled = named.cases.length === 0 ? entitled(describing(topic), all) : undefined;
  if (titled) return summaryOf({ case: titled, ...wish }, knowledge);
  const [unionCase, ...others] = meant;
  const ofSection =
    slots.explicit && !isTitled(slots, meant)
      ? caseWith(slots, content, meant.length > 0 ? meant : all)
      : undefined;
  if (ofSection)
    return summaryOf({ case: ofSection, ...wish, focus: { sections: slots.sections } }, knowledge);
  // What names the case names none of its pieces.
  const described = unionCase ? withoutNames(describing(topic), named.words) : describing(topic);
  const piece = tellsSomething(described)
    ? clearly(piecesDescribed(described, unionCase ? meant : all))
    : undefined;
  if (unionCase && others.length > 0 && !piece) return ambiguous(named.words, meant);
  if (unionCase && (others.length === 0 || piece)) {
    if (piece && (piece.group || others.length > 0)) return summaryOfPiece(piece);
    if (wish.aspects.length > 0)
      return summaryOf({ case: unionCase, ...wish, focus: { words: topic } }, knowledge);
    const part = tellsSomething(content) ? partsNamed(content, "", [unionCase])[0] : undefined;
    const said = templates.match("theme", withoutNames(content, named.words))?.groups?.words ?? "";
    const theme = tellsSomething(said) ? { theme: said } : {};
    const focus = part && part.fit >= PART ? { words: content } : theme;
    return summaryOf({ case: unionCase, ...wish, focus }, knowledge);
  }
  if (!tellsSomething(content)) return null;
  const pointed = pointedAt(text, topic, all);
  if (pointed) return summaryOf({ case: pointed.case, ...wish, focus: { part: pointed.part } }, knowledge);
  if (piece) return summaryOfPiece(piece);
  const [fitting, ...rivals] = await describedOr(topic, all, knowledge);
  if (!fitting) return null;
  const chosen = rivals.length > 0 ? await tellingMost(topic, [fitting, ...rivals], knowledge) : fitting;
  if (!chosen) return ambiguous(content, [fitting, ...rivals]);
  const section = await sectionTelling(topic, chosen, knowledge);
  return summaryOf({ case: chosen, ...wish, focus: section ?? { words: topic } }, knowledge);

  async function summaryOfPiece({ case: of, group }: Piece): Promise<Answer> {
    const isWhole = describing(topic) !== topic && extentOf(text) !== "part";
    const focus = group
      ? { part: group }
      : isWhole
        ? undefined
        : await sectionTelling(described, of, knowledge);
    return summaryOf({ case: of, ...wish, ...(focus ? { focus } : {}) }, knowledge);
  }
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
function isTitled({ words }: SectionSlots, [only, ...others]: readonly Case[]): boolean {
  if (!only || others.length > 0 || words.length === 0) return false;
  return words.every((word) => readable(only.title).includes(word));
}

/** 这本选编: what holds the cases named, or all of them. */
function documentAsked(text: string, meant: readonly Case[], all: readonly Case[]): Case | undefined {
  if (!templates.says("the-document", text)) return undefined;
  const files = new Set((meant.length > 0 ? meant : all).map(({ file }) => file));
  const documents = all.filter(({ role, file }) => role === "document" && files.has(file));
  return documents.length === 1 ? documents[0] : undefined;
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

/** By what passages say, else by all that a case says. */
async function describedOr(topic: string, cases: readonly Case[], knowledge: Knowledge): Promise<Case[]> {
  const described = await describedCases(topic, knowledge);
  if (described.length > 0) return described;
  const best = leading(topic, cases);
  return best && best.fit >= FITTING && best.next <= LEAD * best.fit ? [best.case] : [];
}

function leading(
  words: string,
  cases: readonly Case[],
): { case: Case; fit: number; next: number } | undefined {
  const fits = caseFits(words, cases);
  const [best, next] = cases.toSorted((a, b) => (fits.get(b) ?? 0) - (fits.get(a) ?? 0));
  return best && { case: best, fit: fits.get(best) ?? 0, next: next ? (fits.get(next) ?? 0) : 0 };
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
function caseWith(
  { sections, words }: SectionSlots,
  content: string,
  cases: readonly Case[],
): Case | undefined {
  const rest = words.reduce((left, word) => left.replace(word, " "), content);
  const having = cases.filter((of) => partsCalled(sections, of).length > 0);
  if (having.length <= 1) return having[0];
  const best = leading(rest, having);
  return best && best.fit > best.next ? best.case : undefined;
}
