/** An update of Telegram → what its sender has asked before and wants no answer to any more. */

import type { Update } from "grammy/types";
import { stops } from "../../chat/requests.ts";
import { type Stop, stopBy } from "../../chat/under-way.ts";
import { addressedIn, speakerOf } from "./addressed.ts";
import { type Desk, placeUnder, type TelegramPlace } from "./desk.ts";

/**
 * `number`: of the update in the inbox. Undefined for one that stops nothing. That a message was deleted is not told to
 * bots.
 */
export function stopOf(
  { message, edited_message, stopped_message_generation: pressed }: Update,
  number: number,
  me: Desk["me"],
): Stop<TelegramPlace> | undefined {
  if (pressed)
    return {
      number,
      reason: "pressed",
      ends: (asked) => asked.number === pressed.draft_id && asked.place.chat === String(pressed.chat.id),
    };
  const said = edited_message ?? message;
  const person = said && speakerOf(said);
  if (!said || person === undefined) return undefined;
  const change = edited_message ? "edited" : "said";
  const says = () => {
    const asked = addressedIn(said, me);
    return asked !== undefined && stops(asked.command, asked.text);
  };
  return stopBy({ number, person, place: placeUnder(said), change, says });
}
