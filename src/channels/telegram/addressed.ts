/** Which messages are for the bot, and what they ask; about everything else it is silent. */

import type { Message, MessageEntity, UserFromGetMe } from "grammy/types";
import type { CommandName } from "../../chat/commands.ts";
import { withBorrowed } from "../../chat/long.ts";
import { commandNamed } from "../../chat/requests.ts";

export interface Asked {
  /** What is asked, without mentions of the bot and the command; "" where nothing is said. An unknown command stays. */
  readonly text: string;
  /** The command at the very beginning, where it is one for us. */
  readonly command: CommandName | null;
  /** The message of ours that is replied to, and the part of it that the asker quoted, if any. */
  readonly repliesTo: { readonly message: number; readonly quote: string | null } | null;
}

type Me = Pick<UserFromGetMe, "id" | "username">;

/** Undefined: not for us; stay silent. */
export function addressedIn(message: Message, me: Me): Asked | undefined {
  if (!isPersonal(message, me)) return undefined;
  const isPrivate = message.chat.type === "private";
  const said = wordsOf(message);
  const replied = repliedIn(message);
  const isToUs = replied?.from?.id === me.id;
  const repliesTo = isToUs ? { message: replied.message_id, quote: message.quote?.text ?? null } : null;
  if (!said) return isPrivate && isContent(message) ? { text: "", command: null, repliesTo } : undefined;
  const call = callIn(said, me);
  if (call === "for-another") return undefined;
  const mentions = mentionsIn(said, me);
  const isCalled = call !== null && (call.isTagged || call.command !== "unknown");
  const isReply = call === null && isToUs && !turnsToAnother(said, me);
  if (!isPrivate && mentions.length === 0 && !isCalled && !isReply) return undefined;
  const command = call?.command ?? null;
  if (command === "unknown") return { text: said.text.trim(), command, repliesTo };
  const text = without(said.text, [...(call ? [call.span] : []), ...mentions]);
  // With the words that are replied to, where the message has none of its own, or only wishes that they be checked.
  const over = isToUs ? undefined : withBorrowed(command, text, wordsRepliedTo(message, me));
  return { text: over ?? text, command, repliesTo };
}

/**
 * Who said it. Administrators who write in the name of their group, and people who write as a channel, come as a bot of
 * Telegram's own: they are known by that chat alone, and to the program they are one person.
 */
export function speakerOf({ from, sender_chat }: Pick<Message, "from" | "sender_chat">): string | undefined {
  if (sender_chat) return String(sender_chat.id);
  return from && !from.is_bot ? String(from.id) : undefined;
}

/** Of a person who speaks for themselves, in a chat where people talk. */
function isPersonal(message: Message, me: Me): boolean {
  const { via_bot, is_automatic_forward, forward_origin, chat } = message;
  if (speakerOf(message) === undefined || via_bot || is_automatic_forward) return false;
  if (chat.type === "channel") return false;
  if (!forward_origin) return true;
  const isOurs = forward_origin.type === "user" && forward_origin.sender_user.id === me.id;
  return chat.type === "private" && !isOurs;
}

