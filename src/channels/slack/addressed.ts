/** A body of Slack → whether it is for the bot, which key tells it from others, and in which order it is worked. */

import type { ReactionAddedEvent } from "@slack/types";
import type { Journal, Received } from "../../chat/journal.ts";
import { isGoodSign } from "../../chat/reactions.ts";
import { placeUnder } from "./desk.ts";
import type { SlackBody } from "./http.ts";
import { changeIn, type MessageEvent, type MessageHappening } from "./message-event.ts";
import { beginsWithOther, mentionsUser } from "./said.ts";

export interface Me {
  readonly userId: string;
  readonly teamId: string;
}

/** What is known of what came before. */
export interface Known {
  /** Whether this person was answered in this thread, or is just being so: then they need not call the bot again there. */
  readonly isEngaged: (channel: string, thread: string, user: string) => Promise<boolean>;
  readonly stateOf: Journal["stateOf"];
}

/** Subtypes of what people say themselves. */
const SPOKEN = new Set<string | undefined>([undefined, "thread_broadcast", "file_share"]);

/** Events other than messages, each of which is worked once. */
const OTHER_EVENTS = new Set([
  "app_home_opened",
  "link_shared",
  "assistant_thread_started",
  "agent_session_stopped",
  "app_uninstalled",
  "tokens_revoked",
]);

const INTERACTIONS = new Set(["block_actions", "message_action", "shortcut", "view_submission"]);

/**
 * Undefined for what is not for the bot, which is not kept, and not marked as seen: a mention comes as two events, of
 * which either may be the one that is for us. The same for what lacks a part without which it would be worked in vain,
 * again and again.
 */
export async function receivedOf(body: SlackBody, me: Me, known: Known): Promise<Received | undefined> {
  const place = await placeInOrder(body, me, known);
  if (!place) return undefined;
  try {
    return { ...place, body: JSON.stringify(body) };
  } catch {
    // Nested deeper than can be written out.
    return undefined;
  }
}

async function placeInOrder(
  body: SlackBody,
  me: Me,
  known: Known,
): Promise<Omit<Received, "body"> | undefined> {
  if (body.type === "event_callback") {
    const event = body.event as MessageHappening | undefined;
    if (typeof event !== "object" || event === null) return undefined;
    if (event.type === "reaction_added") return reactionInOrder(body, me);
    if (event.type === "message" || event.type === "app_mention")
      return messageInOrder(event, String(body.team_id), me, known);
    if (!OTHER_EVENTS.has(event.type)) return undefined;
    const { channel, user, thread_ts } = event;
    const key = String(body.event_id);
    if (event.type !== "agent_session_stopped") return { key, lane: `event ${user ?? ""}` };
    if (!areTexts(channel, user, thread_ts)) return undefined;
    // After what it stops, and before what is asked next.
    return { key, lane: laneOf(channel, channel.startsWith("D") ? "" : thread_ts, user) };
  }
  if (body.command !== undefined) {
    const { command, trigger_id, channel_id, user_id, response_url, text } = body;
    if (!areTexts(command, trigger_id, channel_id, user_id, response_url, text)) return undefined;
    return { key: `command ${trigger_id}`, lane: `${channel_id} ${user_id}` };
  }
  if (INTERACTIONS.has(String(body.type))) {
    const { id } = (body.user ?? {}) as { readonly id?: string };
    if (!areTexts(id)) return undefined;
    const { id: view, hash } = (body.view ?? {}) as { readonly id?: string; readonly hash?: string };
    const key = body.trigger_id ?? `${view} ${hash}`;
    return { key: `${body.type} ${key}`, lane: `press ${id}` };
  }
  return undefined;
}

/** Of people, under messages of ours, where it says whether the answer is of use. */
function reactionInOrder({ event, event_id }: SlackBody, me: Me): Omit<Received, "body"> | undefined {
  const { user, item_user, reaction } = event as Partial<ReactionAddedEvent>;
  if (user === me.userId || item_user !== me.userId || isGoodSign(String(reaction)) === undefined)
    return undefined;
  return { key: String(event_id), lane: `event ${user}` };
}

async function messageInOrder(
  event: MessageHappening,
  team: string,
  me: Me,
  known: Known,
): Promise<Omit<Received, "body"> | undefined> {
  const change = changeIn(event);
  if (!change) return undefined;
  const { message, kind } = change;
  const { user, channel, ts, text = "", thread_ts = ts, edited } = message;
  if (!areTexts(user, channel, ts, text, thread_ts)) return undefined;
  const { room } = placeUnder(message);
  const lane = laneOf(channel, room, user);
  const key = `${team} ${channel} ${ts}`;
  switch (kind) {
    case "said":
      return (await isForUs(message, me, known)) ? { key, lane } : undefined;
    case "edited":
      // What was for us before it was changed; or is now, as it names the bot.
      if ((await known.stateOf(key)) !== "unknown") return { key: `${key} ${edited?.ts}`, lane };
      return message.type === "app_mention" && (await isForUs(message, me, known))
        ? { key, lane }
        : undefined;
    case "deleted":
      // An answer that was given stays.
      return (await known.stateOf(key)) === "waiting" ? { key: `${key} deleted`, lane } : undefined;
  }
}

/** The first message of a thread comes before what is said under it. */
function laneOf(channel: string, room: string | undefined, user: string | undefined): string {
  return `${channel} ${room} ${user}`;
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

/** The workspace of whoever is behind a body. */
export function teamOf(body: SlackBody): string | undefined {
  const event = (body.event ?? {}) as Partial<MessageHappening>;
  const { team, user_team = team } = event.subtype === "message_changed" ? (event.message ?? {}) : event;
  const { team_id = user_team } = (body.user ?? {}) as { readonly team_id?: string };
  return team_id ?? (typeof body.team_id === "string" ? body.team_id : undefined);
}

async function isForUs(event: MessageEvent, me: Me, { isEngaged }: Known): Promise<boolean> {
  const { type, subtype, user, bot_id, channel_type, channel, thread_ts, text = "" } = event;
  if (!user || user === me.userId || user === "USLACKBOT" || bot_id !== undefined || !SPOKEN.has(subtype))
    return false;
  if (type === "app_mention" || channel_type === "im" || mentionsUser(text, me.userId)) return true;
  if (thread_ts === undefined || beginsWithOther(text, me.userId)) return false;
  return isEngaged(channel, thread_ts, user);
}
