/** Question and the words chosen for it → whether they answer it, or why not. */

import type { Asks } from "../search/asks.ts";
import type { Hit } from "../search/rank.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";
import { detailUntold, nameElsewhere, personalUntold } from "./details.ts";
import { beyondCount, FIGURE, falseNumber, reversed, swapped } from "./premises.ts";
import { likelihoodRight, likelihoodTold, type Signals, signalsOf } from "./signals.ts";

/** An answer has to be at least this likely. Chosen on the building half of the gold set; `eval` draws the curve. */
export const MIN_SCORE = 0.5;

/** Words chosen at a lower likelihood of being right are shown with others beside them. */
const MIN_CERTAINTY = 0.75;

/**
 * Why the words chosen are no answer:
 * - `too-little`: they speak of too small a share of the question
 * - `nothing-fits`: none of them is the kind of thing asked for
 * - `name`: a name asked about stands in another sentence
 * - `detail`: something particular is asked for (a person, a part, a place, a mean) that they do not say
 * - `figure`, `reversed`: a false premise: a figure that belongs elsewhere; a rise where the source tells of a fall
 */
export type Reason = "too-little" | "nothing-fits" | "name" | "detail" | "figure" | "reversed";

export interface Verdict {
  /** How likely the words answer, 0 to 1; refused below `MIN_SCORE`. */
  readonly score: number;
  /** The question's figures, of which at least one is false where `reason` is `figure`. */
  readonly figures: readonly string[];
  /** Null for an answer. */
  readonly reason: Reason | null;
  /** A rule says that what is asked for is not told, not only that too little was found. */
  readonly firm: boolean;
  /** The words chosen are most likely the right ones; else several places are worth a look. */
  readonly certain: boolean;
  readonly signals: Signals;
}

export interface GateInput {
  /** Folded and digitized. */
  readonly question: string;
  readonly concepts: readonly WeightedConcept[];
  readonly chosen: readonly Choice[];
  /** Judged in place of `chosen` where nothing was chosen, to say what is missing. */
  readonly nearest: Choice | null;
  readonly asks: Asks;
  readonly hits: readonly Hit[];
  /** The question names its case. */
  readonly named: boolean;
}

/** Judges the chosen runs together. */
export function judge({ question, concepts, chosen, nearest, asks, hits, named }: GateInput): Verdict {
  const judged = chosen.length > 0 ? chosen : nearest ? [nearest] : [];
  const best = concepts.map((_, k) => Math.max(0, ...judged.map(({ degrees }) => degrees[k] ?? 0)));
  const signals = signalsOf({ question, asks, concepts, hits, judged, named });
  const score = likelihoodTold(signals);
  const figures = concepts.map(({ surface }) => surface).filter((surface) => FIGURE.test(surface));
  const reasonOf = (): Reason | null => {
    if (judged.length === 0 || score < MIN_SCORE) return "too-little";
    if (
      falseNumber(concepts, best, judged) ||
      beyondCount(question, judged) ||
      swapped(question, concepts, judged)
    )
      return "figure";
    if (reversed(question, judged)) return "reversed";
    if (chosen.length === 0) return "nothing-fits";
    if (nameElsewhere(concepts, best)) return "name";
    return detailUntold({ question, concepts, best, chosen }) ? "detail" : null;
  };
  const reason = reasonOf();
  return {
    score,
    figures,
    reason,
    firm: reason === "name" || reason === "detail" || personalUntold({ question, concepts, best, chosen }),
    certain: likelihoodRight(signals) >= MIN_CERTAINTY,
    signals,
  };
}
