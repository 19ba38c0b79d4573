/** @bot and some words, typed in any chat → cases and cited words to be put into the message. */

import type { InlineQuery, InlineQueryResultArticle, MessageEntity } from "grammy/types";
import type { FoundEntry } from "../../answer/find-words.ts";
import { SILENCE } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { Outcome } from "../../chat/journal.ts";
import { MAX_QUESTION } from "../../chat/limits.ts";
import { citationLabel, headingOf } from "../../render/render.ts";
import type { Desk } from "./desk.ts";
import { quoteMessage } from "./pages.ts";
import { INLINE_CLOSED, INLINE_NOTHING } from "./wording.zh.ts";

const PAGE = 10;

/** Telegram keeps results for so long (s); the cases change seldom. */
const CACHE_S = 300;

/** Beyond that a phone cuts the line anyway. */
const MAX_DESCRIPTION = 120;

export async function onInline(desk: Desk, { id, from, query, offset }: InlineQuery): Promise<Outcome> {
  // What is found may go into any chat, so it is looked for on behalf of nobody: in what everybody may read.
  const { access, abilities, api, log } = desk;
  const person = String(from.id);
  const start = /^\d{1,4}$/.test(offset) ? Number(offset) : 0;
  const isOpen = await access.allows(person, person);
  const words = query.slice(0, MAX_QUESTION);
  const { entries, more } = isOpen
    ? await abilities.find(words, { offset: start, limit: PAGE })
    : { entries: [], more: false };
  const button = !isOpen ? INLINE_CLOSED : start === 0 && entries.length === 0 ? INLINE_NOTHING : undefined;
  const answer = {
    inline_query_id: id,
    results: entries.map((entry, i) => resultOf(desk, entry, start + i)),
    cache_time: isOpen ? CACHE_S : 0,
    is_personal: true,
    next_offset: more ? String(start + PAGE) : "",
    ...(button === undefined ? {} : { button: { text: button, start_parameter: "inline" } }),
  };
  // Whoever types on asks again; what was typed before a restart is of no use to anybody.
  await quietly(log, api.raw.answerInlineQuery(answer));
  return SILENCE;
}

function resultOf(
  { publicUrl }: Desk,
  { kind, quote }: FoundEntry,
  number: number,
): InlineQueryResultArticle {
  const { text, entities } = quoteMessage(quote, publicUrl);
  return {
    type: "article",
    id: String(number),
    title: kind === "case" ? headingOf(quote.citation.case) : citationLabel(quote.citation),
    description: quote.text.slice(0, MAX_DESCRIPTION).toWellFormed(),
    input_message_content: {
      message_text: text,
      entities: entities as MessageEntity[],
      link_preview_options: { is_disabled: true },
    },
  };
}
