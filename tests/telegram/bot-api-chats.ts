/** What the server knows of chats: who is in them, and their messages as they stand. */

import type {
  TelegramChat,
  TelegramChatMember,
  TelegramInlineKeyboardMarkup,
  TelegramMessage,
  TelegramMessageEntity,
  TelegramReactionType,
  TelegramReplyParameters,
  TelegramUpdate,
  TelegramUser,
} from "@gramio/types";
import type { Chat, ChatMember } from "grammy/types";
import { refuse } from "./bot-api-answers.ts";
import { type MemberStatus, memberOf } from "./members.ts";
import { noteMessageId } from "./message-ids.ts";

/** As it goes over the wire, where no keyboard is left that has yet to write itself. */
export interface WireMessage extends Omit<TelegramMessage, "reply_markup"> {
  reply_markup?: TelegramInlineKeyboardMarkup;
}

export interface KeptMessage {
  readonly id: number;
  /** Sent by the bot. */
  readonly isOwn: boolean;
  /** As it stands, or stood when it was deleted. */
  readonly message: WireMessage;
  /** What it was before each edit, the first version first. */
  readonly versions: readonly WireMessage[];
  readonly isDeleted: boolean;
  /** The parameters that the bot sent it with. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly reactions: readonly TelegramReactionType[];
}

/** A message with what is most asked of it beside the whole. */
export interface StoredMessage extends KeptMessage {
  /** Its text, or the caption of what it shows. */
  readonly text?: string;
  readonly entities: readonly TelegramMessageEntity[];
  readonly replyMarkup?: TelegramInlineKeyboardMarkup;
  /** As the bot sent them. */
  readonly replyParameters?: TelegramReplyParameters;
  readonly threadId?: number;
}

export interface ChatState extends Omit<ChatRecord, "messages" | "ephemeral"> {
  /** Of everybody, deleted ones too, in the order in which the server came to know of them. */
  readonly messages: readonly StoredMessage[];
  /** What stands in the chat from the bot. */
  readonly own: readonly StoredMessage[];
  readonly ephemeral: readonly StoredMessage[];
}

export interface ChatRecord {
  readonly chat: TelegramChat;
  /** What the bot is here. A private chat's bot is "kicked" when it is blocked. */
  readonly status: MemberStatus;
  readonly migratedTo?: number;
  readonly members: Map<number, TelegramChatMember>;
  /** The topics of a forum, by their thread. */
  readonly topics: Set<number>;
  readonly messages: Map<number, KeptMessage>;
  /** Seen by one person only, and numbered apart. */
  readonly ephemeral: KeptMessage[];
  readonly actions: { readonly at: number; readonly action: string; readonly threadId?: number }[];
  readonly drafts: Readonly<Record<string, unknown>>[];
}

export interface World {
  readonly me: TelegramUser;
  readonly chats: Map<number, ChatRecord>;
  /** Callback and inline queries, until they are answered. */
  readonly openQueries: Set<string>;
  /** Commands, descriptions: by what, for whom, in which language. */
  readonly settings: Map<string, unknown>;
  /** Bytes of files that people sent, by id. */
  readonly files: Map<string, Uint8Array>;
}

export interface ChatSetup {
  readonly members?: readonly ChatMember[];
  /** What the bot is in the chat: a member unless told otherwise. */
  readonly status?: MemberStatus;
}

export function createWorld(me: TelegramUser): World {
  return { me, chats: new Map(), openQueries: new Set(), settings: new Map(), files: new Map() };
}

/** Makes a chat known, or changes what was known of it. */
export function setChat(world: World, chat: Chat | TelegramChat, setup: ChatSetup = {}): ChatRecord {
  const known = world.chats.get(chat.id);
  const record: ChatRecord = {
    members: new Map(),
    topics: new Set(),
    messages: new Map(),
    ephemeral: [],
    actions: [],
    drafts: [],
    status: "member",
    ...known,
    chat: chat as TelegramChat,
    ...(setup.status ? { status: setup.status } : {}),
  };
  for (const member of setup.members ?? []) record.members.set(member.user.id, member as TelegramChatMember);
  world.chats.set(chat.id, record);
  return record;
}

export function stateOf(record: ChatRecord): ChatState {
  const messages = [...record.messages.values()].map(shown);
  return {
    ...record,
    messages,
    own: messages.filter(({ isOwn, isDeleted }) => isOwn && !isDeleted),
    ephemeral: record.ephemeral.map(shown),
  };
}

function shown(stored: KeptMessage): StoredMessage {
  const { text, caption, entities, caption_entities, reply_markup, message_thread_id } = stored.message;
  const words = text ?? caption;
  const reply = stored.payload?.reply_parameters as TelegramReplyParameters | undefined;
  return {
    ...stored,
    ...(words === undefined ? {} : { text: words }),
    entities: entities ?? caption_entities ?? [],
    ...(reply_markup ? { replyMarkup: reply_markup } : {}),
    ...(reply ? { replyParameters: reply } : {}),
    ...(message_thread_id === undefined ? {} : { threadId: message_thread_id }),
  };
}

/** Everything that a bot is told of has happened, whether or not it is told of it. */
export function learn(world: World, update: TelegramUpdate): void {
  const { message, channel_post, edited_message, edited_channel_post } = update;
  for (const one of [message, channel_post]) if (one) keep(world, one as WireMessage);
  for (const one of [edited_message, edited_channel_post])
    if (one) revise(keep(world, one as WireMessage), world, one as WireMessage);
  const { callback_query, inline_query, my_chat_member, chat_member } = update;
  for (const query of [callback_query, inline_query]) if (query) world.openQueries.add(query.id);
  if (callback_query?.message) knownOr(world, callback_query.message.chat);
  if (my_chat_member) setChat(world, my_chat_member.chat, { status: my_chat_member.new_chat_member.status });
  if (chat_member) {
    const { chat, new_chat_member: member } = chat_member;
    knownOr(world, chat).members.set(member.user.id, member);
  }
}

function keep(world: World, message: WireMessage): KeptMessage {
  const record = knownOr(world, message.chat);
  const { message_id: id, from, migrate_to_chat_id: migratedTo, reply_to_message: repliedTo } = message;
  noteMessageId(message.chat.id, id);
  if (from && !record.members.has(from.id)) record.members.set(from.id, memberOf(from) as TelegramChatMember);
  if (message.forum_topic_created || message.is_topic_message)
    record.topics.add(message.message_thread_id ?? id);
  if (migratedTo !== undefined) world.chats.set(message.chat.id, { ...record, migratedTo });
  if (repliedTo) keep(world, repliedTo as WireMessage);
  const stored = record.messages.get(id) ?? {
    id,
    isOwn: from?.id === world.me.id,
    message,
    versions: [],
    isDeleted: false,
    reactions: [],
  };
  record.messages.set(id, stored);
  return stored;
}

function knownOr(world: World, chat: TelegramChat): ChatRecord {
  return world.chats.get(chat.id) ?? setChat(world, chat);
}

/** Puts another version in the place of a message. */
export function revise(stored: KeptMessage, world: World, message: WireMessage): KeptMessage {
  return change(world, { ...stored, message, versions: [...stored.versions, stored.message] });
}

export function change(world: World, stored: KeptMessage): KeptMessage {
  world.chats.get(stored.message.chat.id)?.messages.set(stored.id, stored);
  return stored;
}

/**
 * The chat a call is for, or a refusal in the words of Client::check_chat_access (telegram-bot-api), which lets messages
 * be edited in a group that became a supergroup, and does not tell who was in it.
 */
export function chatFor(
  world: World,
  id: number | string,
  to: "read" | "members" | "edit" | "write",
): ChatRecord {
  const record = world.chats.get(Number(id)) ?? byUsername(world, String(id));
  if (!record) refuse(400, "Bad Request: chat not found");
  const { chat, status, migratedTo } = record;
  if (migratedTo !== undefined && (to === "write" || to === "members"))
    refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: migratedTo,
    });
  if (chat.type === "private") {
    if (status === "kicked" && (to === "write" || to === "edit"))
      refuse(403, "Forbidden: bot was blocked by the user");
    return record;
  }
  if (status === "kicked") refuse(403, `Forbidden: bot was kicked from the ${chat.type} chat`);
  if (status === "left") refuse(403, `Forbidden: bot is not a member of the ${chat.type} chat`);
  return record;
}

function byUsername(world: World, id: string): ChatRecord | undefined {
  const name = /^@(.+)/.exec(id)?.[1]?.toLowerCase();
  return world.chats.values().find(({ chat }) => name && chat.username?.toLowerCase() === name);
}

/** "What kind of message not found" is said in the server's words: "message to edit not found". */
export function messageIn(record: ChatRecord, id: number | undefined, what: string): KeptMessage {
  const stored = record.messages.get(id ?? 0);
  if (!stored || stored.isDeleted) refuse(400, `Bad Request: ${what} not found`);
  return stored;
}
