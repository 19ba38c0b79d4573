/** What was asked before, and what is replied to → the questions that make a follow-up understood. */

import { type Answer, type Citation, quotesOf } from "../grounding/answer.ts";
import type { SentFile } from "./add-file.ts";
import { isReadable } from "./asker.ts";
import { type ChatDesk, type Place, roomTalkOf, turnNameOf } from "./desk.ts";
import type { GivenAnswer, Journal, Turn } from "./journal.ts";
import type { Request } from "./requests.ts";

/** More than anybody asks in a conversation; what is of use among them is decided where they are understood. */
export const MAX_TURNS = 100;

/** A new day is a new conversation. */
export const MAX_TURN_AGE_MS = 24 * 60 * 60 * 1000;

/** An answer of ours that somebody replies to, and the part of it that they marked. */
interface RepliedTo {
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

/** As many of the last questions as are gone through to understand the next. */
const MAX_ADDED = 6;

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

export interface Said {
  readonly place: Place;
  readonly person: string;
  /** When (ms since 1970). */
  readonly at: number;
  readonly request: Request;
  /** A picture, a voice message and the like, without a word. */
  readonly isWordless?: boolean;
  /** Sent with it, on platforms from which files can be had. */
  readonly file?: SentFile | undefined;
  /** Of a message that was there before. */
  readonly isEdit?: boolean;
  /** The message of ours that is replied to, by its id, and the part of it that is marked. */
  readonly repliesTo?: { readonly message: string; readonly quote: string | null } | null;
  /** Somebody who may not ask where others do, and is told so without them. */
  readonly isGuest?: boolean;
  /** Said in a thread in which the bot is asked, without calling it. */
  readonly isFollowUp?: boolean;
  /** Somebody else's words that the message points at: replied to, forwarded, said above it in a thread. */
  readonly above?: string | undefined;
}

/**
 * What a new question is to be understood with, oldest first; `added`: those of them that are to be remembered with it, as its
 * own conversation lacks them. What is replied to outweighs what the person talked about before; who has asked nothing yet
 * in a room goes on from what was asked there last.
 */
export async function contextOf(desk: ChatDesk, said: Said, conversation: string) {
  const { place } = said;
  const turnsOf = (of: string) =>
    desk.journal.turns(of, {
      since: desk.now() - MAX_TURN_AGE_MS,
      limit: MAX_TURNS,
      except: turnNameOf(desk, place),
    });
  const mine = await turnsOf(conversation);
  const replied = await repliedTo(desk, said);
  if (replied) {
    const { given } = replied;
    const turns = given.conversation === conversation ? mine : await turnsOf(given.conversation);
    const asked = [...ledTo(turns, turnNameOf(desk, given), replied)];
    const isLast = asked.join("\n") === questionsOf(mine).slice(-asked.length).join("\n");
    return { history: asked, added: isLast ? [] : asked.slice(-MAX_ADDED) };
  }
  if (mine.length > 0 || place.isPrivate || place.room === "")
    return { history: questionsOf(mine), added: [] };
  const talked = questionsOf(await turnsOf(roomTalkOf(desk, place))).slice(-MAX_ADDED);
  return { history: talked, added: talked };
}

/** The questions up to that of an answer, and what its marked part is about. */
function ledTo(turns: readonly Turn[], message: string, { given, quote }: RepliedTo): readonly string[] {
  const at = turns.findLastIndex((turn) => turn.message === message);
  const led = at < 0 ? [focusOf({ given, quote: null })] : questionsOf(turns.slice(0, at + 1));
  const marked = focusOf({ given, quote });
  return marked === focusOf({ given, quote: null }) ? led : [...led, marked];
}

function questionsOf(turns: readonly Turn[]): readonly string[] {
  return turns.flatMap(({ questions }) => questions);
}

export async function repliedTo(
  desk: Pick<ChatDesk, "journal" | "abilities">,
  { place, repliesTo }: Pick<Said, "place" | "repliesTo">,
): Promise<RepliedTo | null> {
  if (!repliesTo) return null;
  const given = await answerIn(desk.journal, place.chat, repliesTo.message);
  return given && (await isReadable(desk, given)) ? { given, quote: repliesTo.quote } : null;
}
