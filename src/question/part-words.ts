/** Words that name a part → how well each of several texts fits them, weighed by how few of the texts have a word. */

import { cutWords } from "../language/dictionary.ts";

/** Letters and digits alone. */
export function lettersOf(words: string): string {
  return words.replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Pairs of neighbouring characters; of a text of one character itself. */
export function pairsOf(readableText: string): Set<string> {
  const text = lettersOf(readableText);
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i += 1) pairs.add(text.slice(i, i + 2));
  return pairs;
}

/** Pairs within words, and of single characters side by side: where two words meet, their pair says nothing. */
export function pairsOfWords(readableText: string): Set<string> {
  const runs: string[] = [];
  let single = false;
  for (const word of readableText.split(/[^\p{L}\p{N}]+/u).flatMap((run) => [...cutWords(run), ""])) {
    const joins = single && word.length === 1;
    if (joins) runs.push(`${runs.pop() ?? ""}${word}`);
    else runs.push(word);
    single = word.length === 1;
  }
  const pairs = new Set(runs.flatMap((run) => [...pairsOf(run)]));
  return pairs.size > 0 ? pairs : pairsOf(readableText);
}

export interface Fit {
  /** Share of the words' weight that the text has, over what any of the texts has; 0 to 1. */
  readonly covered: number;
  /** The same, counting words that no text has. */
  readonly exact: number;
}

/** What the texts of a corpus part have in common tells none of them apart. `ignored`: pairs that say nothing here. */
export function fitsOf(
  words: string,
  texts: readonly ReadonlySet<string>[],
  ignored: ReadonlySet<string> = new Set(),
): Fit[] {
  const asked = [...new Set(words.split(/\s+/).flatMap((run) => [...pairsOf(run)]))].filter(
    (pair) => !ignored.has(pair),
  );
  const weights = asked.map((pair) => {
    const count = texts.reduce((sum, text) => sum + (text.has(pair) ? 1 : 0), 0);
    return count === 0 ? 0 : Math.log(1 + texts.length / count);
  });
  const known = weights.reduce((sum, weight) => sum + weight, 0);
  const absent = weights.filter((weight) => weight === 0).length;
  const all = known + absent * (known / Math.max(1, asked.length - absent));
  return texts.map((text) => {
    const got = asked.reduce((sum, pair, i) => sum + (text.has(pair) ? (weights[i] ?? 0) : 0), 0);
    return { covered: known === 0 ? 0 : got / known, exact: all === 0 ? 0 : got / all };
  });
}
