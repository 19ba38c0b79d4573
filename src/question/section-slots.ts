/** A question and the cases it may be about → the sections, item and sentence that it names, and the words it does so with. */

import type { Case, SectionKind } from "../corpus/case.ts";
import { isUsualWord } from "../language/dictionary.ts";
import { remembered } from "../language/remembered.ts";
import { openTemplates } from "../language/templates.ts";
import { bareHeading, headingNamesOf } from "./case-parts.ts";
import { type ItemSlot, itemSlot, type SentenceSlot, sentenceSlot } from "./item-slot.ts";

export interface SectionSlots {
  /** Headings as the corpus has them, as far as the question names them by their own words or, failing that, by their kind. */
  readonly sections: readonly string[];
  /** Kinds of section that the words stand for, whether or not a heading was found. */
  readonly kinds: readonly SectionKind[];
  /** A heading was named by its own words, and not by words that may as well be plain language. */
  readonly explicit: boolean;
  readonly item: ItemSlot | null;
  readonly sentence: SentenceSlot | null;
  /** The words taken, in the order of the question, each as it stands there. */
  readonly words: readonly string[];
}

const templates = openTemplates("sections");

/** `text` is folded and digitized. `cases`: those in question, or all where none is named. */
export function sectionSlots(text: string, cases: readonly Case[]): SectionSlots {
  const headings = headingsOf(cases);
  const named = namedHeadings(text, headings);
  const byKind = kindsSaid(text);
  const item = itemSlot(text);
  const sentence = sentenceSlot(text);
  const sections =
    named.length > 0
      ? named.flatMap(({ names }) => names)
      : byKind.flatMap(({ kind }) => ofKind(kind, headings));
  const taken = named.length > 0 ? named.map(({ words }) => words) : byKind.map(({ words }) => words);
  return {
    sections: [...new Set(sections)],
    kinds: [...new Set(byKind.flatMap(({ kind }) => SECTION_KINDS[kind] ?? []))],
    explicit: named.some(({ sure }) => sure),
    item: item?.slot ?? null,
    sentence: sentence?.slot ?? null,
    words: [...taken, ...(item ? [item.words] : []), ...(sentence ? [sentence.words] : [])].sort(
      (a, b) => text.indexOf(a) - text.indexOf(b) || b.length - a.length,
    ),
  };
}

/** A heading by its bare words, and every form in which the cases write it. */
interface Heading {
  readonly bare: string;
  readonly names: readonly string[];
}

/** Longer lines are titles or sentences rather than names of parts. */
const LONG_NAME = 14;

/** Gathered last, at most two: of all cases, and of those without the documents' own entries. */
const latest: { readonly cases: readonly Case[]; readonly headings: readonly Heading[] }[] = [];

/** Fewer are gathered again in no time. */
const MANY = 100;

/** Sections, and lines that head paragraphs within sections; those of many cases are kept, as they are asked for again and again. */
function headingsOf(cases: readonly Case[]): readonly Heading[] {
  if (cases.length < MANY) return gathered(cases);
  const known = latest.find(
    (before) => before.cases.length === cases.length && cases.every((one, i) => one === before.cases[i]),
  );
  if (known) return known.headings;
  const headings = gathered(cases);
  latest.unshift({ cases, headings });
  latest.length = Math.min(latest.length, 2);
  return headings;
}

function gathered(cases: readonly Case[]): Heading[] {
  const names = new Map<string, Set<string>>();
  const add = (name: string, bare: string) => {
    if (bare.length >= 2) names.set(bare, (names.get(bare) ?? new Set()).add(name));
  };
  for (const unionCase of cases) {
    const sections = [unionCase.heading, ...unionCase.sections].map(({ name }) => name);
    for (const line of unionCase.headingLines ?? headingNamesOf(unionCase)) {
      if (line.length > LONG_NAME) continue;
      const own = sections.includes(line) ? bareOf(line) : "";
      add(line, own.length >= 2 ? own : line);
    }
    for (const name of sections) add(name, bareOf(name));
  }
  return [...names].map(([bare, all]) => ({ bare, names: [...all] }));
}

/** Many cases have the same headings. */
const bareOf = remembered(4_096, bareHeading);

interface Named extends Heading {
  /** As they stand in the question. */
  readonly words: string;
  readonly sure: boolean;
}

/** Headings whose words, or a distinctive part of them, stand in the question; the longest words win where they overlap. */
function namedHeadings(text: string, headings: readonly Heading[]): Named[] {
  const found = headings.flatMap((heading): Named[] => {
    const words = wordsOfHeading(text, heading.bare, headings);
    if (words === undefined) return [];
    const plain = isPlainLanguage(words);
    return plain && !isPointedAt(text, words) ? [] : [{ ...heading, words, sure: !plain }];
  });
  const longest = [...found].sort((a, b) => b.words.length - a.words.length || a.bare.length - b.bare.length);
  const taken: Named[] = [];
  for (const one of longest) {
    const overlaps = taken.some((other) => other.words.includes(one.words) && other.words !== one.words);
    if (!overlaps) taken.push(one);
  }
  // The very heading goes before longer ones that hold it.
  return taken.filter(
    (one) =>
      one.bare === one.words || !taken.some((other) => other.words === one.words && other.bare === one.words),
  );
}

