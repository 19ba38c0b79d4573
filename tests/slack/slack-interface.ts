/** How tests start the local Slack, and what they see of it and do to it. */

import type { Call } from "./slack-calls.ts";
import type { ChannelState } from "./slack-channel.ts";
import type { Delivery } from "./slack-delivery.ts";
import type { Fault } from "./slack-faults.ts";
import type { Upload } from "./slack-files.ts";
import type { Connection, DisconnectReason } from "./slack-sockets.ts";
import type { Bot, Channel, Envelope, Incoming, Person, Raw, Team } from "./slack-types.ts";
import type { OpenView } from "./slack-world.ts";

export type { Call, ChannelState, Connection, Delivery, Envelope, Fault, Incoming, OpenView, Raw };

export interface SlackOptions {
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Where events go by HTTP; without it, by Socket Mode. It can be set later, too. */
  readonly requestUrl?: string;
  /** How long the app has to acknowledge: 3,000 ms with Slack, ten times as long here, where the machine may be slow. */
  readonly ackWithinMs?: number;
  /** Before each further attempt: 0, 60,000 and 300,000 ms with Slack, a thousandth of it here. */
  readonly retryAfterMs?: readonly number[];
  /** How many requests with events are under way at once. */
  readonly mostAtOnce?: number;
  /** After which a stream takes nothing more: about 5 minutes with Slack. */
  readonly streamLifeMs?: number;
  /** 3,000 ms with Slack, ten times as long here. */
  readonly triggerLifeMs?: number;
  /** 30 minutes with Slack. */
  readonly responseUrlLifeMs?: number;
  /** Those that the token has, where the app is told of them. */
  readonly scopes?: readonly string[];
  /** Whether the app is told of its own messages, as one is that subscribes to those of channels. */
  readonly echoes?: boolean;
}

export interface Slack {
  /** Without a path. */
  readonly url: string;
  /** What the clients of Slack's SDK call slackApiUrl. */
  readonly slackApiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: Team;
  readonly bot: Bot;
  /** In the order in which they were answered. */
  readonly calls: readonly Call[];
  /** What was wrong with what the app sent; a test expects nothing. */
  readonly violations: readonly string[];
  /** Attempts to reach the app. */
  readonly deliveries: readonly Delivery[];
  /** What the app has not acknowledged, and Slack not given up. */
  readonly unacknowledged: readonly Envelope[];
  /** Connections by Socket Mode, also those that are closed. */
  readonly connections: readonly Connection[];
  /** Modals, also those that are closed. */
  readonly views: readonly OpenView[];
  /** Files, also those that stand nowhere. */
  readonly uploads: readonly Upload[];
  /** Keeps the bytes of a file that somebody sends; gives back where the app gets them. */
  holdFile(id: string, bytes: Uint8Array): string;
  home(user: string): OpenView | undefined;
  channel(id: string): ChannelState;
  setChannel(channel: Channel, is?: { readonly isMember?: boolean; readonly isArchived?: boolean }): void;
  setPerson(...people: readonly Person[]): void;
  /** Makes known what is said, and delivers. Gives back what was delivered, complete, for `pushRaw` to repeat. */
  push(...incoming: readonly Incoming[]): Envelope[];
  /** Delivers anything as it is: a duplicate of what was pushed, or what no builder makes. */
  pushRaw(...raw: readonly Raw[]): Envelope[];
  /** Sends events to an address from now on; whether it gave back the challenge. */
  setRequestUrl(url: string | undefined): Promise<boolean>;
  /** Asks the app to leave its connection, or all of them. */
  disconnect(reason: DisconnectReason, connection?: number): void;
  /** Cuts the connection, or all of them. */
  cut(connection?: number): void;
  /** Sends anything at all by all connections. */
  sendText(text: string): void;
  /** Gives back what takes the fault away again. */
  fault(fault: Fault): () => void;
  /** The first call that is meant, also if it has come before; rejects with a summary of those that came instead. */
  waitFor(predicate: (call: Call) => boolean, timeoutMs?: number): Promise<Call>;
  /** Resolves when all was acknowledged or given up and, for so long, no call came. */
  idle(quietMs?: number, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}
