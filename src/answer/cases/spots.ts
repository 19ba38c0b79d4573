/** Sentences that show something → the places to quote: the whole sentence where it is short, else the clauses that show it. */

import type { Case, SectionKind, Sentence } from "../../corpus/case.ts";
import { type Passage, passagesOf } from "../../corpus/passages.ts";
import { withoutTrailingComma } from "../choose.ts";
import { clausesOf } from "../clauses.ts";
import type { Place } from "../ground.ts";

export interface Spot {
  readonly case: Case;
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** How much a clause of the sentence shows; 0 for nothing. */
  readonly shows: (clause: string) => number;
  /** What the sentence shows at all. */
  readonly shown: ReadonlySet<"words" | "figure" | "topic">;
  /** Beside other spots of the same case. */
  readonly worth: number;
}

/** Neighbouring clauses are taken along, those before first, as long as all stay within `cap` characters. */
export function placeOf({ case: unionCase, passage, sentence, shows }: Spot, cap: number): Place {
  const place = { case: unionCase, passage, sentences: [sentence] };
  if (sentence.text.length <= cap) return place;
  const clauses = clausesOf(sentence.text);
  const worths = clauses.map(({ text }) => shows(text));
  const best = Math.max(0, worths.indexOf(Math.max(...worths)));
  let [first, last] = [best, best];
  const length = (from: number, to: number) => (clauses[to]?.to ?? 0) - (clauses[from]?.from ?? 0);
  for (let grown = true; grown; ) {
    grown = false;
    if (first > 0 && length(first - 1, last) <= cap) {
      first -= 1;
      grown = true;
    }
    if (last < clauses.length - 1 && length(first, last + 1) <= cap) {
      last += 1;
      grown = true;
    }
  }
  const from = clauses[first]?.from ?? 0;
  const text = sentence.text.slice(from, clauses[last]?.to);
  return { ...place, from, to: from + withoutTrailingComma(text).length };
}

/** Where the same is said in several sections, that which tells it is quoted rather than that which praises or names it. */
const SECTION_WORTH: Readonly<Partial<Record<SectionKind, number>>> = {
  heading: -0.3,
  recommendation: -0.05,
  measures: 0.05,
  results: 0.05,
};

const worthOf = ({ worth, passage }: Spot) => worth + (SECTION_WORTH[passage.sectionKind] ?? 0);

/** The best spots that fit into `budget` characters, at least one; in the order of the source. */
export function bestPlaces(spots: readonly Spot[], budget: number, most: number): Place[] {
  const taken: { spot: Spot; place: Place }[] = [];
  let left = budget;
  for (const spot of [...spots].sort((a, b) => worthOf(b) - worthOf(a))) {
    if (taken.length >= most || taken.some((other) => other.spot.sentence.start === spot.sentence.start))
      continue;
    const place = placeOf(spot, taken.length === 0 ? budget : left);
    const length = (place.to ?? spot.sentence.text.length) - (place.from ?? 0);
    if (taken.length > 0 && length > left) continue;
    taken.push({ spot, place });
    left -= length;
  }
  return taken.sort((a, b) => a.spot.sentence.start - b.spot.sentence.start).map(({ place }) => place);
}

/** The title of a case, the last of its heading lines; undefined for a case that is named after its file. */
export function titlePlace(unionCase: Case): Place | undefined {
  const passage = passagesOf(unionCase).findLast(({ sectionKind }) => sectionKind === "heading");
  return passage && { case: unionCase, passage, sentences: passage.sentences.slice(0, 1) };
}
