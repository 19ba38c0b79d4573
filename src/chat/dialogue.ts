/** What somebody said to the bot → an answer, or a courteous line why there is none. */

import { randomBytes } from "node:crypto";
import type { Asking } from "../answer/asking.ts";
import type { Answer } from "../grounding/answer.ts";
import type { Addressed } from "../question/acts.ts";
import { type ChatDesk, conversationOf, type Job, type Place, SILENCE, turnNameOf } from "./desk.ts";
import { closeChat, pair, refuseClosed } from "./doors.ts";
import { focusOf, historyOf, MAX_TURN_AGE_MS, MAX_TURNS } from "./history.ts";
import type { GivenAnswer, Outcome, Turn } from "./journal.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "./limits.ts";
import { UNKNOWN_COMMAND, usage } from "./request-wording.zh.ts";
import type { Request } from "./requests.ts";
import { waitFor } from "./waiting.ts";
import { NEW_TOPIC, NOTHING_TO_STOP, ONLY_TEXT, PRIVACY, STOPPED, TOO_MANY } from "./wording.zh.ts";

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
  /** Said in a thread in which the bot is asked, without calling it. */
  readonly isFollowUp?: boolean;
}

/** Somebody who may not ask here is told so once. */
export async function respondTo<P extends Place>(
  desk: ChatDesk<P>,
  said: Said<P>,
  job: Job,
  notOpen: string,
): Promise<Outcome> {
  const { place, person, request } = said;
  const { access, limit, stage } = desk;
  const isOpen = await access.allows(place.chat, person);
  if (!isOpen && request.kind !== "pair") return refuseClosed(desk, place, notOpen);
  // In the place of a question that was let through already, and is not answered any more.
  const isInstead = said.isEdit && desk.underWay.hasStopped(job.number);
  switch (isInstead ? "go" : limit.take(place.chat, person, said.at)) {
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
    case "unpair":
      return note(await closeChat(desk, place, person));
    case "stop":
      return note(desk.underWay.hasStopped(job.number) ? STOPPED : NOTHING_TO_STOP);
    case "privacy":
      return note(PRIVACY);
    case "help":
    case "start":
      return answerQuestion(desk, said, job, "帮助");
    case "usage":
      return note(said.isWordless ? ONLY_TEXT : usage(request.command));
    case "unknown":
      return note(UNKNOWN_COMMAND(request.command));
    case "verify": {
      const { text } = request;
      const problem = tooLong("要核对的文字", text, MAX_VERIFIED);
      if (problem) return note(problem);
      const question = `核实“${text.slice(0, MAX_QUESTION)}”`;
      return answerQuestion(desk, said, job, question, () => desk.abilities.verify(text));
    }
    case "question": {
      const problem = tooLong("问题", request.question, MAX_QUESTION);
      return problem ? note(problem) : answerQuestion(desk, said, job, request.question);
    }
  }
}

async function answerQuestion<P extends Place>(
  desk: ChatDesk<P>,
  said: Said<P>,
  job: Job,
  question: string,
  ability?: (asking: Asking) => Promise<Answer>,
): Promise<Outcome> {
  const { journal, abilities } = desk;
  const { place, person, repliesTo, isEdit } = said;
  if (isEdit && (await journal.givenTo(place.chat, place.message))?.question === question) return SILENCE;
  const conversation = conversationOf(desk, place, person);
  const turns = await journal.turns(conversation, {
    since: desk.now() - MAX_TURN_AGE_MS,
    limit: MAX_TURNS,
    except: turnNameOf(desk, place),
  });
  const focus = await focusAsked(desk, place, repliesTo);
  const { asked, added } = historyOf(turns, focus);
  const history = [...asked, ...added];
  const answer = await waitFor(
    desk,
    { place, person, job },
    ability ?? ((asking) => abilities.answer({ question, history, addressed: addressedBy(said) }, asking)),
  );
  return answered(desk, {
    place,
    conversation,
    question,
    answer,
    turn: { conversation, message: turnNameOf(desk, place), questions: [...added, question] },
  });
}

function addressedBy<P extends Place>({ place, repliesTo, isFollowUp }: Said<P>): Addressed {
  if (place.isPrivate) return "private";
  if (repliesTo) return "reply-to-bot-answer";
  return isFollowUp ? "thread-follow-up" : "mention";
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
  { stage }: Pick<ChatDesk<P>, "stage">,
  { place, conversation, question, answer, head, turn }: Answered<P>,
): Promise<Outcome> {
  // What people say to each other is no turn of the conversation either.
  if (answer.reply === "silent") return { deliveries: await stage.nothing(place) };
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
  { journal }: Pick<ChatDesk, "journal">,
  { chat }: Place,
  repliesTo: Said<Place>["repliesTo"],
): Promise<string | null> {
  if (!repliesTo) return null;
  const slot = await journal.slotOf(chat, repliesTo.message);
  const given = slot && (await journal.givenTo(chat, slot.message));
  return given ? focusOf({ given, quote: repliesTo.quote }) : null;
}
