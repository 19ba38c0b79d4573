/** What every handler of an update works with, and the places where it speaks. */

import type { Api } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { Abilities } from "../../answer/abilities.ts";
import type { Access } from "../../chat/access.ts";
import type { Delivery, Journal, Outcome } from "../../chat/journal.ts";
import type { RateLimit } from "../../chat/rate-limit.ts";
import type { Log } from "../../console/log.ts";

export interface Desk {
  readonly api: Api;
  readonly me: UserFromGetMe;
  readonly abilities: Abilities;
  readonly journal: Journal;
  readonly access: Access;
  readonly limit: RateLimit;
  /** Where readers of the web channel find it; null where there is none. */
  readonly publicUrl: string | null;
  readonly log: Log;
  readonly now: () => number;
}

/** Shows something before the outcome is known. */
export type Post = (delivery: Delivery) => Promise<void>;

export const SILENCE: Outcome = {};

/** Where an answer goes. */
export interface Place {
  readonly chat: string;
  readonly isPrivate: boolean;
  /** Of a forum. */
  readonly topic: number | null;
  /** What is answered: the id of a message, or of the button that was pressed. */
  readonly message: string;
  /** The message under which the answer stands. */
  readonly replyTo: number | null;
}

/** One person in one chat and topic; what was asked elsewhere, or by others, is another conversation. */
export function conversationOf(desk: Desk, { chat, topic }: Place, person: string): string {
  return desk.journal.pseudonym(`${chat} ${topic ?? ""} ${person}`);
}
