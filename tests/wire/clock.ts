/** Real time for the servers that tests run against, also while a test holds its own clock still. */

const { setTimeout, clearTimeout } = globalThis;
const now = performance.now.bind(performance);

/** How long anything is waited for: less than a test may take, so that it can say what did not come. */
export const PATIENCE_MS = 200_000;

/** Gives back what calls it off. */
export function after(milliseconds: number, action: () => void): () => void {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
}

/** Resolves early where the signal says so. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const cancel = after(milliseconds, end);
    signal?.addEventListener("abort", end);
  });
}

/** Looks again and again; rejects where it does not come true, however slow the machine is. */
export async function until(
  isSo: () => boolean,
  what = "something",
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = now() + patienceMs;
  for (;;) {
    const begun = now();
    if (isSo()) return;
    if (begun > end) throw new Error(`expected ${what}, in ${patienceMs / 1_000} seconds`);
    // A look that costs much is taken seldom: what is waited for may happen in the same process.
    await sleep(Math.max(5, 10 * (now() - begun)));
  }
}

/** Gives back what tells how long this thread has computed since (ms), whatever else the machine did meanwhile. */
export function computing(): () => number {
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
}
