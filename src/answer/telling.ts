/** Words of a question → those that say what it is about; others are the asker's way of speaking. */

import { WEAK_WORDS } from "../language/stop-words.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Knowledge } from "./knowledge.ts";

/** Words of less weight stand all over the corpus. */
const LEAST = 0.15;

/** What the corpus does not say, in these or other words, names something only at a greater weight. */
const LEAST_UNKNOWN = 0.6;

export function isTelling({ surface, weight, known, variants }: WeightedConcept): boolean {
  if (WEAK_WORDS.has(surface)) return false;
  return weight >= (known || variants.length > 0 ? LEAST : LEAST_UNKNOWN);
}

/** Some word of it tells passages of the corpus apart. */
export async function tells(text: string, { retriever }: Knowledge): Promise<boolean> {
  return (await retriever.concepts(text)).some((concept) => concept.known && isTelling(concept));
}
