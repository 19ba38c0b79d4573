/** The port through which a chat platform is served. */

import type { ChatDesk, Place } from "./desk.ts";
import type { Failures } from "./failures.ts";
import type { Happening } from "./happening.ts";
import type { Content, Wire } from "./sending.ts";
import type { Form } from "./stage.ts";
import type { Unreached } from "./trouble.ts";

/** `C`: a message as it waits to be sent; `U`: an update as the platform tells it, plain data; `Me`: what it says of the bot. */
export interface Platform<P extends Place, C extends Content, U, Me> {
  /** As people call it. */
  readonly name: string;
  readonly failures: Failures;
  /** What is said of it, in chats and in the log. */
  readonly says: PlatformLines;
  /** For whoever runs the program, where it is no use to go on: a secret that is not valid; undefined, or absent, where it may be. */
  readonly hopeless?: (error: unknown) => Error | undefined;
  /** Who the bot is. */
  readonly introduce: (signal: AbortSignal) => Promise<Me>;
  /** Tells its journal from those of others. */
  readonly botOf: (me: Me) => string;
  /** Whether a person is in a chat now; rejects when that cannot be told. Absent where a platform does not tell. */
  readonly isMember?: (chat: string, person: string) => Promise<boolean>;
  /** Before it is known who the bot is: hangs up routes. What is handed on too early or too late rejects. */
  readonly beforehand?: (receive: Receive<U>) => void;
  readonly open: (me: Me, base: DeskBase<P>) => Bot<P, C, U>;
}

export interface PlatformLines extends Unreached {
  /** To a chat that may not ask. */
  readonly notOpen: (chat: string) => string;
  /** The bot was put into a chat, and out of it. */
  readonly joined: (chat: string) => string;
  readonly left: (chat: string) => string;
  /** How a code opens a chat. */
  readonly pairingCode: (code: string) => string;
  /** Once, however many messages wait, where the platform does not take the secret any more. */
  readonly tokenGone: (reason: string) => string;
}

/** Resolves when the updates are on disk: from then on each is worked, whatever happens. */
export type Receive<U> = (updates: readonly U[]) => Promise<void>;

/** All of a desk but what the platform adds. */
export type DeskBase<P extends Place> = Omit<ChatDesk<P>, "stage" | "mayClose">;

/** A bot whose name is known. */
export interface Bot<P extends Place, C extends Content, U> {
  readonly form: Form<P, C>;
  readonly wire: Wire<C>;
  /** Absent where only whoever is alone with the bot, or named by the settings, may close a chat. */
  readonly mayClose?: ChatDesk<P>["mayClose"];
  /** Undefined for what is not for the bot. Does not depend on anything but the update. */
  happeningIn(desk: ChatDesk<P>, update: U): Happening | undefined;
  /** Before an update is taken: what is to be known by then. As often as it comes, it is the same. */
  readonly ahead?: (update: U) => Promise<void>;
  /** Where the program speaks of its own accord in a chat. */
  readonly placeIn: (chat: string, message: string) => P;
  /** As its users know it, and how messages come, for the log. */
  readonly title: string;
  readonly way: string;
  /**
   * Receives until the signal is given; `up` is called when messages are received, or cannot be for now. Rejects where
   * it is no use to go on.
   */
  readonly listen: (receive: Receive<U>, listening: Listening) => Promise<void>;
}

export interface Listening {
  readonly signal: AbortSignal;
  readonly up: () => void;
}
