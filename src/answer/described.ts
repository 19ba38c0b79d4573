/** Words that describe a document, or a part of one (石粉那篇, 2025年那个修改决定, 油站入会) → the cases that they fit. */

import type { Case } from "../corpus/case.ts";
import { cutWords } from "../language/dictionary.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { openTemplates, readable } from "../language/templates.ts";
import { withoutYears, yearsAsked } from "../language/years-asked.ts";
import { casePartsOf } from "../question/case-parts.ts";
import { withoutDeeds } from "../question/kinds.ts";
import { pairsOf, pairsOfWords } from "../question/part-words.ts";

/** What stands in a case's own heading is worth 1; in the name of the part that fits best, in its text, anywhere in the case: so much. */
const IN_NAME = 0.95;
const IN_PART = 0.8;
const IN_TEXT = 0.6;
/** A year that is only mentioned. */
const YEAR_IN_TEXT = 0.5;

/** A case is described by words of which it says this share, and leads the next by so much. */
const FITTING = 0.45;
const LEAD = 0.85;
/** All of them, but for the last digits of a sum. */
const CALLED = 1 - 1e-9;

/** How well words fit a case: the share of them that it says, by where it says them. */
export interface Fitting {
  readonly case: Case;
  readonly fit: number;
}

/** Something that a question names, and how much a text has of it: 0 or 1. */
interface Term {
  readonly weight: number;
  readonly inHead: (entry: Entry) => boolean;
  readonly inText: (entry: Entry) => number;
  readonly inPart: (part: PartEntry) => number;
}

interface PartEntry {
  readonly name: ReadonlySet<string>;
  readonly text: ReadonlySet<string>;
  readonly years: readonly number[];
}

interface Entry {
  readonly head: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  readonly years: readonly number[];
  readonly yearsTold: readonly number[];
}

const templates = openTemplates("summary");

/** What a question is about: without what is to be done with it, how, for whom, and that it is a text. `text`: folded, digitized. */
export function matterOf(text: string): string {
  const bare = ["nobody", "for-whom", "tells-what", "pointer"].reduce(
    (rest, group) => templates.without(group, rest),
    text,
  );
  return withoutAsking(withoutDeeds(bare)).replace(/\s+/g, " ").trim();
}

/** Those of the words that a heading does not say, nor in full: 经审 is said by 经费审查. `heading`: readable. */
export function wordsBeside(words: string, heading: string): string {
  const initials = cutWords(heading)
    .map(([first]) => first)
    .join("");
  const says = (word: string) => heading.includes(word) || (word.length > 1 && initials.includes(word));
  return cutWords(words)
    .filter((word) => !says(readable(word)))
    .join(" ");
}

/** What of it says which part is meant: of 石粉那篇里的办法 what stands behind the words for the whole. */
export function partOfMatter(content: string): string {
  const whole = templates.match("whole-text", content);
  return matterOf(whole ? content.slice((whole.index ?? 0) + whole[0].length) : content);
}

const entries = new WeakMap<Case, Entry>();
const partEntries = new WeakMap<Case, readonly PartEntry[]>();

/** Best first. A document that only holds cases is meant by its own parts alone. */
export function fittingCases(words: string, cases: readonly Case[]): Fitting[] {
  const own = cases.map(entryOf);
  const terms = termsOf(words, own);
  const sum = terms.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) return [];
  const fits = own.map((entry) => fitOf(terms, entry) / sum);
  // Parts add at most so much; cases that cannot come near the best are not looked into.
  const near = (Math.max(...fits) * LEAD) / (1 + IN_NAME - IN_TEXT);
  return cases
    .map((of, i): Fitting => {
      const [entry, whole = 0] = [own[i], fits[i]];
      if (!entry || whole < near) return { case: of, fit: whole };
      const parts = partEntriesOf(of).map((part) => fitOf(terms, entry, part) / sum);
      return { case: of, fit: Math.max(of.role === "case" ? whole : 0, ...parts) };
    })
    .sort((a, b) => b.fit - a.fit);
}

/** The same by case. */
export function fitsByCase(words: string, cases: readonly Case[]): ReadonlyMap<Case, number> {
  return new Map(fittingCases(words, cases).map(({ case: of, fit }) => [of, fit]));
}

/** The one case in whose own heading all of the words stand; undefined where there is none, or are several. */
export function calledSo([best, next]: readonly Fitting[]): Case | undefined {
  return best && best.fit > CALLED && (next?.fit ?? 0) <= CALLED ? best.case : undefined;
}

/** The one case that the words fit clearly better than any other; undefined where there is none. */
export function clearlyFitting(fittings: readonly Fitting[]): Case | undefined {
  const [best, next] = fittings;
  const called = calledSo(fittings);
  if (called) return called;
  return best && best.fit >= FITTING && (next?.fit ?? 0) <= LEAD * best.fit ? best.case : undefined;
}

