/** A model, and another that is asked where the first one fails or is left alone → one port of the same kind. */

import { ModelError } from "./failure.ts";
import type { ChatModel, Generation, Researcher } from "./model.ts";
import { USUAL_PATIENCE } from "./patience.ts";

/** Of the time in which an answer is waited for: a server that hangs is to leave the other one some. */
const FIRST_SHARE = 0.6;

export const chatInTurn = (first: ChatModel, second: ChatModel): ChatModel => ({
  id: first.id,
  generate: (request) => inTurn(request, second.id, first.generate, second.generate),
});

export const researchInTurn = (first: Researcher, second: Researcher): Researcher => ({
  id: first.id,
  research: (request) => inTurn(request, second.id, first.research, second.research),
});

/** Rejects as the second does; neither of them takes time beyond what there is for both. */
async function inTurn<R extends Generation<unknown>, T>(
  request: R,
  secondId: string,
  first: (request: R) => Promise<T>,
  second: (request: R) => Promise<T>,
): Promise<T> {
  const { signal, withinMs = USUAL_PATIENCE.wholeMs } = request;
  const until = performance.now() + withinMs;
  try {
    return await first({ ...request, withinMs: withinMs * FIRST_SHARE });
  } catch (error) {
    if (signal?.aborted || !(error instanceof ModelError)) throw error;
    request.onOther?.(secondId, error.message);
    return second({ ...request, withinMs: Math.max(1, until - performance.now()) });
  }
}
