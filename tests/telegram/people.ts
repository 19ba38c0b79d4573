/** People and chats, and what a bot is told when they write, press and come and go. */

import type { CallbackQuery, Chat, InlineQuery, Message, MessageEntity, Update, User } from "grammy/types";
import type { WireMessage } from "./bot-api-chats.ts";
import { nextMessageId } from "./message-ids.ts";
import { entitiesIn } from "./typed-entities.ts";

type Group = Chat.GroupChat | Chat.SupergroupChat;
type GroupOrPrivate = Group | Chat.PrivateChat;
type Said = Message & Update.NonChannel;
/** Made here, or by the bot: declared by others, and the same over the wire. */
type AnyMessage = Message | WireMessage;

let lastId = 1_000;

function newId(): number {
  lastId += 1;
  return lastId;
}

/** The username is lower-case Latin; whoever has none can only be mentioned by name. */
export function person(first_name: string, other: Partial<User> = {}): User {
  return { id: newId(), is_bot: false, first_name, language_code: "zh-hans", ...other };
}

/** Stands in as the sender for administrators who write in the name of their group. */
export const ANONYMOUS: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: "Group",
  username: "GroupAnonymousBot",
};

/** Stands in as the sender for people who write in the name of a channel of theirs. */
export const CHANNEL_BOT: User = {
  id: 136_817_688,
  is_bot: true,
  first_name: "Channel",
  username: "Channel_Bot",
};

/** Where one writes to the bot alone. */
export function privateChat({ id, first_name, username }: User): Chat.PrivateChat {
  return { id, type: "private", first_name, ...(username ? { username } : {}) };
}

export function group(title = "工会办公室"): Chat.GroupChat {
  return { id: -newId(), type: "group", title };
}

export function supergroup(title = "工会工作群"): Chat.SupergroupChat {
  return { id: -1_000_000_000_000 - newId(), type: "supergroup", title };
}

/** Its general topic is that of message 1, which created the chat. */
export function forum(title = "工会论坛"): Chat.SupergroupChat {
  const chat = supergroup(title);
  nextMessageId(chat.id);
  return { ...chat, is_forum: true };
}

export function channel(title = "工会频道"): Chat.ChannelChat {
  return { id: -1_000_000_000_000 - newId(), type: "channel", title };
}

/** A topic of a forum: the message that opened it, whose number is that of the thread. */
export function topic(chat: Chat.SupergroupChat | Chat.PrivateChat, name: string, by: User): Said {
  const message_id = nextMessageId(chat.id);
  return {
    message_id,
    message_thread_id: message_id,
    is_topic_message: true,
    from: by,
    chat,
    date: now(),
    forum_topic_created: { name, icon_color: 7_322_096 },
  };
}

export interface Saying {
  /** The number of the message, where it is not the next one of the chat. */
  readonly id?: number;
  readonly replyTo?: AnyMessage;
  /** The words of the message replied to that were selected. */
  readonly quote?: string;
  /** What `topic` gave: without `replyTo`, the message then seems to reply to the one that opened the topic. */
  readonly topic?: Message;
  /** People whose first names in the text were picked from the list of members. */
  readonly mentions?: readonly User[];
  /** Besides those that Telegram finds in the text by itself. */
  readonly entities?: readonly MessageEntity[];
  /** Unix time, in seconds. */
  readonly date?: number;
  /** Who wrote first what was forwarded. */
  readonly forwarded?: User;
  readonly viaBot?: User;
  /** In whose name it is said: the group's, by `ANONYMOUS`, or a channel's. */
  readonly as?: Chat;
}

/** A text, as an update. */
export function says(
  by: User,
  chat: GroupOrPrivate,
  text: string,
  options: Saying = {},
): { message: Said & { text: string } } {
  const entities = written(text, options);
  return {
    message: { ...envelope(by, chat, options), text, ...(entities.length > 0 ? { entities } : {}) },
  };
}

/** A photograph with a few words. */
export function shows(
  by: User,
  chat: GroupOrPrivate,
  caption: string,
  options: Saying = {},
): { message: Said } {
  const entities = written(caption, options);
  const id = `photo${newId()}`;
  return {
    message: {
      ...envelope(by, chat, options),
      photo: [{ file_id: id, file_unique_id: id, width: 90, height: 60 }],
      caption,
      ...(entities.length > 0 ? { caption_entities: entities } : {}),
    },
  };
}

