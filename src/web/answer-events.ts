/** A question under way → events: each stage as it begins, an answer that another may replace, then that or what went wrong. */

import type { AnswerStage, Asking } from "../answer/asking.ts";
import { type FailureParts, problemOf } from "./api-problem.ts";

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

/** A sign of life: proxies close connections that are silent for a minute. */
const BEAT_MS = 15_000;

type SendEvent = (event: string, data: unknown) => void;

/**
 * `work` sends events until it settles, and must not reject. When the reader leaves, `leave` is called, and what is sent
 * after that goes nowhere.
 */
function eventStream(work: (send: SendEvent) => Promise<void>, leave: () => void): Response {
  const encoder = new TextEncoder();
  let beat: NodeJS.Timeout | undefined;
  let hasLeft = false;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        if (!hasLeft) controller.enqueue(encoder.encode(text));
      };
      beat = setInterval(() => write(": \n\n"), BEAT_MS);
      // Not awaited: a stream that is starting cannot be cancelled.
      void work((event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)).finally(() => {
        clearInterval(beat);
        if (!hasLeft) controller.close();
      });
    },
    cancel() {
      hasLeft = true;
      clearInterval(beat);
      leave();
    },
  });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=UTF-8",
      "Cache-Control": "no-store",
      // Proxies that gather a response before they pass it on do not do so with this one.
      "X-Accel-Buffering": "no",
    },
  });
}

export function wantsEvents(request: Request): boolean {
  return /(?:^|,)\s*text\/event-stream\s*(?:;|,|$)/i.test(request.headers.get("accept") ?? "");
}
