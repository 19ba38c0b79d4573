/** What is being answered at present → given up when its asker says so, at once, though the word has its turn only later. */

import type { Place } from "./desk.ts";

/** A question, or a button, that is being worked. */
export interface Asked<P extends Place> {
  /** Of its update in the inbox, where later ones have higher numbers. */
  readonly number: number;
  readonly place: P;
  readonly person: string;
}

/**
 * What becomes of what is shown of an answer that was given up:
 * - `deleted`: nobody waits, and nothing is left to be answered: it is taken away
 * - `edited`: it stays, for another answer comes in its place
 * - `said`: it is taken away, as the word itself is answered
 * - `pressed`: it becomes a line that says so
 */
export type Reason = "deleted" | "edited" | "said" | "pressed";

/** A word that ends what was asked before it. */
export interface Stop<P extends Place> {
  /** Of its own update in the inbox. */
  readonly number: number;
  readonly reason: Reason;
  readonly ends: (asked: Asked<P>) => boolean;
}

/** What an answer that was given up rejects with. */
export class Stopped extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

export interface UnderWay<P extends Place> {
  /** Rejects with a `Stopped` when it was ended before it began; the signal is given when it is ended later. */
  run<T>(asked: Asked<P>, task: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * Ends what it means of what was asked before it, also what waits for its turn still. True where the word was said:
   * then nobody waits any more for what was put off before it.
   */
  stop(stop: Stop<P> | undefined): boolean;
  /** Whether the update of that number has ended something so far. */
  hasStopped(number: number): boolean;
  /** The update of that number had its turn: what it ends has had its own before, and is not waited for any more. */
  passed(number: number): void;
  /** Whether such a thing is being worked. */
  some(is: (asked: Asked<P>) => boolean): boolean;
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
