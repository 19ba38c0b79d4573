/** The port through which people reach the program. */

import type { Asking } from "../answer/asking.ts";
import type { Message } from "../answer/respond.ts";
import type { Log } from "../console/log.ts";
import type { Answer } from "../grounding/answer.ts";

/** What a channel is given: it takes messages to `answer` and brings the answers back, and decides nothing itself. */
export interface ChannelParts {
  /** Rejects when there is nothing that may be sent; the channel then says so and goes on. */
  readonly answer: (message: Message, asking?: Asking) => Promise<Answer>;
  readonly log: Log;
}

export interface Channel {
  /** As people call it: 终端, Telegram. */
  readonly name: string;
  /** Resolves when messages are received; rejects when they cannot be (wrong token, address in use), saying why. */
  start(): Promise<void>;
  /**
   * Resolves when no message can come any more, as at the end of a terminal's input; with most channels that is never
   * before `stop`. Rejects when the channel breaks for good.
   */
  readonly ended: Promise<void>;
  /** Takes no more messages, resolves when those taken are answered and everything is let go. May be called twice. */
  stop(): Promise<void>;
}
