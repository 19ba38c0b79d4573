/** The Bot API's updates, fetched one batch after another → handed on, each batch before the next is asked for. */

import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { Receive } from "../../chat/platform.ts";
import { pause, type Trouble } from "../../chat/trouble.ts";
import { failureOf } from "./failures.ts";

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

export interface PollParts {
  readonly api: Api;
  /** Asking for the next batch tells Telegram that this one is safe: it resolves when that is so. */
  readonly receive: Receive<Update>;
  readonly trouble: Trouble;
  readonly signal: AbortSignal;
}

/** Resolves when the signal is given; rejects when the token is not valid any more. */
export async function poll({ api, receive, trouble, signal }: PollParts): Promise<void> {
  let offset: number | undefined;
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
