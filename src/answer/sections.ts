/** A wish for a section or item → the sections and blocks of a case that are meant. */

import type { Block, Case, Section, SectionKind, Sentence } from "../corpus/case.ts";
import { isImprintBlock } from "../corpus/imprint.ts";
import { digitize, foldTight } from "../language/fold.ts";
import type { ItemSlot as ItemWish } from "../question/item-slot.ts";

/** A section's heading without its numbering: 一、主要做法 → 主要做法. */
export function bareName(name: string): string {
  return foldTight(name).replace(
    /^(?:第?[一二三四五六七八九十\d]+[、.．章节部分]+|[(（][一二三四五六七八九十\d]+[)）])/,
    "",
  );
}

export interface SectionWish {
  /** Folded words by which the section was asked for. */
  readonly words: string;
  /** The kind that they stand for; null where they are a heading of the case itself. */
  readonly kind: SectionKind | null;
}

/** The sections meant: by their headings, else by the kind of section that the words stand for. */
export function sectionsMeant(wish: SectionWish, unionCase: Case): Section[] {
  if (wish.kind === "heading") return [unionCase.heading];
  const words = foldTight(wish.words);
  const named = words === "" ? [] : unionCase.sections.filter(({ name }) => bareName(name).includes(words));
  if (named.length > 0 || wish.kind === "other") return named;
  return unionCase.sections.filter(({ kind }) => kind === wish.kind);
}

/** The sections of these names, the heading of the case included. */
export function sectionsCalled(names: readonly string[], unionCase: Case): Section[] {
  return [unionCase.heading, ...unionCase.sections].filter(({ name }) => names.includes(name));
}

/** The number that an item's label stands for: (二) → 2, 3. → 3. */
export function labelNumber(label: string): number | undefined {
  const digits = digitize(foldTight(label)).match(/\d+/)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** Where an item stands; offsets are those of its sentences. */
export interface FoundItem {
  readonly section: Section;
  readonly start: number;
  readonly end: number;
}

/** The sentences of a passage that belong to the item. */
export function sentencesOf(
  { start, end }: FoundItem,
  { sentences }: { readonly sentences: readonly Sentence[] },
): Sentence[] {
  return sentences.filter((sentence) => start <= sentence.start && sentence.start < end);
}

/** Where in a case a conversation stands. */
export interface Standing {
  readonly section: string | null;
  readonly item: string | null;
}

/**
 * The item wished for: in the sections given, else the article of that number, else in the section whose items are
 * called so (第二阶段), else in the section talked about, else in the measures, else in the first section that has one.
 * Undefined where there is none.
 */
export function itemOf(
  unionCase: Case,
  sections: readonly Section[],
  wish: ItemWish,
  standing: Standing = { section: null, item: null },
): FoundItem | undefined {
  const article = "number" in wish && wish.unit === "条" ? articleOf(unionCase, wish.number) : undefined;
  if (article) return article;
  const unit = "unit" in wish ? (wish.unit ?? "") : "";
  const likely = sections.length > 0 ? sections : byLikelihood(unionCase.sections, unit, standing.section);
  const ofParagraphs = unit === "段" && sections.length === 0;
  for (const section of ofParagraphs ? [] : likely) {
    const items = section.blocks.filter(({ label }) => label !== null);
    const block = pick(items, wish, standing.item);
    if (block) return within(section, block, wish);
  }
  // Of a section without items its paragraphs are counted, as are those of a case.
  for (const section of sections) {
    const block = pick(paragraphsOf(section), wish, null);
    if (block) return within(section, block, wish);
  }
  return ofParagraphs ? paragraphOf(unionCase, wish, standing) : undefined;
}

/** Who wrote it and when is no first paragraph, and who signed it no last one. */
function paragraphsOf({ blocks }: Section): readonly Block[] {
  const told = blocks.filter((block) => !isImprintBlock(block));
  return told.length > 0 ? told : blocks;
}

/** The paragraph in that place, of the section talked about or else of the case. */
function paragraphOf({ sections }: Case, wish: ItemWish, { section: own }: Standing): FoundItem | undefined {
  const here = sections.filter(({ name }) => name === own);
  const blocks = (here.length > 0 ? here : sections).flatMap((section) =>
    paragraphsOf(section).map((block) => ({ section, block })),
  );
  const at = "last" in wish ? -1 : "number" in wish ? wish.number - (wish.number > 0 ? 1 : 0) : blocks.length;
  const found = blocks.at(at);
  return found && { section: found.section, start: found.block.start, end: found.block.end };
}

const ARTICLE = /^第(\d{1,3})条(?!例)/;
const NUMBERED = /^(\d{1,2})[.、)]/;

/** 第三条 of rules, which no bracketed label numbers: from its own words to those of the next. */
export function articleOf({ sections }: Case, number: number): FoundItem | undefined {
  for (const section of sections) {
    const own = section.blocks[0] && ARTICLE.exec(digitize(foldTight(section.name)))?.[1];
    if (own === String(number))
      return { section, start: section.blocks[0]?.start ?? 0, end: section.blocks.at(-1)?.end ?? 0 };
    const sentences = section.blocks.flatMap((block) => block.sentences);
    const found = numberedIn(section, sentences, number, ARTICLE);
    if (found) return found;
  }
  return undefined;
}

/** (二)第2条: what an item numbers itself. The whole item where it does not. */
function within(section: Section, { start, end, sentences }: Block, wish: ItemWish): FoundItem {
  const number = "within" in wish ? wish.within : null;
  return (number && numberedIn(section, sentences, number, NUMBERED)) || { section, start, end };
}

function numberedIn(
  section: Section,
  sentences: readonly Sentence[],
  number: number,
  pattern: RegExp,
): FoundItem | undefined {
  const numberOf = ({ text }: Sentence) =>
    Number(digitize(foldTight(text.slice(0, 12))).match(pattern)?.[1] ?? 0);
  const from = sentences.findIndex((sentence) => numberOf(sentence) === number);
  const first = sentences[from];
  if (!first) return undefined;
  const next = sentences.slice(from + 1).find((sentence) => numberOf(sentence) > 0);
  return { section, start: first.start, end: next?.start ?? sentences.at(-1)?.end ?? first.end };
}

function pick(items: readonly Block[], wish: ItemWish, current: string | null): Block | undefined {
  if ("number" in wish && wish.number < 0) return items.at(wish.number);
  if ("number" in wish) {
    const labelled = items.find(({ label }) => label !== null && labelNumber(label) === wish.number);
    return labelled ?? (items.every(({ label }) => label === null) ? items[wish.number - 1] : undefined);
  }
  if ("last" in wish) return items.at(-1);
  const at = items.findIndex(({ label }) => label === current);
  return at < 0 ? undefined : items[at + wish.step];
}

function byLikelihood(sections: readonly Section[], unit: string, talkedAbout: string | null): Section[] {
  const called = ({ blocks }: Section) =>
    unit.length >= 2 && blocks.some(({ lead }) => lead?.includes(unit) ?? false);
  const rank = (section: Section) =>
    called(section) ? 0 : section.name === talkedAbout ? 1 : section.kind === "measures" ? 2 : 3;
  return [...sections].sort((a, b) => rank(a) - rank(b));
}

/** How an item wish is shown when a case has no such item. */
export function wishLabel(wish: ItemWish): string {
  if ("number" in wish)
    return `${wish.number < 0 ? "倒数" : ""}第${Math.abs(wish.number)}${wish.unit || "项"}${wish.clause ? `第${wish.clause}款` : ""}`;
  if ("last" in wish) return "最后一项";
  return wish.step > 0 ? "下一项" : "上一项";
}
