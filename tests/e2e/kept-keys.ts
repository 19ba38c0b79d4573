/** The data folder of a program that may be killed → the keys of all that it has kept so far. */

import { rowsIn } from "../telegram/at-the-wire.ts";

/** A store that is not made yet, or is being written, cannot be read at that moment: what was kept before stays kept. */
export function keysKeptIn(dir: string): () => ReadonlySet<string> {
  const kept = new Set<string>();
  return () => {
    try {
      for (const { key } of rowsIn(dir, "inbox")) kept.add(String(key));
    } catch {
      // The next look finds it.
    }
    return kept;
  };
}
