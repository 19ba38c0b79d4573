/** What an app has called, and waiting for what it will call. */

import { type CallLog, createCallLog } from "../wire/calls.ts";
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

export type Calls = CallLog<Call>;

/** `isOwed` tells whether there is something that the app has not acknowledged, and may still. */
export function createCalls(isOwed: () => boolean): Calls {
  const textOf = ({ method, status, error }: Call) =>
    `${method}${status === 200 ? "" : ` ${status}`}${error ? ` (${error})` : ""}`;
  return createCallLog({ isOwed, who: "the app", textOf });
}
