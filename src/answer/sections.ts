/** A wish for a section or item → the sections and blocks of a case that are meant. */

import type { Block, Case, Section } from "../corpus/case.ts";
import { digitize, foldTight } from "../search/fold.ts";
import type { ItemWish, SectionWish } from "./part-wish.ts";

/** A section's heading without its numbering: 一、主要做法 → 主要做法. */
export function bareName(name: string): string {
  return foldTight(name).replace(
    /^(?:第?[一二三四五六七八九十\d]+[、.．章节部分]+|[(（][一二三四五六七八九十\d]+[)）])/,
    "",
  );
}

/** The sections of this case whose very headings the question uses. */
export function sectionsNamed(question: string, unionCase: Case): Section[] {
  const text = foldTight(question);
  return unionCase.sections.filter(({ name }) => {
    const bare = bareName(name);
    return bare.length >= 2 && text.includes(bare);
  });
}

/** The sections meant: by their headings, else by the kind of section that the words stand for. */
export function sectionsMeant(wish: SectionWish, unionCase: Case): Section[] {
  if (wish.kind === "heading") return [unionCase.heading];
  const words = foldTight(wish.words);
  const named = words === "" ? [] : unionCase.sections.filter(({ name }) => bareName(name).includes(words));
  if (named.length > 0 || wish.kind === "other") return named;
  return unionCase.sections.filter(({ kind }) => kind === wish.kind);
}

/** The number that an item's label stands for: (二) → 2, 3. → 3. */
export function labelNumber(label: string): number | undefined {
  const digits = digitize(foldTight(label)).match(/\d+/)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

export interface FoundItem {
  readonly section: Section;
  readonly block: Block;
}

/** Where in a case a conversation stands. */
export interface Standing {
  readonly section: string | null;
  readonly item: string | null;
}

/**
 * The item wished for: in the sections given, else in the section talked about, else in the measures, else in the
 * first section that has one. Undefined where there is none.
 */
export function itemOf(
  unionCase: Case,
  sections: readonly Section[],
  wish: ItemWish,
  standing: Standing = { section: null, item: null },
): FoundItem | undefined {
  for (const section of sections.length > 0 ? sections : byLikelihood(unionCase.sections, standing.section)) {
    const items = section.blocks.filter(({ label }) => label !== null);
    const block = pick(items, wish, standing.item);
    if (block) return { section, block };
  }
  return undefined;
}

function pick(items: readonly Block[], wish: ItemWish, current: string | null): Block | undefined {
  if ("number" in wish)
    return items.find(({ label }) => label !== null && labelNumber(label) === wish.number);
  if ("last" in wish) return items.at(-1);
  const at = items.findIndex(({ label }) => label === current);
  return at < 0 ? undefined : items[at + wish.step];
}

function byLikelihood(sections: readonly Section[], talkedAbout: string | null): Section[] {
  const rank = ({ name, kind }: Section) => (name === talkedAbout ? 0 : kind === "measures" ? 1 : 2);
  return [...sections].sort((a, b) => rank(a) - rank(b));
}

/** How an item wish is shown when a case has no such item. */
export function wishLabel(wish: ItemWish): string {
  if ("number" in wish) return `第${wish.number}项`;
  if ("last" in wish) return "最后一项";
  return wish.step > 0 ? "下一项" : "上一项";
}
