/** Places of a case → their words, with the list that they lead to. */

import { passagesOf } from "../corpus/passages.ts";
import type { Excerpt, NonEmpty, NotFound, Quote } from "../grounding/answer.ts";
import { createGround, excerpt } from "../grounding/ground.ts";
import type { Found } from "./excerpt-places.ts";
import type { Knowledge } from "./knowledge.ts";
import { unknownPart } from "./refuse.ts";
import { type ListedPlace, listUnder } from "./whole-lists.ts";

/** One quote a paragraph or item, of each place of one case in its order. */
export async function excerptFrom(
  places: NonEmpty<Found>,
  { store }: Pick<Knowledge, "store">,
): Promise<Excerpt | NotFound> {
  const [{ case: of }] = places;
  const passages = passagesOf(of);
  const shown: ListedPlace[] = [];
  for (const { start, end } of places) {
    const own = passages.flatMap((passage) => {
      if (end === Number.POSITIVE_INFINITY && passage.sectionKind === "heading") return [];
      const sentences = passage.sentences.filter(
        (sentence) => start <= sentence.start && sentence.start < end,
      );
      return sentences.length > 0 ? [{ passage, sentences }] : [];
    });
    const last = own.at(-1);
    shown.push(...own, ...(last ? listUnder(last.passage, of, last.sentences) : []));
  }
  const ground = createGround(store);
  const quotes: Quote[] = [];
  for (const place of shown) quotes.push(...(await ground.quotes({ case: of, ...place })));
  const [first, ...rest] = quotes;
  return first ? excerpt(of, [first, ...rest]) : unknownPart(of, "");
}
