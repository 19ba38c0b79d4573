/** What a bot has called, and waiting for what it will call. */

import { type CallLog, createCallLog } from "../wire/calls.ts";

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

export interface Calls extends Pick<CallLog<Call>, "calls" | "waitFor" | "idle"> {
  /** Calls of getUpdates alone, which are not among the others. */
  readonly polls: readonly Call[];
  /** A call came; gives back what notes how it went. */
  begin(method: string): (call: Call) => void;
}

/** `isOwed` tells whether there are updates that the bot has not even been shown. */
export function createCalls(isOwed: () => boolean): Calls {
  const textOf = ({ method, status, description }: Call) =>
    `${method} ${status}${description ? ` (${description})` : ""}`;
  const { begin, notify, ...log } = createCallLog({ isOwed, who: "the bot", textOf });
  const polls: Call[] = [];
  return {
    ...log,
    polls,
    begin(method) {
      if (method !== "getUpdates") return begin();
      // A bot that waits for updates does nothing.
      return (call) => {
        polls.push(call);
        notify();
      };
    },
  };
}
