/** A platform that takes no connection for a while → when each that came was refused. */

export interface Refusing {
  /** The next so many. */
  refuse(times: number): void;
  /** When each was (ms), by the clock that nobody sets. */
  readonly refused: readonly number[];
  /** Whether the one that comes now is taken. */
  takes(): boolean;
}

export function createRefusing(): Refusing {
  const refused: number[] = [];
  let left = 0;
  return {
    refused,
    refuse(times) {
      left = times;
    },
    takes() {
      if (left === 0) return true;
      left -= 1;
      refused.push(performance.now());
      return false;
    },
  };
}
