/** Faults on demand: which call is hit, how often, or how likely. */

import { drawing } from "./drawing.ts";

/** What every fault may say of how many calls it hits. */
export interface Hitting {
  /** One where neither this nor a probability is given. */
  readonly times?: number;
  /** Of each call to be hit, drawn from a row of numbers that a seed determines. */
  readonly probability?: number;
  readonly seed?: number;
}

export interface Faults<F, C extends readonly unknown[]> {
  /** Gives back what takes it away again. */
  add(fault: F): () => void;
  /** What hits this call, if anything does; it then counts as one of its times. */
  next(...call: C): F | undefined;
}

/** `isMeant` tells whether a call is one of those that a fault is for. */
export function createFaults<F extends Hitting, C extends readonly unknown[]>(
  isMeant: (fault: F, ...call: C) => boolean,
): Faults<F, C> {
  const active = new Set<{ readonly fault: F; left: number; readonly draw: () => number }>();
  return {
    add(fault) {
      const once = fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY;
      const one = { fault, left: fault.times ?? once, draw: drawing(fault.seed ?? 1) };
      active.add(one);
      return () => void active.delete(one);
    },
    next(...call) {
      for (const one of active) {
        const { fault } = one;
        if (!isMeant(fault, ...call)) continue;
        if (fault.probability !== undefined && one.draw() >= fault.probability) continue;
        one.left -= 1;
        if (one.left <= 0) active.delete(one);
        return fault;
      }
      return undefined;
    },
  };
}
