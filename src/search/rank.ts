/** Candidates of the lanes → hits, by how much of the question each passage speaks of and whether it holds what is asked for. */

import { calledOf } from "../corpus/called.ts";
import type { Case } from "../corpus/case.ts";
import { type Passage, textOf } from "../corpus/passages.ts";
import { digitize, fold } from "../language/fold.ts";
import { holdsAsked, wishOf } from "./fits.ts";
import { type Match, matchConcept, subjectOf } from "./match.ts";
import { type WeightedConcept, weightShare } from "./weigh.ts";

/**
 * What each reason counts beside the share of the question that the passage itself speaks of (1): the share that its
 * case speaks of in any passage, the kind of thing asked for (a number, a date, a name) being there, the question
 * naming its case, its being a mere recommendation where no praise is asked for, and its standing in the lanes, which
 * tell the more the more of the question's own words the corpus has. Fitted on the building half of the gold set, and held against eight public question sets.
 */
const WORTH = {
  case: 0.8,
  kind: 0.25,
  preferred: 1,
  recommendation: -0.2,
  lanes: { least: 0.6, known: 2.4 },
};

export interface ConceptMatch extends Match {
  readonly concept: WeightedConcept;
}

/** A passage that the lanes found. */
export interface Candidate {
  readonly passage: Passage;
  readonly case: Case;
  /** Standing in the lanes of terms, 1 for the best. */
  readonly terms: number;
  /** What being near in meaning is worth, on the scale of the score; 0 offline. */
  readonly meaning: number;
  /** The question names its case. */
  readonly preferred: boolean;
  readonly lanes: Hit["lanes"];
}

export interface Hit {
  readonly passage: Passage;
  readonly case: Case;
  /** Comparable within one query only. */
  readonly score: number;
  /** Share of the weight of the question's concepts that the passage speaks of, 0 to 1. */
  readonly coverage: number;
  readonly matches: readonly ConceptMatch[];
  /** Where each lane alone puts the passage; null where the lane does not find it or was not asked to rank. */
  readonly lanes: Readonly<Record<RankedLane, LaneStanding | null>>;
}

export type RankedLane = "terms" | "vectors";

export interface LaneStanding {
  /** From 1, among the passages in scope. */
  readonly rank: number;
  readonly score: number;
}

/** Best first; candidates of equal score keep their order. */
export function rank(
  candidates: readonly Candidate[],
  question: string,
  concepts: readonly WeightedConcept[],
): Hit[] {
  const asked = digitize(fold(question));
  const praise = /推荐|评[语价为成]|点评|夸|赞|称[为作]|借鉴|意义|亮点|创新点/.test(asked);
  const wish = wishOf(asked, concepts);
  const known = weightShare(
    concepts,
    concepts.map((concept) => (concept.known ? 1 : 0)),
  );
  const lanes = WORTH.lanes.least + WORTH.lanes.known * known;
  const names = new Map<Case, readonly ConceptMatch[]>();
  const matched = candidates.map(({ passage, case: unionCase }) => {
    const name = names.get(unionCase) ?? matchAll(concepts, unionCase.organization);
    names.set(unionCase, name);
    return matchPassage(passage, unionCase, name, concepts);
  });
  const ofCase = new Map<Case, readonly ConceptMatch[]>();
  candidates.forEach((candidate, i) => {
    const own = matched[i] ?? [];
    const before = ofCase.get(candidate.case) ?? own;
    ofCase.set(
      candidate.case,
      before.map((match, k) => ((own[k]?.degree ?? 0) > match.degree ? (own[k] ?? match) : match)),
    );
  });
  return candidates
    .map(({ passage, case: unionCase, terms, meaning, preferred, lanes: standing }, i): Hit => {
      const matches = matched[i] ?? [];
      const coverage = coverageOf(matches);
      const score =
        coverage +
        lanes * terms +
        meaning +
        WORTH.case * coverageOf(ofCase.get(unionCase) ?? []) +
        (passage.sentences.some(({ text }) => holdsAsked(text, wish)) ? WORTH.kind : 0) +
        (preferred ? WORTH.preferred : 0) +
        (passage.sectionKind === "recommendation" && !praise ? WORTH.recommendation : 0);
      return { passage, case: unionCase, score, coverage, matches, lanes: standing };
    })
    .sort((a, b) => b.score - a.score);
}

/** What stands in the case's or section's heading says what the passage is about, but is not said in the passage. */
export const HEADING_DEGREE = 0.7;

function matchPassage(
  passage: Passage,
  unionCase: Case,
  /** How far the name of the case says each concept. */
  name: readonly ConceptMatch[],
  concepts: readonly WeightedConcept[],
): ConceptMatch[] {
  const body = matchAll(concepts, textOf(passage.sentences));
  const head = matchAll(concepts, `${calledOf(unionCase)} ${passage.section}`);
  return body.map((match, i) => {
    const inHead = head[i];
    const inName = name[i];
    // A place is said of every passage of its case; what kind of unit it is tells no passage from another.
    if (inName && inName.degree >= 0.8 && !/公司|工会|集团/.test(inName.words))
      return { ...inName, degree: 1 };
    return inHead && inHead.degree * HEADING_DEGREE > match.degree
      ? { ...inHead, degree: inHead.degree * HEADING_DEGREE }
      : match;
  });
}

/** How far a text speaks of each concept. */
export function matchAll(concepts: readonly WeightedConcept[], text: string): ConceptMatch[] {
  const subject = subjectOf(text);
  return concepts.map((concept) => ({ concept, ...matchConcept(concept, subject) }));
}

/** Share of the concepts' weight that is matched, 0 to 1; 0 where there are no concepts. */
function coverageOf(matches: readonly ConceptMatch[]): number {
  return weightShare(
    matches.map(({ concept }) => concept),
    matches.map(({ degree }) => degree),
  );
}
