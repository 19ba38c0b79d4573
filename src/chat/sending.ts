/** What is to stand in a slot of a chat → a message sent, changed or taken away, and what delivery is to do next. */

import { createHash } from "node:crypto";
import { notShownOn } from "./channel-wording.zh.ts";
import type { Failure, Failures } from "./failures.ts";
import type { OutboxItem } from "./journal.ts";
import { SENT_AGAIN } from "./wording.zh.ts";

/** A message as it waits to be sent; what else it holds is the platform's own. */
export interface Content {
  readonly text: string;
  /** Stands there until the answer comes in its place. */
  readonly isSign?: boolean;
}

/** How a platform sends. Each rejects as its call does. */
export interface Wire<C extends Content> {
  readonly failures: Failures;
  /** With a line that says that it may be there already. */
  readonly marked: (content: C) => C;
  /** Resolves with the id of the message; null where the platform gives none. */
  readonly post: (content: C, item: OutboxItem) => Promise<string | null>;
  /** Resolves with the id of the message as it stands then. Absent where another is sent. */
  readonly change?: (content: C, sentAs: string, item: OutboxItem) => Promise<string | null>;
  /** Absent where nothing can be taken away. */
  readonly remove?: (sentAs: string, item: OutboxItem) => Promise<void>;
  /** What a message can do without where it is refused, what is missed least first. */
  readonly plainer: readonly Plainer<C>[];
  /** How much it takes in a chat; absent where it is told only by being refused. */
  readonly rates?: readonly Rate[];
}

/** The same for the same things, however often it is made, and of no use to anybody else. */
export function steadyId(...of: readonly (string | number)[]): string {
  return createHash("sha256").update(of.join(" ")).digest("base64url").slice(0, 32);
}

/** With a line that says that it may be there already. */
export function withMark(text: string): string {
  return `${text}\n\n${SENT_AGAIN}`;
}

/** How long a chat is left alone (ms) where the platform does not say. */
const WAITS = { unavailable: 2_000, conflict: 2_000, unsure: 3_000, token: 60_000 } as const;

/**
 * What it gives back does not reject. `tokenGone` is told once what the platform of that name says of a secret that is not
 * valid any more, however many messages wait.
 */
export function createSending<C extends Content>(
  wire: Wire<C>,
  name: string,
  tokenGone: (why: string) => void,
): (item: OutboxItem, sentAs: string | undefined) => Promise<SendResult> {
  let isTokenGone = false;
  const pace = createPace(wire.rates ?? []);
  return async (item, sentAs) => {
    const content = item.content === null ? null : (JSON.parse(item.content) as C);
    const isSign = content?.isSign === true;
    const waitMs = pace.take(item.chat, isSign);
    // A sign that would have to wait is not worth it.
    if (waitMs > 0 && isSign) return { kind: "sent", id: sentAs ?? null };
    if (waitMs > 0) return { kind: "later", afterMs: waitMs, why: "rate" };
    try {
      const id = await sent(wire, content, item, sentAs);
      isTokenGone = false;
      return { kind: "sent", id };
    } catch (error) {
      const why = wire.failures.reasonOf(error);
      const failure = wire.failures.failureOf(error);
      if (failure.kind === "token" && !isTokenGone) tokenGone(why);
      isTokenGone ||= failure.kind === "token";
      const plainer = () => content && refusedForm(content, why, wire.plainer, notShownOn(name));
      return resultOf(failure, why, sentAs, plainer);
    }
  };
}

async function sent<C extends Content>(
  { post, change, remove, marked }: Wire<C>,
  content: C | null,
  item: OutboxItem,
  sentAs: string | undefined,
): Promise<string | null> {
  if (content === null) {
    if (sentAs !== undefined) await remove?.(sentAs, item);
    return null;
  }
  if (sentAs !== undefined && change) return change(content, sentAs, item);
  // Perhaps it is there already; the answer that comes after it says so.
  if (content.isSign && item.isAgain) return null;
  return post(item.isAgain ? marked(content) : content, item);
}

/** `plainer`: what is to be done about a form that is refused; null where there is none, as something was to be taken away. */
function resultOf(
  failure: Failure,
  why: string,
  sentAs: string | undefined,
  plainer: () => SendResult | null,
): SendResult {
  switch (failure.kind) {
    case "flood":
      return { kind: "later", afterMs: failure.afterMs, why };
    case "unavailable":
    case "conflict":
    case "token":
      return { kind: "later", afterMs: WAITS[failure.kind], why };
    case "unsure":
      return { kind: "unsure", afterMs: WAITS.unsure, why };
    case "moved":
      return failure;
    case "gone":
    case "closed":
      return { kind: failure.kind, why };
    case "unwanted":
      return { kind: "refused", why, instead: null };
    case "done":
      return { kind: "sent", id: sentAs ?? null };
    case "missing":
    case "refused": {
      const result = plainer();
      // What is to be taken away and is not there is done.
      if (result === null) return { kind: "sent", id: null };
      return failure.kind === "missing" && sentAs !== undefined ? { kind: "anew" } : result;
    }
  }
}

