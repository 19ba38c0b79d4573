/** Question → passages that speak of it, best first: BM25 over several lanes of terms, then how much of it each covers. */

import type { Case } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { fold } from "../language/fold.ts";
import type { Lexicon } from "../language/lexicon.ts";
import { withoutAsking } from "../language/stop-words.ts";
import { topicsIn } from "../language/topics.ts";
import type { Embedder } from "../models/model.ts";
import { addTo, normsOf, rangesOf } from "./bm25.ts";
import { type Cosines, createMeaning, type MeaningParts, sharesOf } from "./meaning.ts";
import { coinedIn, notesIn } from "./notes.ts";
import { type Concept, conceptsOf } from "./query.ts";
import { type Candidate, type ConceptMatch, type Hit, matchAll, rank } from "./rank.ts";
import { type Lane, laneOf, soundsOf, spelledSounds, termsOf } from "./terms.ts";
import { type PassageScores, standings, topOf } from "./top.ts";
import { isUnsaid, type WeightedConcept, weigh } from "./weigh.ts";

/** What a match in each lane is worth beside a matched pair of characters. */
const LANE_WEIGHT: Readonly<Record<Lane, number>> = {
  pair: 1,
  word: 0.5,
  single: 0.5,
  sound: 0,
};

/** A pair of characters that the corpus does not hold is looked for by its sound instead. */
const SOUND_WEIGHT = 0.6;

/** Words that the lexicon puts in place of the question's own count this much. */
const VARIANT_WEIGHT = 0.35;

/**
 * What standing first among the nearest vectors is worth, where standing first in the other lanes is worth 1 for finding
 * candidates, and 0.6 to 3 for ranking them by how many of the question's words the corpus has. Vectors
 * decide where the words of a question are unknown, and only order what is alike where they are known. No learned embedder was at hand. Of embedders played by chance
 * (tests/bench/vector-weight.ts) those that are any good win most at 1; a useless one costs plain speech a fifth of its first places.
 */
const VECTOR_WEIGHT: Readonly<Record<Embedder["kind"], number>> = { none: 0, dense: 1 };

/** FTS-like engines choke on endless queries and so would a chat: terms and characters past these are ignored. */
const MAX_TERMS = 512;
export const MAX_QUERY_CHARACTERS = 1_000;

/** How many passages the exact stage looks at. */
const CANDIDATES = 60;

export interface Scope {
  /** Ordinals into `store.cases()`; everything when absent. */
  readonly cases?: ReadonlySet<number>;
  readonly accepts?: (passage: Passage) => boolean;
}

export interface RetrieveOptions {
  readonly limit: number;
  readonly scope?: Scope;
  /** Cases, by ordinal, whose passages go before others of like standing. */
  readonly prefer?: ReadonlySet<number>;
  /** Ranks each lane by itself, too: for explanations and measurements. */
  readonly rankLanes?: boolean;
  /** Also by the topic that it seems to speak of. */
  readonly topics?: boolean;
}

export interface Retriever {
  /** The concepts of a question, weighed by how rare they are in the corpus; with the topic that it seems to speak of, if asked. */
  concepts(question: string, topics?: boolean): Promise<WeightedConcept[]>;
  /** At most `limit` hits with a score above 0, best first. Whatever becomes of the models, the offline lanes answer. */
  retrieve(question: string, options: RetrieveOptions): Promise<Hit[]>;
  /** How far a text speaks of each concept. */
  match(text: string, concepts: readonly WeightedConcept[]): ConceptMatch[];
}

/** One question is looked at from several sides; a follow-up repeats the one before it. */
const REMEMBERED = 64;

/** What is gathered once for each index. */
interface OfIndex {
  readonly cases: readonly Case[];
  readonly coined: ReadonlySet<string>;
  /** By question, with its topic or without, the one asked last at the end. */
  readonly concepts: Map<string, Promise<readonly WeightedConcept[]>>;
}

/** A topic counts whose examples are so like the question, and so much liker than any other's. */
const LEAST_LIKENESS = 0.05;
const LEAD = 1.2;

/** What a word for the topic is worth that somebody seems to speak of, beside a word of his own. */
const TOPIC_WORTH = 0.6;

/** What somebody speaks of who has no word for it: 手艺没人接 is 师带徒. */
function topicOf(question: string): Concept | null {
  const [first, second] = topicsIn(fold(question));
  if (!first || first.likeness < Math.max(LEAST_LIKENESS, LEAD * (second?.likeness ?? 0))) return null;
  const variants = first.words.map((word) => ({ word, worth: TOPIC_WORTH }));
  return { surface: `〔${first.words[0]}〕`, variants, quoted: false };
}

