/** What a bot is told of that nobody says to it. */

import type { Chat, Message, Update, User } from "grammy/types";
import { type MemberStatus, memberOf } from "./members.ts";
import { nextMessageId } from "./message-ids.ts";
import { entitiesIn } from "./typed-entities.ts";

type Said = Message & Update.NonChannel;

/** The bot was added to a chat, removed from it, or blocked: "left" and "kicked" of a chat, "kicked" by a person. */
export function turnsBot(
  bot: User,
  chat: Chat,
  by: User,
  status: MemberStatus,
  before: MemberStatus = status === "kicked" || status === "left" ? "member" : "left",
): Required<Pick<Update, "my_chat_member">> {
  return {
    my_chat_member: {
      chat,
      from: by,
      date: now(),
      old_chat_member: memberOf(bot, before),
      new_chat_member: memberOf(bot, status),
    },
  };
}

/** The group has become a supergroup, which the old one says with its last message. */
export function migrates(by: User, from: Chat.GroupChat, to: Chat.SupergroupChat): { message: Said } {
  return {
    message: {
      message_id: nextMessageId(from.id),
      from: by,
      chat: from,
      date: now(),
      migrate_to_chat_id: to.id,
    },
  };
}

/** A sign is put under a message, where there was none of this person. */
export function reacts(
  by: User,
  chat: Chat,
  messageId: number,
  emoji: "👍" | "👎" | "❤" | "🤔",
): Required<Pick<Update, "message_reaction">> {
  return {
    message_reaction: {
      chat,
      message_id: messageId,
      user: by,
      date: now(),
      old_reaction: [],
      new_reaction: [{ type: "emoji", emoji }],
    },
  };
}

export function stopsGeneration(
  chat: Chat.PrivateChat,
  draftId: number,
): Required<Pick<Update, "stopped_message_generation">> {
  return { stopped_message_generation: { chat, draft_id: draftId } };
}

/** A post of a channel, as it appears by itself in the group that discusses it. */
export function forwardsPost(
  from: Chat.ChannelChat,
  chat: Chat.SupergroupChat,
  text: string,
): { message: Said } {
  const date = now();
  // Telegram's own account stands in as the sender.
  const by: User = { id: 777_000, is_bot: false, first_name: "Telegram" };
  const entities = entitiesIn(text);
  return {
    message: {
      message_id: nextMessageId(chat.id),
      from: by,
      sender_chat: from,
      chat,
      date,
      forward_origin: { type: "channel", chat: from, message_id: nextMessageId(from.id), date },
      is_automatic_forward: true,
      text,
      ...(entities.length > 0 ? { entities } : {}),
    },
  };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
