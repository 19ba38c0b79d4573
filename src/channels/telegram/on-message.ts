/** A message that is for the bot → its answer, or a courteous line why there is none. */

import type { Message } from "grammy/types";
import { mayAddFiles, type SentFile } from "../../chat/add-file.ts";
import { answered } from "../../chat/answered.ts";
import { onBehalfAt } from "../../chat/asker.ts";
import { conversationOf, SILENCE, turnAt } from "../../chat/desk.ts";
import { type Happening, MAX_EDIT_S, saying } from "../../chat/happening.ts";
import { focusOf, type Said } from "../../chat/history.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { requestOf } from "../../chat/requests.ts";
import { CHANGED, TOO_MANY } from "../../chat/wording.zh.ts";
import { type Asked, addressedIn, speakerOf } from "./addressed.ts";
import { type Desk, placeUnder, type TelegramPlace } from "./desk.ts";

/** Undefined for what is not for the bot, or comes too late. */
export function onMessage(
  desk: Desk,
  key: string,
  message: Message,
  change: "said" | "edited",
): Happening | undefined {
  const { date, edit_date = date } = message;
  if (change === "edited" && edit_date - date > MAX_EDIT_S) return undefined;
  const person = speakerOf(message);
  if (person === undefined) return undefined;
  const place = placeUnder(message);
  const file = fileIn(desk, message);
  // Of several that are sent together each is a message of its own.
  const isAdded = file !== undefined && mayAddFiles(desk, place, person);
  const asked = addressedIn(message, desk.me) ?? (isAdded ? WORDLESS : undefined);
  if (!asked) return undefined;
  const { repliesTo } = asked;
  const at = date * 1000;
  return saying(desk, {
    key,
    place,
    person,
    change,
    command: asked.command,
    text: asked.text,
    async said() {
      const request = requestOf(asked.command, asked.text);
      // Alone only: a group is not opened by what somebody may read elsewhere.
      const isFollowing = request.kind === "start" && place.isPrivate;
      const invitation = isFollowing ? await invitationOf(desk, request.payload, person) : undefined;
      if (invitation)
        return onBehalfAt(desk, place, person, (own) => showGiven(desk, own, { person, at }, invitation));
      return {
        at,
        request,
        file,
        isWordless: message.text === undefined && message.caption === undefined,
        isEdit: message.edit_date !== undefined,
        repliesTo: repliesTo && { message: String(repliesTo.message), quote: repliesTo.quote },
      };
    },
  });
}

const WORDLESS: Asked = { text: "", command: null, repliesTo: null };

/** Telegram hands over no more to a bot. */
const MOST_BYTES = 20 * 1024 * 1024;

function fileIn({ download }: Desk, { document }: Message): SentFile | undefined {
  if (!document) return undefined;
  const { file_id, file_name: name = "", file_size: size } = document;
  return { name, size, mostBytes: MOST_BYTES, fetch: () => download(file_id) };
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
async function showGiven(
  desk: Desk,
  place: TelegramPlace,
  { person, at }: Pick<Said, "person" | "at">,
  given: GivenAnswer,
): Promise<Outcome> {
  const verdict = desk.limit.take(place.chat, person, at);
  if (verdict !== "go") return verdict === "tell" ? desk.stage.note(place, TOO_MANY) : SILENCE;
  if (!(await desk.abilities.stillHolds(given.answer))) return desk.stage.note(place, CHANGED);
  const conversation = conversationOf(desk, place, person);
  const { question, answer, head } = given;
  return answered(desk, {
    place,
    conversation,
    question,
    answer,
    head,
    turn: turnAt(desk, place, conversation, [focusOf({ given, quote: null })]),
  });
}
