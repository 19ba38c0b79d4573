/** What somebody says to the bot, in a channel, alone or by a command → its answer. */

import type { SlashCommand } from "@slack/bolt";
import { withBorrowed } from "../../chat/borrowed.ts";
import { type Job, SILENCE } from "../../chat/desk.ts";
import { respondTo, type Said } from "../../chat/dialogue.ts";
import type { Outcome } from "../../chat/journal.ts";
import { commandNamed, requestOf } from "../../chat/requests.ts";
import { forwardedIn, wordsAbove } from "./above.ts";
import { placeUnder, type SlackDesk, type SlackPlace } from "./desk.ts";
import { changeIn, type MessageHappening } from "./message-event.ts";
import { mentionsUser, saidIn, wordsOf } from "./said.ts";
import { ABOVE_UNSEEN, notOpen } from "./wording.zh.ts";

export async function onMessage(desk: SlackDesk, event: MessageHappening, job: Job): Promise<Outcome> {
  const change = changeIn(event);
  // Of one that was deleted the answer was given up when the news came in.
  if (!change?.message.user || change.kind === "deleted") return SILENCE;
  const { user, text = "", ts, files = [] } = change.message;
  const place = placeUnder(change.message);
  const words = saidIn(change.message, desk.botUserId);
  const forwarded = forwardedIn(change.message, desk.botUserId);
  const above = forwarded === "" ? await wordsAbove(desk, change.message) : forwarded;
  if (above === null && words !== "") return { deliveries: await desk.stage.note(place, ABOVE_UNSEEN) };
  const said: Said<SlackPlace> = {
    place,
    person: user,
    at: Number(ts) * 1000,
    request: requestOf(null, withBorrowed(null, words, above ?? "") ?? words),
    above: above ?? undefined,
    isWordless: words === "" && files.length > 0,
    isEdit: change.kind === "edited",
    repliesTo: null,
    isGuest: desk.isGuest === true && !place.isPrivate,
    isFollowUp: !place.isPrivate && !mentionsUser(text, desk.botUserId),
  };
  return respondTo(desk, said, job, notOpen(place.chat));
}

/** /ask and /case: only whoever gave the command sees the answer, until they publish it. */
export async function onCommand(desk: SlackDesk, command: SlashCommand, job: Job): Promise<Outcome> {
  const { channel_id, user_id, text } = command;
  const name = commandNamed(command.command.replace(/^\//, "")) ?? "ask";
  const said: Said<SlackPlace> = {
    place: placeOfCommand(command),
    person: user_id,
    at: desk.now(),
    request: requestOf(name, wordsOf(text, desk.botUserId)),
    isWordless: false,
    isEdit: false,
    repliesTo: null,
  };
  // Seen by the asker alone, which is not the one line that a channel is told.
  if (said.request.kind !== "pair" && !(await desk.access.allows(channel_id, user_id)))
    return { deliveries: await desk.stage.note(said.place, notOpen(channel_id)) };
  return respondTo(desk, said, job, notOpen(channel_id));
}

export function placeOfCommand({ channel_id, user_id, trigger_id, response_url }: SlashCommand): SlackPlace {
  return {
    chat: channel_id,
    room: "",
    isPrivate: false,
    message: `command ${trigger_id}`,
    thread: null,
    responseUrl: response_url,
    person: user_id,
  };
}
