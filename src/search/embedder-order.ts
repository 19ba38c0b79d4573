/** The headings of documents and the texts under them → how well an embedder tells which belongs to which. */

import type { Case } from "../corpus/case.ts";
import { textOf } from "../corpus/passages.ts";
import type { Embedder } from "../models/model.ts";

/**
 * What knows nothing stays below this but for one time in thirty; hashed n-grams, which know no meaning, reach 0.72 to 0.92 on the
 * corpora at hand.
 */
export const LEAST_ORDER = 0.65;

/** Fewer headings can fall into place by chance. */
const LEAST_PAIRS = 12;
const MOST_PAIRS = 64;
const LONGEST_TEXT = 300;

/**
 * Of every two texts of which one is a heading's own, in how many the embedder puts that one nearer to the heading: 1 where it always
 * does, 0.5 where it knows nothing. Undefined where there are too few headings. Rejects where the embedder does.
 */
export async function embedderOrder(embedder: Embedder, cases: readonly Case[]): Promise<number | undefined> {
  const all = pairsOf(cases);
  const step = Math.max(1, all.length / MOST_PAIRS);
  // From all over the corpus: neighbours are alike.
  const pairs = all.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
  if (pairs.length < LEAST_PAIRS) return undefined;
  const vectors = await embedder.embed(pairs.flat());
  const headings = vectors.filter((_, i) => i % 2 === 0);
  const texts = vectors.filter((_, i) => i % 2 === 1);
  const shares = headings.flatMap((heading, own) => {
    const nearness = texts.map((text) => heading.reduce((sum, x, i) => sum + x * (text[i] ?? 0), 0));
    const best = nearness[own] ?? 0;
    return nearness.flatMap((other, i) => (i === own ? [] : best === other ? 0.5 : Number(best > other)));
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Items that name themselves in their first sentence, and cases with a title; each text once. */
function pairsOf(cases: readonly Case[]): (readonly [heading: string, text: string])[] {
  const pairs = new Map<string, readonly [string, string]>();
  const add = (heading: string, text: string) => {
    if (heading.trim() !== "" && text.trim() !== "" && !pairs.has(heading))
      pairs.set(heading, [heading, text.slice(0, LONGEST_TEXT)]);
  };
  for (const { role, title, sections } of cases) {
    if (role !== "case") continue;
    const blocks = sections.flatMap((section) => section.blocks);
    add(title, textOf(blocks[0]?.sentences ?? []));
    for (const { lead, sentences } of blocks) if (lead) add(lead, textOf(sentences.slice(1)));
  }
  return [...pairs.values()];
}
