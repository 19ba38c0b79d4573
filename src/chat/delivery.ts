/** Updates received → worked and answered, each once, through a journal that survives the end of the process. */

import { setImmediate } from "node:timers/promises";
import { type Log, logError } from "../console/log.ts";
import type { Delivery, InboxItem, Journal, OutboxItem, Outcome, Received } from "./journal.ts";
import { createLanes } from "./lanes.ts";
import type { SendResult } from "./sending.ts";
import { chatNamed } from "./wording.zh.ts";

export interface DeliveryParts {
  readonly journal: Journal;
  /**
   * Is told of every update that is to be worked when it is on disk, before it or a later one is begun. True where nobody
   * waits any more for what was put off in its lane: that is worked at once.
   */
  readonly noticed?: (item: InboxItem) => boolean;
  /** Works an update. `post` shows something before the outcome is known. What it rejects with is worked again later. */
  readonly work: (item: InboxItem, post: (delivery: Delivery) => Promise<void>) => Promise<Outcome>;
  /** Sends what is to stand in a slot, or changes the message that stands there. Does not reject. */
  readonly send: (item: OutboxItem, sentAs: string | undefined) => Promise<SendResult>;
  readonly log: Log;
  /** A chat as the log may name it. */
  readonly nameOf?: (chat: string) => string;
  /** Many people are answered at once, sixteen unless told otherwise; the rest waits its turn. */
  readonly workAtOnce?: number;
  /** At most so many messages can come twice when the process is killed; eight unless told otherwise. */
  readonly sendAtOnce?: number;
  readonly now?: () => number;
}

export type DeliveryService = ReturnType<typeof createDelivery>;

const DRAIN_MS = 5_000;
const GRACE_MS = 3_000;

const TIDY_MS = 60 * 60 * 1000;

/** After an error of our own: the disk may be full, and become free. */
const RETRY_MS = 5_000;

/** What could not be sent for so long is of no use to anybody any more. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;

/** It is tried for so long all the same: a program may have been off for days, or its clock was put on. */
const TRIED_MS = 10 * 60 * 1000;

/** A message may come as often as it was perhaps sent. */
const MAX_UNSURE = 4;

