/** A message → its answer, and why it came out so: what was understood, what was found, and what the gate said. */

import type { Hit, LaneStanding } from "../search/rank.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Answer } from "./answer.ts";

const MIN_SCORE = 0.5;
type Reason = string;

import type { Knowledge } from "./knowledge.ts";
import type { Request } from "./request.ts";
import { type Message, respond } from "./respond.ts";
import type { Attempt, Witness } from "./witness.ts";

export interface Explanation {
  readonly understood: {
    readonly intent: string;
    readonly asks: string;
    /** Organisations of the cases that are asked about; empty for all. */
    readonly cases: readonly string[];
    readonly section: string | null;
    readonly content: string;
    /** Organisations and places that no case has. */
    readonly unknown: readonly string[];
  };
  /** Null where the answer needed no search for words: lists, quotes, summaries. */
  readonly search: SearchExplanation | null;
  /** A score from 0 to 1, refused below the threshold; `reason` is null for an answer. */
  readonly gate: {
    readonly score: number;
    readonly threshold: number;
    readonly reason: Reason | null;
  } | null;
}

export interface SearchExplanation {
  readonly concepts: readonly ConceptExplanation[];
  readonly hits: readonly HitExplanation[];
}

export interface ConceptExplanation {
  readonly word: string;
  readonly weight: number;
  /** The corpus holds it in these very words. */
  readonly known: boolean;
  readonly variants: readonly string[];
}

export interface HitExplanation {
  readonly rank: number;
  readonly organization: string;
  readonly section: string;
  readonly item: string | null;
  readonly score: number;
  /** Share of the weight of the question's words that the passage speaks of. */
  readonly coverage: number;
  readonly lanes: Readonly<Record<string, LaneStanding | null>>;
  readonly matched: readonly { readonly word: string; readonly by: string; readonly degree: number }[];
}

export interface Explained {
  readonly answer: Answer;
  /** Null where there was nothing to be understood. */
  readonly explanation: Explanation | null;
}

export async function explain(message: Message, knowledge: Knowledge): Promise<Explained> {
  const { answer, request, attempt } = await watch(message, knowledge);
  return { answer, explanation: request ? explanationOf(request, attempt) : null };
}

/** The answer with the question as understood, and the search that decided where there was one. */
export async function watch(
  message: Message,
  knowledge: Knowledge,
): Promise<{ answer: Answer; request: Request | undefined; attempt: Attempt | undefined }> {
  let request: Request | undefined;
  let attempt: Attempt | undefined;
  const witness: Witness = {
    understood: (one) => {
      request = one;
      attempt = undefined;
    },
    attempted: (one) => {
      attempt = one;
    },
  };
  const answer = await respond(message, { ...knowledge, witness });
  return { answer, request, attempt };
}

function explanationOf(
  { understanding, content, target }: Request,
  attempt: Attempt | undefined,
): Explanation {
  return {
    understood: {
      intent: understanding.intent,
      asks: understanding.asks,
      cases: target.cases.map(({ organization }) => organization),
      section: understanding.section?.words ?? null,
      content: content.replace(/\s+/g, " ").trim(),
      unknown: understanding.unknown,
    },
    search: attempt ? explainSearch(attempt.concepts, attempt.hits) : null,
    gate: attempt
      ? { score: attempt.verdict.score, threshold: MIN_SCORE, reason: attempt.verdict.reason }
      : null,
  };
}

/** Hits explain their lanes when they were retrieved with `rankLanes`. */
export function explainSearch(concepts: readonly WeightedConcept[], hits: readonly Hit[]): SearchExplanation {
  return {
    concepts: concepts.map(({ surface, weight, known, variants }) => ({
      word: surface,
      weight,
      known,
      variants: variants.map(({ word }) => word),
    })),
    hits: hits.map(({ case: of, passage, score, coverage, lanes, matches }, i) => ({
      rank: i + 1,
      organization: of.organization,
      section: passage.section,
      item: passage.item,
      score,
      coverage,
      lanes,
      matched: matches.flatMap(({ concept, degree, words }) =>
        degree > 0 ? [{ word: concept.surface, by: words, degree }] : [],
      ),
    })),
  };
}
