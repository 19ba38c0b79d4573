/** The port through which a chat platform remembers what came in, what is to go out, and what was said. */

import type { Answer } from "../grounding/answer.ts";

/** An update as a platform delivered it. */
export interface Received {
  /** The same update, however often it comes, has the same key. */
  readonly key: string;
  /** Updates of a lane are worked in the order of their arrival, those of different lanes side by side. */
  readonly lane: string;
  /** As received. */
  readonly body: string;
}

export interface InboxItem extends Received {
  readonly number: number;
}

/** A place for one message of ours in a chat. */
export interface Slot {
  readonly chat: string;
  /** The message that is answered, or whatever else gave rise to ours. */
  readonly message: string;
  /** From 0, where an answer takes several messages. */
  readonly part: number;
}

/** What is to be seen in a slot: the first delivery to a slot sends a message, later ones change it. */
export interface Delivery extends Slot {
  /** The platform's own form of the message; null takes it away. */
  readonly content: string | null;
}

export interface OutboxItem extends Delivery {
  readonly number: number;
  /** Was being sent when a program ended, or when the network broke: a reader may have it already. */
  readonly isAgain: boolean;
  /** When it was committed, in ms since 1970. */
  readonly at: number;
}

/** A question of a conversation. */
export interface Turn {
  readonly conversation: string;
  /** Of the asker; a second turn of the same message replaces the first. */
  readonly message: string;
  /** What is to be known to understand what follows, oldest first. */
  readonly questions: readonly string[];
  /** A conversation of all who talk there, of which it is a turn, too. */
  readonly room?: string;
}

/** An answer that was given, for its buttons and for replies to it. */
export interface GivenAnswer {
  readonly id: string;
  readonly chat: string;
  /** The message that is answered; names the slots of the answer. */
  readonly message: string;
  readonly conversation: string;
  readonly question: string;
  readonly answer: Answer;
  /** The program's own line above the answer. */
  readonly head: string | null;
}

export interface Vote {
  readonly answerId: string;
  /** Not the person's id, but what stands for it here. */
  readonly person: string;
  readonly isGood: boolean;
  readonly question: string;
  readonly answer: Answer;
}

/** What working an update comes to; committed whole, with the update as done. */
export interface Outcome {
  readonly deliveries?: readonly Delivery[];
  readonly turn?: Turn;
  readonly given?: GivenAnswer;
  readonly vote?: Vote;
  /** Why somebody voted as they did, in their words; nothing where they did not vote. */
  readonly reason?: { readonly answerId: string; readonly person: string; readonly text: string };
  /** A vote that is taken back. */
  readonly withdrawn?: { readonly answerId: string; readonly person: string };
  /** Conversations that are to be forgotten. */
  readonly forget?: readonly string[];
  /** With them what was answered there, and every vote of the person. */
  readonly forgetPerson?: string;
  /** Not yet: nothing is committed, and the update is worked anew in so many ms; what came after it in its lane waits. */
  readonly againInMs?: number;
}

/** How a chat stands to the program. */
export interface ChatStanding {
  /** Opened by a pairing code. */
  readonly isOpen: boolean;
  /** Was told once that it is not open. */
  readonly isTold: boolean;
}

/**
 * All of it is of one platform and one bot. What resolves is on disk and outlives the process. Rejects when the disk
 * is full or broken; then nothing of that call happened.
 */
export interface Journal {
  /** Stands for a person where something is kept about them, the same at every start. */
  pseudonym(person: string): string;
  /** The id by which a chat went at first, for one that has moved; otherwise its own. */
  firstIdOf(chat: string): string;

  /** Takes in what was not received before (in the last two days at least), and returns that, numbered in order. */
  receive(updates: readonly Received[]): Promise<readonly InboxItem[]>;
  /** Whether an update with this key was received at all, in the last two days at least, and whether it is finished. */
  stateOf(key: string): Promise<"unknown" | "waiting" | "finished">;
  /** Received and not finished, in order; as a start finds it. */
  unfinished(): Promise<readonly InboxItem[]>;
  /** Commits the outcome with the update, whose body is forgotten; the deliveries come back numbered, in order. */
  finish(item: number, outcome: Outcome): Promise<readonly OutboxItem[]>;

