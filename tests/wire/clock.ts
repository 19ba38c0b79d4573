/** Real time for the servers that tests run against, also while a test holds its own clock still. */

const { setTimeout, clearTimeout } = globalThis;

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
