/** Parts of cases as a question names them → the source's own words: a section, an item, an answer, a sentence. */

import type { Case, Sentence } from "../corpus/case.ts";
import { isImprintBlock } from "../corpus/imprint.ts";
import { passagesOf } from "../corpus/passages.ts";
import type { Ambiguous, Excerpt, NotFound } from "../grounding/answer.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { isChapter } from "../question/chapters.ts";
import { type ItemSlot, isArticle, isClause, type SentenceSlot } from "../question/item-slot.ts";
import { fitsOf, lettersOf, pairsOf } from "../question/part-words.ts";
import { tellsSomething } from "../question/read.ts";
import { headingOf, matterOf, wordsBeside } from "./described.ts";
import { besideName, rowsHeaded } from "./excerpt-beside-name.ts";
import { excerptFrom } from "./excerpt-from.ts";
import { extentOf, isOneSaid, likelyPlace } from "./excerpt-likely.ts";
import {
  casesHolding,
  countedIn,
  holdsMarked,
  longestRunIn,
  markedIn,
  markedPhrase,
  verbatimIn,
} from "./excerpt-marked.ts";
import {
  casesWith,
  codedPart,
  countingSo,
  type Found,
  itemIn,
  namedPart,
  sectionIn,
} from "./excerpt-places.ts";
import { tableNumbered } from "./excerpt-table.ts";
import { excerptWords } from "./excerpt-words.ts";
import type { Knowledge } from "./knowledge.ts";
import { ambiguous, notFound, siblingsOf, unknownItem, unknownPart } from "./refuse.ts";
import { articleOf, type Standing } from "./sections.ts";
import { spokenWords } from "./spoken.ts";

export interface ExcerptRequest {
  /** Best first; where none is named, all. */
  readonly cases: readonly Case[];
  /** Headings as the corpus has them. */
  readonly sections: readonly string[];
  /** The headings were named by their own words. */
  readonly explicit?: boolean;
  readonly item: ItemSlot | null;
  readonly sentence: SentenceSlot | null;
  /** Words of content; those that name the part may be among them. */
  readonly content: string;
  /** The words that name it: `SectionSlots.words`. */
  readonly words: readonly string[];
  /** The question, folded and digitized. */
  readonly text: string;
  /** Names of organisations and places in it, which name no part. */
  readonly names?: readonly string[];
  readonly standing?: Standing | null;
  /** All of the first case, whatever the text says. */
  readonly wholeCase?: boolean;
}

const templates = openTemplates("sections");

/** A phrase is the name of a part: nearly all of it stands there. */
const WELL = 0.8;

/** So well who speaks and what of fit the question: nothing else is meant; or nothing else is found. */
const SURELY_SAID = 0.8;
const LIKELY_SAID = 0.5;

/** A character by itself is no word to look for. */
const SHORTEST = 2;

/** So many letters beside a part's name tell what of it is meant. */
const LETTERS = 4;

