/** How messages of Telegram are sent, changed and taken away, and what they can do without. */

import type { Api } from "grammy";
import type { InlineKeyboardMarkup, MessageEntity } from "grammy/types";
import type { OutboxItem } from "../../chat/journal.ts";
import { type Content as SentContent, type Wire, without } from "../../chat/sending.ts";
import { SENT_AGAIN } from "../../chat/wording.zh.ts";
import type { TelegramPlace } from "./desk.ts";
import { failures } from "./failures.ts";
import type { Formatted } from "./pages.ts";

export interface Content extends SentContent {
  readonly entities: readonly MessageEntity[];
  readonly keyboard?: InlineKeyboardMarkup["inline_keyboard"] | undefined;
  /** Of a forum. */
  readonly topic?: number | undefined;
  /** The message that is answered. */
  readonly replyTo?: number | undefined;
  /** The chat of that message. */
  readonly askedIn?: string;
}

export function contentOf(
  { text, entities }: Formatted,
  { chat, topic, replyTo }: Pick<TelegramPlace, "chat" | "topic" | "replyTo">,
  keyboard: NonNullable<Content["keyboard"]>,
): Content {
  return {
    text,
    entities,
    keyboard: keyboard.length > 0 ? keyboard : undefined,
    topic,
    replyTo,
    askedIn: chat,
  };
}

/** Short enough that a stop is not held up, long enough for a slow line. */
const TIMEOUT_MS = 20_000;

/** A sign is worth no more of it. */
export const SIGN_MS = 4_000;

/** grammY declares signals in its own way. */
export const timeout = (ms = TIMEOUT_MS) => AbortSignal.timeout(ms) as never;

export function wireBy(api: Api): Wire<Content> {
  return {
    failures,
    plainer: PLAINER,
    marked: (content) => ({ ...content, text: `${content.text}\n${SENT_AGAIN}` }),
    async post(content, item) {
      const { topic, replyTo, askedIn } = content;
      const { message_id } = await api.raw.sendMessage(
        {
          chat_id: Number(item.chat),
          ...bodyOf(content),
          ...(topic === undefined ? {} : { message_thread_id: topic }),
          // In a chat that goes by another id now, its number is that of another message.
          ...(replyTo === undefined || askedIn !== item.chat
            ? {}
            : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
        },
        timeout(),
      );
      return String(message_id);
    },
    async change(content, sentAs, item) {
      await api.raw.editMessageText({ ...placeOf(item, sentAs), ...bodyOf(content) }, timeout());
      return sentAs;
    },
    async remove(sentAs, item) {
      await api.raw.deleteMessage(placeOf(item, sentAs), timeout());
    },
  };
}

function placeOf({ chat }: OutboxItem, sentAs: string) {
  return { chat_id: Number(chat), message_id: Number(sentAs) };
}

/** Never a parse mode: what is quoted is shown as it is, and nothing in it is taken for markup. */
function bodyOf({ text, entities, keyboard }: Content) {
  return {
    text,
    entities: [...entities],
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: { inline_keyboard: keyboard } }),
  };
}

const PLAINER: Wire<Content>["plainer"] = [
  { of: /button|keyboard|markup/i, without: without("keyboard") },
  {
    of: /entit|parse/i,
    without: (content) => (content.entities.length > 0 ? withoutEntities(content) : undefined),
  },
  { of: /repl(?:y|ied)/i, onlyIf: true, without: without("replyTo") },
  { of: /thread|topic/i, onlyIf: true, without: without("topic") },
];

/** What a blockquote would set off stands in quotation marks. */
function withoutEntities({ text, entities, ...rest }: Content): Content {
  const quotes = entities.filter(({ type }) => /blockquote$/.test(type));
  const quoted = quotes
    .toSorted((a, b) => b.offset - a.offset)
    .reduce(
      (all, { offset, length }) =>
        `${all.slice(0, offset)}“${all.slice(offset, offset + length)}”${all.slice(offset + length)}`,
      text,
    );
  return { ...rest, text: quoted, entities: [] };
}
