/** A case, and what a summary of it is to be about → the passages of each section that it may tell of. */

import type { Case } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { readable } from "../language/templates.ts";
import { partsCalled } from "./excerpt-places.ts";
import { partsNamed } from "./named-parts.ts";
import { isAside, tellingOf } from "./summary-cells.ts";

/** Only what stands in these sections, or in the part that is called so. */
export interface Focus {
  readonly sections?: readonly string[];
  readonly words?: string;
  readonly part?: { readonly start: number; readonly end: number };
  /** Only the passages that tell of it, where some do. */
  readonly theme?: string;
}

/** Shorter sections hold a date or a sender. */
export const MIN_SECTION = 15;

/** A part of a case that its words name so well is what is meant. */
const NAMED = 0.6;

/** The passages of each section asked for, headings apart, in source order. */
export function sectionsWanted(of: Case, focus: Focus | undefined, isFull: boolean): Passage[][] {
  const spans = spansOf(of, focus);
  const inside = ({ start, end }: Passage) =>
    spans.length === 0 || spans.some((span) => span.start < end && start < span.end);
  const groups = new Map<string, Passage[]>();
  const isTitle = (text: string) => `${of.organization}\n${of.title}`.includes(text);
  const passages = passagesOf(of);
  const isAll = passages.every(
    ({ sentences, sectionKind }) => sectionKind === "heading" || sentences.every(({ text }) => isTitle(text)),
  );
  for (const passage of passages) {
    if (passage.sectionKind === "heading" || !inside(passage)) continue;
    const sentences = passage.sentences.filter(
      ({ start, text }) =>
        (spans.length === 0 || spans.some((span) => span.start <= start && start < span.end)) &&
        (isAll || !isTitle(text)),
    );
    const key = passage.id.replace(/\.\d+(?:\.\d+)?$/, "");
    if (sentences.length > 0) groups.set(key, [...(groups.get(key) ?? []), { ...passage, sentences }]);
  }
  const all = focus?.theme ? tellingOfTheme(focus.theme, [...groups.values()]) : [...groups.values()];
  const matter = all.filter(([passage]) => passage && !isAside(passage));
  const telling = (matter.length > 0 ? matter : all).filter(
    (group) => lengthOf(group) >= MIN_SECTION && group.some((one) => tellingOf(one).length > 0),
  );
  return telling.length > 0 && (!isFull || telling.length < all.length) ? telling : all;
}

/** Passages whose heading or words hold the theme; all where none does. */
function tellingOfTheme(theme: string, sections: Passage[][]): Passage[][] {
  const holds = (words: string) => readable(words).includes(theme);
  const headed = sections.filter(([first]) => first && holds(first.section));
  const narrowed = sections
    .filter((section) => !headed.includes(section))
    .map((section) => section.filter(({ sentences }) => sentences.some(({ text }) => holds(text))));
  const found = sections.flatMap((section) => {
    const own = headed.includes(section)
      ? section
      : narrowed.find(([first]) => first && section.includes(first));
    return own && own.length > 0 ? [own] : [];
  });
  return found.length > 0 ? found : sections;
}

function spansOf(of: Case, focus: Focus | undefined): { start: number; end: number }[] {
  if (focus?.part) return [focus.part];
  const parts = partsCalled(focus?.sections ?? [], of);
  if (parts.length > 0) return parts;
  const [named] = focus?.words ? partsNamed(focus.words, "", [of]) : [];
  return named && named.fit >= NAMED && named.part.kind !== "paragraph" ? [named.part] : [];
}

export function lengthOf(passages: readonly Passage[]): number {
  return passages.flatMap(({ sentences }) => sentences).reduce((sum, { text }) => sum + text.length, 0);
}
