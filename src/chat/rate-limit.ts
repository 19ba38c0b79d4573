/** When somebody asked before → whether they may ask again now. */

/** Most questions a minute. */
export interface RateLimits {
  readonly perPerson: number;
  readonly perChat: number;
}

export const USUAL_LIMITS: RateLimits = { perPerson: 6, perChat: 10 };

/** `tell`: not now, and it is time to say so; `silent`: not now, and it was said already. */
export type RateVerdict = "go" | "tell" | "silent";

export interface RateLimit {
  /** `at`: when it was asked (ms), which need not be now: what was asked while the program was off was not asked at once. */
  take(chat: string, person: string, at: number): RateVerdict;
}

const WINDOW_MS = 60_000;

/** Beyond so many chats and people those of whom nothing was heard for longest are forgotten. */
const MOST_KEPT = 10_000;

interface Asker {
  /** Times of what was let through in the last minute. */
  times: number[];
  toldAt: number;
}

export function createRateLimit({ perPerson, perChat }: RateLimits): RateLimit {
  const askers = new Map<string, Asker>();

  function askerOf(key: string, at: number): Asker {
    const asker = askers.get(key) ?? { times: [], toldAt: Number.NEGATIVE_INFINITY };
    asker.times = asker.times.filter((time) => Math.abs(at - time) < WINDOW_MS);
    // Put last, so that the first is the one that was quiet for longest.
    askers.delete(key);
    askers.set(key, asker);
    for (const oldest of askers.keys()) {
      if (askers.size <= MOST_KEPT) break;
      askers.delete(oldest);
    }
    return asker;
  }

  return {
    take(chat, person, at) {
      const asker = askerOf(`person ${chat} ${person}`, at);
      const group = askerOf(`chat ${chat}`, at);
      const full = [
        ...(asker.times.length >= perPerson ? [asker] : []),
        ...(group.times.length >= perChat ? [group] : []),
      ];
      if (full.length === 0) {
        asker.times.push(at);
        group.times.push(at);
        return "go";
      }
      const isTold = full.some(({ toldAt }) => Math.abs(at - toldAt) < WINDOW_MS);
      if (isTold) return "silent";
      for (const one of full) one.toldAt = at;
      return "tell";
    },
  };
}
