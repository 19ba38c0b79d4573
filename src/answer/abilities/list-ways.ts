/** Words of a list's topic → the ways to put it, each a list of terms; the sides of 甲或乙 count as one. */

import { alternativesIn } from "../../question/lists.ts";
import type { Retriever } from "../../search/retrieve.ts";
import { type Terms, termsOf } from "../../search/speak.ts";
import { isUnsaid, type WeightedConcept } from "../../search/weigh.ts";

/** The words of one way to put it; the sides of 甲或乙 count as one. */
export async function waysOf(words: string, { concepts }: Pick<Retriever, "concepts">): Promise<Terms[]> {
  const all: WeightedConcept[] = [];
  const alone: Terms[] = [];
  for (const side of alternativesIn(words)) {
    const [first, ...rest] = await conceptsOf(side, concepts);
    const last = all.at(-1);
    // 免费培训班或者夜校: the last side may stand by itself.
    if (first && last && rest.length === 0 && all.length > 1 && first.weight >= 0.3)
      alone.push(termsOf(side, [first]));
    if (first && last) {
      const variants = [{ word: first.surface, worth: 1 }, ...first.variants];
      const weight = Math.min(last.weight, first.weight);
      all[all.length - 1] = {
        ...last,
        weight,
        known: last.known || first.known,
        variants: [...last.variants, ...variants],
      };
    } else if (first) all.push(first);
    all.push(...rest);
  }
  return [termsOf(words, all), ...alone];
}

/**
 * A word that is cut into characters where nothing stands beside it is one all the same; one of two words that the corpus has
 * only apart (外卖骑手) is these two.
 */
async function conceptsOf(side: string, concepts: Retriever["concepts"]): Promise<WeightedConcept[]> {
  const found = await concepts(side);
  const [word] = found.length === 0 ? (side.match(/\p{Script=Han}{2,4}$/u) ?? []) : [];
  if (word) return [...(await concepts(`“${word}”`))];
  const apart = found.map(async (one) => {
    if (!isUnsaid(one) || one.surface.length !== TWO_WORDS) return [one];
    const both = await concepts([one.surface.slice(0, 2), one.surface.slice(2)].join(" "));
    return both.every(isUnsaid) ? [one] : both;
  });
  return (await Promise.all(apart)).flat();
}

/** Characters of two words of the usual length. */
const TWO_WORDS = 4;

/** A word of the corpus that weighs this much carries a topic by itself: 手机APP is told by APP. */
const CARRIES = 0.45;

/** A thing that the corpus has no word for: what is asked of it is not told. */
export function isUnheard({ terms }: Terms): boolean {
  if (terms.some(({ known, weight }) => known && weight >= CARRIES)) return false;
  const weightOf = (all: typeof terms) => all.reduce((sum, { weight }) => sum + weight, 0);
  const unheard = terms.filter((term) => isUnsaid(term) && term.weight >= 0.9);
  return weightOf(unheard) > 0.5 * weightOf(terms);
}