  /** A delivery beside any outcome: a sign of progress. */
  post(delivery: Delivery): Promise<OutboxItem>;
  /** Not yet sent, in order; what was being sent when the process before ended comes with `isAgain`. */
  unsent(): Promise<readonly OutboxItem[]>;
  /** Before the request leaves. `isAgain` once true stays so. */
  sending(item: number, isAgain: boolean): Promise<void>;
  /** The request was surely refused or never left: it is as before `sending`. */
  notSent(item: number): Promise<void>;
  /** Sent, with the id that the platform gave the message, if any; or never to be sent. */
  settled(item: OutboxItem, sentAs: string | null, isSent?: boolean): Promise<void>;
  /** The message that stood in the slot is no more. */
  lost(slot: Slot): Promise<void>;
  /** Drops everything that waits for a chat which is gone. */
  dropChat(chat: string): Promise<void>;
  /**
   * A chat goes by another id from now on: what waits is for the other, with what belongs to it. Messages that were
   * sent stay where they are, for the ids of messages mean others there.
   */
  moveChat(from: string, to: string): Promise<void>;

  /** The id of the message that stands in a slot. */
  sentAs(slot: Slot): Promise<string | undefined>;
  /** Whether something was sent to a slot that may stand in the chat though nobody knows by which id. */
  isDoubtful(slot: Slot): Promise<boolean>;
  /** How many slots a message has, those included that nothing was sent to yet. */
  partsOf(chat: string, message: string): Promise<number>;
  /** The slot in which a message of ours stands. */
  slotOf(chat: string, sentAs: string): Promise<Slot | undefined>;
  /** The chat in which a message of ours stands, of a platform whose ids mean the same in all chats. */
  chatOf(sentAs: string): Promise<string | undefined>;

  /** What was asked in a conversation since `since` (ms), oldest first, at most `limit`, without `except`. */
  turns(
    conversation: string,
    limits: { readonly since: number; readonly limit: number; readonly except?: string },
  ): Promise<readonly Turn[]>;
  given(id: string): Promise<GivenAnswer | undefined>;
  /** The answer to a message, the latest where it was answered anew. */
  givenTo(chat: string, message: string): Promise<GivenAnswer | undefined>;

  /** The last answers in a conversation, given since `since` (ms), the latest first; also of one that was forgotten. */
  latest(
    conversation: string,
    limits: { readonly since: number; readonly limit: number },
  ): Promise<readonly GivenAnswer[]>;

  /** A mark of a chat by any name, which is forgotten after a day. */
  isMarked(chat: string, mark: string): Promise<boolean>;
  setMark(chat: string, mark: string, isMarked: boolean): Promise<void>;

  /** The latest answer to the same question in a chat, given since `since` (ms). */
  answerTo(chat: string, question: string, since: number): Promise<GivenAnswer | undefined>;

  standing(chat: string): Promise<ChatStanding>;
  /** Resolves with whether that was new. */
  setStanding(chat: string, standing: Partial<ChatStanding>): Promise<boolean>;
  /** The chat through which somebody may ask elsewhere too, if it was so after `since` (ms). */
  memberOf(person: string, since: number): Promise<string | undefined>;
  /** The chats through which somebody was known to us, the latest first. */
  groupsOf(person: string): Promise<readonly string[]>;
  setMember(person: string, chat: string): Promise<void>;

  /** Forgets what is older than it needs to be. */
  tidy(): Promise<void>;
}

/** The right to serve a bot, which one of several programs has. */
export interface Held {
  /** Given when another may have it: nothing more is to be sent, and the journal takes nothing more. */
  readonly lost: AbortSignal;
  /** To be called when nothing more is to be done by it. */
  release(): Promise<void>;
}

/** Waits for the right; `onWait` is called when another has it. Undefined where the signal was given before. */
export type HoldOf = (bot: string, signal: AbortSignal, onWait: () => void) => Promise<Held | undefined>;
