/** A button that was pressed → what it promises, and an acknowledgement. */

import type { CallbackQuery, Message } from "grammy/types";
import { SILENCE } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import { type Happening, pressing } from "../../chat/happening.ts";
import { TOO_OLD } from "../../chat/wording.zh.ts";
import { type Desk, placeUnder } from "./desk.ts";

export function onButton(desk: Desk, key: string, query: CallbackQuery): Happening {
  const { id, from, data = "", message } = query;
  const person = String(from.id);
  if (!message)
    return { key, lane: `press ${person}`, work: () => acknowledge(desk, id, TOO_OLD).then(() => SILENCE) };
  // A message too old to be seen still says where it stands.
  const under = message as Message;
  return pressing(desk, {
    key,
    // What comes of a press is answered in the place of a message.
    place: placeUnder(under, `button ${id}`),
    person,
    data,
    under: String(under.message_id),
    acknowledge: ({ note, standing }) => acknowledge(desk, id, note, standing?.given.id),
  });
}

/** What stands in the group already is opened alone with the bot: a line that is shown for a moment takes no links. */
async function acknowledge(
  { api, log, me }: Desk,
  query: string,
  note: string,
  standing?: string,
): Promise<void> {
  const words = note === "" ? {} : { text: note };
  const shown = standing === undefined ? words : { url: `https://t.me/${me.username}?start=s_${standing}` };
  // Acknowledged too late, or twice after a restart: then nobody waits for it.
  await quietly(log, api.raw.answerCallbackQuery({ callback_query_id: query, ...shown }));
}
