/** Concepts → how much each tells passages of the corpus apart. */

import type { Store } from "../stores/store.ts";
import type { Concept } from "./query.ts";
import { STOP_WORDS, WEAK_WORDS } from "./stop-words.ts";
import { laneOf, termsOf } from "./terms.ts";

export interface WeightedConcept extends Concept {
  /** From 0 to 1: how much it tells passages apart; 1 for a word that the corpus does not hold. */
  readonly weight: number;
  /** The corpus holds it in these very words. */
  readonly known: boolean;
}

/** What a word counts that asks for a kind of statement as often as it names something. */
const WEAK_WEIGHT = 0.35;

/** The rarer, the weightier: inverse passage frequency, scaled so that a word the corpus does not hold weighs 1. */
export async function weigh(concept: Concept, store: Store): Promise<WeightedConcept> {
  const { passageCount } = await store.statistics();
  const frequency = await passageFrequency(concept.surface, store);
  const weight = Math.log(1 + passageCount / (frequency + 0.5)) / Math.log(1 + passageCount / 0.5);
  const weak = !concept.quoted && (WEAK_WORDS.has(concept.surface) || isGuess(concept, frequency));
  return { ...concept, weight: weak ? WEAK_WEIGHT * weight : weight, known: frequency > 0 };
}

/** A word that the corpus does not hold and that a function word or a Latin letter is part of was most likely cut wrongly. */
function isGuess({ surface, variants }: Concept, frequency: number): boolean {
  if (frequency > 0 || variants.length > 0) return false;
  return (
    /^[a-z]+$/.test(surface) ||
    (surface.length === 2 && [...surface].some((character) => STOP_WORDS.has(character)))
  );
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
