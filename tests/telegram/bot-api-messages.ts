/** Methods that send, change and remove messages. */

import type {
  DeleteMessageParams,
  DeleteMessagesParams,
  EditMessageReplyMarkupParams,
  EditMessageTextParams,
  SendChatActionParams,
  SendMessageDraftParams,
  SendMessageParams,
  SendRichMessageDraftParams,
  SetMessageReactionParams,
  TelegramInlineKeyboardMarkup,
  TelegramReplyParameters,
} from "@gramio/types";
import { refuse } from "./bot-api-answers.ts";
import {
  type ChatRecord,
  change,
  chatFor,
  messageIn,
  revise,
  type WireMessage,
  type World,
} from "./bot-api-chats.ts";
import { cleaned } from "./bot-api-text.ts";
import { nextMessageId } from "./message-ids.ts";

/** What all methods that send have in common. */
type Sending = Pick<
  SendMessageParams,
  "chat_id" | "message_thread_id" | "reply_parameters" | "ephemeral_message_parameters"
> & { readonly reply_markup?: unknown; readonly caption?: unknown; readonly rich_message?: unknown };

/** Sending there goes without a thread (telegram-bot-api, Client::check_message_topic). */
const GENERAL_TOPIC = 1;

const NOT_MODIFIED =
  "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a " +
  "current content and reply markup of the message";

export function sendMessage(world: World, params: SendMessageParams): WireMessage {
  const { text, entities } = cleaned(String(params.text), params.entities);
  const { link_preview_options } = params;
  return post(world, params, {
    text,
    ...(entities.length > 0 ? { entities: [...entities] } : {}),
    ...(link_preview_options ? { link_preview_options } : {}),
  });
}

/** Of messages of other kinds only what is said with them is kept. */
export function sendOther(world: World, params: Sending): WireMessage {
  const { caption, rich_message } = params;
  return post(world, params, {
    ...(caption === undefined ? {} : { caption: String(caption) }),
    ...(rich_message === undefined ? {} : { rich_message: rich_message as never }),
  });
}

function post(world: World, params: Sending, content: Partial<WireMessage>): WireMessage {
  const record = chatFor(world, params.chat_id, "write");
  const threadId = threadFor(record, params.message_thread_id);
  const { reply_markup, reply_parameters, ephemeral_message_parameters: ephemeral } = params;
  const reply = reply_parameters ? replyFor(world, record, reply_parameters) : {};
  const message: WireMessage = {
    message_id: ephemeral ? 0 : nextMessageId(record.chat.id),
    from: world.me,
    chat: record.chat,
    date: seconds(),
    ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
    ...reply,
    ...content,
    ...(isInline(reply_markup) ? { reply_markup } : {}),
    ...(ephemeral ? { ephemeral_message_id: record.ephemeral.length + 1 } : {}),
  };
  const id = message.ephemeral_message_id ?? message.message_id;
  const payload = { ...params };
  const stored = { id, isOwn: true, message, versions: [], isDeleted: false, payload, reactions: [] };
  if (ephemeral) record.ephemeral.push(stored);
  else change(world, stored);
  return message;
}

/** Chats without topics take no notice of a thread. */
function threadFor({ chat, topics }: ChatRecord, threadId: number | undefined): number | undefined {
  if (threadId === undefined || !(chat.is_forum || chat.type === "private")) return undefined;
  const isGeneral = chat.is_forum && threadId === GENERAL_TOPIC;
  if (isGeneral || !topics.has(threadId)) refuse(400, "Bad Request: message thread not found");
  return threadId;
}

function replyFor(
  world: World,
  record: ChatRecord,
  { message_id, chat_id, quote, quote_position, allow_sending_without_reply }: TelegramReplyParameters,
): Partial<WireMessage> {
  const there = chat_id === undefined ? record : chatFor(world, chat_id, "read");
  const target = there.messages.get(message_id ?? 0);
  if (message_id === undefined) return {};
  if (!target || target.isDeleted) {
    if (allow_sending_without_reply && there === record) return {};
    refuse(400, "Bad Request: message to be replied not found");
  }
  const { reply_to_message: _, ...repliedTo } = target.message;
  if (quote === undefined) return { reply_to_message: repliedTo };
  const words = cleaned(String(quote)).text;
  const whole = target.message.text ?? target.message.caption ?? "";
  if (!whole.includes(words)) refuse(400, "Bad Request: QUOTE_TEXT_INVALID");
  const position = whole.startsWith(words, quote_position) ? (quote_position ?? 0) : whole.indexOf(words);
  return { reply_to_message: repliedTo, quote: { text: words, position, is_manual: true } };
}

