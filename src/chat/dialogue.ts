/** What somebody said to the bot → an answer, or a courteous line why there is none. */

import { randomBytes } from "node:crypto";
import type { Answer } from "../answer/answer.ts";
import { type ChatDesk, conversationOf, type Place, type Post, SILENCE, type Stage } from "./desk.ts";
import { focusOf, historyOf, MAX_TURN_AGE_MS, MAX_TURNS } from "./history.ts";
import type { GivenAnswer, Outcome, Turn } from "./journal.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "./limits.ts";
import { UNKNOWN_COMMAND, usage } from "./request-wording.zh.ts";
import type { Request } from "./requests.ts";
import { ALREADY_OPEN, NEW_TOPIC, NOT_PAIRED, ONLY_TEXT, PAIRED, PRIVACY, TOO_MANY } from "./wording.zh.ts";

export interface Said<P extends Place> {
  readonly place: P;
  readonly person: string;
  /** When (ms since 1970). */
  readonly at: number;
  readonly request: Request;
  /** A picture, a voice message and the like, without a word. */
  readonly isWordless: boolean;
  /** Of a message that was there before. */
  readonly isEdit: boolean;
  /** The message of ours that is replied to, by its id, and the part of it that is marked. */
  readonly repliesTo: { readonly message: string; readonly quote: string | null } | null;
}

/** Somebody who may not ask here is told so once. */
export async function respondTo<P extends Place>(
  desk: ChatDesk,
  stage: Stage<P>,
  said: Said<P>,
  post: Post,
  notOpen: string,
): Promise<Outcome> {
  const { place, person, request } = said;
  const { access, limit } = desk;
  const isOpen = await access.allows(place.chat, person);
  if (!isOpen && request.kind !== "pair") return refuseClosed(desk, stage, place, notOpen);
  switch (limit.take(place.chat, person, said.at)) {
    case "silent":
      return SILENCE;
    case "tell": {
      // An answer that stands under a message is worth more than that, when the message is edited.
      const stands = (await desk.journal.partsOf(place.chat, place.message)) > 0;
      return isOpen && !stands ? { deliveries: await stage.note(place, TOO_MANY) } : SILENCE;
    }
    case "go":
  }
  if (isOpen) await access.met(place.chat, person);
  const note = async (text: string): Promise<Outcome> => ({ deliveries: await stage.note(place, text) });
  switch (request.kind) {
    case "pair":
      return note(await pair(desk, place, request.code));
    case "new":
      return { ...(await note(NEW_TOPIC)), forget: conversationOf(desk, place, person) };
    case "privacy":
      return note(PRIVACY);
    case "help":
    case "start":
      return answerQuestion(desk, stage, said, post, "帮助");
    case "usage":
      return note(said.isWordless ? ONLY_TEXT : usage(request.command));
    case "unknown":
      return note(UNKNOWN_COMMAND(request.command));
    case "verify": {
      const { text } = request;
      const problem = tooLong("要核对的文字", text, MAX_VERIFIED);
      if (problem) return note(problem);
      const question = `核实“${text.slice(0, MAX_QUESTION)}”`;
      return answerQuestion(desk, stage, said, post, question, () => desk.abilities.verify(text));
    }
    case "question": {
      const problem = tooLong("问题", request.question, MAX_QUESTION);
      return problem ? note(problem) : answerQuestion(desk, stage, said, post, request.question);
    }
  }
}

async function answerQuestion<P extends Place>(
  desk: ChatDesk,
  stage: Stage<P>,
  { place, person, repliesTo, isEdit }: Said<P>,
  post: Post,
  question: string,
  ability?: () => Promise<Answer>,
): Promise<Outcome> {
  const { journal, abilities } = desk;
  if (isEdit && (await journal.givenTo(place.chat, place.message))?.question === question) return SILENCE;
  const conversation = conversationOf(desk, place, person);
  const turns = await journal.turns(conversation, {
    since: desk.now() - MAX_TURN_AGE_MS,
    limit: MAX_TURNS,
    except: place.message,
  });
  const focus = await focusAsked(desk, place, repliesTo);
  const { asked, added } = historyOf(turns, focus);
  const history = [...asked, ...added];
  const answer = await stage.working(place, post, ability ?? (() => abilities.answer({ question, history })));
  return answered(stage, {
    place,
    conversation,
    question,
    answer,
    turn: { conversation, message: place.message, questions: [...added, question] },
  });
}

export interface Answered<P extends Place> {
  readonly place: P;
  readonly conversation: string;
  readonly question: string;
  readonly answer: Answer;
  /** A line above the answer, where the question is not seen in the chat. */
  readonly head?: string;
  /** What follow-ups have to know. */
  readonly turn?: Turn;
}

/** The outcome of a question with its answer: what is shown, and what is remembered. */
export async function answered<P extends Place>(
  stage: Stage<P>,
  { place, conversation, question, answer, head, turn }: Answered<P>,
): Promise<Outcome> {
  const given: GivenAnswer = {
    id: randomBytes(9).toString("base64url"),
    chat: place.chat,
    message: place.message,
    conversation,
    question,
    answer,
    head: head ?? null,
  };
  return {
    deliveries: await stage.answer(place, given),
    given,
    ...(turn === undefined ? {} : { turn }),
  };
}

/** What the message of ours is about that is replied to. */
async function focusAsked(
  { journal }: ChatDesk,
  { chat }: Place,
  repliesTo: Said<Place>["repliesTo"],
): Promise<string | null> {
  if (!repliesTo) return null;
  const slot = await journal.slotOf(chat, repliesTo.message);
  const given = slot && (await journal.givenTo(chat, slot.message));
  return given ? focusOf({ given, quote: repliesTo.quote }) : null;
}

/** One line, once; then silence. */
export async function refuseClosed<P extends Place>(
  { journal, access }: ChatDesk,
  stage: Stage<P>,
  place: P,
  notOpen: string,
): Promise<Outcome> {
  if (!(await journal.setStanding(place.chat, { isTold: true }))) return SILENCE;
  access.offer();
  return { deliveries: await stage.note(place, notOpen) };
}

async function pair({ access }: ChatDesk, { chat }: Place, code: string): Promise<string> {
  if (await access.isOpen(chat)) return ALREADY_OPEN;
  return (await access.pair(chat, code)) ? PAIRED : NOT_PAIRED;
}
