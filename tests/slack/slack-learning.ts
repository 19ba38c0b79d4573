/** What the local Slack learns of people, channels and messages from what it tells the app. */

import type { Channel, Payload, Raw } from "./slack-types.ts";
import { addMessage, directId, type Room, revise, roomOf, type World } from "./slack-world.ts";

/** Makes known who speaks, where and what; what is no event of this Slack is let pass. */
export function learn(world: World, { type, payload }: Raw): void {
  if (typeof payload !== "object" || payload === null) return;
  const body = payload as Payload;
  if (type === "events_api") learnEvent(world, (body.event ?? {}) as Payload);
  if (type === "slash_commands") {
    learnPerson(world, body.user_id, body.user_name, body.team_id);
    learnRoom(world, body.channel_id, String(body.channel_name), undefined, false);
  }
  if (type === "interactive") {
    const user = (body.user ?? {}) as Payload;
    const channel = body.channel as Payload | undefined;
    learnPerson(world, user.id, user.name ?? user.username, user.team_id);
    if (channel) learnRoom(world, channel.id, String(channel.name), undefined, false);
  }
}

function learnEvent(world: World, event: Payload): void {
  learnPerson(world, event.user, undefined, event.team);
  const thread = (event.assistant_thread ?? {}) as Payload;
  learnPerson(world, thread.user_id);
  const channel = event.channel ?? thread.channel_id;
  const room = learnRoom(world, channel, undefined, event.channel_type, true);
  if (event.type === "app_uninstalled") world.tokenError = "account_inactive";
  if (event.type === "tokens_revoked") {
    const { bot = [] } = (event.tokens ?? {}) as { bot?: string[] };
    if (bot.includes(world.bot.id)) world.tokenError = "token_revoked";
  }
  if (event.type === "link_shared" && event.unfurl_id) world.unfurlIds.add(String(event.unfurl_id));
  if (!room) return;
  if (event.type === "member_left_channel" && event.user === world.bot.id) room.isMember = false;
  if (event.type === "member_joined_channel" && event.user === world.bot.id) room.isMember = true;
  if (event.type === "channel_archive" || event.type === "group_archive") room.isArchived = true;
  if (event.type === "message" || event.type === "app_mention") learnMessage(room, event);
  // "In-progress streaming messages that Slack stopped in response to the click"; the session is for the app to end.
  if (event.type === "agent_session_stopped")
    for (const ts of (event.streaming_message_ts ?? []) as string[]) {
      const stream = room.messages.get(ts)?.stream;
      if (stream) stream.isOpen = false;
    }
  if (event.type === "assistant_thread_started")
    learnMessage(room, { ts: thread.thread_ts, user: world.bot.id });
}

function learnMessage(room: Room, event: Payload): void {
  const { subtype, message: changed, deleted_ts } = event;
  if (subtype === "message_changed") {
    const { ts, text, blocks } = changed as Payload;
    const message = room.messages.get(String(ts));
    if (message)
      revise(message, { text: String(text ?? ""), ...(blocks ? { blocks: blocks as Payload[] } : {}) });
    return;
  }
  if (subtype === "message_deleted") {
    const message = room.messages.get(String(deleted_ts));
    if (message) message.isDeleted = true;
    return;
  }
  const ts = String(event.ts ?? "");
  // A mention comes twice, and anything may.
  if (ts === "" || room.messages.has(ts)) return;
  addMessage(room, {
    ts,
    user: String(event.user ?? event.bot_id ?? ""),
    text: String(event.text ?? ""),
    isOwn: false,
    ...(event.thread_ts ? { threadTs: String(event.thread_ts) } : {}),
    ...(event.blocks ? { blocks: event.blocks as Payload[] } : {}),
  });
}

function learnPerson(world: World, id: unknown, name?: unknown, team?: unknown): void {
  if (typeof id !== "string" || !/^[UW]/.test(id) || world.people.has(id)) return;
  const known = String(name ?? id.toLowerCase());
  world.people.set(id, { id, name: known, realName: known, teamId: String(team ?? world.team.id) });
}

/** An event of a channel reaches apps that are in it alone; a command or a press comes from any. */
function learnRoom(
  world: World,
  id: unknown,
  name: string | undefined,
  type: unknown,
  isMember: boolean,
): Room | undefined {
  if (typeof id !== "string" || !/^[CDG]/.test(id)) return undefined;
  const known = world.rooms.get(id);
  if (known) return known;
  const isDirect = id.startsWith("D");
  const user = isDirect ? world.people.keys().find((person) => directId(person) === id) : undefined;
  const kinds: Readonly<Record<string, Channel["kind"]>> = {
    im: "im",
    group: "group",
    G: "group",
    mpim: "mpim",
  };
  // Of a private channel a command does not give the name.
  const byName = isDirect ? "im" : name === "privategroup" ? "group" : "channel";
  const kind = kinds[String(type)] ?? byName;
  const channel = { id, name: name ?? id.toLowerCase(), kind, ...(user ? { user } : {}) };
  return roomOf(world, channel, isMember || user !== undefined);
}
