/** A claim that a model wrote, and the sentences it points at → why they do not carry it, or nothing where they do. */

import { partsOf, type TaggedWord, taggedWords } from "../../language/dictionary.ts";
import { fold, foldTight } from "../../language/fold.ts";
import type { Lexicon } from "../../language/lexicon.ts";
import { STOP_WORDS } from "../../language/stop-words.ts";
import { figuresIn, isTold } from "./figures.ts";
import { turnsRound } from "./polarity.ts";
import { quotedIn } from "./quoted.ts";
import { swapsFigures } from "./swapped.ts";

/**
 * - `form`: not a plain sentence: too long, empty, with markup, addresses, or characters that are not seen
 * - `quoted`: words in quotation marks that the sentences do not hold to the letter, or marks without a partner
 * - `figure`: a figure or date that the sentences do not give, or give to something else
 * - `name`: a name that neither they nor the headings of their case hold
 * - `reversed`: they say the opposite
 * - `words`: too much of it in words that they do not use
 */
export type Flaw = "form" | "quoted" | "figure" | "name" | "reversed" | "words";

export interface Carrying {
  /** The texts of the sentences, as they will be quoted. */
  readonly sentences: readonly string[];
  /** Organisation, title and section of their cases: names may be taken from there, words in quotation marks and figures not. */
  readonly headings: readonly string[];
}

/** A reader takes in no longer statement at once; characters. */
const LONGEST = 220;

/** Words of the model's own that may stand in a claim: this share of its words of content, and no more than so many. */
const MOST_OWN_SHARE = 0.25;
const MOST_OWN = 3;

/** Markup, addresses, mentions, and the brackets that stand around citations. */
const FOREIGN = /[<>[\]{}|\\@#*_~^=〔〕【】〖〗\n\r\t]|:\/\/|www\.|\p{Extended_Pictographic}/u;

/** Controls, zero-width and bidirectional characters, private ones, half characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{M}\p{Variation_Selector}]/u;

export function flawOf(
  claim: string,
  { sentences, headings }: Carrying,
  lexicon: Pick<Lexicon, "variantsOf">,
): Flaw | null {
  if (claim.trim() === "" || claim.length > LONGEST || FOREIGN.test(claim) || UNSEEN.test(claim))
    return "form";
  const quoted = quotedIn(claim);
  if (!quoted?.every((words) => sentences.some((text) => squeezed(text).includes(squeezed(words)))))
    return "quoted";
  const told = sentences.flatMap(figuresIn);
  if (!figuresIn(claim).every((figure) => isTold(figure, told)) || swapsFigures(claim, sentences))
    return "figure";
  const known = foldTight([...sentences, ...headings].join("\n"));
  const words = taggedWords(fold(claim));
  if (!words.every((word) => !isName(word) || known.includes(foldTight(word.word)))) return "name";
  if (turnsRound(claim, sentences)) return "reversed";
  return isInTheirWords(words, known, lexicon) ? null : "words";
}

/** Without the sentences that hold no word and no figure of the claim that the others lack; the first of equal ones stays. */
export function withoutIdle<T>(claim: string, cited: readonly T[], textOf: (one: T) => string): T[] {
  const words = [
    ...figuresIn(claim),
    ...taggedWords(fold(claim)).flatMap(({ word, tag }) => (isTelling(word, tag) ? [word] : [])),
  ];
  const held = new Map(
    cited.map((one) => {
      const figures = figuresIn(textOf(one));
      const text = foldTight(textOf(one));
      return [one, new Set(words.filter((word) => text.includes(word) || isTold(word, figures)))];
    }),
  );
  return [...cited].reduceRight<T[]>(
    (kept, one) => {
      const others = kept.filter((other) => other !== one);
      const isIdle = [...(held.get(one) ?? [])].every((word) =>
        others.some((other) => held.get(other)?.has(word)),
      );
      return others.length > 0 && isIdle ? others : kept;
    },
    [...cited],
  );
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Persons, places, organisations, works; Latin words; and what the dictionary does not have, as names mostly are. */
function isName({ word, tag }: TaggedWord): boolean {
  if (/[a-z]/.test(word)) return true;
  return [...word].length >= 2 && /^(?:nr|ns|nt|nz|x)/.test(tag) && /\p{L}/u.test(word) && !BEGINS.test(word);
}

/** The dictionary does not have these either. */
const BEGINS = /^(?:第?[一二三四五六七八九十]|其[一二三四五六七八九十])是?$/;

function isInTheirWords(
  words: readonly TaggedWord[],
  known: string,
  { variantsOf }: Pick<Lexicon, "variantsOf">,
): boolean {
  const telling = words.filter(({ word, tag }) => isTelling(word, tag));
  const holds = (word: string) => {
    if (known.includes(word)) return true;
    const parts = partsOf(word);
    if (parts.length >= 2 && parts.every((part) => known.includes(part))) return true;
    return variantsOf(word).some((variant) => known.includes(variant));
  };
  const own = telling.filter(({ word }) => !holds(word)).length;
  return telling.length > 0 && own <= MOST_OWN && own <= MOST_OWN_SHARE * telling.length;
}

function isTelling(word: string, tag: string): boolean {
  return [...word].length >= 2 && /^[nvailjbsz]/.test(tag) && !STOP_WORDS.has(word);
}
