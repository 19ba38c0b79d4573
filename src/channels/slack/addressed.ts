/** A message of Slack, as it stands after what became of it → whether it is for the bot, and the key that tells it from others. */

import { onBehalfAt } from "../../chat/asker.ts";
import { conversationOf, quietIn } from "../../chat/desk.ts";
import { MAX_TURN_AGE_MS } from "../../chat/history.ts";
import { placeUnder, type SlackDesk } from "./desk.ts";
import type { Change, MessageEvent } from "./message-event.ts";
import { beginsWithOther, mentionsUser } from "./said.ts";

/** Subtypes of what people say themselves. */
const SPOKEN = new Set<string | undefined>([undefined, "thread_broadcast", "file_share"]);

/** Undefined for what is not for the bot, which is not kept, and not marked as seen. */
export async function keyOf(
  desk: SlackDesk,
  { kind, message }: Change,
  team: string,
): Promise<string | undefined> {
  const { channel, ts, edited } = message;
  const key = `${team} ${channel} ${ts}`;
  const { stateOf } = desk.journal;
  switch (kind) {
    case "said":
      return (await isForUs(desk, message)) ? key : undefined;
    case "edited":
      // What was for us before it was changed; or is now, as it names the bot.
      if ((await stateOf(key)) !== "unknown") return `${key} ${edited?.ts}`;
      return message.type === "app_mention" && (await isForUs(desk, message)) ? key : undefined;
    case "deleted":
      // An answer that was given stays.
      return (await stateOf(key)) === "waiting" ? `${key} deleted` : undefined;
  }
}

async function isForUs(desk: SlackDesk, event: MessageEvent): Promise<boolean> {
  const { botUserId } = desk;
  const { type, subtype, user, bot_id, channel_type, thread_ts, text = "" } = event;
  if (!user || user === botUserId || user === "USLACKBOT" || bot_id !== undefined || !SPOKEN.has(subtype))
    return false;
  if (type === "app_mention" || channel_type === "im" || mentionsUser(text, botUserId)) return true;
  if (thread_ts === undefined || beginsWithOther(text, botUserId)) return false;
  return isEngaged(desk, event, user);
}

/** Whether this person was answered in this thread, or is just being so: then they need not call the bot again there. */
async function isEngaged(desk: SlackDesk, event: MessageEvent, person: string): Promise<boolean> {
  const { journal, underWay, replyInThreads, now } = desk;
  const place = placeUnder(event);
  const { chat, room } = place;
  if ((replyInThreads[chat] ?? replyInThreads[""]) === "mention") return false;
  if (await journal.isMarked(chat, quietIn(room))) return false;
  const isAsking = underWay.some(
    (asked) => asked.person === person && asked.place.chat === chat && asked.place.room === room,
  );
  if (isAsking) return true;
  const conversation = await onBehalfAt(desk, place, person, async (own) =>
    conversationOf(desk, own, person),
  );
  return (await journal.latest(conversation, { since: now() - MAX_TURN_AGE_MS, limit: 1 })).length > 0;
}
