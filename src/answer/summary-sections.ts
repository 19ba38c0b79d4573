/** A case, and what a summary of it is to be about → the passages of each section that it may tell of. */

import type { Case, Span } from "../corpus/case.ts";
import { lengthOfAll, type Passage, passagesOf } from "../corpus/passages.ts";
import { isAside, tellingOf } from "./summary-cells.ts";

/** Only what stands in these parts of the case. */
export type Focus = readonly Span[];

/** Shorter sections hold a date or a sender. */
export const MIN_SECTION = 15;

/** The passages of each section asked for, headings apart, in source order. */
export function sectionsWanted(of: Case, spans: Focus, isFull: boolean): Passage[][] {
  const inside = ({ start, end }: Passage) =>
    spans.length === 0 || spans.some((span) => span.start < end && start < span.end);
  const groups = new Map<string, Passage[]>();
  const isTitle = (text: string) => `${of.organization}\n${of.title}`.includes(text);
  const passages = passagesOf(of);
  const isAll = passages.every(
    ({ sentences, sectionKind }) => sectionKind === "heading" || sentences.every(({ text }) => isTitle(text)),
  );
  const isBare = passages.every(({ sectionKind }) => sectionKind === "heading");
  for (const passage of passages) {
    if ((passage.sectionKind === "heading" && !isBare) || !inside(passage)) continue;
    const within = passage.sentences.filter(
      ({ start, text }) =>
        (spans.length === 0 || spans.some((span) => span.start <= start && start < span.end)) &&
        (isAll || !isTitle(text)),
    );
    // A question that heads its section is shown with the section's name.
    const answers = within.filter(({ text }) => !repeats(passage.section, text));
    const sentences = answers.length > 0 ? answers : within;
    const key = passage.id.replace(/\.\d+(?:\.\d+)?$/, "");
    if (sentences.length > 0) groups.set(key, [...(groups.get(key) ?? []), { ...passage, sentences }]);
  }
  const all = [...groups.values()];
  const matter = all.filter(([passage]) => passage && !isAside(passage));
  const telling = (matter.length > 0 ? matter : all).filter(
    (group) => lengthOfAll(group) >= MIN_SECTION && group.some((one) => tellingOf(one).length > 0),
  );
  return telling.length > 0 && (!isFull || telling.length < all.length) ? telling : all;
}

function repeats(name: string, text: string): boolean {
  const words = text.replace(/[。：:]$/, "");
  return words.length >= 4 && name.includes(words);
}
