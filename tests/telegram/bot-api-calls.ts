/** What a bot has called, and waiting for what it will call. */

import { after, sleep } from "./clock.ts";

export interface Call {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The HTTP status that it was answered with; 0 where the connection was cut. */
  readonly status: number;
  /** Why it was refused. */
  readonly description?: string;
  readonly chatId?: number;
  /** The message that was sent, or that it speaks of. */
  readonly messageId?: number;
  /** Whether it did anything; a lost response is that of a call which did. */
  readonly wasApplied: boolean;
}

export interface Calls {
  /** In the order in which they were answered, without getUpdates. */
  readonly calls: readonly Call[];
  /** Calls of getUpdates alone. */
  readonly polls: readonly Call[];
  /** A call came; gives back what notes how it went. */
  begin(method: string): (call: Call) => void;
  waitFor(predicate: (call: Call) => boolean, timeoutMs?: number): Promise<Call>;
  idle(quietMs?: number, timeoutMs?: number): Promise<void>;
}

/** `isOwed` tells whether there are updates that the bot has not even been shown. */
export function createCalls(isOwed: () => boolean): Calls {
  const calls: Call[] = [];
  const polls: Call[] = [];
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
    polls,
    begin(method) {
      // A bot that waits for updates does nothing.
      const isPoll = method === "getUpdates";
      underWay += isPoll ? 0 : 1;
      return (call) => {
        underWay -= isPoll ? 0 : 1;
        (isPoll ? polls : calls).push(call);
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
        await until(isQuiet, timeoutMs, "the bot was not idle");
        const count = calls.length;
        await sleep(quietMs);
        if (isQuiet() && calls.length === count) return;
      }
      throw new Error(`the bot was not idle within ${timeoutMs} ms; ${summary(calls)}`);
    },
  };
}

/** 12 calls came: sendChatAction 200 ×5, sendMessage 400 (Bad Request: chat not found) … */
function summary(calls: readonly Call[]): string {
  const counts = new Map<string, number>();
  for (const { method, status, description } of calls) {
    const text = `${method} ${status}${description ? ` (${description})` : ""}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const kinds = [...counts].map(([text, count]) => (count > 1 ? `${text} ×${count}` : text));
  return `${calls.length} calls came${kinds.length > 0 ? `: ${kinds.join(", ")}` : ""}`;
}
