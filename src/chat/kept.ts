/** Something that is good for a while, such as a token → asked for once for all who want it, and anew when its time is over. */

import { type Failures, neededFor } from "./failures.ts";

type Kept<T> = ReturnType<typeof createKept<T>>;

/** A call by what is kept; once more where that was not taken, by another. */
export async function callBy<V, T>(
  kept: Kept<V>,
  call: (value: V) => Promise<T>,
  { failures, isStale }: { readonly failures: Failures; readonly isStale: (error: unknown) => boolean },
): Promise<T> {
  const value = await neededFor(failures, kept.get());
  return call(value).catch(async (error: unknown) => {
    if (!isStale(error)) throw error;
    kept.drop(value);
    return call(await neededFor(failures, kept.get()));
  });
}

export function createKept<T>(
  ask: () => Promise<{ value: T; goodForMs: number }>,
  now = () => performance.now(),
) {
  let asked: Promise<T> | undefined;
  let held: { readonly value: T; readonly until: number } | undefined;
  return {
    /** Rejects as the asking for it does; the next who wants it asks again. */
    async get(): Promise<T> {
      if (held && now() < held.until) return held.value;
      asked ??= ask()
        .then(({ value, goodForMs }) => {
          held = { value, until: now() + goodForMs };
          return value;
        })
        .finally(() => {
          asked = undefined;
        });
      return asked;
    },
    /** It turned out to be good no more; of many who say so the first alone counts. */
    drop(value: T): void {
      if (held?.value === value) held = undefined;
    },
  };
}