/** A file by its name, whose bytes the server is told of by `file_id`; an album is one of several. */
export function sends(
  by: User,
  chat: GroupOrPrivate,
  file_name: string,
  {
    size = 1_000,
    album = false,
    ...options
  }: Saying & { readonly size?: number; readonly album?: boolean } = {},
): { message: Said; readonly fileId: string } {
  const fileId = `document${newId()}`;
  const document = { file_id: fileId, file_unique_id: fileId, file_name, file_size: size };
  const media = album ? { media_group_id: "1" } : {};
  return { message: { ...envelope(by, chat, options), document, ...media }, fileId };
}

/** The same message with another text. */
export function edits(
  { message }: { readonly message: Said },
  text: string,
  options: Pick<Saying, "mentions" | "entities" | "date"> = {},
): { edited_message: Said & Update.Edited } {
  const { entities: _, caption_entities: __, ...rest } = message;
  const entities = written(text, options);
  const isCaption = message.caption !== undefined;
  return {
    edited_message: {
      ...rest,
      ...(isCaption ? { caption: text } : { text }),
      ...(entities.length > 0 ? { [isCaption ? "caption_entities" : "entities"]: entities } : {}),
      edit_date: options.date ?? message.date + 5,
    },
  };
}

/** A button under a message of the bot. */
export function presses(by: User, under: AnyMessage, data: string): { callback_query: CallbackQuery } {
  const message = under as Message;
  return {
    callback_query: { id: `${newId()}000`, from: by, message, chat_instance: `${message.chat.id}`, data },
  };
}

/** A button under a message that was sent by way of the bot, in a chat that it may not know. */
export function pressesInline(
  by: User,
  inlineMessageId: string,
  data: string,
): { callback_query: CallbackQuery } {
  const id = `${newId()}000`;
  return { callback_query: { id, from: by, inline_message_id: inlineMessageId, chat_instance: "0", data } };
}

export function asksInline(
  by: User,
  query: string,
  other: Partial<InlineQuery> = {},
): { inline_query: InlineQuery } {
  return {
    inline_query: { id: `${newId()}000`, from: by, query, offset: "", chat_type: "supergroup", ...other },
  };
}

function written(text: string, { mentions = [], entities = [] }: Saying): MessageEntity[] {
  const named = mentions.map((user): MessageEntity => {
    const offset = text.indexOf(user.first_name);
    if (offset < 0) throw new Error(`says: expected ${user.first_name} in “${text}”`);
    return { type: "text_mention", offset, length: user.first_name.length, user };
  });
  return [...entitiesIn(text), ...named, ...entities].sort((a, b) => a.offset - b.offset);
}

function envelope(by: User, chat: GroupOrPrivate, options: Saying): Said {
  const { id, replyTo, quote, topic: opened, forwarded, viaBot, as } = options;
  const date = options.date ?? now();
  const threadId = opened?.message_thread_id;
  const repliedTo = replyTo ?? opened;
  return {
    message_id: id ?? nextMessageId(chat.id),
    from: by,
    chat,
    date,
    ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
    ...(repliedTo ? { reply_to_message: withoutReply(repliedTo) } : {}),
    ...(replyTo && quote !== undefined ? { quote: quoted(replyTo, quote) } : {}),
    ...(forwarded ? { forward_origin: { type: "user", sender_user: forwarded, date: date - 60 } } : {}),
    ...(viaBot ? { via_bot: viaBot } : {}),
    ...(as ? { sender_chat: as } : {}),
  };
}

/** "The Message object in this field will not contain further reply_to_message fields." */
function withoutReply({
  reply_to_message: _,
  ...message
}: AnyMessage): NonNullable<Message["reply_to_message"]> {
  return message as NonNullable<Message["reply_to_message"]>;
}

function quoted(message: AnyMessage, text: string): NonNullable<Message["quote"]> {
  const position = (message.text ?? message.caption ?? "").indexOf(text);
  if (position < 0) throw new Error(`says: expected “${text}” in the message replied to`);
  return { text, position, is_manual: true };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
