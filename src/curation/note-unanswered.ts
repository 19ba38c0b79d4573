/** Abilities → the same, which remember the questions that they refuse to answer, whichever channel brings them. */

import type { Abilities } from "../answer/abilities.ts";
import type { Log } from "../console/log.ts";
import { type Feedback, MOST_HISTORY } from "./feedback.ts";

/** An answer is given even where it cannot be remembered. */
export function notingUnanswered(
  abilities: Abilities,
  { feedback, log }: { readonly feedback: Pick<Feedback, "noteUnanswered">; readonly log: Log },
): Abilities {
  return {
    ...abilities,
    async answer(message, asking) {
      const answer = await abilities.answer(message, asking);
      if (answer.kind !== "not-found" || answer.reason.kind === "empty") return answer;
      const { question, history = [] } = message;
      await feedback
        .noteUnanswered({
          ...{ question, history: history.slice(-MOST_HISTORY), reason: answer.reason.kind },
          ...(answer.scope !== undefined && { scope: answer.scope }),
        })
        .catch((error: unknown) =>
          log.warn(`没能记下未答出的问题：${error instanceof Error ? error.message : error}`),
        );
      return answer;
    },
  };
}
