/** The updates that a bot has not confirmed yet, and getUpdates. */

import type { GetUpdatesParams } from "@gramio/types";
import type { Update } from "grammy/types";
import { after } from "../wire/clock.ts";
import { type Answer, refusal } from "./bot-api-answers.ts";

/** An update, which is numbered when it has no number of its own. */
export type UpdateBody = Omit<Update, "update_id"> & { readonly update_id?: number };

export interface PendingUpdate {
  readonly update: Update;
  /** Out of the row: it is delivered once, whatever was confirmed before it came. */
  readonly isRaw: boolean;
  wasDelivered: boolean;
}

export interface Updates {
  /** In the order in which they came. */
  readonly pending: ReadonlyMap<number, PendingUpdate>;
  /** Kinds of updates that are kept; undefined for those kept by default. */
  readonly allowed: readonly string[] | undefined;
  /** Whether somebody waits for what comes. */
  readonly isPolled: boolean;
  /** Gives back its number; undefined for an update of a kind that the bot does not want. */
  push(body: UpdateBody): number | undefined;
  /** Whatever the bot wants and has confirmed. */
  pushRaw(update: Update): void;
  allow(kinds: readonly string[] | undefined): void;
  poll(params: GetUpdatesParams, signal: AbortSignal): Promise<Answer>;
  /** Ends the call that waits for updates, if one does. */
  interrupt(answer: Answer): void;
  drop(key: number): void;
  clear(): void;
  /** Called for each update that comes. */
  onPush: (key: number) => void;
}

/** Whoever wants these has to name them. */
const NOT_BY_DEFAULT = ["chat_member", "message_reaction", "message_reaction_count"];
/** telegram-bot-api, Client.h: LONG_POLL_MAX_TIMEOUT, in seconds, and LONG_POLL_WAIT_AFTER. */
const LONGEST_POLL = 50;
const GATHERS_FOR_MS = 1;

export const CONFLICT = refusal(
  409,
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
);

interface Waiting {
  readonly limit: number;
  isGathering: boolean;
  /** Calls off its timer. */
  release: () => void;
  readonly resolve: (answer: Answer) => void;
}

export function createUpdates(firstId = 700_000_001): Updates {
  const pending = new Map<number, PendingUpdate>();
  let arrivals = 0;
  let lastId = firstId - 1;
  let allowed: readonly string[] | undefined;
  let waiting: Waiting | undefined;

  function add(update: Update, isRaw: boolean): void {
    arrivals += 1;
    pending.set(arrivals, { update, isRaw, wasDelivered: false });
    updates.onPush(arrivals);
    if (!waiting || waiting.isGathering) return;
    const { limit, release, resolve } = waiting;
    release();
    // What comes at once with it goes out with it.
    waiting.isGathering = true;
    waiting.release = after(GATHERS_FOR_MS, () => {
      waiting = undefined;
      resolve({ ok: true, result: take(limit) });
    });
  }

  /** "An update is considered confirmed as soon as getUpdates is called with an offset higher than its update_id." */
  function confirm(offset: number): void {
    // tdlib, TQueue::get: an offset from the future is no offset.
    if (offset > lastId + 10) return;
    const surplus = offset < 0 ? pending.size + offset : 0;
    let seen = 0;
    for (const [key, { update, isRaw, wasDelivered }] of pending) {
      seen += 1;
      const isConfirmed = offset < 0 ? seen <= surplus : update.update_id < offset;
      if (!isConfirmed && !isRaw) return;
      if (isConfirmed && (!isRaw || wasDelivered)) pending.delete(key);
    }
  }

  function take(limit: number): Update[] {
    const batch = pending.values().take(limit).toArray();
    for (const entry of batch) entry.wasDelivered = true;
    return batch.map(({ update }) => update);
  }

  function poll(
    { offset = 0, limit = 100, timeout = 0 }: GetUpdatesParams,
    signal: AbortSignal,
  ): Promise<Answer> {
    confirm(offset);
    if (pending.size > 0 || timeout === 0 || signal.aborted)
      return Promise.resolve({ ok: true, result: take(limit) });
    updates.interrupt(CONFLICT);
    return new Promise((resolve) => {
      const nothing = () => {
        if (waiting === mine) waiting = undefined;
        resolve({ ok: true, result: [] });
      };
      const cancel = after(Math.min(timeout, LONGEST_POLL) * 1000, nothing);
      const mine: Waiting = { limit, isGathering: false, release: cancel, resolve };
      waiting = mine;
      // Whoever asked is gone, or the server stops: nobody is to be taken for having received what comes now.
      signal.addEventListener("abort", () => {
        mine.release();
        nothing();
      });
    });
  }

  const updates: Updates = {
    pending,
    get allowed() {
      return allowed;
    },
    get isPolled() {
      return waiting !== undefined;
    },
    push({ update_id: id = lastId + 1, ...body }) {
      const [kind = ""] = Object.keys(body);
      if (allowed ? !allowed.includes(kind) : NOT_BY_DEFAULT.includes(kind)) return undefined;
      const isRaw = id <= lastId;
      lastId = Math.max(lastId, id);
      add({ update_id: id, ...body }, isRaw);
      return id;
    },
    pushRaw(update) {
      lastId = Math.max(lastId, update.update_id);
      add(update, true);
    },
    allow(kinds) {
      // "If not specified, the previous setting will be used", and an empty list is the default.
      if (kinds) allowed = kinds.length > 0 ? kinds : undefined;
    },
    poll,
    interrupt(answer) {
      waiting?.release();
      waiting?.resolve(answer);
      waiting = undefined;
    },
    drop: (key) => pending.delete(key),
    clear: () => pending.clear(),
    onPush: () => {},
  };
  return updates;
}
