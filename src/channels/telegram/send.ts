/** What is to stand in a slot of a chat → a message sent, changed or taken away. */

import type { Api } from "grammy";
import type { OutboxItem } from "../../chat/journal.ts";
import { type Forms, refusedForm } from "../../chat/refused.ts";
import type { SendResult } from "../../chat/send-result.ts";
import { SENT_AGAIN } from "../../chat/wording.zh.ts";
import type { Content } from "./content.ts";
import { type Failure, failureOf, reasonOf } from "./failures.ts";
import { NOT_SHOWN } from "./wording.zh.ts";

/** Short enough that a stop is not held up, long enough for a slow line. */
const TIMEOUT_MS = 20_000;

const UNAVAILABLE_MS = 2_000;
const UNSURE_MS = 3_000;

/** Does not reject. */
export async function sendItem(item: OutboxItem, sentAs: string | undefined, api: Api): Promise<SendResult> {
  const signal = AbortSignal.timeout(TIMEOUT_MS) as never;
  try {
    if (item.content === null) {
      if (sentAs !== undefined) await api.raw.deleteMessage(placeOf(item, sentAs), signal);
      return { kind: "sent", id: null };
    }
    const content = JSON.parse(item.content) as Content;
    if (sentAs !== undefined) {
      await api.raw.editMessageText({ ...placeOf(item, sentAs), ...bodyOf(content, false) }, signal);
      return { kind: "sent", id: sentAs };
    }
    // Perhaps it is there already; the answer that comes after it says so.
    if (content.isSign && item.isAgain) return { kind: "sent", id: null };
    const { message_id } = await api.raw.sendMessage(
      {
        chat_id: Number(item.chat),
        ...bodyOf(content, item.isAgain),
        ...(content.topic === undefined ? {} : { message_thread_id: content.topic }),
        // In a chat that goes by another id now, its number is that of another message.
        ...(content.replyTo === undefined || content.askedIn !== item.chat
          ? {}
          : { reply_parameters: { message_id: content.replyTo, allow_sending_without_reply: true } }),
      },
      signal,
    );
    return { kind: "sent", id: String(message_id) };
  } catch (error) {
    return resultOf(failureOf(error), error, item, sentAs);
  }
}

function placeOf({ chat }: OutboxItem, sentAs: string) {
  return { chat_id: Number(chat), message_id: Number(sentAs) };
}

/** Never a parse mode: what is quoted is shown as it is, and nothing in it is taken for markup. */
function bodyOf({ text, entities, keyboard }: Content, isAgain: boolean) {
  return {
    text: isAgain ? `${text}\n${SENT_AGAIN}` : text,
    entities: [...entities],
    link_preview_options: { is_disabled: true },
    ...(keyboard && keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
  };
}

function resultOf(
  failure: Failure,
  error: unknown,
  item: OutboxItem,
  sentAs: string | undefined,
): SendResult {
  const why = reasonOf(error);
  const isChange = sentAs !== undefined;
  switch (failure.kind) {
    case "flood":
      return { kind: "later", afterMs: failure.afterMs, why };
    case "unavailable":
    case "conflict":
    case "token":
      return { kind: "later", afterMs: UNAVAILABLE_MS, why };
    case "unsure":
      return { kind: "unsure", afterMs: UNSURE_MS, why };
    case "moved":
      return { kind: "moved", to: failure.to };
    case "gone":
      return { kind: "gone", why };
    case "closed":
      return { kind: "closed", why };
    case "refused":
      // What is already as it should be, or already away, is done.
      if (isChange && /not modified/i.test(why)) return { kind: "sent", id: sentAs };
      if (item.content === null) return { kind: "sent", id: null };
      if (isChange && /message to edit not found|can't be edited|MESSAGE_ID_INVALID/i.test(why))
        return { kind: "anew" };
      return refusedForm(JSON.parse(item.content) as Content, why, FORMS);
  }
}

const FORMS: Forms<Content> = {
  apology: NOT_SHOWN,
  steps: [
    {
      of: /button|keyboard|markup/i,
      without: ({ keyboard, ...rest }) => (keyboard === undefined ? undefined : rest),
    },
    {
      of: /entit|parse/i,
      without: (content) => (content.entities.length > 0 ? withoutEntities(content) : undefined),
    },
    {
      of: /repl(?:y|ied)/i,
      onlyIf: true,
      without: ({ replyTo, askedIn: _, ...rest }) => (replyTo === undefined ? undefined : rest),
    },
    {
      of: /thread|topic/i,
      onlyIf: true,
      without: ({ topic, ...rest }) => (topic === undefined ? undefined : rest),
    },
  ],
};

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
