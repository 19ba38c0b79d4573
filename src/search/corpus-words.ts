/** Words → the passages and cases of the published index that hold them. */

import { cutWords } from "../language/dictionary.ts";
import { digitize } from "../language/fold.ts";
import { STOP_WORDS, WEAK_WORDS } from "../language/stop-words.ts";
import type { Store } from "../stores/store.ts";
import { laneOf, soundsOf, termsOf } from "./terms.ts";
import { upTo } from "./top.ts";

export interface CorpusWords {
  /** Numbers of the passages that hold all the pairs of characters of the words. */
  passagesWith(words: string): Promise<number[]>;
  /** Whether a passage holds them or, where asked, others that sound like them. */
  holds(words: string, how: "written" | "sounding"): Promise<boolean>;
  /**
   * Of the passages of cases that hold the words, the share that is of these; 1 where none holds them. What a document
   * says in front of its cases is about any of them.
   */
  shareOf(words: string, cases: readonly number[]): Promise<number>;
  /** For each word of content that is no common one, ordinals of the cases of which passages hold it. */
  casesByWord(text: string): Promise<number[][]>;
}

/** Words of more passages tell no cases apart. */
const MOST_PASSAGES = 2_000;

export function createCorpusWords(store: Store): CorpusWords {
  const pairsOf = (words: string) =>
    [...termsOf(words).terms.keys()].filter((term) => laneOf(term) === "pair");

  async function holdersOf(terms: readonly string[]): Promise<number[]> {
    const lists = (await store.postings(terms)).toSorted((a, b) => a.passages.length - b.passages.length);
    const [rarest, ...others] = lists.map(({ passages }) => passages);
    return [...(rarest ?? [])].filter((number) => others.every((passages) => includes(passages, number)));
  }

  return {
    passagesWith: (words) => holdersOf(pairsOf(words)),
    async holds(words, how) {
      const pairs = pairsOf(words);
      if ((await holdersOf(pairs)).length > 0) return true;
      const sounds = soundsOf(words);
      const isSound = how === "sounding" && pairs.every((pair) => sounds.has(pair));
      return isSound && (await holdersOf([...sounds.values()])).length > 0;
    },
    async shareOf(words, cases) {
      const { caseOrdinals } = await store.statistics();
      const all = await store.cases();
      const owners = new Set(cases);
      const holders = (await holdersOf(pairsOf(words))).filter(
        (number) => all[caseOrdinals[number] ?? -1]?.role !== "document",
      );
      const own = holders.filter((number) => owners.has(caseOrdinals[number] ?? -1));
      return holders.length === 0 ? 1 : own.length / holders.length;
    },
    async casesByWord(text) {
      const words = [...new Set(cutWords(text))].filter(
        (word) => word.length > 1 && /\p{L}/u.test(word) && !STOP_WORDS.has(word) && !WEAK_WORDS.has(word),
      );
      const { caseOrdinals } = await store.statistics();
      const lists = await store.postings(words.map((word) => `w:${digitize(word)}`));
      return lists
        .filter(({ passages }) => passages.length > 0 && passages.length <= MOST_PASSAGES)
        .map(({ passages }) => [...new Set(Array.from(passages, (number) => caseOrdinals[number] ?? -1))]);
    },
  };
}

/** Whether a number is in an ascending list. */
function includes(ascending: Uint32Array, number: number): boolean {
  return ascending[upTo(ascending, number) - 1] === number;
}
