/** An update of Telegram → whether it concerns the bot, in which order it is worked, and what comes of it. */

import type { Message, MessageReactionUpdated, Update } from "grammy/types";
import { type Job, SILENCE } from "../../chat/desk.ts";
import type { InboxItem, Outcome, Received } from "../../chat/journal.ts";
import { isGoodSign, onReaction, type Reaction } from "../../chat/reactions.ts";
import { worked } from "../../chat/worked.ts";
import { addressedIn, speakerOf } from "./addressed.ts";
import { type Desk, placeUnder, type TelegramPlace } from "./desk.ts";
import { reasonOf } from "./failures.ts";
import { onButton, pressIn } from "./on-button.ts";
import { onInline } from "./on-inline.ts";
import { onMember } from "./on-member.ts";
import { isEditInTime, onMessage } from "./on-message.ts";
import { LOG } from "./wording.zh.ts";

/** What is not for the bot is not kept: nothing of the talk of others gets to the disk. */
export function receivedOf(update: Update, me: Desk["me"]): Received | undefined {
  const lane = laneOf(update, me);
  return lane === undefined
    ? undefined
    : { key: String(update.update_id), lane, body: JSON.stringify(update) };
}

/** One person in one chat and topic is answered in order, others meanwhile. */
function laneOf(update: Update, me: Desk["me"]): string | undefined {
  const { message, edited_message, callback_query, inline_query, my_chat_member } = update;
  const { stopped_message_generation: stopped } = update;
  if (message) return addressedIn(message, me) && talkOf(message);
  if (edited_message)
    return isEditInTime(edited_message) && addressedIn(edited_message, me)
      ? talkOf(edited_message)
      : undefined;
  if (callback_query) {
    const { message: under, from } = callback_query;
    return under ? talkOf(under as Message, String(from.id)) : `press ${from.id}`;
  }
  if (inline_query) return `inline ${inline_query.from.id}`;
  const reaction = update.message_reaction && reactionIn(update.message_reaction);
  if (reaction) return `reaction ${reaction.chat} ${reaction.person}`;
  if (my_chat_member) return `member ${my_chat_member.chat.id}`;
  if (stopped) return `${stopped.chat.id} ${stopped.message_thread_id ?? ""} ${stopped.chat.id}`;
  return undefined;
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

function talkOf(message: Message, speaker = speakerOf(message)): string {
  const { chat, is_topic_message, message_thread_id } = message;
  return `${chat.id} ${is_topic_message ? message_thread_id : ""} ${speaker}`;
}

/** Rejects only when the journal does. */
export function workUpdate(desk: Desk, item: InboxItem, post: Job["post"]): Promise<Outcome> {
  const update = JSON.parse(item.body) as Update;
  return worked(desk, {
    item,
    place: placeOf(update),
    work: () => handle(desk, update, { number: item.number, post }),
    logLine: (trace, error) => LOG.failed(trace, reasonOf(error)),
  });
}

function placeOf({ message, edited_message, callback_query }: Update): TelegramPlace | undefined {
  const said = message ?? edited_message;
  if (said) return placeUnder(said);
  const under = callback_query?.message as Message | undefined;
  return under && callback_query && placeUnder(under, pressIn(callback_query));
}

function handle(desk: Desk, update: Update, job: Job): Promise<Outcome> {
  const { message, edited_message, callback_query, inline_query, my_chat_member } = update;
  const said = message ?? edited_message;
  if (said) return onMessage(desk, said, job);
  if (callback_query) return onButton(desk, callback_query, job);
  if (inline_query) return onInline(desk, inline_query);
  const reaction = update.message_reaction && reactionIn(update.message_reaction);
  if (reaction) return onReaction(desk, reaction);
  if (my_chat_member) return onMember(desk, my_chat_member);
  return Promise.resolve(SILENCE);
}

/**
 * A group that becomes a supergroup has another id; who could ask before may ask on. Before an update is taken, as what
 * is asked in the new chat may come with the news of it; as often as it comes, it is the same.
 */
export async function followMove({ journal, access }: Desk, { message }: Update): Promise<void> {
  if (message?.migrate_to_chat_id === undefined) return;
  const [from, to] = [String(message.chat.id), String(message.migrate_to_chat_id)];
  const wasOpen = await access.isOpen(from);
  await journal.moveChat(from, to);
  if (wasOpen) await journal.setStanding(to, { isOpen: true });
}
