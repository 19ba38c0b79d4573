/** Question words → weighted concepts: what a passage has to speak of in order to answer. */

import { cutWords } from "../language/dictionary.ts";
import { digitize, fold, tight } from "../language/fold.ts";
import type { Lexicon } from "../language/lexicon.ts";
import { STOP_WORDS, withoutAsking } from "../language/stop-words.ts";

export interface Variant {
  /** In the form of a surface. */
  readonly word: string;
  /** What finding it is worth beside finding a wording of full weight, 0 to 1. */
  readonly worth: number;
}

/** What a wording of the lexicon is worth beside the question's own. */
export const VARIANT_WORTH = 0.85;

export interface Concept {
  /** Folded and digitized, without blanks. */
  readonly surface: string;
  /** Other wordings by which a document may say it. */
  readonly variants: readonly Variant[];
  /** Stood in quotation marks: asked for by these very words. */
  readonly quoted: boolean;
}

const QUOTED = /[“"「『《‘']([^“”"「」『』《》‘’']{2,40})[”"」』》’']/g;

/** 一两分钟, 三五个: no number that a document would give. */
const ABOUT_SO_MANY =
  /(?:一两|两三|三两|三四|三五|四五|五六|六七|七八|八九)(?=[个天日年月次人名家分块点句回秒])/g;

/** Terms of two to eight characters that the texts put in quotation marks: coined words that no dictionary has. */
export function coinedTerms(texts: Iterable<string>): Set<string> {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(/[“"「『《]([^“”"「」『』《》]{2,12})[”"」』》]/g)) {
      const term = digitize(fold(match[1] ?? "")).replace(/[^\p{L}\p{N}]+/gu, "");
      if (term.length >= 2 && term.length <= 8) terms.add(term);
    }
  }
  return terms;
}

/** The concepts of a question in order of mention, each once. `coined`: words to be kept whole. */
export function conceptsOf(
  question: string,
  lexicon: Lexicon,
  coined: ReadonlySet<string> = new Set(),
): Concept[] {
  const concepts = new Map<string, Concept>();
  const add = (surface: string, quoted: boolean) => {
    const bare = tight(digitize(surface));
    const word = quoted || lexicon.variantsOf(bare).length > 0 ? bare : bare.replace(/(?<=.)[了过]$/, "");
    if (!/[\p{L}\p{N}]/u.test(word) || concepts.has(word)) return;
    if (!quoted && (STOP_WORDS.has(word) || isTrifle(word))) return;
    concepts.set(word, {
      surface: word,
      variants: lexicon.variantsOf(word).map((word) => ({ word, worth: VARIANT_WORTH })),
      quoted,
    });
  };
  // 哪“三化”: how many are asked for, in marks of its own, is no word of the answer.
  const folded = fold(question).replace(
    /哪\s*["“「『]?[\d一二三四五六七八九十]+\p{Script=Han}{1,2}["”」』]/gu,
    " ",
  );
  for (const match of folded.matchAll(QUOTED)) add(match[1] ?? "", true);
  const plain = folded.replace(QUOTED, " ").replace(ABOUT_SO_MANY, " ");
  const { text, taken } = takeAsking(digitize(plain), lexicon);
  for (const word of taken) add(word, false);
  for (const word of wordsOf(withoutAsking(text), lexicon, coined)) add(word, false);
  return [...concepts.values()];
}

/** Words of the lexicon that hold an asking word (谁说了算) are taken out before asking words are. */
function takeAsking(digitized: string, lexicon: Lexicon): { text: string; taken: string[] } {
  const taken = lexicon
    .wordsIn(digitized)
    .filter(({ word }) => word.length >= 3 && withoutAsking(word) !== word);
  const text = taken.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`,
    digitized,
  );
  return { text, taken: taken.map(({ word }) => word) };
}

/** One character says too little, and so does a small number with its unit: 一年, 两个, 3. */
function isTrifle(word: string): boolean {
  return (
    /^[\p{Script=Han}a-z]$/u.test(word) || /^(?:10|\d)[个年月日次家名人件项种条点位天批块级步]?$/u.test(word)
  );
}

interface Piece {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Words of folded text: coined words, then lexicon words where they begin and end on word boundaries of the
 * dictionary, are long enough not to be met by chance, or mend what the dictionary cut into characters; dictionary
 * words elsewhere.
 */
function wordsOf(text: string, lexicon: Lexicon, coined: ReadonlySet<string>): string[] {
  const digitized = digitize(text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const word of joinNumbers(cutWords(digitized))) {
    pieces.push({ word, start: at, end: at + word.length });
    at += word.length;
  }
  const starts = new Set(pieces.map(({ start }) => start));
  const ends = new Set(pieces.map(({ end }) => end));
  const mends = ({ start, end }: Piece) =>
    pieces.some((piece) => piece.start < end && start < piece.end && piece.word.length === 1);
  const known = [
    ...coinedIn(digitized, coined),
    ...lexicon
      .wordsIn(digitized)
      .filter(
        (word) => word.end - word.start >= 3 || (starts.has(word.start) && ends.has(word.end)) || mends(word),
      ),
  ];
  const words: Piece[] = [];
  for (const piece of [...known, ...pieces]) {
    if (!words.some((other) => other.start < piece.end && piece.start < other.end)) words.push(piece);
  }
  return words.sort((a, b) => a.start - b.start).map(({ word }) => word.trim());
}

const LONGEST_COINED = 8;

function coinedIn(text: string, coined: ReadonlySet<string>): Piece[] {
  const found: Piece[] = [];
  for (let start = 0; start < text.length; start += 1) {
    for (let end = Math.min(text.length, start + LONGEST_COINED); end - start >= 3; end -= 1) {
      const word = text.slice(start, end);
      if (!coined.has(word)) continue;
      found.push({ word, start, end });
      start = end - 1;
      break;
    }
  }
  return found;
}

/** A number and the unit after it are one concept: 2023年, 1.3万, 30%. */
function joinNumbers(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    const continues =
      previous !== undefined && /\d$/.test(previous) && /^(?:[万亿年月日]|%|\.\d+|\.|\d+)$/.test(word);
    if (continues) joined[joined.length - 1] = previous + word;
    else joined.push(word);
  }
  return joined;
}
