/** A body of Slack → what its sender has asked before and wants no answer to any more. */

import type { AgentSessionStoppedEvent } from "@slack/types";
import { stops } from "../../chat/requests.ts";
import type { Stop } from "../../chat/under-way.ts";
import { placeUnder, type SlackPlace } from "./desk.ts";
import type { SlackBody } from "./http.ts";
import { changeIn, type MessageHappening } from "./message-event.ts";
import { wordsOf } from "./said.ts";

/** `number`: of the body in the inbox. Undefined for one that stops nothing. */
export function stopOf(
  { event, command, text, channel_id, user_id }: SlackBody,
  number: number,
  botUserId: string,
): Stop<SlackPlace> | undefined {
  if (command !== undefined)
    return stops(null, String(text).trim())
      ? {
          number,
          reason: "said",
          ends: ({ place, person }) => person === user_id && place.chat === channel_id,
        }
      : undefined;
  const { type } = (event ?? {}) as { readonly type?: string };
  if (type === "agent_session_stopped") return sessionStop(event as AgentSessionStoppedEvent, number);
  return type === "message" || type === "app_mention"
    ? messageStop(event as MessageHappening, number, botUserId)
    : undefined;
}

function sessionStop(
  { channel, user, thread_ts }: AgentSessionStoppedEvent,
  number: number,
): Stop<SlackPlace> {
  return {
    number,
    reason: "pressed",
    ends: ({ place, person }) => person === user && place.chat === channel && place.thread === thread_ts,
  };
}

function messageStop(
  event: MessageHappening,
  number: number,
  botUserId: string,
): Stop<SlackPlace> | undefined {
  const change = changeIn(event);
  if (!change) return undefined;
  const { user } = change.message;
  const { chat, room, message } = placeUnder(change.message);
  if (change.kind !== "said")
    return {
      number,
      reason: change.kind,
      ends: ({ place, person }) => person === user && place.chat === chat && place.message === message,
    };
  return stops(null, wordsOf(change.message.text ?? "", botUserId))
    ? {
        number,
        reason: "said",
        ends: ({ place, person }) => person === user && place.chat === chat && place.room === room,
      }
    : undefined;
}
