/** What the handlers of Telegram's updates work with, and the places where the bot speaks. */

import type { Api } from "grammy";
import type { Message, UserFromGetMe } from "grammy/types";
import type { ChatDesk, Place } from "../../chat/desk.ts";

export interface Desk extends ChatDesk<TelegramPlace> {
  readonly api: Api;
  readonly me: UserFromGetMe;
  /** Of a file that somebody sent, by its id. */
  readonly download: (file: string) => Promise<Uint8Array>;
  /** Where readers of the web channel find it; null where there is none. */
  readonly publicUrl: string | null;
}

/** Its room is the topic of a forum. */
export interface TelegramPlace extends Place {
  readonly topic: number | null;
  /** The message under which the answer stands. */
  readonly replyTo: number | null;
}

/** Under a message, in its topic. */
export function placeUnder(
  { chat, is_topic_message, message_thread_id, message_id }: Message,
  message = String(message_id),
): TelegramPlace {
  const topic = is_topic_message ? (message_thread_id ?? null) : null;
  return {
    chat: String(chat.id),
    room: topic === null ? "" : String(topic),
    isPrivate: chat.type === "private",
    message,
    topic,
    replyTo: message_id,
  };
}
