/** The port through which people reach the program. */

import type { Abilities } from "../answer/abilities.ts";
import type { Log } from "../console/log.ts";

/** What a channel is given: it takes messages to the abilities and brings the answers back, and decides nothing itself. */
export interface ChannelParts {
  /** Each rejects when there is nothing that may be sent; the channel then says so and goes on. */
  readonly abilities: Pick<Abilities, "answer" | "verify" | "summaryNamed" | "quoteNamed" | "compareNamed">;
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
