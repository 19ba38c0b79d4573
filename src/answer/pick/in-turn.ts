/** Places that may be shown → one after the other those that say most of a question, so that no side is silent because another says more. */

import type { PickQuery, QueryTerm } from "./query.ts";

/** Logits that a place is worth more if it says all that no place before it says. */
const OF_OTHER_WORDS = 4;

interface Saying {
  /** Logit. */
  readonly score: number;
  /** What is shown of it and stands above it; folded, letters and digits. */
  readonly said: string;
}

/** `bonusOf`: logits that a place is worth more beside those taken; null where it is not to be taken. `worth`: without it. */
export function inTurn<T extends Saying>(
  all: readonly T[],
  { pairs, words }: Pick<PickQuery, "pairs" | "words">,
  bonusOf: (one: T, taken: readonly T[], worth: number) => number | null,
): T[] {
  let unsaid = [...pairs, ...words].filter(({ weight }) => weight > 0);
  const total = weightOf(unsaid);
  const left = new Set(all);
  const taken: T[] = [];
  for (;;) {
    let best: { readonly one: T; readonly worth: number } | undefined;
    for (const one of left) {
      const fresh = total === 0 ? 0 : weightOf(unsaid.filter(({ text }) => one.said.includes(text))) / total;
      const own = one.score + OF_OTHER_WORDS * fresh;
      const bonus = bonusOf(one, taken, own);
      if (bonus !== null && (!best || own + bonus > best.worth)) best = { one, worth: own + bonus };
    }
    if (!best) return taken;
    const { one } = best;
    left.delete(one);
    taken.push(one);
    unsaid = unsaid.filter(({ text }) => !one.said.includes(text));
  }
}

const weightOf = (terms: readonly QueryTerm[]) => terms.reduce((sum, { weight }) => sum + weight, 0);
