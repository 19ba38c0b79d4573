/** What the answering of people in chats works with, whatever the platform, and how a platform shows what it comes to. */

import type { Abilities } from "../answer/abilities.ts";
import type { AnswerStage } from "../answer/asking.ts";
import type { Log } from "../console/log.ts";
import type { Access } from "./access.ts";
import type { Curating } from "./curating.ts";
import type { Delivery, GivenAnswer, Journal, Outcome, Turn } from "./journal.ts";
import type { Offer } from "./offers.ts";
import type { PlatformLines } from "./platform.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { UnderWay } from "./waiting.ts";

export interface ChatDesk<P extends Place = Place> {
  readonly abilities: Abilities;
  readonly journal: Journal;
  readonly access: Access;
  readonly limit: RateLimit;
  readonly log: Log;
  /** Where readers of the web channel find it; null where there is none. */
  readonly publicUrl: string | null;
  readonly now: () => number;
  readonly stage: Stage<P>;
  readonly underWay: UnderWay;
  readonly says: PlatformLines;
  /** Absent where nobody looks after the cases from chats. */
  readonly curating?: Curating;
  /** Whether somebody who may ask in a chat may close it, too. */
  mayClose(place: P, person: string): Promise<boolean>;
}

/** Where an answer goes. */
export interface Place {
  readonly chat: string;
  /** The topic or thread within the chat; "" where there are none. */
  readonly room: string;
  readonly isPrivate: boolean;
  /** What may be read there, as `Abilities.scope` names it; absent where it is everything. */
  readonly scope?: string;
  /** What is answered: the id of a message, or of whatever else gave rise to the answer. */
  readonly message: string;
}

/** Outside of threads and topics, in answer to nothing that was said. */
export function placeIn(chat: string, isPrivate: boolean, message: string): Place {
  return { chat, room: "", isPrivate, message };
}

/** An update that is being worked. */
export interface Job {
  /** In the inbox, where later ones have higher numbers. */
  readonly number: number;
  /** Shows something before the outcome is known. */
  readonly post: (delivery: Delivery) => Promise<void>;
}

/** Somebody who waits for what comes of their update. */
export interface Waiting<P extends Place = Place> {
  readonly place: P;
  readonly person: string;
  readonly job: Job;
}

/**
 * What becomes of what is shown of an answer that was given up:
 * - `deleted`: nobody waits, and nothing is left to be answered: it is taken away
 * - `edited`: it stays, for another answer comes in its place
 * - `said`: it is taken away, as the word itself is answered
 * - `pressed`: it becomes a line that says so
 */
export type Reason = "deleted" | "edited" | "said" | "pressed";

/** A word that ends what was asked before it. */
export interface Stop {
  /** Of its own update in the inbox. */
  readonly number: number;
  readonly reason: Reason;
  ends(asked: Waiting): boolean;
}

/** How a platform shows things at a place of its own kind: what is shared hands on the places that it is given. */
export interface Stage<P extends Place = Place> {
  /** A message of the program's own, and nothing else. `offers`: below it, on platforms from which files can be had. */
  note(place: P, text: string, offers?: readonly Offer[]): Promise<Outcome>;
  /** The same for one person, whom others need not hear; beside whatever stands at the place. */
  aside(place: P, person: string, text: string): Promise<Outcome>;
  /** A sign under the message itself; does not reject, and is no loss where the platform has none. */
  react(place: P, sign: Sign): Promise<void>;
  /** `isEarly`: another answer may come in its place. */
  answer(place: P, given: GivenAnswer, isEarly?: boolean): Promise<readonly Delivery[]>;
  /** The message itself, by the platform's id, shows another page of its answer, where it has one. */
  turn(place: P, given: GivenAnswer, page: number, message: string): Promise<Outcome>;
  /** Whether what was sent can be changed: where not, an answer is shown when no other can come in its place. */
  readonly edits: boolean;
  /** Takes away whatever is shown there. */
  nothing(place: P): Promise<Outcome>;
  /** Shows that a task is under way, and how far it is, from its beginning to its end. */
  working<T>(waiting: Waiting<P>, task: (onStage: (stage: AnswerStage) => void) => Promise<T>): Promise<T>;
}

/** `waits`: it is answered later, as much is asked; `thanked`: the thanks were seen. */
export type Sign = "waits" | "thanked";

export const SILENCE: Outcome = {};

/** One person in one chat and room; what was asked elsewhere, by others, or with other rights is another conversation. */
export function conversationOf(
  { journal }: Pick<ChatDesk, "journal">,
  { chat, room, scope }: Pick<Place, "chat" | "room" | "scope">,
  person: string,
): string {
  const within = scope === undefined ? "" : ` in ${scope}`;
  return journal.pseudonym(`${journal.firstIdOf(chat)} ${room} ${person}${within}`);
}

/** Where a line stands that takes no answer's place. */
export function besides<P extends Place>(place: P): P {
  return { ...place, message: `${place.message} aside` };
}

/** The mark of a chat in which the bot keeps out of the talk of a room. */
export function quietIn(room: string): string {
  return `quiet ${room}`;
}

/** What everybody asks in a room: where somebody comes in who has no conversation of their own there. */
export function roomTalkOf(desk: Pick<ChatDesk, "journal">, place: Pick<Place, "chat" | "room" | "scope">) {
  return conversationOf(desk, place, "room");
}

/** What was asked at a place, as a turn of its conversation, and of what is talked about in its room. */
export function turnAt(
  desk: Pick<ChatDesk, "journal">,
  place: Pick<Place, "chat" | "room" | "scope" | "message" | "isPrivate">,
  conversation: string,
  questions: readonly string[],
): Turn {
  const isShared = !place.isPrivate && place.room !== "";
  const room = isShared ? { room: roomTalkOf(desk, place) } : {};
  return { conversation, message: turnNameOf(desk, place), questions, ...room };
}

/** A question among those of its conversation: a chat that has moved numbers its messages anew. */
export function turnNameOf(
  { journal }: Pick<ChatDesk, "journal">,
  { chat, message }: Pick<Place, "chat" | "message">,
): string {
  return journal.firstIdOf(chat) === chat ? message : `moved ${message}`;
}
