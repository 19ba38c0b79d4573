/** An ability asked for somebody who waits in a chat: they see how far it is, and may give up. */

import type { Asking } from "../answer/asking.ts";
import type { ChatDesk, Place, Waiting } from "./desk.ts";

/** Rejects with a `Stopped`, at once, when they give up. */
export function waitFor<P extends Place, T>(
  { journal, underWay, stage }: ChatDesk<P>,
  waiting: Waiting<P>,
  ability: (asking: Asking) => Promise<T>,
): Promise<T> {
  const { place, person, job } = waiting;
  const payer = { person: journal.pseudonym(person), chat: journal.pseudonym(place.chat) };
  return underWay.run({ number: job.number, place, person }, (signal) =>
    stage.working(waiting, (onStage) =>
      unlessAborted(ability({ signal, onStage, payer, trace: `u${job.number}` }), signal),
    ),
  );
}

/** Who gave up waits no longer for an ability that takes no notice. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
