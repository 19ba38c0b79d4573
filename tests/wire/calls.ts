/** What a program under test has called, and waiting for what it will call. */

import { after, PATIENCE_MS, sleep } from "./clock.ts";

export interface CallLogParts<C> {
  /** Whether there is something that the program still owes calls for. */
  readonly isOwed: () => boolean;
  /** As errors name the program. */
  readonly who: string;
  /** A call, as errors count it. */
  readonly textOf: (call: C) => string;
}

export interface CallLog<C> {
  /** In the order in which they were answered. */
  readonly calls: readonly C[];
  /** A call came; gives back what notes how it went. */
  begin(): (call: C) => void;
  /** Something else changed that is waited for. */
  notify(): void;
  waitFor(predicate: (call: C) => boolean, timeoutMs?: number): Promise<C>;
  idle(quietMs?: number, timeoutMs?: number): Promise<void>;
}

export function createCallLog<C>({ isOwed, who, textOf }: CallLogParts<C>): CallLog<C> {
  const calls: C[] = [];
  const listeners = new Set<() => void>();
  let underWay = 0;

  function notify(): void {
    for (const listener of [...listeners]) listener();
  }

  /** Looks at once and whenever something changes. */
  function until<T>(look: () => T | undefined, timeoutMs: number, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        cancel();
        listeners.delete(listener);
      };
      const listener = () => {
        const found = look();
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const cancel = after(timeoutMs, () => {
        end();
        reject(new Error(`${what} within ${timeoutMs} ms; ${summary(calls, textOf)}`));
      });
      listeners.add(listener);
      listener();
    });
  }

  return {
    calls,
    notify,
    begin() {
      underWay += 1;
      return (call) => {
        underWay -= 1;
        calls.push(call);
        notify();
      };
    },
    waitFor(predicate, timeoutMs = PATIENCE_MS) {
      let seen = 0;
      const look = () => {
        while (seen < calls.length) {
          const call = calls[seen++];
          if (call && predicate(call)) return call;
        }
        return undefined;
      };
      return until(look, timeoutMs, "no such call came");
    },
    async idle(quietMs = 100, timeoutMs = PATIENCE_MS) {
      const isQuiet = () => (underWay === 0 && !isOwed() ? true : undefined);
      for (let waited = 0; waited < timeoutMs; waited += quietMs) {
        await until(isQuiet, timeoutMs, `${who} was not idle`);
        const count = calls.length;
        await sleep(quietMs);
        if (isQuiet() && calls.length === count) return;
      }
      throw new Error(`${who} was not idle within ${timeoutMs} ms; ${summary(calls, textOf)}`);
    },
  };
}

/** 12 calls came: chat.postMessage ×5, chat.update (message_not_found) … */
function summary<C>(calls: readonly C[], textOf: (call: C) => string): string {
  const counts = new Map<string, number>();
  for (const text of calls.map(textOf)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const kinds = [...counts].map(([text, count]) => (count > 1 ? `${text} ×${count}` : text));
  return `${calls.length} calls came${kinds.length > 0 ? `: ${kinds.join(", ")}` : ""}`;
}
