/** A body of Slack → whether it is for the bot, which key tells it from others, and in which order it is worked. */

import type { Received } from "../../chat/journal.ts";
import type { SlackBody } from "./http.ts";
import { beginsWithOther, mentionsUser } from "./said.ts";

/** A message event, of which a mention is one; only what is used. */
export interface MessageEvent {
  readonly type: string;
  readonly subtype?: string;
  readonly channel: string;
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly files?: readonly unknown[];
  /** Of whoever wrote it, which in a channel shared with another organisation need not be ours. */
  readonly user_team?: string;
  readonly team?: string;
}

export interface Me {
  readonly userId: string;
  readonly teamId: string;
}

/** Whether this person was answered in this thread: then they need not call the bot again there. */
export type IsEngaged = (channel: string, thread: string, user: string) => Promise<boolean>;

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
export async function receivedOf(
  body: SlackBody,
  me: Me,
  isEngaged: IsEngaged,
): Promise<Received | undefined> {
  const place = await placeInOrder(body, me, isEngaged);
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
  isEngaged: IsEngaged,
): Promise<Omit<Received, "body"> | undefined> {
  if (body.type === "event_callback") {
    const event = body.event as MessageEvent | undefined;
    if (typeof event !== "object" || event === null) return undefined;
    if (event.type === "message" || event.type === "app_mention") {
      const { user, channel, ts, text = "", thread_ts = ts } = event;
      if (!areTexts(user, channel, ts, text, thread_ts)) return undefined;
      if (!(await isForUs(event, me, isEngaged))) return undefined;
      // The first message of a thread comes before what is said under it.
      const room = event.channel_type === "im" ? "" : thread_ts;
      return { key: `${body.team_id} ${channel} ${ts}`, lane: `${channel} ${room} ${user}` };
    }
    if (!OTHER_EVENTS.has(event.type)) return undefined;
    return { key: String(body.event_id), lane: `event ${event.user ?? ""}` };
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

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string");
}

/** The workspace of whoever is behind a body. */
export function teamOf(body: SlackBody): string | undefined {
  const { team, user_team = team } = (body.event ?? {}) as Partial<MessageEvent>;
  const { team_id = user_team } = (body.user ?? {}) as { readonly team_id?: string };
  return team_id ?? (typeof body.team_id === "string" ? body.team_id : undefined);
}

async function isForUs(event: MessageEvent, me: Me, isEngaged: IsEngaged): Promise<boolean> {
  const { type, subtype, user, bot_id, channel_type, channel, thread_ts, text = "" } = event;
  if (!user || user === me.userId || user === "USLACKBOT" || bot_id !== undefined || !SPOKEN.has(subtype))
    return false;
  if (type === "app_mention" || channel_type === "im" || mentionsUser(text, me.userId)) return true;
  if (thread_ts === undefined || beginsWithOther(text, me.userId)) return false;
  return isEngaged(channel, thread_ts, user);
}
