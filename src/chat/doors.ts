/** A chat → opened by a code, closed again by whoever may, and told once that it is closed. */

import { type ChatDesk, type Place, SILENCE } from "./desk.ts";
import type { Outcome } from "./journal.ts";
import * as wording from "./wording.zh.ts";

/** The bot was put into a chat, and says what it is for. */
export async function joined(desk: ChatDesk, place: Place, greeting: string): Promise<Outcome> {
  desk.log.info(desk.says.joined(place.chat));
  const isOpen = await desk.access.isOpen(place.chat);
  return isOpen ? desk.stage.note(place, greeting) : refuseClosed(desk, place);
}

export async function left({ journal, log, says }: ChatDesk, chat: string): Promise<Outcome> {
  log.info(says.left(chat));
  await journal.dropChat(chat);
  return SILENCE;
}

/** Resolves with what is said of it. */
export async function pair({ access, log }: ChatDesk, place: Place, person: string, code: string) {
  const { chat } = place;
  if (await access.isOpen(chat)) return wording.ALREADY_OPEN;
  const verdict = await access.pair(chat, person, code);
  if (verdict === "opened") return wording.PAIRED;
  log.info(wording.wrongCode(wording.chatNamed(place)));
  return verdict === "wrong" ? wording.NOT_PAIRED : wording.PAIRED_TOO_OFTEN;
}

/** Resolves with what is said of it. From then on the chat is as one that was told already that it is not open. */
export async function closeChat(
  { access, journal, mayClose, log }: ChatDesk,
  place: Place,
  person: string,
): Promise<string> {
  if (!(await mayClose(place, person))) return wording.NOT_YOURS_TO_CLOSE;
  if (!(await access.close(place.chat))) return wording.OPEN_OTHERWISE;
  await journal.setMark(place.chat, TOLD, true);
  log.info(wording.chatClosed(wording.chatNamed(place)));
  return wording.CLOSED;
}

/** One line, once; then silence. Who is alone with the bot disturbs nobody, and is told again the next day. */
export async function refuseClosed(
  { journal, access, stage, says }: ChatDesk,
  place: Place,
): Promise<Outcome> {
  const { chat, isPrivate } = place;
  const isFirst = await journal.setStanding(chat, { isTold: true });
  if (!isFirst && (!isPrivate || (await journal.isMarked(chat, TOLD)))) return SILENCE;
  if (isPrivate) await journal.setMark(chat, TOLD, true);
  access.offer();
  return stage.note(place, says.notOpen(chat));
}

/** Once a day, and to nobody else: what the others of the chat may do is no matter of theirs. */
export async function refuseGuest(
  { journal, stage }: ChatDesk,
  place: Place,
  guest: string,
): Promise<Outcome> {
  const mark = `${TOLD} to ${journal.pseudonym(guest)}`;
  if (await journal.isMarked(place.chat, mark)) return SILENCE;
  await journal.setMark(place.chat, mark, true);
  return stage.aside(place, guest, wording.NOT_FOR_GUESTS);
}

const TOLD = "told that it is not open";
