/** A press that the platform waits for, but not long → a line for whoever pressed, in time. */

import { SEEN } from "./wording.zh.ts";

export type Toasts = ReturnType<typeof createToasts>;

/** Feishu waits three seconds; people wait less. */
const TOAST_MS = 800;

export function createToasts() {
  const waiting = new Map<string, (text: string) => void>();
  return {
    /** What is said of the press of that id; that it was seen where nothing is said soon. */
    async wait(id: string): Promise<string> {
      const { promise, resolve } = Promise.withResolvers<string>();
      const timer = setTimeout(resolve, TOAST_MS, SEEN);
      waiting.set(id, resolve);
      const said = await promise;
      clearTimeout(timer);
      // The same press may have been told again, and that one still waits.
      if (waiting.get(id) === resolve) waiting.delete(id);
      return said;
    },
    /** Nothing where nobody waits any more. */
    say: (id: string, text: string) => waiting.get(id)?.(text),
  };
}
