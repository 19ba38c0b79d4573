/**
 * What somebody speaks of in plain words → the official words for it, by the examples in topics.zh.txt: the likeness is the
 * cosine of pairs of characters weighed by how few topics have them (Manning, Raghavan and Schütze, Introduction to Information
 * Retrieval, ch. 14, Rocchio classification).
 */

import { readFileSync } from "node:fs";
import { examplesIn } from "./examples.ts";
import { readable } from "./templates.ts";

export interface LikelyTopic {
  /** As documents call it and what is done about it, the most usual first; folded. */
  readonly words: readonly string[];
  /** From 0 to 1. */
  readonly likeness: number;
}

interface Topics {
  readonly words: readonly (readonly string[])[];
  /** By token, how much it tells topics apart, and what it counts for each that has it. */
  readonly tokens: ReadonlyMap<
    string,
    { readonly weight: number; readonly counts: ReadonlyMap<number, number> }
  >;
}

/** A character says less than a pair. */
const CHARACTER = 0.35;

/** The topics that the text is likest to, the likest first; those without a token of it are left out. */
export function topicsIn(text: string): LikelyTopic[] {
  const { words, tokens } = learned();
  const likeness = new Map<number, number>();
  let norm = 0;
  for (const token of tokensOf(text)) {
    const known = tokens.get(token);
    if (!known) continue;
    norm += known.weight ** 2;
    for (const [topic, count] of known.counts)
      likeness.set(topic, (likeness.get(topic) ?? 0) + known.weight * count);
  }
  return [...likeness]
    .map(([topic, sum]) => ({ words: words[topic] ?? [], likeness: sum / Math.sqrt(norm) }))
    .sort((a, b) => b.likeness - a.likeness);
}

let read: Topics | undefined;

function learned(): Topics {
  read ??= learnedFrom(readFileSync(new URL("topics.zh.txt", import.meta.url), "utf8"));
  return read;
}

/** `== official words`, then examples with ｜ between them. Throws where a topic has no examples. */
export function learnedFrom(text: string): Topics {
  const words: string[][] = [];
  const counts = new Map<string, Map<number, number>>();
  examplesIn(text).forEach(([head, examples], topic) => {
    const own = head
      .split(/\s+/)
      .filter((word) => word !== "")
      .map(readable);
    if (examples.length === 0) throw new Error(`topics.zh.txt: expected examples of "${head}", found none`);
    words.push(own);
    for (const said of [...own, ...examples])
      for (const token of tokensOf(said)) {
        const of = counts.get(token) ?? new Map<number, number>();
        of.set(topic, (of.get(topic) ?? 0) + 1);
        counts.set(token, of);
      }
  });
  const norms = words.map(() => 0);
  // What all topics have tells none of them from another.
  const telling = [...counts].filter(([, of]) => of.size < words.length);
  const weighed = telling.map(([token, of]) => {
    const weight = Math.log(words.length / of.size) * (token.length > 1 ? 1 : CHARACTER);
    for (const [topic, count] of of) norms[topic] = (norms[topic] ?? 0) + count * weight ** 2;
    return { token, weight, of };
  });
  const tokens = new Map(
    weighed.map(({ token, weight, of }) => {
      const own = [...of].map(
        ([topic, count]) => [topic, (Math.sqrt(count) * weight) / Math.sqrt(norms[topic] ?? 1)] as const,
      );
      return [token, { weight, counts: new Map(own) }];
    }),
  );
  return { words, tokens };
}

/** Characters and pairs of them, each once. */
function tokensOf(text: string): ReadonlySet<string> {
  const letters = readable(text).replace(/[^\p{L}]/gu, "");
  const tokens = new Set<string>();
  for (let at = 0; at < letters.length; at += 1) {
    tokens.add(letters.charAt(at));
    if (at > 0) tokens.add(letters.slice(at - 1, at + 1));
  }
  return tokens;
}
