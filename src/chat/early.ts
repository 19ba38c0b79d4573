/** An answer that another may replace → shown in the slots of that one, before the outcome is known. */

import type { Log } from "../console/log.ts";
import type { Answer } from "../grounding/answer.ts";
import type { Job } from "./desk.ts";
import type { Delivery } from "./journal.ts";
import { Stopped } from "./under-way.ts";

export interface Early {
  readonly show: (answer: Answer) => void;
  /** Its signs of progress are not shown where an answer stands. */
  readonly job: Job;
  /** Who has an answer and waits no longer for another keeps it. */
  readonly instead: (error: unknown) => Answer;
  /** Nothing of it comes after this. */
  readonly settled: () => Promise<void>;
}

export function earlyIn(
  job: Job,
  log: Log,
  deliveriesOf: (answer: Answer) => Promise<readonly Delivery[]>,
): Early {
  let shown: Answer | undefined;
  let posted: Promise<void> = Promise.resolve();
  const post = async (answer: Answer) => {
    for (const delivery of await deliveriesOf(answer)) await job.post(delivery);
  };
  return {
    show(answer) {
      shown = answer;
      posted = post(answer).catch((error: unknown) => log.debug(String(error)));
    },
    job: { number: job.number, post: async (sign) => (shown ? undefined : job.post(sign)) },
    instead(error) {
      const isKept = error instanceof Stopped && (error.reason === "pressed" || error.reason === "said");
      if (shown && isKept) return shown;
      throw error;
    },
    settled: () => posted,
  };
}
