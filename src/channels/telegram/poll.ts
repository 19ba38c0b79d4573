/** The Bot API's updates, fetched one batch after another → handed on, each batch before the next is asked for. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { Log } from "../../console/log.ts";
import { failureOf, reasonOf } from "./failures.ts";

/** What is asked for; the rest of what happens in chats is not sent to us. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "inline_query",
  "my_chat_member",
  "message_reaction",
  "stopped_message_generation",
] as const satisfies readonly Exclude<keyof Update, "update_id">[];

const LONG_POLL_S = 30;

/** A server that answers at once with nothing, instead of waiting, is not asked more often than that. */
const LEAST_POLL_MS = 200;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export interface PollParts {
  readonly api: Api;
  /** Asking for the next batch tells Telegram that this one is safe: it resolves when that is so. */
  readonly receive: (updates: readonly Update[]) => Promise<void>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Resolves when the signal is given; rejects when the token is not valid any more. */
export async function poll({ api, receive, log, signal }: PollParts): Promise<void> {
  let offset: number | undefined;
  const trouble = createTrouble(log);
  while (!signal.aborted) {
    const began = performance.now();
    try {
      const updates = await api.raw.getUpdates(
        {
          limit: 100,
          timeout: LONG_POLL_S,
          allowed_updates: ALLOWED_UPDATES,
          ...(offset === undefined ? {} : { offset }),
        },
        signal as never,
      );
      await receive(updates);
      const last = updates.at(-1);
      if (last) offset = last.update_id + 1;
      trouble.over();
      if (!last && performance.now() - began < LEAST_POLL_MS) await pause(LEAST_POLL_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      if (failure.kind === "token") throw error;
      await pause(failure.kind === "flood" ? failure.afterMs : trouble.met(error), signal);
    }
  }
}

/** Trouble that comes back so soon was not over: two programs that take turns, a line that fails now and then. */
const CALM_MS = 60_000;

/** The same thing is not said more often. */
const SAID_AGAIN_MS = 10 * 60_000;

/** Says what is wrong, and when it is over; each wait is longer than the one before. */
export function createTrouble(log: Log, now: () => number = Date.now) {
  let waitMs = 0;
  let isOn = false;
  let overAt = Number.NEGATIVE_INFINITY;
  let said = { text: "", at: Number.NEGATIVE_INFINITY };
  let isSaid = false;
  return {
    /** How long to wait (ms). */
    met(error: unknown): number {
      const text = troubleText(error);
      if (!isOn && now() - overAt > CALM_MS) waitMs = 0;
      isOn = true;
      waitMs = waitMs === 0 ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
      if (said.text === text && now() - said.at < SAID_AGAIN_MS) log.debug(text);
      else {
        log.warn(text);
        said = { text, at: now() };
        isSaid = true;
      }
      return waitMs;
    },
    over(): void {
      if (!isOn) return;
      isOn = false;
      overAt = now();
      if (isSaid) log.info("Telegram：已恢复接收消息。");
      isSaid = false;
    },
  };
}

function troubleText(error: unknown): string {
  return failureOf(error).kind === "conflict"
    ? "Telegram：另一个程序正在用同一个机器人令牌接收消息，请停掉其中一个；本程序会继续重试。"
    : `Telegram：暂时收不到消息，会继续重试（${reasonOf(error)}）。`;
}

/** Ends early with the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