export async function excerptOf(
  given: ExcerptRequest,
  knowledge: Knowledge,
): Promise<Excerpt | NotFound | Ambiguous> {
  const all = await knowledge.store.cases();
  const asked = withoutTitle(given, all);
  const pool = asked.cases.length > 0 ? asked.cases : all;
  const cases = casesHolding(asked.text, pool, all, asked.names ?? []);
  const rest = asked.words.reduce((left, words) => left.replace(words, " "), asked.content);
  const unnamed = (asked.names ?? []).reduce((left, name) => left.replace(name, " "), asked.text);
  const request = { ...asked, content: rest };
  const { text, sentence } = request;
  const pointing = { ...request, text: unnamed };
  if (request.wholeCase && cases[0]) return excerptFrom([wholeOf(cases[0])], knowledge);
  const [spoken] = templates.says("spoken", text)
    ? spokenWords(`${asked.content} ${asked.words.join(" ")}`, cases)
    : [];
  if (spoken && spoken.fit >= SURELY_SAID)
    return excerptFrom([{ case: spoken.case, ...spoken.sentence }], knowledge);
  const paragraphs = extentOf(text) === "part";
  const { item } = request;
  const having =
    asked.cases.length === 0 && isArticle(item) && !tellsSomething(templates.without("of-article", rest))
      ? withArticle(item, cases)
      : [];
  if (having.length > 1) return ambiguous("", having);
  // What goes by its number throughout a document is there, or it is not.
  const byNumber = item && (isChapter(item) || isClause(item)) ? itemIn(request, cases) : undefined;
  const counting = item && !byNumber ? cases.find((of) => siblingsOf(of, item).length > 0) : undefined;
  if (item && counting) return unknownItem(counting, item);
  const named =
    byNumber ??
    tableNumbered(text, cases) ??
    codedPart(request, cases) ??
    namedPart(pointing, cases, WELL, paragraphs) ??
    itemIn(request, cases) ??
    countedIn(asked, cases);
  const [only, ...others] = cases;
  const lone = others.length === 0 ? only : undefined;
  // 主要内容第九条: a part that is not there is not made up for by another.
  if (!named && item && request.explicit && lone) {
    const countsSo = countingSo(item, [lone]) ? undefined : countingSo(item, all);
    // 《办法》第八条, where only one document has articles: the name was loosely read.
    const there = countsSo && itemIn(request, [countsSo]);
    return there ? excerptFrom([there], knowledge) : unknownItem(lone, item);
  }
  const section = named ? undefined : sectionIn(request, cases);
  const marked = named ? undefined : markedIn(request, cases);
  if (section === "several" && !marked) return ambiguous("", casesWith(request, cases));
  const headed =
    section === "several" || (section && marked && !holdsMarked(text, section)) ? marked : section;
  const loose = named || headed ? undefined : namedPart(pointing, cases, 0, paragraphs);
  // The title holds the words that name the case; they name none of its parts.
  const guessed = named ?? headed ?? (loose && isHeading(loose) ? undefined : loose);
  const mayLieElsewhere = guessed && guessed === headed && !sentence && saysMore(request.content, lone);
  const rival = mayLieElsewhere && isOneSaid(text) ? await likelyPlace(asked, knowledge) : undefined;
  const part = rival && guessed && !isWithin(rival, guessed) ? rival : guessed;
  // 那篇最后一句: the title that names it is no part of it.
  const isTitle = part && isHeading(part);
  const whole = sentence && lone && (!part || isTitle) ? bodyOf(lone) : undefined;
  if (whole && sentence) return excerptFrom([theSentence(whole, sentence)], knowledge);
  if (part) {
    const narrowed = sentence ? theSentence(part, sentence) : narrow(part, request);
    return excerptFrom([narrowed], knowledge);
  }
  const verbatim = verbatimIn(text, cases, paragraphs);
  if (verbatim) return excerptFrom([verbatim], knowledge);
  if (spoken && spoken.fit >= LIKELY_SAID)
    return excerptFrom([{ case: spoken.case, ...spoken.sentence }], knowledge);
  const countsSo = item && cases.length > 1 ? countingSo(item, cases) : undefined;
  if (countsSo && item && asked.content.trim().length < SHORTEST) return unknownItem(countsSo, item);
  const beside = lone ? besideName(asked.content, lone) : asked.content;
  if (beside.trim().length < SHORTEST || (beside !== asked.content && !tellsSomething(beside)))
    return withoutWords(request, only, others, knowledge);
  const [row, ...rows] = lone ? rowsHeaded(beside, lone) : [];
  if (row) return excerptFrom([row, ...rows], knowledge);
  const caseOrdinal = lone && all.indexOf(lone);
  const words = await excerptWords(
    {
      content: asked.content,
      text,
      wholePassage: paragraphs || !isOneSaid(text),
      ...(caseOrdinal === undefined || caseOrdinal < 0 ? {} : { caseOrdinal }),
    },
    knowledge,
  );
  if (words.kind === "excerpt") return words;
  const likely = await likelyPlace(asked, knowledge);
  if (likely) return excerptFrom([likely], knowledge);
  if (!only || others.length > 0) return words;
  if (item) return unknownItem(only, item);
  const run = longestRunIn(asked.content, only);
  return run ? excerptFrom([run], knowledge) : words;
}

/** Of a part that is named enough is said beside to look for it elsewhere; 西站那篇的评语: what names the case says nothing of a place in it. */
function saysMore(content: string, lone: Case | undefined): boolean {
  const own = lone ? wordsBeside(matterOf(content), headingOf(lone)) : content;
  return lettersOf(own).length >= LETTERS && tellsSomething(own);
}

