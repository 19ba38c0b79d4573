/** A question for which whoever looks after the cases chose a place → the words there, as long as they are those that were chosen. */

import type { Excerpt } from "../grounding/answer.ts";
import { createGround, excerpt } from "../grounding/ground.ts";
import { locate, type SentenceAddress } from "../grounding/located.ts";
import { foldTight } from "../language/fold.ts";
import { withoutNoise } from "../question/noise.ts";
import type { Knowledge } from "./knowledge.ts";
import { CHOSEN } from "./replies.ts";

export interface Pins {
  /** By `pinKeyOf` of the question. */
  of(key: string): Promise<{ readonly address: SentenceAddress } | undefined>;
}

/** The same for questions that differ in courtesies, width, case, blanks or punctuation alone. */
export function pinKeyOf(question: string): string {
  return foldTight(withoutNoise(question).said).replace(/\p{P}/gu, "");
}

/** Undefined where there is none, or its words stand nowhere that may be read any more. Suggestions are added by `complete`. */
export async function pinnedAnswer(
  question: string,
  { store, pins }: Pick<Knowledge, "store" | "pins">,
): Promise<Excerpt | undefined> {
  const pin = await pins?.of(pinKeyOf(question));
  const located = pin && locate(pin.address, await store.cases());
  if (!located || located.kind === "changed") return undefined;
  const { case: unionCase, passage, sentences } = located.spot;
  const quotes = await createGround(store).quotes({ case: unionCase, passage, sentences });
  return { ...excerpt(unionCase, quotes), says: CHOSEN };
}
