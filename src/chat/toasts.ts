/** A press that the platform waits for, but not long → a line for whoever pressed, in time. */

export interface Toasts {
  /** What is said of the press of that id; that it was seen where nothing is said soon. */
  wait(id: string): Promise<string>;
  /** Nothing where nobody waits any more. */
  say(id: string, text: string): void;
}

/** Feishu waits three seconds; people wait less. */
const TOAST_MS = 800;

export function createToasts(seen: string): Toasts {
  const waiting = new Map<string, (text: string) => void>();
  return {
    async wait(id) {
      const { promise, resolve } = Promise.withResolvers<string>();
      const timer = setTimeout(resolve, TOAST_MS, seen);
      waiting.set(id, resolve);
      const said = await promise;
      clearTimeout(timer);
      // The same press may have been told again, and that one still waits.
      if (waiting.get(id) === resolve) waiting.delete(id);
      return said;
    },
    say: (id, text) => waiting.get(id)?.(text),
  };
}