export function createRetriever(parts: MeaningParts & { readonly lexicon: Lexicon }): Retriever {
  const { store, embedder, lexicon } = parts;
  const meaning = createMeaning(parts);
  let ofIndex: OfIndex | undefined;

  async function current(): Promise<OfIndex> {
    const cases = await store.cases();
    if (ofIndex?.cases !== cases) {
      const notes = await notesIn(store);
      const coined = cases.flatMap((unionCase, ordinal) => notes[ordinal]?.coined ?? coinedIn(unionCase));
      ofIndex = { cases, coined: new Set(coined), concepts: new Map() };
    }
    return ofIndex;
  }

  async function concepts(question: string, topics = false): Promise<WeightedConcept[]> {
    const asked = question.slice(0, MAX_QUERY_CHARACTERS);
    const { coined: words, concepts: known } = await current();
    const key = `${topics}:${asked}`;
    const weighed = known.get(key) ?? weighedOf(asked, topics, words);
    known.delete(key);
    known.set(key, weighed);
    weighed.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return [...(await weighed)];
  }

  async function weighedOf(
    asked: string,
    topics: boolean,
    coined: ReadonlySet<string>,
  ): Promise<readonly WeightedConcept[]> {
    const topic = topics ? topicOf(asked) : null;
    const all = [...conceptsOf(asked, lexicon, coined), ...(topic ? [topic] : [])];
    const weighed = await Promise.all(all.map((concept) => weigh(concept, store)));
    const last = weighed.at(-1);
    return topic && last && isUnsaid(last) ? weighed.slice(0, -1) : weighed;
  }

  async function retrieve(
    question: string,
    { limit, scope = {}, prefer = new Set(), rankLanes = false, topics = false }: RetrieveOptions,
  ): Promise<Hit[]> {
    const weighted = await concepts(question, topics);
    const asked = question.slice(0, MAX_QUERY_CHARACTERS);
    const weight = VECTOR_WEIGHT[embedder.kind];
    const [scores, vectors] = await Promise.all([
      termScores(asked, weighted, scope),
      weight > 0 ? meaning.nearest(asked, CANDIDATES, scope.cases) : new Map<number, number>(),
    ]);
    const worth = weight > 0 ? worthOf(vectors, weight) : new Map<number, number>();
    const fused = fuse(scores, worth);
    const standing = rankLanes ? { terms: standings(scores), vectors: standings(vectors) } : undefined;
    const { caseOrdinals } = await store.statistics();
    const isPreferred = (number: number) => prefer.has(caseOrdinals[number] ?? -1);
    const best = [
      ...new Set([
        ...topOf(fused, Math.max(CANDIDATES, limit)),
        ...(prefer.size === 0 ? [] : topOf(fused, CANDIDATES, isPreferred)),
      ]),
    ];
    const passages = await store.passages(best);
    const cases = await store.cases();
    const ceiling = Math.max(1e-9, ...best.map((number) => scores[number] ?? 0));
    const candidates = best.flatMap((number, i): Candidate[] => {
      const passage = passages[i];
      const unionCase = cases[caseOrdinals[number] ?? -1];
      if (!passage || !unionCase || scope.accepts?.(passage) === false) return [];
      return [
        {
          passage,
          case: unionCase,
          terms: (scores[number] ?? 0) / ceiling,
          meaning: worth.get(number) ?? 0,
          preferred: isPreferred(number),
          lanes: {
            terms: standing?.terms.get(number) ?? null,
            vectors: standing?.vectors.get(number) ?? null,
          },
        },
      ];
    });
    return (await meaning.judged(asked, rank(candidates, question, weighted))).slice(0, limit);
  }

  /** BM25 of every passage in scope, by number; 0 for those without a term and those out of scope. */
  async function termScores(
    question: string,
    weighted: readonly WeightedConcept[],
    { cases }: Scope,
  ): Promise<PassageScores> {
    const weights = queryTerms(question, weighted);
    const terms = [...weights.keys()].slice(0, MAX_TERMS);
    const postings = await store.postings(terms);
    const unknown = new Set(terms.filter((_, i) => postings[i]?.passages.length === 0));
    const sounds = [...soundsOf(question)].flatMap(([pair, sound]) => (unknown.has(pair) ? [sound] : []));
    sounds.push(...spelledSounds(question));
    const soundPostings = await store.postings(sounds);
    const statistics = await store.statistics();
    const scores = new Float32Array(statistics.passageCount);
    const norms = normsOf(statistics);
    const ranges = rangesOf(statistics, cases);
    terms.forEach((term, i) => {
      addTo(scores, postings[i], weights.get(term) ?? 0, norms, ranges);
    });
    for (const list of soundPostings) addTo(scores, list, SOUND_WEIGHT, norms, ranges);
    return scores;
  }

  return { concepts, retrieve, match: (text, weighted) => matchAll(weighted, text) };
}

/** What each passage's standing among the nearest is worth. */
function worthOf(vectors: Cosines, weight: number): ReadonlyMap<number, number> {
  const shares = sharesOf([...vectors.values()]);
  return new Map([...vectors.keys()].map((number, i) => [number, weight * (shares[i] ?? 0)]));
}

/** Scores of terms and the worth of vectors, in the unit of the scores; the scores themselves where there is no other. */
function fuse(scores: PassageScores, worth: ReadonlyMap<number, number>): PassageScores {
  if (worth.size === 0) return scores;
  let most = 0;
  for (const score of scores) most = Math.max(most, score);
  const unit = most === 0 ? 1 : most;
  const fused = Float64Array.from(scores);
  // What is found is above nought, whatever it is worth.
  for (const [number, share] of worth)
    fused[number] = Math.max(Number.MIN_VALUE, (fused[number] ?? 0) + unit * share);
  return fused;
}

/** Terms of the question, and at a lower weight those of the words the lexicon puts in their place. */
function queryTerms(question: string, concepts: readonly WeightedConcept[]): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, factor: number) => {
    for (const term of termsOf(text).terms.keys()) {
      const lane = laneOf(term);
      if (lane === "sound" || (factor < 1 && lane === "single")) continue;
      weights.set(term, Math.max(weights.get(term) ?? 0, LANE_WEIGHT[lane] * factor));
    }
  };
  add(withoutAsking(fold(question)), 1);
  for (const concept of concepts)
    for (const { word, worth } of concept.variants) add(word, VARIANT_WEIGHT * worth);
  return weights;
}
