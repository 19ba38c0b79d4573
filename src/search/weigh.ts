/** Concepts → how much each tells passages of the corpus apart. */

import { isWord, kindOf, type WordKind } from "../language/dictionary.ts";
import { isPersonsName } from "../language/persons.ts";
import { STOP_WORDS, WEAK_WORDS } from "../language/stop-words.ts";
import type { Store } from "../stores/store.ts";
import { type Concept, VARIANT_WORTH, type Variant } from "./query.ts";
import { laneOf, termsOf } from "./terms.ts";

export interface WeightedConcept extends Concept {
  /** From 0 to 1: how much it tells passages apart; 1 for a word that the corpus does not hold. */
  readonly weight: number;
  /** The corpus holds it in these very words. */
  readonly known: boolean;
}

/** The corpus has it in no form, neither in its words nor in another wording. */
export function isUnsaid({ known, variants }: WeightedConcept): boolean {
  return !known && variants.length === 0;
}

/** Share of the concepts' weight in values parallel to them, 0 to 1 for degrees; 0 where there is no weight. */
export function weightShare(concepts: readonly WeightedConcept[], values: readonly number[]): number {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const held = concepts.reduce((sum, { weight }, k) => sum + weight * (values[k] ?? 0), 0);
  return total === 0 ? 0 : held / total;
}

/** What a word counts that asks for a kind of statement as often as it names something. */
const WEAK_WEIGHT = 0.35;

/**
 * What a word counts that the corpus does not hold. Something it has no name for is most likely not told; an action
 * may be put in other words, and anything else is the asker's way of speaking.
 */
const UNKNOWN_WEIGHT: Readonly<Record<WordKind, number>> = { noun: 1, verb: 0.5, other: 0.3, none: 0.3 };

/**
 * The rarer, the weightier: inverse passage frequency, scaled so that a thing the corpus does not name weighs 1. A
 * word that the corpus says only in other wordings weighs what the rarest of these does, and each is worth as much as
 * it tells passages apart.
 */
export async function weigh(concept: Concept, store: Store): Promise<WeightedConcept> {
  const { surface, quoted } = concept;
  const own = await rarity(surface, quoted, store);
  const variants: Variant[] = [];
  for (const { word, worth } of concept.variants) {
    const { weight, known } = await rarity(word, false, store);
    if (known) variants.push({ word, worth: worth * weight });
  }
  const bridged = Math.max(0, ...variants.map(({ worth }) => worth));
  const weight = own.known
    ? own.weight
    : bridged > 0
      ? bridged / VARIANT_WORTH
      : quoted || /\d/.test(surface)
        ? 1
        : UNKNOWN_WEIGHT[unknownKind(surface)];
  return {
    ...concept,
    variants: variants.map(({ word, worth }) => ({ word, worth: Math.min(VARIANT_WORTH, worth / weight) })),
    weight: own.known || bridged > 0 || !isWeak(concept) ? weight : weight * WEAK_WEIGHT,
    known: own.known,
  };
}

function isWeak({ surface, quoted }: Concept): boolean {
  return !quoted && WEAK_WORDS.has(surface);
}

/** How much a word of the corpus tells its passages apart, 0 to 1. */
async function rarity(
  word: string,
  quoted: boolean,
  store: Store,
): Promise<{ weight: number; known: boolean }> {
  const { passageCount } = await store.statistics();
  const frequency = await passageFrequency(word, store);
  const weight = Math.log(1 + passageCount / (frequency + 0.5)) / Math.log(1 + passageCount / 0.5);
  return { weight: !quoted && WEAK_WORDS.has(word) ? WEAK_WEIGHT * weight : weight, known: frequency > 0 };
}

/** A word with a function word in it was most likely cut wrongly. */
function unknownKind(surface: string): WordKind {
  if (isPersonsName(surface)) return "noun";
  if (/^\p{Script=Han}{2,3}$/u.test(surface) && !isWord(surface)) return "none";
  if (surface.length === 2 && [...surface].some((character) => STOP_WORDS.has(character))) return "none";
  return kindOf(surface);
}

/** In how many passages a word occurs: by the word itself, else by the rarest of its pairs. */
async function passageFrequency(surface: string, store: Store): Promise<number> {
  const terms = [...termsOf(surface).terms.keys()].filter(
    (term) => laneOf(term) === "pair" || laneOf(term) === "single",
  );
  const pairs = terms.filter((term) => laneOf(term) === "pair");
  const postings = await store.postings(pairs.length > 0 ? pairs : terms);
  return postings.length === 0 ? 0 : Math.min(...postings.map((list) => list.passages.length));
}
