/** A body of Slack → what its sender has asked before and wants no answer to any more. */

import type { AgentSessionStoppedEvent } from "@slack/types";
import { stops } from "../../chat/requests.ts";
import { type Stop, stopBy } from "../../chat/under-way.ts";
import { placeUnder, type SlackPlace } from "./desk.ts";
import type { SlackBody } from "./http.ts";
import { changeIn, type MessageHappening } from "./message-event.ts";
import { saidIn } from "./said.ts";

/** `number`: of the body in the inbox. Undefined for one that stops nothing. */
export function stopOf(
  { event, command, text, channel_id, user_id }: SlackBody,
  number: number,
  botUserId: string,
): Stop<SlackPlace> | undefined {
  if (command !== undefined) {
    if (!stops(null, String(text).trim())) return undefined;
    // By a command one asks, and stops, in a channel and in none of its threads.
    return {
      number,
      reason: "said",
      ends: (asked) => asked.person === user_id && asked.place.chat === channel_id,
    };
  }
  const { type } = (event ?? {}) as { readonly type?: string };
  if (type === "agent_session_stopped") {
    const { channel, user, thread_ts } = event as AgentSessionStoppedEvent;
    return {
      number,
      reason: "pressed",
      ends: ({ place, person }) => person === user && place.chat === channel && place.thread === thread_ts,
    };
  }
  if (type !== "message" && type !== "app_mention") return undefined;
  const change = changeIn(event as MessageHappening);
  const person = change?.message.user;
  if (!change || person === undefined) return undefined;
  const { kind, message } = change;
  const says = () => stops(null, saidIn(message, botUserId));
  return stopBy({ number, person, place: placeUnder(message), change: kind, says });
}
