/** What the answering of people in chats works with, whatever the platform, and how a platform shows what it comes to. */

import type { Abilities } from "../answer/abilities.ts";
import type { Log } from "../console/log.ts";
import type { Access } from "./access.ts";
import type { Delivery, GivenAnswer, Journal, Outcome } from "./journal.ts";
import type { RateLimit } from "./rate-limit.ts";

export interface ChatDesk {
  readonly abilities: Abilities;
  readonly journal: Journal;
  readonly access: Access;
  readonly limit: RateLimit;
  readonly log: Log;
  readonly now: () => number;
}

/** Where an answer goes. */
export interface Place {
  readonly chat: string;
  /** The topic or thread within the chat; "" where there are none. */
  readonly room: string;
  readonly isPrivate: boolean;
  /** What is answered: the id of a message, or of whatever else gave rise to the answer. */
  readonly message: string;
}

/** Shows something before the outcome is known. */
export type Post = (delivery: Delivery) => Promise<void>;

/** How a platform shows things at a place of its own kind. */
export interface Stage<P extends Place> {
  /** A message of the program's own. */
  note(place: P, text: string): Promise<readonly Delivery[]>;
  answer(place: P, given: GivenAnswer): Promise<readonly Delivery[]>;
  /** Shows that a task is under way, from its beginning to its end. */
  working<T>(place: P, post: Post, task: () => Promise<T>): Promise<T>;
}

export const SILENCE: Outcome = {};

/** One person in one chat and room; what was asked elsewhere, or by others, is another conversation. */
export function conversationOf({ journal }: ChatDesk, { chat, room }: Place, person: string): string {
  return journal.pseudonym(`${chat} ${room} ${person}`);
}
