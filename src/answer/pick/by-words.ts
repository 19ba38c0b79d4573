/** Hits and words → their sentences, those first that say most of the words. */

import type { Sentence } from "../../corpus/case.ts";
import type { Hit } from "../../search/rank.ts";
import type { Retriever } from "../../search/retrieve.ts";
import { type WeightedConcept, weightShare } from "../../search/weigh.ts";

export interface SaidSentence {
  readonly hit: Hit;
  readonly sentence: Sentence;
  /** Share of the words' weight that it says itself, 0 to 1. */
  readonly said: number;
}

/** How much more a sentence of the first passage counts than one of the last, beside all of the words. */
const STANDING = 0.2;

export function sentencesByWords(
  hits: readonly Hit[],
  concepts: readonly WeightedConcept[],
  { match }: Pick<Retriever, "match">,
): SaidSentence[] {
  const standing = (i: number) => STANDING * (1 - i / Math.max(1, hits.length));
  return hits
    .flatMap((hit, i) =>
      hit.passage.sentences.map((sentence) => {
        const degrees = match(sentence.text, concepts).map(({ degree }) => degree);
        return { hit, sentence, said: weightShare(concepts, degrees), standing: standing(i) };
      }),
    )
    .sort((a, b) => b.said + b.standing - (a.said + a.standing));
}
