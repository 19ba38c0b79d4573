/** A query → the hits of retrieval alone, with the search explained where that is wanted. */

import { formatAddress } from "../corpus/address.ts";
import { textOf } from "../corpus/passages.ts";
import type { CaseRef } from "../grounding/answer.ts";
import { caseRef } from "../grounding/ground.ts";
import { findPassages } from "../search/find-passages.ts";
import { explainSearch, type SearchExplanation } from "./explain.ts";
import type { Knowledge } from "./knowledge.ts";

/** Hits where nobody says how many, and the most there can be. */
export const USUAL_HITS = 10;
export const MOST_HITS = 1_000;

export interface SearchHit {
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  readonly case: CaseRef;
  readonly section: string;
  readonly item: string | null;
  readonly file: string;
  /** UTF-16 offsets into the file as received. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** 案例·章节·(项)·第n句 */
  readonly address: string;
}

export interface SearchOptions {
  /** Most hits. */
  readonly limit: number;
  readonly why?: boolean;
}

export interface Searched {
  readonly hits: readonly SearchHit[];
  /** Only where it was asked for. */
  readonly why?: SearchExplanation;
}

/** The same retrieval that `ask` uses. */
export async function searchHits(
  query: string,
  { limit, why = false }: SearchOptions,
  knowledge: Knowledge,
): Promise<Searched> {
  const found = await findPassages(query, knowledge, { limit, rankLanes: why });
  const hits = found.map(({ passage, score, case: unionCase }, i) => ({
    rank: i + 1,
    score,
    case: caseRef(unionCase),
    section: passage.section,
    item: passage.item,
    file: passage.file,
    start: passage.start,
    end: passage.end,
    text: textOf(passage.sentences),
    address: formatAddress(
      unionCase.organization,
      passage.section,
      passage.item,
      passage.sentences[0]?.number ?? 1,
      passage.sentences.at(-1)?.number ?? 1,
    ),
  }));
  return why ? { hits, why: explainSearch(await knowledge.retriever.concepts(query), found) } : { hits };
}
