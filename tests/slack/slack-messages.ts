/** Posting, changing and deleting messages, reacting to them and pointing at them. */

import { nextTs } from "./message-times.ts";
import type { Payload } from "./slack-types.ts";
import { refuse } from "./slack-types.ts";
import {
  addMessage,
  findMessage,
  findRoom,
  type ReplyAddress,
  type Room,
  revise,
  type StoredMessage,
  type World,
} from "./slack-world.ts";

type Written = { readonly text: string; readonly blocks?: readonly Payload[] };

export async function postMessage(world: World, payload: Payload): Promise<Payload> {
  const room = findRoom(world, payload.channel, true);
  const threadTs = threadOf(world, room, payload.thread_ts);
  const message = await post(world, room, written(payload), {
    ...(threadTs ? { threadTs } : {}),
    ...(payload.metadata ? { metadata: payload.metadata as Payload } : {}),
  });
  return { channel: room.channel.id, ts: message.ts, message: shownAs(world, message) };
}

/** The emulator has the say whether it is a message at all. */
export async function post(
  world: World,
  room: Room,
  content: Written,
  other: Partial<StoredMessage> = {},
): Promise<StoredMessage> {
  const channel = await world.emulated.channelOf(room.channel.id);
  const answer = await world.emulated.call("chat.postMessage", {
    channel,
    ...content,
    ...(other.metadata ? { metadata: other.metadata } : {}),
  });
  if (!answer.ok) return refuse(String(answer.error));
  const message = addMessage(room, {
    user: world.bot.id,
    isOwn: true,
    ...content,
    ...other,
    emulatedTs: String(answer.ts),
  });
  room.shown.delete(message.threadTs ?? message.ts);
  world.onPosted(room, message);
  return message;
}

export async function updateMessage(world: World, payload: Payload): Promise<Payload> {
  const room = findRoom(world, payload.channel, true);
  const message = findMessage(room, payload.ts);
  if (message.stream?.isOpen) refuse("streaming_state_conflict");
  await rewrite(world, room, message, written(payload), "cant_update_message");
  if (payload.metadata) message.metadata = payload.metadata as Payload;
  const { text, ts } = message;
  return { channel: room.channel.id, ts, text, message: shownAs(world, message) };
}

export async function rewrite(
  world: World,
  room: Room,
  message: StoredMessage,
  content: Written,
  otherwise = "message_not_found",
): Promise<void> {
  if (!message.emulatedTs) refuse(otherwise);
  const channel = await world.emulated.channelOf(room.channel.id);
  const answer = await world.emulated.call("chat.update", { channel, ts: message.emulatedTs, ...content });
  if (!answer.ok) refuse(String(answer.error));
  revise(message, content);
}

export async function deleteMessage(world: World, payload: Payload): Promise<Payload> {
  const room = findRoom(world, payload.channel);
  const message = findMessage(room, payload.ts);
  if (!message.emulatedTs) refuse("cant_delete_message");
  const channel = await world.emulated.channelOf(room.channel.id);
  const answer = await world.emulated.call("chat.delete", { channel, ts: message.emulatedTs });
  if (!answer.ok) refuse(String(answer.error));
  message.isDeleted = true;
  return { channel: room.channel.id, ts: message.ts };
}

/** The emulator has these too, but knows neither the person nor whether they are in the channel. */
export function postEphemeral(world: World, payload: Payload): Payload {
  const room = findRoom(world, payload.channel, true);
  const user = String(payload.user);
  if (!world.people.has(user)) refuse("user_not_in_channel");
  const threadTs = threadOf(world, room, payload.thread_ts);
  return { message_ts: addEphemeral(room, user, written(payload), threadTs) };
}

function addEphemeral(room: Room, user: string, content: Written, threadTs?: string): string {
  const ts = nextTs();
  room.ephemerals.push({ ts, at: Date.now(), user, ...content, ...(threadTs ? { threadTs } : {}) });
  return ts;
}