/** Two characters more may stand within a heading: 还差点什么 for 还差什么. */
const GAP = 2;

/** The words of the question that are this heading; undefined where there are none. */
function wordsOfHeading(text: string, bare: string, all: readonly Heading[]): string | undefined {
  const plain = bare.replace(/\(.*\)$/u, "");
  // “拼老娘舅”第一段, for 拼“老娘舅”.
  const unmarked = bare.replace(/["“”'‘’「」『』《》]/g, "");
  const forms = [
    bare,
    plain,
    unmarked,
    bare.replace(/^20(?=\d{2}年)/, ""),
    bare.replace(/^\d{4}年(?:度)?/, ""),
  ];
  // 附表 2024年: a year alone says which document is meant.
  const whole = forms.find((form) => form.length >= 2 && !/^\d+年(?:度)?$/.test(form) && text.includes(form));
  if (whole !== undefined) return whole;
  if (bare.length >= 3 && bare.length <= 8) {
    const loose = loosely(text, bare);
    if (loose) return loose;
  }
  return distinctivePart(text, bare, all) ?? lastWord(text, bare);
}

/** 要求 for 有关要求: what a short heading is in the end, where the question is for just that. */
function lastWord(text: string, bare: string): string | undefined {
  const word = bare.slice(-2);
  const isShort = bare.length > 2 && bare.length <= SHORT_HEADING;
  return isShort && isPlainLanguage(word) && isPointedAt(text, word) ? word : undefined;
}

const SHORT_HEADING = 6;

/** The characters of the heading in their order, with at most so many others between. */
function loosely(text: string, bare: string): string | undefined {
  // 第35条 is neither 第3条 nor 第5条.
  if (/\d/.test(bare)) return undefined;
  for (let from = text.indexOf(bare[0] ?? ""); from >= 0; from = text.indexOf(bare[0] ?? "", from + 1)) {
    let at = from;
    let next = 0;
    while (next < bare.length && at < text.length && at - from - next <= GAP) {
      if (text[at] === bare[next]) next += 1;
      at += 1;
    }
    const words = text.slice(from, at);
    if (next === bare.length && words.length - bare.length <= GAP && /^[\p{L}\p{N}]+$/u.test(words))
      return words;
  }
  return undefined;
}

/** Four characters or more of a heading that no other heading has. */
function distinctivePart(text: string, bare: string, all: readonly Heading[]): string | undefined {
  for (let length = Math.min(bare.length - 1, 12); length >= 4; length -= 1) {
    for (let from = 0; from + length <= bare.length; from += 1) {
      const part = bare.slice(from, from + length);
      if (!/^\p{Script=Han}{4,}$/u.test(part) || !text.includes(part)) continue;
      if (all.filter((other) => other.bare.includes(part)).length === 1) return part;
    }
  }
  return undefined;
}

/** 要求, 结果, 建议: words of the dictionary that are said in any sentence. */
function isPlainLanguage(words: string): boolean {
  return words.length <= 2 && isUsualWord(words);
}

/** The words are asked for as a part: 要求那段, 有哪些要求, 的结果是什么, and the end of a question. */
function isPointedAt(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const behind = text.slice(at + words.length);
    // “提示”底下: who sets words apart so means a heading, or the very words.
    if (/["“「『《【]$/.test(text.slice(0, at)) && /^["”」』》】]/.test(behind)) return true;
    if (behind === "" || templates.says("behind-heading", behind)) return true;
    if (templates.says("before-heading", text.slice(0, at))) return true;
  }
  return false;
}

/** What people call kinds of section, and what each kind is to the parser. */
const SECTION_KINDS: Readonly<Record<string, readonly SectionKind[]>> = {
  recommendation: ["recommendation"],
  development: ["development"],
  measures: ["measures"],
  results: ["results"],
  problems: [],
  lessons: [],
  plans: [],
  front: ["front"],
  heading: ["heading"],
};

function kindsSaid(text: string): { kind: string; words: string }[] {
  return Object.keys(SECTION_KINDS).flatMap((kind) => {
    const words = templates.match(`said-${kind}`, text)?.[0];
    return words === undefined ? [] : [{ kind, words }];
  });
}

function ofKind(kind: string, headings: readonly Heading[]): string[] {
  return headings.filter(({ bare }) => templates.says(`heads-${kind}`, bare)).flatMap(({ names }) => names);
}
