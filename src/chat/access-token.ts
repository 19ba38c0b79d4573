/** A token that a platform gives for a while → kept, renewed before its end, and asked for once by however many want it. */

export interface GivenToken {
  readonly token: string;
  readonly lastsMs: number;
}

export interface AccessToken {
  /** Rejects as asking for it does. */
  get(): Promise<string>;
  /** The platform does not take this one any more: whoever wants one next asks. */
  drop(token: string): void;
}

/** What leaves with it is to arrive while it is still taken. */
const MARGIN_MS = 5 * 60_000;

/** However short a platform says that it lasts. */
const LEAST_MS = 10_000;

export function keepAccessToken(
  ask: () => Promise<GivenToken>,
  now: () => number = () => performance.now(),
): AccessToken {
  let kept: Promise<string> | undefined;
  let last: { readonly token: string; readonly until: number } | undefined;

  async function asked(): Promise<string> {
    try {
      const { token, lastsMs } = await ask();
      last = { token, until: now() + Math.max(LEAST_MS, lastsMs - MARGIN_MS) };
      return token;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  }

  function drop(token: string): void {
    if (last?.token !== token) return;
    last = undefined;
    kept = undefined;
  }

  return {
    get() {
      if (last && now() >= last.until) drop(last.token);
      kept ??= asked();
      return kept;
    },
    drop,
  };
}
