/** A message that is for the bot → its answer, or a courteous line why there is none. */

import type { Message } from "grammy/types";
import type { Answer } from "../../answer/answer.ts";
import { focusOf, historyOf, MAX_TURN_AGE_MS, MAX_TURNS } from "../../chat/history.ts";
import type { Outcome } from "../../chat/journal.ts";
import { NEW_TOPIC, ONLY_TEXT, PRIVACY, TOO_MANY } from "../../chat/wording.zh.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "../limits.ts";
import { type Asked, addressedIn } from "./addressed.ts";
import { answerOutcome, noteOutcome } from "./answering.ts";
import { UNKNOWN_COMMAND, usage } from "./command-wording.zh.ts";
import { requestOf } from "./commands.ts";
import { conversationOf, type Desk, type Place, type Post, SILENCE } from "./desk.ts";
import { withProgress } from "./progress.ts";
import { ALREADY_OPEN, NOT_PAIRED, notOpen, PAIRED } from "./wording.zh.ts";

/** Who corrects a question later than that has read the answer. */
const MAX_EDIT_S = 120;

export function isEditInTime({ date, edit_date = date }: Message): boolean {
  return edit_date - date <= MAX_EDIT_S;
}

export async function onMessage(desk: Desk, message: Message, post: Post): Promise<Outcome> {
  const asked = addressedIn(message, desk.me);
  if (!asked || !message.from) return SILENCE;
  const person = String(message.from.id);
  const place = placeOf(message, asked);
  const request = requestOf(asked.command, asked.text);
  const { access, limit } = desk;
  const isOpen = await access.allows(place.chat, person);
  if (!isOpen && request.kind === "start" && (await isInvited(desk, request.payload, person)))
    return openAlone(desk, place, person, request.payload);
  if (!isOpen && request.kind !== "pair") return refuseClosed(desk, place);
  switch (limit.take(place.chat, person, message.date * 1000)) {
    case "silent":
      return SILENCE;
    case "tell":
      return isOpen ? noteOutcome(desk, place, TOO_MANY) : SILENCE;
    case "go":
  }
  if (isOpen) await access.met(place.chat, person);
  const isEdit = message.edit_date !== undefined;
  const question = (text: string, answer?: () => Promise<Answer>) =>
    answerQuestion(desk, { place, person, asked, question: text, isEdit, post, ...(answer && { answer }) });
  switch (request.kind) {
    case "pair":
      return noteOutcome(desk, place, await pair(desk, place, request.code, isOpen));
    case "new":
      return {
        ...(await noteOutcome(desk, place, NEW_TOPIC)),
        forget: conversationOf(desk, place, person),
      };
    case "privacy":
      return noteOutcome(desk, place, PRIVACY);
    case "start":
      return openAlone(desk, place, person, request.payload);
    case "help":
      return question("帮助");
    case "usage":
      return noteOutcome(desk, place, isWordless(message) ? ONLY_TEXT : usage(request.command));
    case "unknown":
      return noteOutcome(desk, place, UNKNOWN_COMMAND(request.command));
    case "verify": {
      const problem = tooLong("要核对的文字", request.text, MAX_VERIFIED);
      if (problem) return noteOutcome(desk, place, problem);
      const { text } = request;
      return question(`核实“${text.slice(0, MAX_QUESTION)}”`, () => desk.abilities.verify(text));
    }
    case "question": {
      const problem = tooLong("问题", request.question, MAX_QUESTION);
      return problem ? noteOutcome(desk, place, problem) : question(request.question);
    }
  }
}

function placeOf({ chat, message_id }: Message, { topic }: Asked): Place {
  return {
    chat: String(chat.id),
    isPrivate: chat.type === "private",
    topic,
    message: String(message_id),
    replyTo: message_id,
  };
}

interface Question {
  readonly place: Place;
  readonly person: string;
  readonly asked: Asked;
  readonly question: string;
  /** Of a message that was there before. */
  readonly isEdit: boolean;
  readonly post: Post;
  /** Instead of the way that every question goes. */
  readonly answer?: () => Promise<Answer>;
}

async function answerQuestion(
  desk: Desk,
  { place, person, asked, question, isEdit, post, answer }: Question,
): Promise<Outcome> {
  const { journal, abilities } = desk;
  if (isEdit && (await journal.givenTo(place.chat, place.message))?.question === question) return SILENCE;
  const conversation = conversationOf(desk, place, person);
  const turns = await journal.turns(conversation, {
    since: desk.now() - MAX_TURN_AGE_MS,
    limit: MAX_TURNS,
    except: place.message,
  });
  const focus = await focusAsked(desk, place, asked);
  const history = historyOf(turns, focus);
  return answerOutcome(desk, {
    place,
    conversation,
    question,
    answer: await withProgress(desk, place, post, answer ?? (() => abilities.answer({ question, history }))),
    turn: {
      conversation,
      message: place.message,
      questions: history.at(-1) === focus && focus !== null ? [focus, question] : [question],
    },
  });
}

/** What the message of ours is about that is replied to. */
async function focusAsked({ journal }: Desk, { chat }: Place, { repliesTo }: Asked): Promise<string | null> {
  if (!repliesTo) return null;
  const slot = await journal.slotOf(chat, String(repliesTo.message));
  const given = slot && (await journal.givenTo(chat, slot.message));
  return given ? focusOf({ given, quote: repliesTo.quote }) : null;
}

/** One line, once; then silence. */
export async function refuseClosed(desk: Desk, place: Place): Promise<Outcome> {
  const { journal, access } = desk;
  if ((await journal.standing(place.chat)).isTold) return SILENCE;
  access.offer();
  await journal.setStanding(place.chat, { isTold: true });
  return noteOutcome(desk, place, notOpen(place.chat));
}

async function pair({ access }: Desk, { chat }: Place, code: string, isOpen: boolean): Promise<string> {
  if (isOpen && (await access.isOpen(chat))) return ALREADY_OPEN;
  return (await access.pair(chat, code)) ? PAIRED : NOT_PAIRED;
}

/** s_ and the id of an answer that was given in a group. */
const INVITATION = /^s_([\w-]{12})$/;

/** Whoever is in the group of an answer may read it, and ask on, alone. */
async function isInvited({ journal, access }: Desk, payload: string, person: string): Promise<boolean> {
  const given = await journal.given(payload.match(INVITATION)?.[1] ?? "");
  return given !== undefined && access.vouch(given.chat, person);
}

/** The answer of the group in full, to be gone on with; without one, how to begin. */
async function openAlone(desk: Desk, place: Place, person: string, payload: string): Promise<Outcome> {
  const given = await desk.journal.given(payload.match(INVITATION)?.[1] ?? "");
  const conversation = conversationOf(desk, place, person);
  if (!given || !(await desk.access.isIn(given.chat, person))) {
    const answer = await desk.abilities.answer({ question: "帮助" });
    return answerOutcome(desk, { place, conversation, question: "帮助", answer });
  }
  return answerOutcome(desk, {
    place,
    conversation,
    question: given.question,
    answer: given.answer,
    ...(given.head === null ? {} : { head: given.head }),
    turn: { conversation, message: place.message, questions: [focusOf({ given, quote: null })] },
  });
}

/** A picture, a voice message and the like, without a word. */
function isWordless({ text, caption }: Message): boolean {
  return text === undefined && caption === undefined;
}
