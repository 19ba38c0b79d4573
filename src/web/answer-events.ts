/** A question under way → events: each stage as it begins, an answer that another may replace, then that or what went wrong. */

import type { AnswerStage, Asking } from "../answer/asking.ts";
import { type FailureParts, problemOf } from "./api-problem.ts";
import { eventStream } from "./event-stream.ts";

/** Nobody waits longer; a model that hangs must not hold the connection. */
const PATIENCE_MS = 180_000;

/** Aborts when whoever asked leaves, or has waited too long. */
export function patientSignal(request: Request): AbortSignal {
  return AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]);
}

/** Gives up when the reader of the events leaves. */
export function answerEvents(
  request: Request,
  parts: FailureParts,
  answer: (asking: Asking, early: (answer: object) => void) => Promise<object>,
): Response {
  const leaving = new AbortController();
  const signal = AbortSignal.any([patientSignal(request), leaving.signal]);
  return eventStream(
    async (send) => {
      try {
        const onStage = (stage: AnswerStage) => send("stage", { stage });
        send("answer", await answer({ signal, onStage }, (early) => send("early", early)));
      } catch (error) {
        if (leaving.signal.aborted || request.signal.aborted) return;
        send("error", await problemOf(error, parts));
      }
    },
    () => leaving.abort(),
  );
}
