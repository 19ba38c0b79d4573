/** A message → its answer, and why it came out so: what was read, where it was looked for, what was found, how it was judged. */

import type { Answer } from "../grounding/answer.ts";
import type { Part } from "../question/request.ts";
import type { SectionSlots } from "../question/section-slots.ts";
import type { Hit, LaneStanding } from "../search/rank.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Found } from "./abilities/ask.ts";
import type { Verdict } from "./judge/judge.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Ranked } from "./pick/pick.ts";
import { spanText } from "./pick/spans.ts";
import type { Attempt } from "./plan.ts";
import { type Message, respond } from "./respond.ts";
import type { Witness } from "./witness.ts";

export interface Explanation {
  readonly read: ReadExplanation;
  /** In order; the last one that answers ends them. None where nothing was chosen by its words: lists, quotes, summaries. */
  readonly attempts: readonly AttemptExplanation[];
}

export interface ReadExplanation {
  readonly kind: Part["kind"];
  /** The kind of thing that answers. */
  readonly type: Part["type"];
  /** Organisations of the cases that are named, or their titles; empty where none is. */
  readonly cases: readonly string[];
  readonly sections: readonly string[];
  readonly item: SectionSlots["item"];
  readonly content: string;
  /** Organisations and places that no case has. */
  readonly absent: readonly string[];
}

export interface AttemptExplanation extends Pick<Attempt, "words" | "where" | "text"> {
  readonly search: SearchExplanation;
  /** The best places to answer from, best first. */
  readonly spans: readonly SpanExplanation[];
  /** Null where nothing was found to judge. */
  readonly verdict: Verdict | null;
}

export interface SpanExplanation {
  readonly organization: string;
  readonly section: string;
  readonly item: string | null;
  readonly text: string;
  /** A logit: comparable within one attempt. */
  readonly score: number;
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
  /** Null where there was nothing to be looked up. */
  readonly explanation: Explanation | null;
}

export async function explain(message: Message, knowledge: Knowledge): Promise<Explained> {
  const { answer, part, tried } = await watch(message, knowledge);
  return { answer, explanation: part ? await explanationOf(part, tried, knowledge) : null };
}

export interface Tried {
  readonly attempt: Attempt;
  readonly found: Found;
}

/** The answer with the question as read last, and the attempts at it. */
export async function watch(
  message: Message,
  knowledge: Knowledge,
): Promise<{ answer: Answer; part: Part | undefined; tried: readonly Tried[] }> {
  let part: Part | undefined;
  let tried: Tried[] = [];
  const witness: Witness = {
    understood: (one) => {
      part = one;
      tried = [];
    },
    attempted: (attempt, found) => {
      tried.push({ attempt, found });
    },
  };
  const answer = await respond(message, { ...knowledge, witness });
  return { answer, part, tried };
}

async function explanationOf(
  { kind, type, named, slots, content }: Part,
  tried: readonly Tried[],
  { store, retriever }: Knowledge,
): Promise<Explanation> {
  const cases = await store.cases();
  const attempts: AttemptExplanation[] = [];
  for (const { attempt, found } of tried) {
    attempts.push({
      words: attempt.words,
      where: attempt.where,
      text: attempt.text.replace(/\s+/g, " ").trim(),
      search: explainSearch(await retriever.concepts(attempt.text), found.hits),
      spans: found.ranked.slice(0, SPANS).map(explainSpan),
      verdict: found.verdict,
    });
  }
  return {
    read: {
      kind,
      type,
      cases: named.cases.flatMap((ordinal) => {
        const unionCase = cases[ordinal];
        return unionCase ? [unionCase.organization || unionCase.title] : [];
      }),
      sections: slots.sections,
      item: slots.item,
      content,
      absent: named.absent,
    },
    attempts,
  };
}

/** Spans told of each attempt. */
const SPANS = 3;

function explainSpan({ span, score }: Ranked): SpanExplanation {
  const { case: of, passage } = span.hit;
  return {
    organization: of.organization,
    section: passage.section,
    item: passage.item,
    text: spanText(span),
    score,
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
