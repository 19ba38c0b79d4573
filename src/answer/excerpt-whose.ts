/** Places that a request for words names → the sections headed by them, and whether the words found are said of them. */

import type { Case } from "../corpus/case.ts";
import type { Ambiguous, Excerpt, NotFound } from "../grounding/answer.ts";
import { caseRef } from "../grounding/ground.ts";
import { isPlaceName, taggedWords } from "../language/dictionary.ts";
import { readable } from "../language/templates.ts";
import { bareHeading } from "../question/case-parts.ts";
import { notFound } from "./refuse.ts";

/** As the dictionary has them. */
export function placesNamed(text: string): string[] {
  return taggedWords(text).flatMap(({ word, tag }) => (tag === "ns" && word.length > 1 ? [word] : []));
}

/** Of what is asked of 甲市 the section 甲市. */
export function sectionsOfPlaces(places: readonly string[], cases: readonly Case[]): string[] {
  return cases.flatMap(({ sections }) =>
    sections.map(({ name }) => name).filter((name) => places.includes(bareHeading(name))),
  );
}

/** A list by places: what it says of one is not given for another, which it may not have. */
export function onlyOfPlaces(
  places: readonly string[],
  found: Excerpt | NotFound | Ambiguous,
  cases: readonly Case[],
): Excerpt | NotFound | Ambiguous {
  const of = found.kind === "excerpt" ? cases.find(({ id }) => id === found.case.id) : undefined;
  const headings = of?.sections.map(({ name }) => bareHeading(name)) ?? [];
  if (found.kind !== "excerpt" || !of || headings.filter(isPlaceName).length < 2) return found;
  const quotes = found.quotes.map(({ text, citation }) => `${citation.section}|${text}`);
  const said = readable([of.organization, of.title, of.file, ...quotes].join("|"));
  const missing = places.filter((place) => !said.includes(place));
  return missing.length === 0
    ? found
    : notFound({ kind: "not-told", words: missing, ...(of.role === "case" ? { case: caseRef(of) } : {}) });
}
