/** What an app has called, and waiting for what it will call. */

import { after, sleep } from "../telegram/clock.ts";
import type { Payload } from "./slack-types.ts";

export interface Call {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** `response_url` for what was posted to such an address. */
  readonly method: string;
  readonly payload: Payload;
  /** The HTTP status that it was answered with; 0 where the connection was cut. Refusals have 200. */
  readonly status: number;
  readonly ok: boolean;
  /** Why it was refused. */
  readonly error?: string;
  readonly channel?: string;
  /** The message that was sent, or that it speaks of. */
  readonly ts?: string;
  /** Whether it did anything; a lost response is that of a call which did. */
  readonly wasApplied: boolean;
}

export interface Calls {
  /** In the order in which they were answered. */
  readonly calls: readonly Call[];
  /** A call came; gives back what notes how it went. */
  begin(): (call: Call) => void;
  /** Something else changed that is waited for. */
  notify(): void;
  waitFor(predicate: (call: Call) => boolean, timeoutMs?: number): Promise<Call>;
  idle(quietMs?: number, timeoutMs?: number): Promise<void>;
}

/** `isOwed` tells whether there is something that the app has not acknowledged, and may still. */
export function createCalls(isOwed: () => boolean): Calls {
  const calls: Call[] = [];
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
        reject(new Error(`${what} within ${timeoutMs} ms; ${summary(calls)}`));
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
    waitFor(predicate, timeoutMs = 5_000) {
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
    async idle(quietMs = 100, timeoutMs = 10_000) {
      const isQuiet = () => (underWay === 0 && !isOwed() ? true : undefined);
      for (let waited = 0; waited < timeoutMs; waited += quietMs) {
        await until(isQuiet, timeoutMs, "the app was not idle");
        const count = calls.length;
        await sleep(quietMs);
        if (isQuiet() && calls.length === count) return;
      }
      throw new Error(`the app was not idle within ${timeoutMs} ms; ${summary(calls)}`);
    },
  };
}

/** 12 calls came: chat.postMessage ×5, chat.update (message_not_found) … */
function summary(calls: readonly Call[]): string {
  const counts = new Map<string, number>();
  for (const { method, status, error } of calls) {
    const text = `${method}${status === 200 ? "" : ` ${status}`}${error ? ` (${error})` : ""}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const kinds = [...counts].map(([text, count]) => (count > 1 ? `${text} ×${count}` : text));
  return `${calls.length} calls came${kinds.length > 0 ? `: ${kinds.join(", ")}` : ""}`;
}
