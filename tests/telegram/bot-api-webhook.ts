/** Brings updates to a webhook, as telegram-bot-api's WebhookActor does, only with more haste. */

import type { Update } from "grammy/types";
import { sleep } from "../wire/clock.ts";
import type { PendingUpdate, Updates } from "./bot-api-updates.ts";

export interface WebhookSettings {
  readonly url: string;
  readonly secretToken?: string;
  readonly maxConnections: number;
}

/** One attempt to bring one update. */
export interface Delivery {
  readonly at: number;
  readonly updateId: number;
  /** As the webhook answered; 0 where it did not. */
  readonly status: number;
}

interface Courier extends WebhookSettings {
  /** Waiting time after the second failure; it doubles with each that follows. */
  readonly retryMs: number;
  readonly deliveries: Delivery[];
  readonly signal: AbortSignal;
}

const LONGEST_WAIT_MS = 1_000;
const ANSWER_WITHIN_MS = 60_000;

/** Delivers what is pending and what comes, until the signal; what the webhook took is pending no more. */
export function deliver(updates: Updates, courier: Courier): void {
  // Updates of one queue go one after another; a queue whose first update fails holds up the others in it.
  const queues = new Map<string, number[]>();
  const ready: string[] = [];
  const failures = new Map<number, number>();
  let connections = 0;

  function enqueue(key: number): void {
    const entry = updates.pending.get(key);
    if (!entry) return;
    const name = queueOf(entry.update);
    const queue = queues.get(name);
    if (queue) queue.push(key);
    else {
      queues.set(name, [key]);
      ready.push(name);
    }
  }

  function start(): void {
    while (connections < courier.maxConnections && !courier.signal.aborted) {
      const name = ready.shift();
      if (name === undefined) return;
      connections += 1;
      void bring(name);
    }
  }

  async function bring(name: string): Promise<void> {
    const [key = 0] = queues.get(name) ?? [];
    const entry = updates.pending.get(key);
    const { isTaken, retryAfterMs } = entry ? await send(courier, entry) : { isTaken: true };
    connections -= 1;
    if (courier.signal.aborted) return;
    if (isTaken) finish(name, key);
    else {
      const before = failures.get(key) ?? 0;
      failures.set(key, before + 1);
      void sleep(retryAfterMs ?? waitAfter(before, courier.retryMs), courier.signal).then(() => {
        ready.push(name);
        start();
      });
    }
    start();
  }

  function finish(name: string, key: number): void {
    updates.drop(key);
    failures.delete(key);
    const queue = queues.get(name) ?? [];
    queue.shift();
    if (queue.length > 0) ready.push(name);
    else queues.delete(name);
  }

  for (const key of updates.pending.keys()) enqueue(key);
  updates.onPush = (key) => {
    enqueue(key);
    start();
  };
  start();
}

/** The first failure costs no time. */
function waitAfter(failuresBefore: number, retryMs: number): number {
  return failuresBefore === 0 ? 0 : Math.min(retryMs * 2 ** (failuresBefore - 1), LONGEST_WAIT_MS);
}

async function send(
  { url, secretToken, deliveries, signal }: Courier,
  entry: PendingUpdate,
): Promise<{ readonly isTaken: boolean; readonly retryAfterMs?: number }> {
  const at = Date.now();
  entry.wasDelivered = true;
  const headers = {
    "content-type": "application/json",
    ...(secretToken ? { "x-telegram-bot-api-secret-token": secretToken } : {}),
  };
  const body = JSON.stringify(entry.update);
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const response = await fetch(url, { method: "POST", headers, body, signal: within });
    await response.arrayBuffer();
    deliveries.push({ at, updateId: entry.update.update_id, status: response.status });
    const seconds = Number(response.headers.get("retry-after") ?? 0);
    return { isTaken: response.ok, ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}) };
  } catch {
    deliveries.push({ at, updateId: entry.update.update_id, status: 0 });
    return { isTaken: false };
  }
}

/** telegram-bot-api, Client.cpp, webhook_queue_id: messages of a chat, presses and inline queries of a person. */
function queueOf({ update_id, ...update }: Update): string {
  const message =
    update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post;
  if (message) return `messages ${message.chat.id}`;
  if (update.callback_query) return `presses ${update.callback_query.from.id}`;
  if (update.inline_query) return `queries ${update.inline_query.from.id}`;
  if (update.chosen_inline_result) return `chosen ${update.chosen_inline_result.from.id}`;
  if (update.my_chat_member) return `own ${update.my_chat_member.chat.id}`;
  if (update.chat_member) return `members ${update.chat_member.from.id}`;
  return `update ${update_id}`;
}
