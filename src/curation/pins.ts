/** The port through which the program remembers which place whoever looks after the cases chose as the answer to a question. */

import type { Pins } from "../answer/pinned.ts";
import type { SentenceAddress } from "../grounding/located.ts";

export interface Pin {
  readonly key: string;
  /** As it was asked. */
  readonly question: string;
  readonly address: SentenceAddress;
  /** Where it was chosen, and is told when it no longer holds: the channel as the audit names it, and the chat. */
  readonly channel: string;
  readonly chat: string;
}

/** What resolves is on disk. Several processes may keep the same folder's at once. */
export interface KeptPins extends Pins {
  of(key: string): Promise<Pin | undefined>;
  /** In the place of one of the same key. */
  put(pin: Pin): Promise<void>;
  /** False where there was none. */
  remove(key: string): Promise<boolean>;
  /** The latest first. */
  all(): Promise<readonly Pin[]>;
  close(): void;
}