export function editMessageText(world: World, params: EditMessageTextParams): WireMessage | true {
  const { text, entities } = cleaned(String(params.text ?? ""), params.entities);
  const { rich_message, link_preview_options } = params;
  return edit(world, params, ({ entities: _, text: __, link_preview_options: ___, ...message }) => ({
    ...message,
    ...(rich_message ? { rich_message: rich_message as never } : { text }),
    ...(entities.length > 0 ? { entities: [...entities] } : {}),
    ...(link_preview_options ? { link_preview_options } : {}),
  }));
}

export function editMessageReplyMarkup(
  world: World,
  params: EditMessageReplyMarkupParams,
): WireMessage | true {
  return edit(world, params, (message) => message);
}

interface Editing {
  readonly chat_id?: number | string;
  readonly message_id?: number;
  readonly inline_message_id?: string;
  readonly reply_markup?: unknown;
}

/** A keyboard that is not sent again is gone. */
function edit(
  world: World,
  { chat_id, message_id, reply_markup }: Editing,
  revised: (message: WireMessage) => WireMessage,
): WireMessage | true {
  // Inline messages lie in chats that the bot need not know.
  if (chat_id === undefined) return true;
  const record = chatFor(world, chat_id, "edit");
  const stored = messageIn(record, message_id, "message to edit");
  if (!stored.isOwn) refuse(400, "Bad Request: message can't be edited");
  const { reply_markup: before, edit_date, ...old } = stored.message;
  const next: WireMessage = {
    ...revised(old),
    ...(isInline(reply_markup) ? { reply_markup } : {}),
  };
  const same = canonical(next) === canonical({ ...old, ...(before ? { reply_markup: before } : {}) });
  if (same) refuse(400, NOT_MODIFIED);
  return revise(stored, world, { ...next, edit_date: Math.max(edit_date ?? 0, seconds()) }).message;
}

export function deleteMessage(world: World, { chat_id, message_id }: DeleteMessageParams): true {
  const record = chatFor(world, chat_id, "write");
  const stored = messageIn(record, message_id, "message to delete");
  const mayAll = record.chat.type === "private" || record.status === "administrator";
  if (!stored.isOwn && !mayAll) refuse(400, "Bad Request: message can't be deleted");
  change(world, { ...stored, isDeleted: true });
  return true;
}

/** Those that cannot be found are skipped. */
export function deleteMessages(world: World, { chat_id, message_ids }: DeleteMessagesParams): true {
  const record = chatFor(world, chat_id, "write");
  for (const id of message_ids) {
    const stored = record.messages.get(id);
    if (stored && !stored.isDeleted) deleteMessage(world, { chat_id, message_id: id });
  }
  return true;
}

export function setMessageReaction(world: World, params: SetMessageReactionParams): true {
  const stored = messageIn(chatFor(world, params.chat_id, "read"), params.message_id, "message to react");
  change(world, { ...stored, reactions: params.reaction ?? [] });
  return true;
}

export function sendChatAction(world: World, params: SendChatActionParams): true {
  const { message_thread_id: threadId, action } = params;
  const { actions } = chatFor(world, params.chat_id, "write");
  actions.push({ at: Date.now(), action, ...(threadId === undefined ? {} : { threadId }) });
  return true;
}

export function sendDraft(world: World, params: SendMessageDraftParams | SendRichMessageDraftParams): true {
  const record = chatFor(world, params.chat_id, "write");
  if (record.chat.type !== "private") refuse(400, "Bad Request: TEXTDRAFT_PEER_INVALID");
  record.drafts.push({ ...params });
  return true;
}

function isInline(markup: unknown): markup is TelegramInlineKeyboardMarkup {
  return typeof markup === "object" && markup !== null && "inline_keyboard" in markup;
}

/** The same for two messages that differ in the order of their fields. */
function canonical(message: WireMessage): string {
  return JSON.stringify(message, (_, value) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
