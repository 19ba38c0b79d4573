/** The bot's own coming to and going from a chat → a greeting, or the end of what waits for it. */

import type { ChatMemberUpdated } from "grammy/types";
import { SILENCE } from "../../chat/desk.ts";
import { refuseClosed } from "../../chat/doors.ts";
import type { Outcome } from "../../chat/journal.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import { greeting, notOpen } from "./wording.zh.ts";

export async function onMember(desk: Desk, update: ChatMemberUpdated): Promise<Outcome> {
  const { chat, date } = update;
  const wasThere = isThere(update.old_chat_member);
  const isNow = isThere(update.new_chat_member);
  const id = String(chat.id);
  if (!isNow) {
    desk.log.info(`Telegram：机器人已被移出或停用（会话 ${id}）。`);
    await desk.journal.dropChat(id);
    return SILENCE;
  }
  // Alone, people begin with /start; a channel has nobody who asks.
  if (wasThere || chat.type === "private" || chat.type === "channel") return SILENCE;
  const message = `joined ${date}`;
  const place: TelegramPlace = { chat: id, room: "", isPrivate: false, topic: null, message, replyTo: null };
  desk.log.info(`Telegram：机器人加入了会话 ${id}（${"title" in chat ? chat.title : ""}）。`);
  if (!(await desk.access.isOpen(id))) return refuseClosed(desk, place, notOpen(id));
  return { deliveries: await desk.stage.note(place, greeting(desk.me.username)) };
}

function isThere({ status, ...member }: ChatMemberUpdated["new_chat_member"]): boolean {
  if (status === "restricted") return "is_member" in member && member.is_member === true;
  return status !== "left" && status !== "kicked";
}
