/** Who and what there is in the workspace. */

import { shownAs } from "./slack-messages.ts";
import { type Payload, refuse } from "./slack-types.ts";
import { directId, findRoom, type Room, roomOf, type StoredMessage, type World } from "./slack-world.ts";

const PAGE = 100;

export function userInfo(world: World, { user }: Payload): Payload {
  if (!world.people.has(String(user))) refuse("user_not_found");
  return { user: shownUser(world, String(user)) };
}

export function listUsers(world: World, payload: Payload): Payload {
  const { page, next } = paged([...world.people.keys()], payload);
  return { members: page.map((id) => shownUser(world, id)), ...next };
}

export function conversationInfo(world: World, { channel }: Payload): Payload {
  const room = world.rooms.get(String(channel));
  if (!room || (!room.isMember && room.channel.kind !== "channel")) return refuse("channel_not_found");
  return { channel: shownRoom(room) };
}

export function listConversations(world: World, payload: Payload): Payload {
  const types = String(payload.types ?? "public_channel").split(",");
  const rooms = [...world.rooms.values()].filter(
    ({ channel, isArchived, isMember }) =>
      types.includes(TYPES[channel.kind]) &&
      !(isArchived && payload.exclude_archived) &&
      (isMember || channel.kind === "channel"),
  );
  const { page, next } = paged(rooms, payload);
  return { channels: page.map(shownRoom), ...next };
}

export function listMembers(world: World, payload: Payload): Payload {
  const room = findRoom(world, payload.channel);
  const speakers = [...room.messages.values()].map(({ user }) => user);
  const members = [
    ...new Set([world.bot.id, ...(room.channel.user ? [room.channel.user] : []), ...speakers]),
  ];
  const { page, next } = paged(members, payload);
  return { members: page, ...next };
}

export function history(world: World, payload: Payload): Payload {
  const room = findRoom(world, payload.channel);
  const inChannel = [...room.messages.values()].filter(
    ({ ts, threadTs, isDeleted }) => !isDeleted && (threadTs === undefined || threadTs === ts),
  );
  return messages(world, inChannel.toReversed(), payload);
}

export function replies(world: World, payload: Payload): Payload {
  const room = findRoom(world, payload.channel);
  const thread = [...room.messages.values()].filter(
    ({ ts, threadTs, isDeleted }) => !isDeleted && (ts === payload.ts || threadTs === payload.ts),
  );
  if (thread.length === 0) refuse("thread_not_found");
  return messages(world, thread, payload);
}

export function openConversation(world: World, { users, channel }: Payload): Payload {
  if (channel !== undefined) return { channel: { id: findRoom(world, channel).channel.id } };
  const user = String(users);
  if (!world.people.has(user)) refuse("user_not_found");
  const room = roomOf(world, { id: directId(user), name: "directmessage", kind: "im", user });
  return { channel: { id: room.channel.id } };
}

export function joinConversation(world: World, { channel }: Payload): Payload {
  const room = world.rooms.get(String(channel));
  if (!room) return refuse("channel_not_found");
  if (room.channel.kind !== "channel") refuse("method_not_supported_for_channel_type");
  room.isMember = true;
  return { channel: shownRoom(room) };
}

export function leaveConversation(world: World, { channel }: Payload): Payload {
  findRoom(world, channel).isMember = false;
  return {};
}

const TYPES = { channel: "public_channel", group: "private_channel", im: "im", mpim: "mpim" } as const;

function shownUser(world: World, id: string): Payload {
  const person = world.people.get(id);
  if (!person) return refuse("user_not_found");
  const { name, realName, teamId, isBot = false, isAdmin = false } = person;
  return {
    id,
    team_id: teamId,
    name,
    real_name: realName,
    deleted: false,
    is_bot: isBot,
    is_admin: isAdmin,
    tz: "Asia/Shanghai",
    profile: { real_name: realName, display_name: realName, team: teamId },
    // Of another organisation, in a channel that is shared with it.
    ...(teamId === world.team.id ? {} : { is_stranger: true }),
  };
}

function shownRoom({ channel, isMember, isArchived }: Room): Payload {
  const { id, name, kind, user } = channel;
  return {
    id,
    name,
    is_channel: kind === "channel",
    is_group: kind === "group",
    is_im: kind === "im",
    is_mpim: kind === "mpim",
    is_private: kind !== "channel",
    is_archived: isArchived,
    is_member: isMember,
    ...(user ? { user } : {}),
  };
}

function messages(world: World, found: readonly StoredMessage[], payload: Payload): Payload {
  const { oldest = "0", latest = "9", inclusive = false } = payload;
  const within = found.filter(({ ts }) =>
    inclusive ? ts >= String(oldest) && ts <= String(latest) : ts > String(oldest) && ts < String(latest),
  );
  const { page, next } = paged(within, payload);
  return {
    messages: page.map((message) => shownAs(world, message)),
    has_more: page.length < within.length,
    ...next,
  };
}

function paged<T>(
  all: readonly T[],
  { limit, cursor }: Payload,
): { readonly page: readonly T[]; readonly next: Payload } {
  const from = Number(cursor ?? 0) || 0;
  const to = from + (Number(limit ?? PAGE) || PAGE);
  return {
    page: all.slice(from, to),
    next: { response_metadata: { next_cursor: to < all.length ? String(to) : "" } },
  };
}
