/** What is being answered at present → given up when its asker says so, at once, though the word has its turn only later. */

import type { Asked, Place, Reason, Stop, UnderWay } from "./desk.ts";

/** What an answer that was given up rejects with. */
export class Stopped extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

export function createUnderWay<P extends Place>(): UnderWay<P> {
  const running = new Map<Asked<P>, AbortController>();
  const stops = new Map<number, { readonly stop: Stop<P>; hits: number }>();

  function apply(known: { readonly stop: Stop<P>; hits: number }, asked: Asked<P>): void {
    const controller = running.get(asked);
    const { number, reason, ends } = known.stop;
    if (!controller || controller.signal.aborted || asked.number >= number || !ends(asked)) return;
    known.hits += 1;
    controller.abort(new Stopped(reason));
  }

  return {
    async run(asked, task) {
      const controller = new AbortController();
      running.set(asked, controller);
      try {
        for (const known of stops.values()) apply(known, asked);
        controller.signal.throwIfAborted();
        return await task(controller.signal);
      } finally {
        running.delete(asked);
      }
    },
    stop(stop) {
      if (!stop) return false;
      const known = { stop, hits: 0 };
      stops.set(stop.number, known);
      for (const asked of running.keys()) apply(known, asked);
      return stop.reason === "said";
    },
    hasStopped: (number) => (stops.get(number)?.hits ?? 0) > 0,
    passed(number) {
      stops.delete(number);
    },
    some: (is) => running.keys().some(is),
  };
}
