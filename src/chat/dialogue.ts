/** What somebody said to the bot → an answer, or a courteous line why there is none. */

import type { Asking } from "../answer/asking.ts";
import type { Answer } from "../grounding/answer.ts";
import type { Addressed } from "../question/acts.ts";
import { mayAddFiles, previewFile } from "./add-file.ts";
import { answered, newAnswerId } from "./answered.ts";
import { onBehalfAt } from "./asker.ts";
import { curate } from "./curate.ts";
import { FILES_ON_PAGE } from "./curate-wording.zh.ts";
import { type ChatDesk, conversationOf, type Job, quietIn, roomTalkOf, SILENCE, turnAt } from "./desk.ts";
import { closeChat, pair, refuseClosed, refuseGuest } from "./doors.ts";
import { contextOf, type Said } from "./history.ts";
import type { Outcome } from "./journal.ts";
import { MAX_QUESTION, MAX_VERIFIED, tooLong } from "./limits.ts";
import { dividedQuestion } from "./long.ts";
import type { RateVerdict } from "./rate-limit.ts";
import { UNKNOWN_COMMAND, usage } from "./request-wording.zh.ts";
import { earlyIn, waitFor } from "./waiting.ts";
import * as wording from "./wording.zh.ts";

/** Somebody who may not ask here is told so once. */
export function respondTo(desk: ChatDesk, said: Said, job: Job): Promise<Outcome> {
  return onBehalfAt(desk, said.place, said.person, (place) => respondAt(desk, { ...said, place }, job));
}

async function respondAt(desk: ChatDesk, said: Said, job: Job): Promise<Outcome> {
  const { place, person, request } = said;
  const { access, stage, journal } = desk;
  const isOpen = await access.allows(place.chat, person);
  if (!isOpen && request.kind !== "pair")
    return said.isGuest === true ? refuseGuest(desk, place, person) : refuseClosed(desk, place);
  const verdict = takesTurn(desk, said, job);
  if (typeof verdict === "object") {
    await stage.react(place, "waits");
    return { againInMs: verdict.waitMs };
  }
  if (verdict !== "go") {
    // An answer that stands under a message is worth more than the line, when the message is edited.
    const isTold = verdict === "tell" && isOpen && (await journal.partsOf(place.chat, place.message)) === 0;
    return isTold ? stage.aside(place, person, wording.TOO_MANY) : SILENCE;
  }
  if (isOpen) await access.met(place.chat, person);
  if (isOpen && said.isFollowUp !== true && request.kind !== "quiet")
    await journal.setMark(place.chat, quietIn(place.room), false);
  const note = (text: string) => stage.note(place, text);
  const isCurator = mayAddFiles(desk, place, person);
  if (said.file && isCurator) return previewFile(desk, said, said.file, job);
  switch (request.kind) {
    case "pair":
      return note(await pair(desk, place, person, request.code));
    case "new":
    case "forget": {
      const forget = [conversationOf(desk, place, person), roomTalkOf(desk, place)];
      if (request.kind === "new") return { ...(await note(wording.NEW_TOPIC)), forget };
      return { ...(await note(wording.FORGOTTEN)), forget, forgetPerson: journal.pseudonym(person) };
    }
    case "quiet":
      await journal.setMark(place.chat, quietIn(place.room), true);
      return note(place.isPrivate ? wording.QUIET_ALONE : wording.QUIET);
    case "unpair":
      return note(await closeChat(desk, place, person));
    case "stop":
      return note(whatStopped(desk, said, job));
    case "privacy":
      return note(wording.PRIVACY);
    case "help":
    case "start":
      return answerQuestion(desk, said, job, "帮助");
    case "usage":
      if (said.isWordless) return note(isCurator ? FILES_ON_PAGE : wording.ONLY_TEXT);
      return note(usage(request.command));
    case "unknown":
      return note(UNKNOWN_COMMAND(request.command));
    case "curate":
      return curate(desk, said, request, job);
    case "verify": {
      const { text } = request;
      const problem = tooLong("要核对的文字", text, MAX_VERIFIED);
      if (problem) return note(problem);
      const question = `核实“${text.slice(0, MAX_QUESTION)}”`;
      return answerQuestion(desk, said, job, question, () => desk.abilities.verify(text));
    }
    case "question": {
      const { question, named } = request;
      const divided = dividedQuestion(question);
      if (divided) return answerQuestion(desk, { ...said, above: divided.above }, job, divided.question);
      const problem = tooLong("问题", question, MAX_QUESTION);
      if (problem) return note(problem);
      const byName = named && ((asking: Asking) => named(desk.abilities, asking));
      return answerQuestion(desk, said, job, question, byName);
    }
  }
}

/** What only ends something has no part in the count; nor has a question in the place of one that was let through. */
function takesTurn(
  { limit, underWay }: ChatDesk,
  { place, person, at, request, isEdit }: Said,
  { number }: Job,
): RateVerdict {
  const isInstead = isEdit === true && underWay.hasStopped(number);
  if (isInstead || request.kind === "stop") return "go";
  return limit.take(place.chat, person, at, number);
}

function whatStopped({ underWay }: ChatDesk, { place }: Said, { number }: Job): string {
  if (underWay.hasStopped(number)) return wording.STOPPED;
  const isBusy = underWay.some((asked) => asked.place.chat === place.chat && asked.place.room === place.room);
  return isBusy ? wording.NOT_YOURS_TO_STOP : wording.NOTHING_TO_STOP;
}

async function answerQuestion(
  desk: ChatDesk,
  said: Said,
  job: Job,
  question: string,
  ability?: (asking: Asking) => Promise<Answer>,
): Promise<Outcome> {
  const { journal, abilities } = desk;
  const { place, person, isEdit } = said;
  if (isEdit && (await journal.givenTo(place.chat, place.message))?.question === question) return SILENCE;
  const conversation = conversationOf(desk, place, person);
  const { history, added } = await contextOf(desk, said, conversation);
  const asked = {
    id: newAnswerId(),
    place,
    conversation,
    question,
    turn: turnAt(desk, place, conversation, [...added, question]),
  };
  const early = earlyIn(
    job,
    desk.log,
    async (answer) => (await answered(desk, { ...asked, answer, isEarly: true })).deliveries ?? [],
  );
  const { above: replyTo } = said;
  const message = { question: quotedIfAbove(question, said), history, addressed: addressedBy(said), replyTo };
  const plainly = (asking: Asking) =>
    abilities.answer(message, desk.stage.edits ? { ...asking, onEarly: early.show } : asking);
  const waiting = { place, person, job: early.job };
  const answer = await waitFor(desk, waiting, ability ?? plainly).catch(early.instead);
  await early.settled();
  if (answer.reply === "silent") desk.limit.giveBack(place.chat, person);
  return answered(desk, { ...asked, answer });
}

/** Words of somebody else that are all that is asked are looked up, and not taken for talk. */
function quotedIfAbove(question: string, { above }: Said): string {
  return question === above?.trim() ? question.replace(/^/gm, "> ") : question;
}

function addressedBy({ place, repliesTo, isFollowUp }: Said): Addressed {
  if (place.isPrivate) return "private";
  if (repliesTo) return "reply-to-bot-answer";
  return isFollowUp ? "thread-follow-up" : "mention";
}
