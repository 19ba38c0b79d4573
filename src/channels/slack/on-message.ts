/** What somebody says to the bot, in a channel, alone or by a command → whether it is for it, and its answer. */

import type { SlashCommand } from "@slack/bolt";
import type { SentFile } from "../../chat/add-file.ts";
import { onBehalfAt } from "../../chat/asker.ts";
import { conversationOf, placeIn, quietIn, type Waiting } from "../../chat/desk.ts";
import { type Happening, saying } from "../../chat/happening.ts";
import { MAX_TURN_AGE_MS } from "../../chat/history.ts";
import { commandNamed, requestOf, stops } from "../../chat/requests.ts";
import type { SlackDesk } from "./desk.ts";
import { areTexts } from "./intake.ts";
import {
  beginsWithOther,
  type Change,
  changeIn,
  forwardedIn,
  type MessageEvent,
  type MessageHappening,
  mentionsUser,
  placeUnder,
  saidIn,
  wordsAbove,
  wordsOf,
} from "./said.ts";
import { ABOVE_UNSEEN } from "./wording.zh.ts";

export function onMessage(desk: SlackDesk, event: MessageHappening, team: string): Happening | undefined {
  const change = changeIn(event);
  if (!change) return undefined;
  const { message, kind } = change;
  const { user = "", channel, ts, thread_ts = ts, text = "", files = [] } = message;
  if (user === "" || !areTexts(user, channel, ts, text, thread_ts)) return undefined;
  const { botUserId } = desk;
  const place = { ...placeUnder(message), person: user };
  const words = saidIn(message, botUserId);
  return saying(desk, {
    key: () => keyOf(desk, change, team),
    place,
    person: user,
    change: kind,
    text: words,
    async said() {
      const forwarded = forwardedIn(message, botUserId);
      const above = forwarded === "" ? await wordsAbove(desk, message) : forwarded;
      if (above === null && words !== "") return desk.stage.note(place, ABOVE_UNSEEN);
      return {
        at: Number(ts) * 1000,
        above: above ?? undefined,
        file: fileIn(desk, files),
        isWordless: words === "" && files.length > 0,
        isEdit: kind === "edited",
        isGuest: desk.isGuest === true && !place.isPrivate,
        isFollowUp: !place.isPrivate && !mentionsUser(text, botUserId),
      };
    },
  });
}

/** As the largest that is read. */
const MOST_BYTES = 50 * 1024 * 1024;

/** The first; what lies elsewhere, or is still to be asked for, cannot be had. */
function fileIn(
  { download }: SlackDesk,
  [file, ...others]: NonNullable<MessageEvent["files"]>,
): SentFile | undefined {
  if (!file) return undefined;
  const { name, size, is_external, url_private = "", url_private_download: url = url_private } = file;
  const fetch = async () => {
    if (is_external) throw new Error("is_external");
    return download(url);
  };
  return { name: name ?? "", size, mostBytes: MOST_BYTES, isFirst: others.length > 0, fetch };
}

/** /ask and /case: only whoever gave the command sees the answer, until they publish it. */
export function onCommand(desk: SlackDesk, command: SlashCommand): Happening {
  const { channel_id: chat, user_id: person, trigger_id, response_url, text } = command;
  const name = commandNamed(command.command.replace(/^\//, "")) ?? "ask";
  const place = { ...placeIn(chat, false, `command ${trigger_id}`), responseUrl: response_url, person };
  const said = saying(desk, {
    key: `command ${trigger_id}`,
    place,
    person,
    text: text.trim(),
    async said() {
      const request = requestOf(name, wordsOf(text, desk.botUserId));
      // Seen by the asker alone, which is not the one line that a channel is told.
      if (request.kind !== "pair" && !(await desk.access.allows(chat, person)))
        return desk.stage.note(place, desk.says.notOpen(chat));
      return { at: desk.now(), request };
    },
  });
  if (!stops(null, text.trim())) return said;
  // By a command one asks, and stops, in a channel and in all of its threads.
  const ends = (number: number) => ({
    number,
    reason: "said" as const,
    ends: (asked: Waiting) => asked.person === person && asked.place.chat === chat,
  });
  return { ...said, ends };
}

/** Subtypes of what people say themselves. */
const SPOKEN = new Set<string | undefined>([undefined, "thread_broadcast", "file_share"]);

/** Undefined for what is not for the bot, which is not kept, and not marked as seen. */
async function keyOf(desk: SlackDesk, { kind, message }: Change, team: string): Promise<string | undefined> {
  const { channel, ts, edited } = message;
  const key = `${team} ${channel} ${ts}`;
  const { stateOf } = desk.journal;
  switch (kind) {
    case "said":
      return (await isForUs(desk, message)) ? key : undefined;
    case "edited":
      // What was for us before it was changed; or is now, as it names the bot.
      if ((await stateOf(key)) !== "unknown") return `${key} ${edited?.ts}`;
      return message.type === "app_mention" && (await isForUs(desk, message)) ? key : undefined;
    case "deleted":
      // An answer that was given stays.
      return (await stateOf(key)) === "waiting" ? `${key} deleted` : undefined;
  }
}

async function isForUs(desk: SlackDesk, event: MessageEvent): Promise<boolean> {
  const { botUserId } = desk;
  const { type, subtype, user, bot_id, channel_type, thread_ts, text = "" } = event;
  if (!user || user === botUserId || user === "USLACKBOT" || bot_id !== undefined || !SPOKEN.has(subtype))
    return false;
  if (type === "app_mention" || channel_type === "im" || mentionsUser(text, botUserId)) return true;
  if (thread_ts === undefined || beginsWithOther(text, botUserId)) return false;
  return isEngaged(desk, event, user);
}

/** Whether this person was answered in this thread, or is just being so: then they need not call the bot again there. */
async function isEngaged(desk: SlackDesk, event: MessageEvent, person: string): Promise<boolean> {
  const { journal, underWay, replyInThreads, now } = desk;
  const place = placeUnder(event);
  const { chat, room } = place;
  if ((replyInThreads[chat] ?? replyInThreads[""]) === "mention") return false;
  if (await journal.isMarked(chat, quietIn(room))) return false;
  const isAsking = underWay.some(
    (asked) => asked.person === person && asked.place.chat === chat && asked.place.room === room,
  );
  if (isAsking) return true;
  const conversation = await onBehalfAt(desk, place, person, async (own) =>
    conversationOf(desk, own, person),
  );
  return (await journal.latest(conversation, { since: now() - MAX_TURN_AGE_MS, limit: 1 })).length > 0;
}
