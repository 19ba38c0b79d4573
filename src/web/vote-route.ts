/** 👍 or 👎 on an answer, with a reason → kept for whoever looks after the cases. */

import { z } from "zod";
import type { Abilities } from "../answer/abilities.ts";
import { type Feedback, MOST_HISTORY } from "../curation/feedback.ts";
import { demandShape, readJson } from "./request-body.ts";
import { jsonResponse } from "./responses.ts";
import { post, type WebRoute } from "./routes.ts";
import { demandVerbatim, turnShape } from "./shown-turns.ts";

const MAX_BODY_BYTES = 512 * 1024;
const LONGEST_REASON = 500;

const voteShape = turnShape.extend({
  id: z.string().regex(/^[\w-]{12}$/),
  isGood: z.boolean(),
  history: z.array(z.string().max(5_000)),
  reason: z.string().nullable(),
});

export function voteRoute({
  abilities,
  feedback,
}: {
  readonly abilities: Pick<Abilities, "stillHolds" | "scope">;
  readonly feedback: Pick<Feedback, "vote">;
}): WebRoute {
  return post("/ask/vote", "api", async ({ request }) => {
    const given = demandShape(await readJson(request, MAX_BODY_BYTES), voteShape);
    await demandVerbatim([given], abilities);
    const reason = (given.reason ?? "").trim().slice(0, LONGEST_REASON).toWellFormed();
    const scope = await abilities.scope();
    await feedback.vote({
      ...given,
      ...(scope !== "" && { scope }),
      history: given.history.slice(-MOST_HISTORY),
      reason: reason === "" ? null : reason,
    });
    return jsonResponse({ kept: true });
  });
}
