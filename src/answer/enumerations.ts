/** Passages → the unlabelled paragraphs that open the things which they tell of. */

import type { Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { countedSentences } from "../grounding/clauses.ts";

export interface Opening {
  readonly passage: Passage;
  readonly sentence: Sentence;
}

/** An opening of so few characters names what its paragraph goes on to tell. */
const SHORT_OPENING = 8;

/** Paragraphs outside items that count (一是 …) or open with a few words (一问。). */
export function openingsOf(passages: readonly Passage[]): Opening[] {
  return passages.flatMap((passage) => {
    const [sentence] = passage.sentences;
    if (!sentence || passage.item !== null) return [];
    const counts = countedSentences([sentence]).length > 0 || sentence.text.length <= SHORT_OPENING;
    return counts ? [{ passage, sentence }] : [];
  });
}
