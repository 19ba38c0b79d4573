/** A message of Telegram as it waits to be sent. */

import type { InlineKeyboardMarkup, MessageEntity } from "grammy/types";
import type { Content as SentContent } from "../../chat/sending.ts";
import type { TelegramPlace } from "./desk.ts";
import type { Formatted } from "./formatted.ts";

export interface Content extends SentContent {
  readonly entities: readonly MessageEntity[];
  readonly keyboard?: InlineKeyboardMarkup["inline_keyboard"];
  /** Of a forum. */
  readonly topic?: number;
  /** The message that is answered. */
  readonly replyTo?: number;
  /** Its chat. */
  readonly askedIn?: string;
}

export function contentOf(
  { text, entities }: Formatted,
  { chat, topic, replyTo }: Pick<TelegramPlace, "chat" | "topic" | "replyTo">,
  keyboard: NonNullable<Content["keyboard"]>,
): Content {
  return {
    text,
    entities,
    ...(keyboard.length > 0 ? { keyboard } : {}),
    ...(topic === null ? {} : { topic }),
    ...(replyTo === null ? {} : { replyTo, askedIn: chat }),
  };
}