/** “渔工驿站”写的不足是怎么说的: words in quotation marks that stand in one title name the case, and are none to be found. */
function withoutTitle(asked: ExcerptRequest, all: readonly Case[]): ExcerptRequest {
  const phrase = markedPhrase(asked.text) ?? "";
  const letters = lettersOf(phrase);
  if (letters.length < TITLE) return asked;
  const [titled, ...others] = all.filter((of) => lettersOf(readable(of.title)).includes(letters));
  if (!titled || others.length > 0) return asked;
  // “根治欠薪”治理体系: the title itself, further than its marks.
  const behind = lettersOf(asked.text.slice(asked.text.indexOf(phrase) + phrase.length));
  if (lettersOf(readable(titled.title)).includes(letters + (behind.slice(0, SHORTEST) || " "))) return asked;
  const [text, content] = [asked.text, asked.content].map((words) => words.replace(phrase, " "));
  const rest = { ...asked, text: text ?? "", content: content ?? "", cases: [titled] };
  const wish = ["a-sentence", "a-part"].reduce((left, group) => templates.without(group, left), rest.content);
  return asked.sections.length > 0 || tellsSomething(wish) ? rest : asked;
}

/** Fewer letters are a word of many titles. */
const TITLE = 4;

/** The documents that have an article of that number. */
function withArticle({ number }: { readonly number: number }, cases: readonly Case[]): Case[] {
  return cases.filter((of) => of.role === "case" && articleOf(of, number) !== undefined);
}

function isWithin(inner: Found, outer: Found): boolean {
  return inner.case === outer.case && outer.start <= inner.start && inner.start < outer.end;
}

/** Neither a part that is there nor words: the whole case, where one is named and nothing else is. */
function withoutWords(
  { item, sections, text }: ExcerptRequest,
  only: Case | undefined,
  others: readonly Case[],
  knowledge: Knowledge,
): Promise<Excerpt | NotFound> | NotFound {
  if (!only || others.length > 0) return notFound({ kind: "empty" });
  if (item) return unknownItem(only, item);
  if (sections.length > 0 && !templates.says("whole-case", text)) return unknownPart(only, sections[0] ?? "");
  return excerptFrom([wholeOf(only)], knowledge);
}

function isHeading({ case: of, start }: Found): boolean {
  return of.heading.blocks.some((block) => block.start <= start && start < block.end);
}

/** All that is told: without title, bylines and signatures. */
function bodyOf(of: Case): Found {
  const blocks = of.sections.flatMap((section) => section.blocks).filter((block) => !isImprintBlock(block));
  return { case: of, start: blocks[0]?.start ?? 0, end: blocks.at(-1)?.end ?? Number.POSITIVE_INFINITY };
}

function wholeOf(of: Case): Found {
  return { case: of, start: 0, end: Number.POSITIVE_INFINITY };
}

/** Of a part of several sentences the one asked for: as spoken, or by the words of the question. */
function narrow(part: Found, { text, content }: ExcerptRequest): Found {
  if (extentOf(text) !== "sentence" || !templates.says("a-sentence", text)) return part;
  const own = sentencesOf(part);
  if (own.length < 2) return part;
  const [spoken] = spokenWords(
    content,
    [part.case],
    (_, { start }) => part.start <= start && start < part.end,
  );
  if (spoken && templates.says("spoken", text)) return { case: part.case, ...spoken.sentence };
  const fits = fitsOf(
    content,
    own.map((sentence) => pairsOf(readable(sentence.text))),
  );
  const best = Math.max(...fits.map(({ covered }) => covered));
  const at = fits.findIndex(({ covered }) => covered === best);
  return best > 0 && own[at] ? { case: part.case, ...own[at] } : part;
}

function theSentence(part: Found, wish: SentenceSlot): Found {
  const all = sentencesOf(part);
  // The line that heads an item is none of its sentences.
  const own = all.length > 1 && all[0] && isLine(all[0]) ? all.slice(1) : all;
  const one = "last" in wish ? own.at(-1) : own[wish.number - 1];
  return one ? { case: part.case, start: one.start, end: one.end } : part;
}

/** So short, and not ended by a stop. */
const LINE = 16;

function isLine({ text }: Sentence): boolean {
  return text.length <= LINE && !/[。！？；!?;]["”’」』）)]*\s*$/.test(text);
}

function sentencesOf({ case: of, start, end }: Found): Sentence[] {
  return passagesOf(of).flatMap(({ sentences }) =>
    sentences.filter((sentence) => start <= sentence.start && sentence.start < end),
  );
}
