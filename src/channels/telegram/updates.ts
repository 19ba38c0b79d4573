/** An update of Telegram → who said or did what where; nothing where it does not concern the bot. */

import type { ChatMemberUpdated, MessageReactionUpdated, Update } from "grammy/types";
import { placeIn, SILENCE } from "../../chat/desk.ts";
import { joined, left } from "../../chat/doors.ts";
import { type Happening, laneIn } from "../../chat/happening.ts";
import type { Outcome } from "../../chat/journal.ts";
import { isGoodSign, onReaction, type Reaction } from "../../chat/reactions.ts";
import type { Desk } from "./desk.ts";
import { onButton } from "./on-button.ts";
import { onInline } from "./on-inline.ts";
import { onMessage } from "./on-message.ts";
import { greeting } from "./wording.zh.ts";

/** That a message was deleted is not told to bots. */
export function happeningIn(desk: Desk, update: Update): Happening | undefined {
  const key = String(update.update_id);
  const { message, edited_message, callback_query, inline_query, my_chat_member } = update;
  if (message) return onMessage(desk, key, message, "said");
  if (edited_message) return onMessage(desk, key, edited_message, "edited");
  if (callback_query) return onButton(desk, key, callback_query);
  if (inline_query)
    return { key, lane: `inline ${inline_query.from.id}`, work: () => onInline(desk, inline_query) };
  const reaction = update.message_reaction && reactionIn(update.message_reaction);
  if (reaction)
    return {
      key,
      lane: `reaction ${reaction.chat} ${reaction.person}`,
      work: () => onReaction(desk, reaction),
    };
  if (my_chat_member)
    return { key, lane: `member ${my_chat_member.chat.id}`, work: () => onMember(desk, my_chat_member) };
  return update.stopped_message_generation && stopIn(key, update.stopped_message_generation);
}

/** The button under a draft. */
function stopIn(
  key: string,
  { chat, message_thread_id, draft_id }: NonNullable<Update["stopped_message_generation"]>,
): Happening {
  return {
    key,
    lane: laneIn({ chat: String(chat.id), room: String(message_thread_id ?? "") }, String(chat.id)),
    ends: (number) => ({
      number,
      reason: "pressed",
      ends: (asked) => asked.job.number === draft_id && asked.place.chat === String(chat.id),
    }),
    work: async () => SILENCE,
  };
}

/** The one that was put there now, where it says whether an answer is of use. */
function reactionIn(update: MessageReactionUpdated): Reaction | undefined {
  const { chat, message_id, user, actor_chat, old_reaction, new_reaction } = update;
  const before = new Set(old_reaction.map((one) => one.type === "emoji" && one.emoji));
  const added = new_reaction.find((one) => one.type === "emoji" && !before.has(one.emoji));
  const person = user?.id ?? actor_chat?.id;
  if (added?.type !== "emoji" || isGoodSign(added.emoji) === undefined || person === undefined)
    return undefined;
  return { chat: String(chat.id), person: String(person), message: String(message_id), sign: added.emoji };
}

/**
 * A group that becomes a supergroup has another id; who could ask before may ask on. Before an update is taken, as what
 * is asked in the new chat may come with the news of it.
 */
export async function followMove(
  { journal, access }: Pick<Desk, "journal" | "access">,
  { message }: Update,
): Promise<void> {
  if (message?.migrate_to_chat_id === undefined) return;
  const [from, to] = [String(message.chat.id), String(message.migrate_to_chat_id)];
  const wasOpen = await access.isOpen(from);
  await journal.moveChat(from, to);
  if (wasOpen) await journal.setStanding(to, { isOpen: true });
}

async function onMember(desk: Desk, update: ChatMemberUpdated): Promise<Outcome> {
  const { chat, date } = update;
  const id = String(chat.id);
  if (!isThere(update.new_chat_member)) return left(desk, id);
  // Alone, people begin with /start; a channel has nobody who asks.
  if (isThere(update.old_chat_member) || chat.type === "private" || chat.type === "channel") return SILENCE;
  return joined(desk, placeIn(id, false, `joined ${date}`), greeting(desk.me.username));
}

function isThere({ status, ...member }: ChatMemberUpdated["new_chat_member"]): boolean {
  if (status === "restricted") return "is_member" in member && member.is_member === true;
  return status !== "left" && status !== "kicked";
}
