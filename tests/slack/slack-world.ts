/** People, channels, messages and views of the local Slack. */

import type { View } from "@slack/types";
import { nextTs } from "./message-times.ts";
import type { Emulated } from "./slack-emulator.ts";
import type { Upload } from "./slack-files.ts";
import { type Bot, type Channel, type Payload, type Person, refuse, type Team } from "./slack-types.ts";

/** What a message has said at one time. */
export interface Version {
  readonly at: number;
  readonly text: string;
  readonly blocks?: readonly Payload[];
}

export interface Stream {
  readonly startedAt: number;
  isOpen: boolean;
  markdown: string;
  /** As they stand: a later update of a task takes the place of an earlier one. */
  readonly tasks: Map<string, Payload>;
  planTitle?: string;
  readonly blocks: Payload[];
  /** All that came, in order. */
  readonly chunks: Payload[];
}

export interface StoredMessage {
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly isOwn: boolean;
  readonly at: number;
  text: string;
  blocks?: readonly Payload[];
  metadata?: Payload;
  isDeleted: boolean;
  /** The first is how it was posted. */
  readonly versions: Version[];
  readonly reactions: { readonly name: string; readonly user: string }[];
  stream?: Stream;
  /** By what name the emulator knows it. */
  emulatedTs?: string;
}

export interface Ephemeral extends Version {
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
}

export interface Status {
  readonly at: number;
  readonly threadTs: string;
  readonly status: string;
  readonly loadingMessages: readonly string[];
}

export interface Room {
  channel: Channel;
  isMember: boolean;
  isArchived: boolean;
  readonly messages: Map<string, StoredMessage>;
  readonly ephemerals: Ephemeral[];
  readonly statuses: Status[];
  /** Threads that show a status now. */
  readonly shown: Map<string, string>;
  readonly titles: Map<string, string>;
  readonly prompts: Payload[];
  readonly sessions: Map<string, { status: string; title?: string }>;
  readonly unfurls: Payload[];
}

export interface OpenView {
  readonly id: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly at: number;
  readonly user: string;
  hash: string;
  view: View;
  isOpen: boolean;
}

export interface Trigger {
  readonly at: number;
  readonly user: string;
  readonly viewId?: string;
  isUsed: boolean;
}

/** Where what is posted to a response_url goes. */
export interface ReplyAddress {
  readonly at: number;
  readonly channel: string;
  readonly user: string;
  readonly messageTs?: string;
  uses: number;
}

export interface World {
  readonly team: Team;
  readonly bot: Bot;
  readonly emulated: Emulated;
  readonly people: Map<string, Person>;
  readonly rooms: Map<string, Room>;
  readonly views: OpenView[];
  readonly homes: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly addresses: Map<string, ReplyAddress>;
  readonly unfurlIds: Set<string>;
  readonly uploads: Upload[];
  /** Bytes of files that people sent, by id. */
  readonly sent: Map<string, Uint8Array>;
  /** Of the server. */
  readonly url: () => string;
  readonly violations: string[];
  /** How the token is refused, once it is. */
  tokenError?: "account_inactive" | "token_revoked";
  /** The app is told of its own messages. */
  onPosted(room: Room, message: StoredMessage): void;
  readonly lives: { readonly stream: number; readonly trigger: number; readonly address: number };
}

export function roomOf(world: World, channel: Channel, isMember = true): Room {
  const known = world.rooms.get(channel.id);
  if (known) return known;
  const room: Room = {
    channel,
    isMember,
    isArchived: false,
    messages: new Map(),
    ephemerals: [],
    statuses: [],
    shown: new Map(),
    titles: new Map(),
    prompts: [],
    sessions: new Map(),
    unfurls: [],
  };
  world.rooms.set(channel.id, room);
  return room;
}

/** The direct messages between a person and the bot. */
export function directId(user: string): string {
  return `D${user.slice(1)}`;
}

/** The channel that an app means, which may be a person. */
export function findRoom(world: World, id: unknown, canWrite = false): Room {
  const name = String(id ?? "");
  const user = world.people.get(name);
  const room = user
    ? roomOf(world, { id: directId(name), name: "directmessage", kind: "im", user: name })
    : world.rooms.get(name);
  if (!room) refuse("channel_not_found");
  // Of a private channel an app that is not in it cannot know.
  if (!room.isMember && room.channel.kind !== "channel") refuse("channel_not_found");
  if (!room.isMember) refuse("not_in_channel");
  if (canWrite && room.isArchived) refuse("is_archived");
  return room;
}

export function findMessage(room: Room, ts: unknown): StoredMessage {
  const message = room.messages.get(String(ts));
  if (!message || message.isDeleted) refuse("message_not_found");
  return message;
}

export type NewMessage = Pick<StoredMessage, "user" | "text" | "isOwn"> & Partial<StoredMessage>;

export function addMessage(room: Room, given: NewMessage): StoredMessage {
  const at = Date.now();
  const { text, blocks } = given;
  const message: StoredMessage = {
    ts: nextTs(),
    at,
    isDeleted: false,
    versions: [{ at, text, ...(blocks ? { blocks } : {}) }],
    reactions: [],
    ...given,
  };
  room.messages.set(message.ts, message);
  return message;
}

export function revise(message: StoredMessage, { text, blocks }: Pick<Version, "text" | "blocks">): void {
  message.text = text;
  if (blocks) message.blocks = blocks;
  else delete message.blocks;
  message.versions.push({ at: Date.now(), text, ...(blocks ? { blocks } : {}) });
}
