/** The port through which people reach the program. */

/** It takes messages to the abilities and brings the answers back, and decides nothing itself. */
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
