/** How much a platform takes in a chat → how long the next message has to wait. */

/** So many in so long (ms). */
export interface Rate {
  readonly most: number;
  readonly inMs: number;
}

export interface Pace {
  /** Zero where the next may go now, and then it counts; otherwise how long to wait (ms). */
  take(chat: string, isSign: boolean): number;
}

/** Signs of work take no more than this share: there is to be room for the answers. */
const SHARE_OF_SIGNS = 1 / 3;

/** Beyond so many chats those of which nothing was sent for longest are forgotten. */
const MOST_KEPT = 1_000;

export function createPace(rates: readonly Rate[]): Pace {
  const longest = Math.max(0, ...rates.map(({ inMs }) => inMs));
  const chats = new Map<string, number[]>();
  return {
    take(chat, isSign) {
      if (rates.length === 0) return 0;
      const at = Date.now();
      const times = (chats.get(chat) ?? []).filter((time) => at - time < longest);
      chats.delete(chat);
      chats.set(chat, times);
      for (const oldest of chats.keys()) {
        if (chats.size <= MOST_KEPT) break;
        chats.delete(oldest);
      }
      const waits = rates.map(({ most, inMs }) => {
        const room = isSign ? Math.max(1, Math.floor(most * SHARE_OF_SIGNS)) : most;
        const blocking = times.at(-room);
        return blocking === undefined ? 0 : blocking + inMs - at;
      });
      const waitMs = Math.max(0, ...waits);
      if (waitMs === 0) times.push(at);
      return waitMs;
    },
  };
}
