/** Telegram's updates, fetched or pushed → handed on, and acknowledged only when they are on disk. */

import { createHash, timingSafeEqual } from "node:crypto";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import { messageOf } from "../../chat/failures.ts";
import { isWritable, objectIn } from "../../chat/json.ts";
import type { Receive } from "../../chat/platform.ts";
import { pause, type Trouble } from "../../chat/trouble.ts";
import { atMostEveryMinute, type Log } from "../../console/log.ts";
import { type Handler, readBody, whenKept } from "../../web/http-server.ts";
import { failureOf } from "./failures.ts";
import { LOG } from "./wording.zh.ts";

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

/**
 * Asking for the next batch tells Telegram that the one before is safe. Resolves when the signal is given; rejects when the
 * token is not valid any more.
 */
export async function poll(
  api: Api,
  receive: Receive<Update>,
  trouble: Trouble,
  signal: AbortSignal,
): Promise<void> {
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
      if (failureOf(error).kind === "token") throw error;
      await pause(trouble.met(error), signal);
    }
  }
}

const MAX_BYTES = 1024 * 1024;

/** Seconds; Telegram keeps to it, and by itself repeats at once and then ever more rarely (tdlib/telegram-bot-api, WebhookActor.cpp). */
const RETRY_AFTER = "5";

/** Throws where the secret is blank. */
export function createWebhook(secret: string, receive: Receive<Update>, log: Log): Handler {
  if (secret === "") throw new Error("TELEGRAM_WEBHOOK_SECRET：接收 Telegram 推送时不能为空");
  const expected = digest(secret);
  const warn = atMostEveryMinute(log.warn);
  const complain = atMostEveryMinute(log.error);

  // What has the right secret and cannot be read is refused and not dropped: Telegram never sends such a thing, so
  // something on the way spoils it, and the updates come again for a day (no longer) while that is put right.
  const unreadable = (status: number, why: string) => {
    warn(`Telegram 推送的内容无法读取（${why}），请检查程序前面的反向代理`);
    return new Response(null, { status });
  };

  return async (request) => {
    const given = request.headers.get("X-Telegram-Bot-Api-Secret-Token") ?? "";
    // Digests are of one length, and what the comparison takes tells nothing about the secret.
    if (!timingSafeEqual(digest(given), expected)) return new Response(null, { status: 401 });
    const body = await readBody(request, MAX_BYTES);
    if (!body) return unreadable(413, "超过 1 MB");
    const update = parse(body);
    if (!update) return unreadable(400, "不是 Telegram 的更新");
    const notKept = (error: unknown) => complain(LOG.notKept(messageOf(error).replaceAll(secret, "…")));
    return whenKept(() => receive([update]), notKept, { "Retry-After": RETRY_AFTER });
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** All that is asked of an update here is its number; Telegram may send kinds that nobody knows yet. */
function parse(body: Uint8Array): Update | undefined {
  const value = objectIn(body);
  const isUpdate = Number.isSafeInteger(value?.update_id) && Number(value?.update_id) >= 0;
  return isUpdate && isWritable(value) ? (value as unknown as Update) : undefined;
}