/** Those that fit nearly as well as the best; none where it hardly fits. */
export function nearlyFitting(fittings: readonly Fitting[]): Case[] {
  const [best] = fittings;
  if (!best || best.fit < FITTING) return [];
  return fittings.filter(({ fit }) => fit > LEAD * best.fit).map((one) => one.case);
}

/** 办法里讲钱的那一章, of 某办法 and 关于某办法实施工作的通知: the only one whose title ends as it is called; all where none or several do. */
export function ofKindSaid(matter: string, cases: readonly Case[]): readonly Case[] {
  const kind = templates.match("kind-of-text", matter)?.[0];
  const own = kind === undefined ? [] : cases.filter((of) => endsWith(of, kind));
  const [year, ...others] = yearsAsked(matter);
  const ofYear = others.length > 0 ? [] : own.filter((of) => of.year === year);
  return own.length === 1 ? own : ofYear.length === 1 ? ofYear : cases;
}

const BRACKETED = /[\s》”"]*(?:[（(][^（()）]*[）)])?[\s》”"]*$/;

/** 2024年总结: the only text of that year whose title ends so. */
export function paperOfYear(text: string, cases: readonly Case[]): Case | undefined {
  const said = templates.match("paper-of-year", text);
  const kind = said?.groups?.kind;
  const [year] = said ? yearsAsked(said[0]) : [];
  const own = cases.filter((of) => kind && of.year === year && endsWith(of, kind));
  return own.length === 1 ? own[0] : undefined;
}

function endsWith(of: Case, kind: string): boolean {
  return withoutBrackets(headingOf(of)).endsWith(kind);
}

/** 工作报告（审议稿） → 工作报告 */
export function withoutBrackets(heading: string): string {
  return heading.replace(BRACKETED, "");
}

/** The text that holds what is asked for, where it is called by its kind (办法里那一条) and no other is of that kind. */
export function textOfKindSaid(text: string, cases: readonly Case[]): Case | undefined {
  const kind = templates.match("kind-of-text", text);
  const behind = kind && text.slice((kind.index ?? 0) + kind[0].length);
  const own = behind && templates.says("within-text", behind) ? ofKindSaid(kind[0], cases) : [];
  return own.length === 1 ? own[0] : undefined;
}

export function headingOf({ organization, title }: Case): string {
  return readable(`${organization} ${title}`);
}

function fitOf(terms: readonly Term[], entry: Entry, part?: PartEntry): number {
  return terms.reduce((sum, { weight, inHead, inText, inPart }) => {
    const worth = inHead(entry) ? 1 : Math.max(part ? inPart(part) : 0, inText(entry));
    return sum + weight * worth;
  }, 0);
}

function termsOf(words: string, own: readonly Entry[]): Term[] {
  const weigh = (has: (entry: Entry) => boolean) => {
    const count = own.filter(has).length;
    return count === 0 ? 0 : Math.log(1 + own.length / count);
  };
  const pairs = [...pairsOfWords(withoutYears(words))].map(
    (pair): Term => ({
      weight: weigh(({ all }) => all.has(pair)),
      inHead: ({ head }) => head.has(pair),
      inText: ({ all }) => (all.has(pair) ? IN_TEXT : 0),
      inPart: ({ name, text }) => (name.has(pair) ? IN_NAME : text.has(pair) ? IN_PART : 0),
    }),
  );
  const years = yearsAsked(words).map(
    (year): Term => ({
      weight: weigh((entry) => entry.years.includes(year)),
      inHead: (entry) => entry.years.includes(year),
      inText: ({ yearsTold }) => (yearsTold.includes(year) ? YEAR_IN_TEXT : 0),
      inPart: (part) => (part.years.includes(year) ? IN_NAME : 0),
    }),
  );
  return [...pairs, ...years].filter(({ weight }) => weight > 0);
}

function entryOf(of: Case): Entry {
  const known = entries.get(of);
  if (known) return known;
  const heading = of.heading.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));
  const head = readable([of.organization, of.title, of.file, ...heading].join("\n"));
  const told = of.sections.flatMap(({ name, blocks }) => [
    name,
    ...blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text)),
  ]);
  const text = readable(told.join("\n"));
  const entry = {
    head: pairsOf(head),
    all: pairsOf(`${head}\n${text}`),
    years: [...yearsAsked(head), ...(of.year === null ? [] : [of.year])],
    yearsTold: [...text.matchAll(/(?<!\d)(?:19|20)\d{2}(?=年)/g)].map(([year]) => Number(year)),
  };
  entries.set(of, entry);
  return entry;
}

function partEntriesOf(of: Case): readonly PartEntry[] {
  const known = partEntries.get(of);
  if (known) return known;
  const own = casePartsOf(of)
    .filter(({ kind }) => kind !== "paragraph")
    .map(({ kind, name, text, section }) => ({
      name: pairsOf(kind === "item" ? "" : name),
      text: pairsOf(text),
      years: yearsAsked(readable(section.name)),
    }));
  partEntries.set(of, own);
  return own;
}
