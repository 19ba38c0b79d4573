/** A message that is for the bot → its answer, or a courteous line why there is none. */

import type { Message } from "grammy/types";
import { conversationOf, type Post, SILENCE } from "../../chat/desk.ts";
import { answered, respondTo } from "../../chat/dialogue.ts";
import { focusOf } from "../../chat/history.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { requestOf } from "../../chat/requests.ts";
import { CHANGED } from "../../chat/wording.zh.ts";
import { addressedIn } from "./addressed.ts";
import { type Desk, placeUnder, type TelegramPlace } from "./desk.ts";
import { notOpen } from "./wording.zh.ts";

/** Who corrects a question later than that has read the answer. */
const MAX_EDIT_S = 120;

export function isEditInTime({ date, edit_date = date }: Message): boolean {
  return edit_date - date <= MAX_EDIT_S;
}

export async function onMessage(desk: Desk, message: Message, post: Post): Promise<Outcome> {
  const asked = addressedIn(message, desk.me);
  if (!asked || !message.from) return SILENCE;
  const person = String(message.from.id);
  const place = placeUnder(message);
  const request = requestOf(asked.command, asked.text);
  const invitation = request.kind === "start" ? await invitationOf(desk, request.payload, person) : undefined;
  if (invitation && !(await desk.abilities.stillHolds(invitation.answer)))
    return { deliveries: await desk.stage.note(place, CHANGED) };
  if (invitation) return showGiven(desk, place, person, invitation);
  const { repliesTo } = asked;
  const said = {
    place,
    person,
    at: message.date * 1000,
    request,
    isWordless: message.text === undefined && message.caption === undefined,
    isEdit: message.edit_date !== undefined,
    repliesTo: repliesTo && { message: String(repliesTo.message), quote: repliesTo.quote },
  };
  return respondTo(desk, desk.stage, said, post, notOpen(place.chat));
}

/** s_ and the id of an answer that was given in a group. */
const INVITATION = /^s_([\w-]{12})$/;

/** The answer of a group that somebody followed here, who is in that group and may ask. */
async function invitationOf(
  { journal, access }: Desk,
  payload: string,
  person: string,
): Promise<GivenAnswer | undefined> {
  const given = await journal.given(payload.match(INVITATION)?.[1] ?? "");
  if (!given) return undefined;
  const mayAsk = (await access.vouch(given.chat, person)) || (await access.allows(person, person));
  return mayAsk && (await access.isIn(given.chat, person)) ? given : undefined;
}

/** In full, to be gone on with. */
function showGiven(desk: Desk, place: TelegramPlace, person: string, given: GivenAnswer): Promise<Outcome> {
  const conversation = conversationOf(desk, place, person);
  const { question, answer, head } = given;
  return answered(desk.stage, {
    place,
    conversation,
    question,
    answer,
    ...(head === null ? {} : { head }),
    turn: { conversation, message: place.message, questions: [focusOf({ given, quote: null })] },
  });
}
