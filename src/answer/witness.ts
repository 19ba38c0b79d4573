/** What may be told on the way to an answer, for those who want to know why it came out so. */

import type { Part } from "../question/request.ts";
import type { Found } from "./abilities/ask.ts";
import type { Attempt } from "./plan.ts";

export interface Witness {
  /** A question is read. Earlier questions of a conversation come first. */
  understood(part: Part): void;
  /** An attempt of the question read last: where it looked, what was found and how it was judged. */
  attempted(attempt: Attempt, found: Found): void;
}