export function createDelivery(parts: DeliveryParts) {
  const { journal, log, nameOf = (chat) => chatNamed({ chat, isPrivate: false }), now = Date.now } = parts;
  const inbox = createLanes(parts.workAtOnce ?? 16);
  const outbox = createLanes(parts.sendAtOnce ?? 8);
  /** What waits for each chat, in order; the first is being sent, or held back with all behind it. */
  const queues = new Map<string, OutboxItem[]>();
  const unsure = new Map<number, number>();
  /** Since when the platform puts a message off, by the clock that nobody sets. */
  const putOff = new Map<number, number>();
  /** Lanes whose first update is put off, with all that waits behind it. */
  const heldLanes = new Map<
    string,
    { readonly items: InboxItem[]; readonly timer: NodeJS.Timeout | undefined }
  >();
  const timers = new Set<NodeJS.Timeout>();
  let isStopping = false;
  let tidying: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  /** Answers are made on the thread that also takes in and acknowledges: it does so between each two of them. */
  function nextTurn(): Promise<void> {
    turn = turn.then(() => setImmediate());
    return turn;
  }

  function after(ms: number, task: () => void): NodeJS.Timeout | undefined {
    if (isStopping) return undefined;
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, ms);
    timers.add(timer);
    return timer;
  }

  function takeAll(items: readonly InboxItem[]): void {
    const released = items.filter((item) => parts.noticed?.(item) ?? false);
    for (const { lane } of released) release(lane);
    for (const item of items) takeUp(item);
  }

  function release(lane: string): void {
    const held = heldLanes.get(lane);
    heldLanes.delete(lane);
    clearTimeout(held?.timer);
    for (const item of held?.items ?? []) takeUp(item);
  }

  /** Sends what no update gave rise to; resolves when it is on disk. */
  async function post(delivery: Delivery): Promise<void> {
    dispatch(await journal.post(delivery));
  }

  function takeUp(item: InboxItem): void {
    inbox.add(item.lane, async () => {
      const held = heldLanes.get(item.lane);
      if (held) {
        held.items.push(item);
        return;
      }
      try {
        await nextTurn();
        const outcome = await parts.work(item, post);
        if (outcome.againInMs !== undefined) {
          const timer = after(outcome.againInMs, () => release(item.lane));
          heldLanes.set(item.lane, { items: [item], timer });
          return;
        }
        for (const delivery of await journal.finish(item.number, outcome)) dispatch(delivery);
      } catch (error) {
        logError(log, error);
        after(RETRY_MS, () => takeUp(item));
      }
    });
  }

  function dispatch(item: OutboxItem): void {
    const queue = queues.get(item.chat);
    if (queue) queue.push(item);
    else {
      queues.set(item.chat, [item]);
      pump(item.chat);
    }
  }

  /** Sends the first of a chat's queue, then the next, until one is held back. */
  function pump(chat: string): void {
    outbox.add(chat, async () => {
      const queue = queues.get(chat);
      const item = queue?.[0];
      if (!queue || !item) return;
      const waitMs = await attempt(item, queue).catch((error: unknown) => {
        logError(log, error);
        return RETRY_MS;
      });
      if (queue.length === 0) {
        if (queues.get(chat) === queue) queues.delete(chat);
      } else if (waitMs > 0) after(waitMs, () => pump(chat));
      else pump(chat);
    });
  }

  /** Takes the item from its queue when it is done with; resolves with how long the chat is to be left alone (ms). */
  async function attempt(item: OutboxItem, queue: OutboxItem[]): Promise<number> {
    const sentAs = await journal.sentAs(item);
    // What was sent to the slot and got lost on the way back may be there: a reader is told so.
    const isAgain = item.isAgain || (sentAs === undefined && (await journal.isDoubtful(item)));
    await journal.sending(item.number, isAgain);
    const result = await parts.send({ ...item, isAgain }, sentAs);
    const settle = async (id: string | null, isSent = false) => {
      await journal.settled(item, id, isSent);
      unsure.delete(item.number);
      putOff.delete(item.number);
      queue.shift();
    };
    switch (result.kind) {
      case "sent":
        await settle(item.content === null ? null : (result.id ?? sentAs ?? null), true);
        return 0;
      case "later": {
        const since = putOff.get(item.number) ?? performance.now();
        if (now() - item.at > GIVE_UP_MS && performance.now() - since > TRIED_MS) return giveUp(result.why);
        putOff.set(item.number, since);
        await journal.notSent(item.number);
        return result.afterMs;
      }
      case "unsure": {
        // A change of a message is the same however often it is made.
        if (sentAs !== undefined) return result.afterMs;
        const times = (unsure.get(item.number) ?? 0) + 1;
        if (times > MAX_UNSURE) return giveUp(result.why);
        unsure.set(item.number, times);
        await journal.sending(item.number, true);
        queue[0] = { ...item, isAgain: true };
        return result.afterMs;
      }
      case "anew":
        await journal.lost(item);
        return 0;
      case "refused":
        log.error(`一条消息未能发出：${result.why}`);
        await settle(sentAs ?? null);
        if (result.instead !== null && item.content !== result.instead)
          dispatch(await journal.post({ ...item, content: result.instead }));
        return 0;
      case "plainer": {
        log.warn(`一条消息改用简单的形式发送：${result.why}`);
        const plainer = await journal.post({ ...item, content: result.content });
        await settle(sentAs ?? null);
        // Before the other messages of the same answer.
        queue.unshift(plainer);
        return 0;
      }
      case "closed":
        log.warn(`${nameOf(item.chat)}中有一处不能再收到消息：${result.why}`);
        await settle(sentAs ?? null);
        return 0;
      case "gone":
        log.warn(`${nameOf(item.chat)}不能再收到消息：${result.why}`);
        await journal.dropChat(item.chat);
        queue.length = 0;
        return 0;
      case "moved":
        log.info(`${nameOf(item.chat)}的编号改为 ${result.to}`);
        await journal.notSent(item.number);
        await journal.moveChat(item.chat, result.to);
        for (const moved of queue.splice(0)) dispatch({ ...moved, chat: result.to });
        return 0;
    }

    async function giveUp(why: string): Promise<number> {
      log.error(`一条消息一直未能发出，不再重试：${why}`);
      await settle(sentAs ?? null);
      return 0;
    }
  }

  return {
    /** Takes up what an earlier process left; from then on the journal is kept tidy. */
    async start(): Promise<void> {
      await journal.tidy();
      tidying = setInterval(() => journal.tidy().catch((error) => logError(log, error)), TIDY_MS);
      for (const item of await journal.unsent()) dispatch(item);
      takeAll(await journal.unfinished());
    },
    /** Resolves when the updates are on disk: from then on each is worked, whatever happens. */
    async receive(updates: readonly Received[]): Promise<void> {
      takeAll(await journal.receive(updates));
    },
    post,
    /**
     * Begins nothing new after `drainMs`; resolves when what was begun is finished, after `graceMs` at the latest: by
     * themselves they come to less than ten seconds. What is left is taken up at the next start.
     */
    async stop(drainMs = DRAIN_MS, graceMs = GRACE_MS): Promise<void> {
      isStopping = true;
      clearInterval(tidying);
      for (const timer of timers) clearTimeout(timer);
      await within(
        drainMs,
        inbox.settled().then(() => outbox.settled()),
      );
      inbox.close();
      outbox.close();
      await within(graceMs, Promise.all([inbox.settled(), outbox.settled()]));
    },
  };
}

/** Waits for it, but no longer than that. */
export async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
