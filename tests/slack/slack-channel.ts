/** A channel as a test sees it. */

import type { Payload } from "./slack-types.ts";
import type { Ephemeral, Room, Status, StoredMessage } from "./slack-world.ts";

export interface ChannelState {
  readonly id: string;
  readonly isMember: boolean;
  /** Of people and of the app, in the order in which they came, also those deleted. */
  readonly messages: readonly StoredMessage[];
  /** The app's own that are not deleted. */
  readonly own: readonly StoredMessage[];
  /** The root and its replies that are not deleted. */
  thread(ts: string): readonly StoredMessage[];
  readonly ephemerals: readonly Ephemeral[];
  /** Every status that was set, in order. */
  readonly statuses: readonly Status[];
  /** What a thread shows now; empty where nothing. */
  status(threadTs: string): string;
  /** The app's messages that were streamed. */
  readonly streams: readonly StoredMessage[];
  readonly titles: ReadonlyMap<string, string>;
  readonly prompts: readonly Payload[];
  readonly sessions: ReadonlyMap<string, { readonly status: string; readonly title?: string }>;
  readonly unfurls: readonly Payload[];
}

export function stateOf(room: Room): ChannelState {
  const messages = [...room.messages.values()];
  const own = messages.filter(({ isOwn, isDeleted }) => isOwn && !isDeleted);
  return {
    id: room.channel.id,
    isMember: room.isMember,
    messages,
    own,
    thread: (ts) => messages.filter((one) => !one.isDeleted && (one.ts === ts || one.threadTs === ts)),
    ephemerals: room.ephemerals,
    statuses: room.statuses,
    status: (threadTs) => room.shown.get(threadTs) ?? "",
    streams: own.filter(({ stream }) => stream !== undefined),
    titles: room.titles,
    prompts: room.prompts,
    sessions: room.sessions,
    unfurls: room.unfurls,
  };
}
