/** What was asked before, and what is replied to → the questions that make a follow-up understood. */

import { type Answer, type Citation, quotesOf } from "../grounding/answer.ts";
import type { GivenAnswer, Journal } from "./journal.ts";

/** More than anybody asks in a conversation; what is of use among them is decided where they are understood. */
export const MAX_TURNS = 100;

/** A new day is a new conversation. */
export const MAX_TURN_AGE_MS = 24 * 60 * 60 * 1000;

/** An answer of ours that somebody replies to, and the part of it that they marked. */
export interface RepliedTo {
  readonly given: GivenAnswer;
  readonly quote: string | null;
}

/** The answer that a message of ours is of, by the platform's id. */
export async function answerIn(
  { slotOf, givenTo }: Pick<Journal, "slotOf" | "givenTo">,
  chat: string,
  message: string,
): Promise<GivenAnswer | undefined> {
  const slot = await slotOf(chat, message);
  return slot && givenTo(chat, slot.message);
}

/** What a new question is to be understood with, oldest first. */
export interface History {
  readonly history: readonly string[];
  /** Those of them that are to be remembered with it, as its own conversation lacks them. */
  readonly added: readonly string[];
}

/** As many of the last questions as are gone through to understand the next. */
export const MAX_ADDED = 6;

/** The question for the whole section or item that a citation stands in. */
export function questionFor({ case: of, section, item }: Citation): string {
  return `引用${of.organization}的${section}${item ?? ""}`;
}

/** A question that says by itself what an answer, or the marked part of it, is about. */
export function focusOf({ given, quote }: RepliedTo): string {
  const marked = quote === null ? undefined : citationMarked(given.answer, quote);
  if (marked) return questionFor(marked);
  // Somebody else may reply, to whom the conversation before is unknown.
  const carried = given.answer.carried?.case;
  return carried === undefined ? given.question : `${carried}，${given.question}`;
}

/** The citation whose words the marked part is taken from, or whose case, and section, it names. */
function citationMarked(answer: Answer, quote: string): Citation | undefined {
  const marked = squeezed(quote);
  if (marked === "") return undefined;
  const quotes = quotesOf(answer);
  const byWords = quotes.find(({ text }) => overlaps(squeezed(text), marked));
  const named = quotes.filter(({ citation }) => marked.includes(squeezed(citation.case.organization)));
  const byAddress = named.find(({ citation }) => marked.includes(squeezed(citation.section))) ?? named[0];
  return (byWords ?? byAddress)?.citation;
}

function overlaps(words: string, marked: string): boolean {
  return words !== "" && (words.includes(marked) || marked.includes(words));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}
