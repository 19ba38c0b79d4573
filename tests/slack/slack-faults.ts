/** Faults on demand: what a network, a proxy and Slack itself do to calls. */

import { createFaults, type Hitting } from "../wire/faults.ts";
import type { Refusal } from "./slack-types.ts";

export type FaultKind =
  /** Too many requests, retry after so many seconds. */
  | { readonly kind: "429"; readonly retryAfter?: number }
  | { readonly kind: "500" | "503" }
  /** A refusal, such as not_in_channel, account_inactive, token_revoked, msg_too_long or invalid_blocks. */
  | { readonly kind: "error"; readonly error: string; readonly other?: Readonly<Record<string, unknown>> }
  /** Cut off before anything is done. */
  | { readonly kind: "reset" }
  /** Done, and then cut off. */
  | { readonly kind: "lost-response" }
  /** Done, and answered after so many milliseconds. */
  | { readonly kind: "slow"; readonly ms: number }
  /** A page of a proxy, with status 200; nothing is done. */
  | { readonly kind: "html" };

export type Fault = FaultKind &
  Hitting & {
    /** `response_url` too; any but apps.connections.open where none is named. */
    readonly method?: string;
    readonly channel?: string;
  };

/** By method and channel. */
export const createSlackFaults = () =>
  createFaults<Fault, [method: string, channel: string | undefined]>(
    (fault, method, channel) =>
      (fault.method === undefined ? method !== "apps.connections.open" : fault.method === method) &&
      (fault.channel === undefined || fault.channel === channel),
  );

/** What a fault answers in the place of the method; undefined where the method itself answers, or nobody. */
export interface FaultAnswer {
  readonly status: number;
  readonly body: Refusal | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function answerOf(fault: Fault): FaultAnswer | undefined {
  switch (fault.kind) {
    case "429":
      return {
        status: 429,
        body: { ok: false, error: "ratelimited" },
        headers: { "retry-after": String(fault.retryAfter ?? 1) },
      };
    case "500":
      return { status: 500, body: { ok: false, error: "internal_error" } };
    case "503":
      return { status: 503, body: "upstream connect error or disconnect/reset before headers" };
    case "error":
      return { status: 200, body: { ok: false, error: fault.error, ...fault.other } };
    case "html":
      return { status: 200, body: "<html><h1>Welcome to nginx!</h1></html>" };
    default:
      return undefined;
  }
}
