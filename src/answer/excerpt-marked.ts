/** Words in quotation marks, or in the source's own run → the sentences of cases that hold them. */

import type { Case } from "../corpus/case.ts";
import { passagesOf, textOf } from "../corpus/passages.ts";
import { countedSentences } from "../grounding/clauses.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { casePartsOf } from "../question/case-parts.ts";
import { fitsOf, lettersOf, pairsOf } from "../question/part-words.ts";
import type { Found } from "./excerpt-places.ts";
import { phrasesIn } from "./named-parts.ts";
import { itemsBelow, leadsOn } from "./whole-lists.ts";

const sections = openTemplates("sections");

/** So many characters that stand in the source just so are what is looked for. */
const LONG_PHRASE = 7;

/** Words in quotation marks that begin or end a longer sentence: the whole sentence, or its paragraph. */
export function verbatimIn(text: string, cases: readonly Case[], wholePassage: boolean): Found | undefined {
  for (const phrase of phrasesIn(text).map(lettersOf)) {
    if (phrase.length < LONG_PHRASE) continue;
    for (const of of cases) {
      for (const { sentences, start, end } of passagesOf(of)) {
        const sentence = sentences.find((one) => lettersOf(readable(one.text)).includes(phrase));
        if (sentence) return { case: of, ...(wholePassage ? { start, end } : sentence) };
      }
    }
  }
  return undefined;
}

/** Shorter words in quotation marks are in many a sentence. */
const SHORT_PHRASE = 3;

/** “不予认定”的情形: of the sentences that hold the words in quotation marks the one that fits the question best. */
export function markedIn(
  { text, content }: { readonly text: string; readonly content: string },
  cases: readonly Case[],
): Found | undefined {
  const phrase = markedPhrase(text);
  if (phrase === undefined) return undefined;
  const holding = cases.flatMap((of) =>
    passagesOf(of).flatMap((passage) => {
      if (passage.sectionKind === "heading") return [];
      const sentence = passage.sentences.find((one) => readable(one.text).includes(phrase));
      const context =
        sentence && readable(`${of.organization} ${of.title} ${passage.section} ${sentence.text}`);
      const { start, end } = sentence && /[：:]$/.test(sentence.text) ? passage : (sentence ?? passage);
      return sentence ? [{ place: { case: of, start, end }, pairs: pairsOf(context ?? "") }] : [];
    }),
  );
  const fits = fitsOf(
    `${content} ${text}`,
    holding.map(({ pairs }) => pairs),
  ).map(({ covered }) => covered);
  return holding[fits.indexOf(Math.max(...fits))]?.place;
}

/**
 * Of the cases those that hold the words in quotation marks; where none does, others of whom the same names are said: a year may name
 * the wrong one of two reports.
 */
export function casesHolding(
  text: string,
  cases: readonly Case[],
  all: readonly Case[],
  names: readonly string[],
): readonly Case[] {
  const phrase = markedPhrase(text);
  if (phrase === undefined) return cases;
  const holds = (of: Case) =>
    [of.heading, ...of.sections].some(
      ({ name, blocks }) =>
        readable(name).includes(phrase) ||
        blocks.some(({ sentences }) => sentences.some((one) => readable(one.text).includes(phrase))),
    );
  const own = cases.filter(holds);
  if (own.length > 0 || cases.length === all.length) return own.length > 0 ? own : cases;
  const isCalled = ({ organization, title, file }: Case) =>
    names.every((name) => readable(`${organization} ${title} ${file}`).includes(name));
  const others = names.length > 0 ? all.filter((of) => isCalled(of) && holds(of)) : [];
  return others.length > 0 ? others : cases;
}

/** The first words in quotation marks. */
export function markedPhrase(text: string): string | undefined {
  const marked = [...text.matchAll(/["“「《]([^"“”「」《》]+)["”」》]/g)].map(([, words = ""]) => words);
  return marked.find(({ length }) => length >= SHORT_PHRASE);
}

/** 三条约定, 要走的五步: what a passage announces so, with the items that follow a colon; undefined where none or several do. */
export function countedIn(
  { text, content }: { readonly text: string; readonly content: string },
  cases: readonly Case[],
): Found | undefined {
  const things = sections.all
    .filter(({ group }) => group === "counted-things")
    .flatMap(({ pattern }) =>
      [...text.matchAll(pattern)].map(({ groups }) => lettersOf(groups?.words ?? "")),
    );
  const [thing] = things.toSorted((a, b) => b.length - a.length);
  if (thing === undefined) return undefined;
  const holding = cases.flatMap((of) => {
    const passages = passagesOf(of);
    return passages.flatMap((passage, i) => {
      const said = readable(textOf(passage.sentences));
      if (!lettersOf(said).includes(thing)) return [];
      const last = passage.sentences.at(-1);
      const items = last && leadsOn(last) ? itemsBelow(passage, passages.slice(i + 1)) : [];
      const isLead = items.length > 0;
      if (!isLead && countedSentences(passage.sentences).length < 2) return [];
      const end = (isLead ? items.at(-1) : passage)?.end ?? passage.end;
      const pairs = pairsOf(readable(`${of.organization} ${of.title} ${passage.section} ${said}`));
      return [{ place: { case: of, start: passage.start, end }, pairs }];
    });
  });
  const fits = fitsOf(
    content,
    holding.map(({ pairs }) => pairs),
  ).map(({ covered }) => covered);
  const best = Math.max(...fits);
  const isAlone = fits.filter((fit) => fit === best).length === 1;
  return isAlone ? holding[fits.indexOf(best)]?.place : undefined;
}

/** Whether words in quotation marks stand there; true where there are none. */
export function holdsMarked(text: string, { case: of, start, end }: Found): boolean {
  const own = sentencesOf(of).filter((sentence) => start <= sentence.start && sentence.start < end);
  const said = readable(
    [
      ...casePartsOf(of)
        .filter((part) => part.start >= start && part.end <= end)
        .map(({ section }) => section.name),
      ...own.map((one) => one.text),
    ].join(""),
  );
  return [...text.matchAll(/["“「]([^"“”「」]+)["”」]/g)].every(([, words = ""]) =>
    lettersOf(said).includes(lettersOf(words)),
  );
}

/** A run of so many characters is not in question and source by chance. */
const LEAST_RUN = 4;

/** The sentence of the case that has the longest run of the question's letters in common with it. */
export function longestRunIn(content: string, of: Case): Found | undefined {
  const asked = lettersOf(content);
  for (let length = asked.length; length >= LEAST_RUN; length -= 1) {
    for (let from = 0; from + length <= asked.length; from += 1) {
      const run = asked.slice(from, from + length);
      const holding = sentencesOf(of).filter((sentence) => lettersOf(readable(sentence.text)).includes(run));
      if (holding[0]) return { case: of, start: holding[0].start, end: holding[0].end };
    }
  }
  return undefined;
}

function sentencesOf(of: Case) {
  return passagesOf(of).flatMap(({ sentences }) => sentences);
}
