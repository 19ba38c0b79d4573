/** A button that was pressed → what it promises, and an acknowledgement. */

import type { CallbackQuery, Message } from "grammy/types";
import { type Job, SILENCE } from "../../chat/desk.ts";
import type { GivenAnswer, Outcome } from "../../chat/journal.ts";
import { type Pressing, respondToPress } from "../../chat/presses.ts";
import { TOO_OLD } from "../../chat/wording.zh.ts";
import { keyboardOf } from "./buttons.ts";
import { contentOf } from "./content.ts";
import { type Desk, placeUnder } from "./desk.ts";
import { pagesGiven } from "./stage.ts";

/** Every press is acknowledged, at once and once, or the button would seem to be stuck. */
export async function onButton(desk: Desk, query: CallbackQuery, job: Job): Promise<Outcome> {
  const pressing = await pressed(desk, query, job).catch(async (error: unknown) => {
    await acknowledge(desk, query, "");
    throw error;
  });
  await acknowledge(desk, query, pressing.note, pressing.standing?.given.id);
  return pressing.outcome;
}

/** What stands in the group already is opened alone with the bot: a line that is shown for a moment takes no links. */
async function acknowledge(
  { api, log, me }: Desk,
  { id }: CallbackQuery,
  note: string,
  standing?: string,
): Promise<void> {
  const words = note === "" ? {} : { text: note };
  const shown = standing === undefined ? words : { url: `https://t.me/${me.username}?start=s_${standing}` };
  await api.raw
    .answerCallbackQuery({ callback_query_id: id, ...shown })
    // Acknowledged too late, or twice after a restart: then nobody waits for it.
    .catch((error: unknown) => log.debug(String(error)));
}

/** What is answered by what comes of a press, in the place of a message. */
export function pressIn({ id }: Pick<CallbackQuery, "id">): string {
  return `button ${id}`;
}

async function pressed(desk: Desk, { message, from, data, id }: CallbackQuery, job: Job): Promise<Pressing> {
  if (!message) return { outcome: Promise.resolve(SILENCE), note: TOO_OLD };
  // A message too old to be seen still says where it stands.
  const place = placeUnder(message as Message, pressIn({ id }));
  const press = {
    place,
    person: String(from.id),
    data: data ?? "",
    turnPage: (given: GivenAnswer, page: number) => turnPage(desk, message as Message, given, page),
  };
  return respondToPress(desk, press, job);
}

/** The message itself shows the other page. */
async function turnPage(desk: Desk, message: Message, given: GivenAnswer, number: number): Promise<Outcome> {
  const slot = await desk.journal.slotOf(given.chat, String(message.message_id));
  const isPrivate = message.chat.type === "private";
  const pages = pagesGiven(desk, given, isPrivate);
  const page = pages[number];
  if (!slot || !page) return SILENCE;
  const keyboard = await keyboardOf(desk, { given, pages, page: number, isPrivate });
  const content = contentOf(page, { chat: given.chat, topic: null, replyTo: null }, keyboard);
  return { deliveries: [{ ...slot, content: JSON.stringify(content) }] };
}
