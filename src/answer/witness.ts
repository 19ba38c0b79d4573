/** What may be told on the way to an answer, for those who want to know why it came out so. */

import type { Hit } from "../search/rank.ts";
import type { WeightedConcept } from "../search/weigh.ts";
import type { Choice } from "./choose.ts";
import type { Verdict } from "./gate.ts";
import type { Request } from "./request.ts";

/** One search for an answer; a question may need several, the last of which decides. */
export interface Attempt {
  readonly content: string;
  readonly concepts: readonly WeightedConcept[];
  readonly hits: readonly Hit[];
  /** Runs of words chosen; none where nothing fits what is asked. */
  readonly chosen: readonly Choice[];
  readonly verdict: Verdict;
}

export interface Witness {
  /** A question is understood and its cases are found. Earlier questions of a conversation come first. */
  understood(request: Request): void;
  /** An answer was searched for within the question understood last. */
  attempted(attempt: Attempt): void;
}
