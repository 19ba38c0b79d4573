/** Question → how near passages are to it in meaning, as far as models tell; one that fails takes nothing but its own part away. */

import { textOf } from "../corpus/passages.ts";
import type { Embedder, Reranker } from "../models/model.ts";
import type { Store } from "../stores/store.ts";
import type { Hit } from "./rank.ts";

export interface MeaningParts {
  readonly store: Store;
  readonly embedder: Embedder;
  readonly reranker?: Reranker | null;
  /** Is told of each failure. Must not throw. */
  readonly onFailure?: (error: unknown) => void;
}

/** Cosines by passage number. */
export type Cosines = ReadonlyMap<number, number>;

export interface Meaning {
  /** Of the nearest passages, at most `limit` of these cases (by ordinal) or of all; empty where the embedder fails. */
  nearest(question: string, limit: number, cases?: ReadonlySet<number>): Promise<Cosines>;
  /** The hits as a model judges them too, or as they are where there is none or it fails. */
  judged(question: string, hits: readonly Hit[]): Promise<readonly Hit[]>;
}

/** Passages of one case may lie far behind those of others. */
const LOOKED_AT_IN_SCOPE = 2_000;

/** How many of the best hits are judged; a judgement takes time by their length. */
const JUDGED = 20;

/** An answer looks several times for the same words, and people ask the same questions. */
const REMEMBERED = 64;

export function createMeaning({ store, embedder, reranker, onFailure = () => {} }: MeaningParts): Meaning {
  const vectorOf = remembered(async (question: string) => (await embedder.embed([question]))[0]);
  const judge = remembered(async (key: string) => {
    const { question, texts } = JSON.parse(key) as { question: string; texts: string[] };
    return reranker?.rerank(question, texts);
  });

  const told = (error: unknown) => {
    onFailure(error);
    return undefined;
  };

  async function nearest(question: string, limit: number, cases?: ReadonlySet<number>): Promise<Cosines> {
    const vector = await vectorOf(question).catch(told);
    if (!vector) return new Map();
    const { passageCount, caseOrdinals } = await store.statistics();
    const found = await store.nearest(vector, cases ? Math.min(passageCount, LOOKED_AT_IN_SCOPE) : limit);
    const inScope = found.filter(({ passage }) => !cases || cases.has(caseOrdinals[passage] ?? -1));
    return new Map(inScope.slice(0, limit).map(({ passage, score }) => [passage, Math.max(0, score)]));
  }

  /**
   * Adds to the score of each as much as it stands out among them in the eyes of the judge, so that both count the same. No hit
   * falls behind one that was not judged.
   */
  async function judged(question: string, hits: readonly Hit[]): Promise<readonly Hit[]> {
    const some = hits.slice(0, JUDGED);
    if (!reranker || some.length < 2) return hits;
    const texts = some.map(({ case: of, passage }) => {
      return `${of.organization} ${passage.section}\n${textOf(passage.sentences)}`;
    });
    const judgements = await judge(JSON.stringify({ question, texts })).catch(told);
    if (!judgements) return hits;
    const shares = sharesOf(judgements);
    const spread = (some[0]?.score ?? 0) - (some.at(-1)?.score ?? 0);
    const anew = some.map((hit, i) => ({ ...hit, score: hit.score + spread * (shares[i] ?? 0) }));
    return [...anew.sort((a, b) => b.score - a.score), ...hits.slice(JUDGED)];
  }

  return { nearest, judged };
}

/**
 * From 0 for the least to 1 for the greatest. Models put their cosines and judgements into ranges of their own, so what
 * tells is where a value stands between the others; where all are the same, each is the greatest.
 */
export function sharesOf(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range > 0 ? (value - least) / range : 1));
}

/** The latest results; a failure is not remembered. */
function remembered<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (key) => {
    const known = results.get(key);
    if (known) return known;
    const made = make(key);
    results.set(key, made);
    made.catch(() => results.delete(key));
    const [oldest] = results.keys();
    if (results.size > REMEMBERED && oldest !== undefined) results.delete(oldest);
    return made;
  };
}