/** So many in so long (ms). */
export interface Rate {
  readonly most: number;
  readonly inMs: number;
}

/** Signs of work take no more than this share: there is to be room for the answers. */
const SHARE_OF_SIGNS = 1 / 3;

/** Beyond so many chats those of which nothing was sent for longest are forgotten. */
const MOST_KEPT = 1_000;

export function createPace(rates: readonly Rate[]) {
  const longest = Math.max(0, ...rates.map(({ inMs }) => inMs));
  const chats = new Map<string, number[]>();
  return {
    /** Zero where the next may go now, and then it counts; otherwise how long to wait (ms). */
    take(chat: string, isSign: boolean): number {
      if (rates.length === 0) return 0;
      // The clock on the wall may be put back by an hour, for which nobody is to wait.
      const at = performance.now();
      const times = (chats.get(chat) ?? []).filter((time) => at - time < longest);
      chats.delete(chat);
      chats.set(chat, times);
      for (const oldest of chats.keys()) {
        if (chats.size <= MOST_KEPT) break;
        chats.delete(oldest);
      }
      const waits = rates.map(({ most, inMs }) => {
        const room = isSign ? Math.ceil(most * SHARE_OF_SIGNS) : most;
        const blocking = times.at(-room);
        return blocking === undefined ? 0 : blocking + inMs - at;
      });
      const waitMs = Math.max(0, ...waits);
      if (waitMs === 0) times.push(at);
      return waitMs;
    },
  };
}

/** What a message can do without. */
export interface Plainer<C> {
  /** What a platform says of it where it is this that it refuses; absent where that is never said in so many words. */
  readonly of?: RegExp;
  /** Taken off for this reason alone. */
  readonly onlyIf?: true;
  /** Undefined where the message has no such thing. */
  readonly without: (content: C) => C | undefined;
}

/** One that may be absent. */
export function without<C extends Content>(name: keyof C): Plainer<C>["without"] {
  return (content) => (content[name] === undefined ? undefined : { ...content, [name]: undefined });
}

/** Never silence: a plainer form, and where nothing is left to be taken off the apology in its place. */
function refusedForm<C extends Content>(
  content: C,
  why: string,
  steps: readonly Plainer<C>[],
  apology: string,
): SendResult {
  const plainer = plainerForm(content, why, steps);
  if (plainer) return { kind: "plainer", why, content: JSON.stringify(plainer) };
  const instead = content.text === apology ? null : JSON.stringify({ ...content, text: apology });
  return { kind: "refused", why, instead };
}

function plainerForm<C>(content: C, why: string, steps: readonly Plainer<C>[]): C | undefined {
  const named = steps.filter(({ of }) => of?.test(why));
  const usual = steps.filter(({ onlyIf }) => onlyIf !== true);
  for (const { without } of [...named, ...usual]) {
    const plainer = without(content);
    if (plainer !== undefined) return plainer;
  }
  return undefined;
}

/** What became of a request to a platform. */
export type SendResult =
  /** With the id that the platform gave the message, where it gave one. */
  | { readonly kind: "sent"; readonly id: string | null }
  /** Surely not there: to be sent again after a while. */
  | { readonly kind: "later"; readonly afterMs: number; readonly why: string }
  /** May be there or not: sent again after a while, and marked. */
  | { readonly kind: "unsure"; readonly afterMs: number; readonly why: string }
  /** The message standing in the slot is gone: this is to be sent as a new one. */
  | { readonly kind: "anew" }
  /** Will never be taken; what is to be told to the reader in its place, if anything. */
  | { readonly kind: "refused"; readonly why: string; readonly instead: string | null }
  /** Not taken in this form, but perhaps in a plainer one, which is sent in its place. */
  | { readonly kind: "plainer"; readonly why: string; readonly content: string }
  /** Nothing more is taken where this was to stand; elsewhere in the chat there may be. */
  | { readonly kind: "closed"; readonly why: string }
  /** Nothing can be sent to this chat any more. */
  | { readonly kind: "gone"; readonly why: string }
  | { readonly kind: "moved"; readonly to: string };
