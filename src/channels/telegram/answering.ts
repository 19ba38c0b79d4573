/** An answer → the messages that carry it in a chat, with buttons for what they leave out. */

import { randomBytes } from "node:crypto";
import type { Answer } from "../../answer/answer.ts";
import type { Delivery, GivenAnswer, Outcome, Turn } from "../../chat/journal.ts";
import { keyboardOf } from "./buttons.ts";
import type { Desk, Place } from "./desk.ts";
import { type Page, pagesOf } from "./pages.ts";
import type { Content } from "./send.ts";

/** A group is not to be flooded: the rest of an answer is a button away. */
const GROUP_LIMIT = 900;

/** Of the 4,096 that Telegram takes, the rest is left for notes of our own. */
const PRIVATE_LIMIT = 3_900;

export interface Answered {
  readonly place: Place;
  readonly conversation: string;
  readonly question: string;
  readonly answer: Answer;
  /** A line above the answer, where the question is not seen in the chat. */
  readonly head?: string;
  /** What follow-ups have to know. */
  readonly turn?: Turn;
}

export async function answerOutcome(desk: Desk, answered: Answered): Promise<Outcome> {
  const { place, conversation, question, answer, head, turn } = answered;
  const given: GivenAnswer = {
    id: randomBytes(9).toString("base64url"),
    chat: place.chat,
    message: place.message,
    conversation,
    question,
    answer,
    head: head ?? null,
  };
  const pages = pagesGiven(desk, given, place.isPrivate);
  const shown = place.isPrivate ? pages : pages.slice(0, 1);
  const contents = shown.map((page, i): Content => {
    const isLast = i === shown.length - 1;
    const keyboard = isLast
      ? keyboardOf(desk, { given, pages, page: place.isPrivate ? null : 0, isPrivate: place.isPrivate })
      : [];
    return contentOf(page, place, keyboard);
  });
  return {
    deliveries: await inPlace(desk, place, contents),
    given,
    ...(turn === undefined ? {} : { turn }),
  };
}

/** A message of the program's own. */
export async function noteOutcome(desk: Desk, place: Place, text: string): Promise<Outcome> {
  return { deliveries: await inPlace(desk, place, [contentOf({ text, entities: [] }, place, [])]) };
}

/** The same pages whenever they are made, so that a button finds its page. */
export function pagesGiven({ publicUrl }: Desk, { answer, head }: GivenAnswer, isPrivate: boolean) {
  const limit = isPrivate ? PRIVATE_LIMIT : GROUP_LIMIT;
  return pagesOf(answer, { limit, publicUrl, ...(head === null ? {} : { head }) });
}

export function contentOf(
  { text, entities }: Pick<Page, "text" | "entities">,
  { topic, replyTo }: Pick<Place, "topic" | "replyTo">,
  keyboard: NonNullable<Content["keyboard"]>,
): Content {
  return {
    text,
    entities,
    ...(keyboard.length > 0 ? { keyboard } : {}),
    ...(topic === null ? {} : { topic }),
    ...(replyTo === null ? {} : { replyTo }),
  };
}

/** In the slots of the message answered; what stood in further ones, of a longer answer before, goes away. */
async function inPlace(
  { journal }: Desk,
  { chat, message }: Place,
  contents: readonly Content[],
): Promise<Delivery[]> {
  const before = await journal.partsOf(chat, message);
  return Array.from({ length: Math.max(before, contents.length) }, (_, part) => {
    const content = contents[part];
    return { chat, message, part, content: content ? JSON.stringify(content) : null };
  });
}
