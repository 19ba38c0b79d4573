/** Faults on demand: what a network, a proxy and Telegram itself do to calls. */

import { type Answer, refusal } from "./bot-api-answers.ts";

export type FaultKind =
  /** Too many requests, retry after so many seconds. */
  | { readonly kind: "429"; readonly retryAfter?: number }
  | { readonly kind: "500" | "502" | "409" }
  /** The bot was removed from the chat, or blocked by the person. */
  | { readonly kind: "403" }
  /** The group has become a supergroup. */
  | { readonly kind: "migrate"; readonly to: number }
  /** Any other refusal. */
  | { readonly kind: "refusal"; readonly code: number; readonly description: string }
  /** Cut off before anything is done. */
  | { readonly kind: "reset" }
  /** Done, and then cut off. */
  | { readonly kind: "lost-response" }
  /** Done, and answered after so many milliseconds. */
  | { readonly kind: "slow"; readonly ms: number }
  /** A page of a proxy, with status 200; nothing is done. */
  | { readonly kind: "html" };

export type Fault = FaultKind & {
  /** Any but getUpdates where none is named. */
  readonly method?: string;
  readonly chatId?: number;
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
  next(method: string, chatId: number | undefined): Fault | undefined;
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
    next(method, chatId) {
      for (const one of active) {
        const { fault } = one;
        if (fault.method === undefined ? method === "getUpdates" : fault.method !== method) continue;
        if (fault.chatId !== undefined && fault.chatId !== chatId) continue;
        if (fault.probability !== undefined && one.draw() >= fault.probability) continue;
        one.left -= 1;
        if (one.left <= 0) active.delete(one);
        return fault;
      }
      return undefined;
    },
  };
}

/** What a fault answers in the place of the method; undefined where the method itself answers, or nobody. */
export function answerOf(fault: Fault, chatType = "group"): Answer | undefined {
  switch (fault.kind) {
    case "429": {
      const seconds = fault.retryAfter ?? 1;
      return refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
    }
    case "500":
      return refusal(500, "Internal Server Error");
    case "502":
      return refusal(502, "Bad Gateway");
    case "409":
      return refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      );
    case "403":
      return refusal(
        403,
        chatType === "private"
          ? "Forbidden: bot was blocked by the user"
          : `Forbidden: bot was kicked from the ${chatType} chat`,
      );
    case "migrate":
      return refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {
        migrate_to_chat_id: fault.to,
      });
    case "refusal":
      return refusal(fault.code, fault.description);
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
