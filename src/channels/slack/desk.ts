/** What the handlers of Slack's events work with, and the places where the bot speaks. */

import type { WebClient } from "@slack/web-api";
import type { ChatDesk, Place } from "../../chat/desk.ts";

export interface SlackDesk extends ChatDesk<SlackPlace> {
  readonly client: WebClient;
  readonly botUserId: string;
  /** Of a file that somebody sent. */
  readonly download: (url: string) => Promise<Uint8Array>;
  readonly teamId: string;
  /** Ids of workspaces, people and channels that may ask. */
  readonly allowed: readonly string[];
  /** Of another workspace, where the people of ours may ask. */
  readonly isGuest?: boolean;
  /** By channel, "" for all others: `mention` where a thread in which its asker was answered is heard by mention alone. */
  readonly replyInThreads: Readonly<Record<string, string>>;
  /** A person (U…) or group (S…) who answers what the cases do not; null where nobody does. */
  readonly expert: string | null;
}

/** Its room is the thread; alone with the bot, all threads are one conversation. */
export interface SlackPlace extends Place {
  /** The first message of the thread in which the answer stands; absent outside of threads. */
  readonly thread?: string | undefined;
  /** Where an answer goes that only the asker sees; it is good for half an hour, and for five messages. */
  readonly responseUrl?: string | undefined;
  /** Who asks, as far as their messages tell it. */
  readonly person?: string;
  /** The workspace of whoever is answered, which need not be ours. */
  readonly team?: string | undefined;
}

/** Somebody of a workspace that is named may ask wherever they are; a guest of a shared channel is of another. */
export function deskFor(desk: SlackDesk, team: string | undefined): SlackDesk {
  if (team === undefined) return desk;
  return {
    ...desk,
    isGuest: !desk.allowed.includes(team) && desk.allowed.includes(desk.teamId),
    ...(desk.allowed.includes(team) ? { access: { ...desk.access, allows: async () => true } } : {}),
    // A channel is its people's, and whoever closes it takes nothing away that a code does not give back.
    mayClose: async (_, person) => team === desk.teamId || desk.allowed.includes(person),
  };
}
