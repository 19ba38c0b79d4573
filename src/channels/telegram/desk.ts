/** What the handlers of Telegram's updates work with, and the places where the bot speaks. */

import type { Api } from "grammy";
import type { Message, UserFromGetMe } from "grammy/types";
import { type ChatDesk, type Place, placeIn } from "../../chat/desk.ts";

export interface Desk extends ChatDesk<TelegramPlace> {
  readonly api: Api;
  readonly me: UserFromGetMe;
  /** Of a file that somebody sent, by its id. */
  readonly download: (file: string) => Promise<Uint8Array>;
}

/** Its room is the topic of a forum. */
export interface TelegramPlace extends Place {
  readonly topic?: number | undefined;
  /** The message under which the answer stands. */
  readonly replyTo?: number;
}

/** Under a message, in its topic. */
export function placeUnder(
  { chat, is_topic_message, message_thread_id, message_id }: Message,
  message = String(message_id),
): TelegramPlace {
  const topic = is_topic_message ? message_thread_id : undefined;
  const place = placeIn(String(chat.id), chat.type === "private", message);
  return { ...place, room: String(topic ?? ""), topic, replyTo: message_id };
}
