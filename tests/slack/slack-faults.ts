/** Faults on demand: what a network, a proxy and Slack itself do to calls. */

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

export type Fault = FaultKind & {
  /** `response_url` too; any but apps.connections.open where none is named. */
  readonly method?: string;
  readonly channel?: string;
  /** How many calls are hit: one where neither this nor a probability is given. */
  readonly times?: number;
  /** Of each call to be hit, drawn from a row of numbers that a seed determines. */
  readonly probability?: number;
  readonly seed?: number;
};

export interface Faults {
  /** Gives back what takes it away again. */
  add(fault: Fault): () => void;
  /** What hits this call, if anything does; it then counts as one of its times. */
  next(method: string, channel: string | undefined): Fault | undefined;
}

/** What a fault answers in the place of the method; undefined where the method itself answers, or nobody. */
export interface FaultAnswer {
  readonly status: number;
  readonly body: Refusal | string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Active {
  readonly fault: Fault;
  left: number;
  readonly draw: () => number;
}

export function createFaults(): Faults {
  const active = new Set<Active>();
  return {
    add(fault) {
      const once = fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY;
      const one = { fault, left: fault.times ?? once, draw: drawing(fault.seed ?? 1) };
      active.add(one);
      return () => void active.delete(one);
    },
    next(method, channel) {
      for (const one of active) {
        const { fault } = one;
        if (fault.method === undefined ? method === "apps.connections.open" : fault.method !== method)
          continue;
        if (fault.channel !== undefined && fault.channel !== channel) continue;
        if (fault.probability !== undefined && one.draw() >= fault.probability) continue;
        one.left -= 1;
        if (one.left <= 0) active.delete(one);
        return fault;
      }
      return undefined;
    },
  };
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

/** Mulberry32: the same seed draws the same numbers, from 0 up to 1. */
function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
