/** The methods that do something; the others only say that it is done. */

import type {
  APIMethodParams,
  APIMethods,
  GetChatMemberParams,
  TelegramBotCommandScope,
  TelegramChatFullInfo,
  TelegramChatMember,
  TelegramFile,
} from "@gramio/types";
import { type Answer, answered, refuse } from "./bot-api-answers.ts";
import { chatFor, setChat, type World } from "./bot-api-chats.ts";
import {
  deleteMessage,
  deleteMessages,
  editMessageReplyMarkup,
  editMessageText,
  sendChatAction,
  sendDraft,
  sendMessage,
  sendOther,
  setMessageReaction,
} from "./bot-api-messages.ts";
import { memberOf } from "./members.ts";
import { methods } from "./wire-schemas.ts";

type Handlers = {
  readonly [M in keyof APIMethods]?: (world: World, params: NonNullable<APIMethodParams<M>>) => unknown;
};
type Handler = (world: World, params: unknown) => unknown;

/** What a valid call does, and what it is answered. */
export function perform(world: World, method: string, payload: Readonly<Record<string, unknown>>): Answer {
  const sends = /^send/.test(method) && methods.get(method)?.returnsMessage;
  const handler = HANDLERS[method as keyof APIMethods] ?? (sends ? sendOther : () => true);
  return answered(() => (handler as Handler)(world, payload));
}

const HANDLERS: Handlers = {
  getMe: ({ me }) => me,
  sendMessage,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  setMessageReaction,
  sendChatAction,
  sendMessageDraft: sendDraft,
  sendRichMessageDraft: sendDraft,
  answerCallbackQuery: (world, { callback_query_id }) => answerQuery(world, callback_query_id),
  answerInlineQuery: (world, { inline_query_id }) => answerQuery(world, inline_query_id),
  getFile: (world, { file_id }) => fileNamed(world, file_id),
  getChat: (world, { chat_id }) => fullInfo(world, chat_id),
  getChatMember: (world, params) => memberIn(world, params),
  getChatMemberCount: (world, { chat_id }) => chatFor(world, chat_id, "read").members.size + 1,
  getChatAdministrators: (world, { chat_id }) => administrators(world, chat_id),
  leaveChat: (world, { chat_id }) => {
    setChat(world, chatFor(world, chat_id, "write").chat, { status: "left" });
    return true;
  },
  setMyCommands: (world, { commands, ...of }) => set(world, keyOf("commands", of), commands),
  deleteMyCommands: (world, of) => set(world, keyOf("commands", of), undefined),
  getMyCommands: (world, of) => world.settings.get(keyOf("commands", of)) ?? [],
  setMyName: (world, { name, ...of }) => set(world, keyOf("name", of), name),
  getMyName: (world, of) => ({ name: world.settings.get(keyOf("name", of)) ?? world.me.first_name }),
  setMyDescription: (world, { description, ...of }) => set(world, keyOf("description", of), description),
  getMyDescription: (world, of) => ({ description: world.settings.get(keyOf("description", of)) ?? "" }),
  setMyShortDescription: (world, { short_description, ...of }) =>
    set(world, keyOf("short", of), short_description),
  getMyShortDescription: (world, of) => ({
    short_description: world.settings.get(keyOf("short", of)) ?? "",
  }),
};

/** "Bots can download files of up to 20MB in size." */
const MOST_BYTES = 20 * 1024 * 1024;

function fileNamed({ files }: World, file_id: string): TelegramFile {
  const bytes = files.get(file_id);
  if (!bytes) return refuse(400, "Bad Request: invalid file_id");
  if (bytes.length > MOST_BYTES) return refuse(400, "Bad Request: file is too big");
  const file_path = `documents/${file_id}`;
  return { file_id, file_unique_id: file_id, file_size: bytes.length, file_path };
}

/** A query is answered once. */
function answerQuery({ openQueries }: World, id: string): true {
  if (!openQueries.delete(id))
    refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
  return true;
}

function fullInfo(world: World, chatId: number | string): TelegramChatFullInfo {
  const { chat } = chatFor(world, chatId, "read");
  const accepted_gift_types = {
    unlimited_gifts: false,
    limited_gifts: false,
    unique_gifts: false,
    premium_subscription: false,
    gifts_from_channels: false,
  };
  return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types };
}

/** Whoever was never seen in the chat is not in it. */
function memberIn(world: World, { chat_id, user_id }: GetChatMemberParams): TelegramChatMember {
  const { status, members } = chatFor(world, chat_id, "members");
  if (user_id === world.me.id) return memberOf(world.me, status) as TelegramChatMember;
  const stranger = { id: user_id, is_bot: false, first_name: String(user_id) };
  return members.get(user_id) ?? { status: "left", user: stranger };
}

function administrators(world: World, chatId: number | string): TelegramChatMember[] {
  const { chat, members, status } = chatFor(world, chatId, "read");
  if (chat.type === "private") refuse(400, "Bad Request: there are no administrators in the private chat");
  const all = [...members.values(), memberOf(world.me, status) as TelegramChatMember];
  return all.filter((member) => member.status === "administrator" || member.status === "creator");
}

interface Audience {
  readonly scope?: TelegramBotCommandScope;
  readonly language_code?: string;
}

function keyOf(what: string, { scope = { type: "default" }, language_code = "" }: Audience): string {
  return `${what} ${JSON.stringify(scope)} ${language_code}`;
}

function set({ settings }: World, key: string, value: unknown): true {
  if (value === undefined) settings.delete(key);
  else settings.set(key, value);
  return true;
}
