/** Long work → the same work in turns, so that whoever asks meanwhile is served in between. */

import { setImmediate } from "node:timers/promises";

/** Milliseconds of work after which others have their turn. */
const TURN = 10;

/** To be awaited at every step; it takes time only where a turn is over. */
export type Turn = () => Promise<void> | undefined;

export function createTurns(): Turn {
  let begin = performance.now();
  return () => (performance.now() - begin < TURN ? undefined : over());

  async function over(): Promise<void> {
    await setImmediate();
    begin = performance.now();
  }
}