/** What goes to the address that came with a command or a press, or is given back in answer to it. */
export async function respond(world: World, to: ReplyAddress, payload: Payload): Promise<void> {
  const room = world.rooms.get(to.channel);
  if (!room) refuse("channel_not_found");
  const original = to.messageTs === undefined ? undefined : room.messages.get(to.messageTs);
  if (payload.delete_original === true) {
    if (original) original.isDeleted = true;
    return;
  }
  const content = written(payload);
  if (payload.replace_original === true && original) {
    if (original.isOwn) await rewrite(world, room, original, content);
    return;
  }
  const threadTs = threadOf(world, room, payload.thread_ts);
  if (payload.response_type === "in_channel") await post(world, room, content, threadTs ? { threadTs } : {});
  else addEphemeral(room, to.user, content, threadTs);
}

export function getPermalink(world: World, payload: Payload): Payload {
  const room = findRoom(world, payload.channel);
  const { ts, threadTs } = findMessage(room, payload.message_ts);
  const { id } = room.channel;
  const thread = threadTs && threadTs !== ts ? `?thread_ts=${threadTs}&cid=${id}` : "";
  const permalink = `https://${world.team.domain}.slack.com/archives/${id}/p${ts.replace(".", "")}${thread}`;
  return { channel: id, permalink };
}

export function addReaction(world: World, payload: Payload): Payload {
  const { reactions } = findMessage(findRoom(world, payload.channel), payload.timestamp);
  const name = String(payload.name);
  if (!/^[\w+'-]+$/.test(name)) refuse("invalid_name");
  if (reactions.some((one) => one.name === name && one.user === world.bot.id)) refuse("already_reacted");
  reactions.push({ name, user: world.bot.id });
  return {};
}

export function removeReaction(world: World, payload: Payload): Payload {
  const { reactions } = findMessage(findRoom(world, payload.channel), payload.timestamp);
  const index = reactions.findIndex(({ name, user }) => name === payload.name && user === world.bot.id);
  if (index < 0) refuse("no_reaction");
  reactions.splice(index, 1);
  return {};
}

export function unfurl(world: World, payload: Payload): Payload {
  const { unfurl_id, channel, ts, ...rest } = payload;
  if (unfurl_id !== undefined && !world.unfurlIds.has(String(unfurl_id))) refuse("cannot_unfurl_message");
  const room = channel === undefined ? undefined : findRoom(world, channel);
  if (room) findMessage(room, ts);
  const target = room ?? world.rooms.values().next().value;
  target?.unfurls.push({ ...rest, ...(ts ? { ts } : {}), ...(unfurl_id ? { unfurl_id } : {}) });
  return {};
}

/** As it comes back in answers, events, histories and presses. */
export function shownAs(world: World, message: StoredMessage): Payload {
  const { ts, threadTs, user, text, blocks, metadata, isOwn, reactions, versions } = message;
  const names = [...new Set(reactions.map(({ name }) => name))];
  return {
    type: "message",
    user,
    text,
    ts,
    team: world.team.id,
    ...(isOwn ? { bot_id: world.bot.botId, app_id: world.bot.appId } : {}),
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...(blocks ? { blocks } : {}),
    ...(metadata ? { metadata } : {}),
    ...(versions.length > 1 ? { edited: { user, ts } } : {}),
    ...(names.length > 0
      ? {
          reactions: names.map((name) => {
            const users = reactions.filter((one) => one.name === name).map((one) => one.user);
            return { name, users, count: users.length };
          }),
        }
      : {}),
  };
}

function written({ text, blocks, markdown_text }: Payload): Written {
  if (typeof markdown_text === "string")
    return { text: markdown_text, blocks: [{ type: "markdown", text: markdown_text }] };
  return { text: String(text ?? ""), ...(Array.isArray(blocks) ? { blocks } : {}) };
}

/** "Avoid using a reply's ts value; use its parent's value instead": Slack would then show it nowhere. */
export function threadOf(world: World, room: Room, ts: unknown): string | undefined {
  if (ts === undefined) return undefined;
  const parent = room.messages.get(String(ts));
  if (!parent) return refuse("thread_not_found");
  if (parent.threadTs !== undefined && parent.threadTs !== parent.ts)
    world.violations.push(`thread_ts: ${ts} is that of a reply, whose thread is ${parent.threadTs}`);
  return parent.ts;
}
