/** When somebody asked before → whether they may ask again now. */

/** Most of them in the time, which for questions is a minute. */
export interface RateLimits {
  readonly perPerson: number;
  readonly perChat: number;
}

export const USUAL_LIMITS: RateLimits = { perPerson: 6, perChat: 10 };

/**
 * - `tell`: this person asks too much, or too many wait already, and it is time to say so; `silent`: that was said already
 * - `waitMs`: the chat is busy, and this question has its place then
 */
export type RateVerdict = "go" | "tell" | "silent" | { readonly waitMs: number };

export type RateLimit = ReturnType<typeof createRateLimit>;

const WINDOW_MS = 60_000;

/** Whoever would have to wait longer is told so instead. */
const MOST_WAIT_MS = 5 * 60_000;

/** Beyond so many chats and people those of whom nothing was heard for longest are forgotten. */
const MOST_KEPT = 10_000;

interface Asker {
  /** Times of what was let through lately. */
  times: number[];
  /** Times to come, at which what waits is let through. */
  booked: number[];
  toldAt: number;
}

/** `windowMs`: the time in which so many are let through, a minute unless told otherwise. */
export function createRateLimit({ perPerson, perChat }: RateLimits, windowMs = WINDOW_MS) {
  const askers = new Map<string, Asker>();
  const waiting = new Set<number>();

  function askerOf(key: string, at: number): Asker {
    const asker = askers.get(key) ?? { times: [], booked: [], toldAt: Number.NEGATIVE_INFINITY };
    asker.times = asker.times.filter((time) => Math.abs(at - time) < windowMs);
    // What lies further ahead than anybody waits was booked by a clock that has been put back since.
    asker.booked = asker.booked.filter((time) => time > at - windowMs && time - at <= MOST_WAIT_MS);
    // Put last, so that the first is the one that was quiet for longest.
    askers.delete(key);
    askers.set(key, asker);
    for (const oldest of askers.keys()) {
      if (askers.size <= MOST_KEPT) break;
      askers.delete(oldest);
    }
    return asker;
  }

  function refuse(asker: Asker, at: number): RateVerdict {
    if (Math.abs(at - asker.toldAt) < windowMs) return "silent";
    asker.toldAt = at;
    return "tell";
  }

  return {
    /**
     * `at`: when it was asked (ms), which need not be now: what was asked while the program was off was not asked at once.
     * `ticket` names what can wait, and is let through when it comes again; without one a busy chat is a `tell`.
     */
    take(chat: string, person: string, at: number, ticket?: number): RateVerdict {
      if (ticket !== undefined && waiting.delete(ticket)) return "go";
      const asker = askerOf(`person ${chat} ${person}`, at);
      if (asker.times.length >= perPerson) return refuse(asker, at);
      const group = askerOf(`chat ${chat}`, at);
      const taken = [...group.times, ...group.booked].sort((a, b) => a - b);
      const blocking = taken.at(-perChat);
      if (blocking !== undefined) {
        const goAt = blocking + windowMs;
        if (ticket === undefined || goAt - at > MOST_WAIT_MS) return refuse(asker, at);
        waiting.add(ticket);
        group.booked.push(goAt);
        asker.times.push(at);
        return { waitMs: goAt - at };
      }
      asker.times.push(at);
      group.times.push(at);
      return "go";
    },
    /** What was let through last was no question: people talked to each other. */
    giveBack(chat: string, person: string): void {
      askers.get(`person ${chat} ${person}`)?.times.pop();
      askers.get(`chat ${chat}`)?.times.pop();
    },
  };
}
