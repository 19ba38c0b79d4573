/** Who asks → what is done on their behalf, which finds them out wherever it needs to; what nobody asks is done for nobody. */

import { AsyncLocalStorage } from "node:async_hooks";
import type { ChatDesk, Place } from "./desk.ts";
import type { GivenAnswer } from "./journal.ts";

/** Names of one asker, each of which may be among the readers of a collection. */
export type Asker = readonly string[];

const NOBODY: Asker = [];
const asking = new AsyncLocalStorage<Asker>();

export function askerNow(): Asker {
  return asking.getStore() ?? NOBODY;
}

export function onBehalfOf<T>(asker: Asker, work: () => T): T {
  return asking.run(asker, work);
}

/**
 * In a group everybody reads along: what may be read there is the matter of the group alone, never of who asks. Alone with
 * the program it is that of the person. The place that is handed on belongs to what may be read there.
 */
export function onBehalfAt<P extends Place, T>(
  { journal, abilities }: Pick<ChatDesk, "journal" | "abilities">,
  place: P,
  person: string,
  work: (place: P) => Promise<T>,
): Promise<T> {
  const { chat, isPrivate } = place;
  return onBehalfOf(isPrivate ? [person, chat] : [chat, journal.firstIdOf(chat)], async () => {
    const scope = await abilities.scope();
    return work(scope === "" ? place : { ...place, scope });
  });
}

/** Whether an earlier answer may be shown, or gone on with, on behalf of whoever asks now. */
export async function isReadable(
  { abilities }: Pick<ChatDesk, "abilities">,
  { answer }: Pick<GivenAnswer, "answer">,
): Promise<boolean> {
  return (await abilities.scope()) === "" || abilities.stillHolds(answer);
}