interface Said {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** Where in a text, in UTF-16 units. */
interface Span {
  readonly offset: number;
  readonly length: number;
}

function wordsOf({ text, entities, caption, caption_entities }: Message): Said | undefined {
  if (text !== undefined) return { text, entities: entities ?? [] };
  return caption === undefined ? undefined : { text: caption, entities: caption_entities ?? [] };
}

/** What a person sends; any other message without words says that something happened in the chat. */
const CONTENT = [
  "photo",
  "live_photo",
  "voice",
  "document",
  "sticker",
  "video",
  "video_note",
  "animation",
  "audio",
  "location",
  "venue",
  "contact",
  "poll",
  "dice",
  "story",
  "checklist",
  "paid_media",
  "rich_message",
] as const satisfies readonly (keyof Message)[];

/** Of an album only the message with the words is answered. */
function isContent(message: Message): boolean {
  return message.media_group_id === undefined && CONTENT.some((kind) => message[kind] !== undefined);
}

interface Call {
  readonly command: CommandName;
  /** /ask@thisbot, which no other bot of the group takes for its own. */
  readonly isTagged: boolean;
  readonly span: Span;
}

function callIn({ text, entities }: Said, me: Me): Call | "for-another" | null {
  const span = entities.find(({ type, offset }) => type === "bot_command" && offset === 0);
  const [, name, bot] = (span && text.slice(0, span.length).match(/^\/(\w+)(?:@(\w+))?$/)) ?? [];
  if (!span || name === undefined) return null;
  if (bot !== undefined && !isSame(bot, me.username)) return "for-another";
  return { command: commandNamed(name) ?? "unknown", isTagged: bot !== undefined, span };
}

/**
 * What Telegram marks as a mention, and our name beside Chinese words without a space, which it takes for a part of a
 * longer name and does not mark: not code, addresses or names that only begin like ours.
 */
function mentionsIn({ text, entities }: Said, me: Me): Span[] {
  const marked = entities.filter((entity) => {
    if (entity.type === "text_mention") return entity.user.id === me.id;
    return entity.type === "mention" && isSame(nameIn(text, entity), me.username);
  });
  const isTaken = (offset: number) =>
    entities.some((entity) => offset >= entity.offset && offset < entity.offset + entity.length);
  return [...marked, ...namesIn(text, me).filter(({ offset }) => !isTaken(offset))];
}

function namesIn(text: string, { username }: Me): Span[] {
  const names = text.matchAll(new RegExp(`(?<![\\w@./])@${username}(?!\\w)`, "gi"));
  return [...names].map(({ 0: { length }, index: offset }) => ({ offset, length }));
}

function nameIn(text: string, { offset, length }: Span): string {
  return text.slice(offset + 1, offset + length);
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** Tags another bot, or begins by naming somebody else. */
function turnsToAnother(said: Said, me: Me): boolean {
  return said.entities.some((entity) => {
    if (entity.type === "text_mention")
      return entity.user.id !== me.id && (entity.user.is_bot || entity.offset === 0);
    if (entity.type !== "mention" || isSame(nameIn(said.text, entity), me.username)) return false;
    return entity.offset === 0 || /bot$/i.test(nameIn(said.text, entity));
  });
}

/**
 * Every message of a forum topic that replies to nothing comes as a reply to the service message that opened the topic.
 * Outside forums a thread is numbered by its first message, and a reply to that one is a reply.
 */
function repliedIn({ reply_to_message: replied, is_topic_message, message_thread_id }: Message) {
  if (replied?.forum_topic_created) return undefined;
  return is_topic_message && replied?.message_id === message_thread_id ? undefined : replied;
}

function wordsRepliedTo(message: Message, me: Me): string {
  if (message.quote) {
    const { text } = message.quote;
    // Quotes come without the entities of mentions.
    return without(text, namesIn(text, me));
  }
  const replied = repliedIn(message);
  const said = replied && wordsOf(replied);
  return said ? without(said.text, mentionsIn(said, me)) : "";
}

/** Punctuation that only sets off what was taken out before it. */
const SET_OFF = /^[\s，,：:、。；;！!？?~～]+/;

/** Takes spans out of a text, with the white space and commas that set them off. */
function without(text: string, spans: readonly Span[]): string {
  let rest = text;
  for (const { offset, length } of spans.toSorted((a, b) => b.offset - a.offset))
    rest = joined(rest.slice(0, offset), rest.slice(offset + length));
  return rest.trim();
}

function joined(before: string, after: string): string {
  const head = before.trimEnd();
  if (head === "") return after.replace(SET_OFF, "");
  const isSetOff = /[，,、]$/.test(head);
  const tail = isSetOff ? after.replace(SET_OFF, "") : after.trimStart();
  if (tail === "") return isSetOff ? head.slice(0, -1) : head;
  const gaps = [before.slice(head.length), after.match(/^\s*/)?.[0] ?? ""];
  const breaks = Math.max(...gaps.map((gap) => gap.split("\n").length - 1));
  return `${head}${breaks > 0 ? "\n".repeat(Math.min(breaks, 2)) : gaps.join("").slice(0, 1)}${tail}`;
}
