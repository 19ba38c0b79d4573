/** Faults on demand: what a network, a proxy and Telegram itself do to calls. */

import { createFaults, type Hitting } from "../wire/faults.ts";
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

export type Fault = FaultKind &
  Hitting & {
    /** Any but getUpdates where none is named. */
    readonly method?: string;
    readonly chatId?: number;
  };

/** By method and chat. */
export const createTelegramFaults = () =>
  createFaults<Fault, [method: string, chatId: number | undefined]>(
    (fault, method, chatId) =>
      (fault.method === undefined ? method !== "getUpdates" : fault.method === method) &&
      (fault.chatId === undefined || fault.chatId === chatId),
  );

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
