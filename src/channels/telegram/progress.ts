/** A question under way → signs in the chat that it is being worked on. */

import type { Post } from "../../chat/desk.ts";
import { WORKING } from "../../chat/wording.zh.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import type { Content } from "./send.ts";

/** Telegram shows "typing" for five seconds. */
const TYPING_MS = 4_000;

/** After so long a line says that there will be an answer; it becomes the answer. */
const PATIENCE_MS = 12_000;

/** An answer does not wait for a sign of itself any longer than this. */
const FIRST_SIGN_MS = 1_000;

export async function withProgress<T>(
  desk: Pick<Desk, "api" | "log">,
  place: TelegramPlace,
  post: Post,
  task: () => Promise<T>,
): Promise<T> {
  const { api, log } = desk;
  const sign = () =>
    api.raw
      .sendChatAction(
        {
          chat_id: Number(place.chat),
          action: "typing",
          ...(place.topic === null ? {} : { message_thread_id: place.topic }),
        },
        AbortSignal.timeout(TYPING_MS) as never,
      )
      // A sign that is not seen is no loss.
      .catch(() => {});
  const first = sign();
  const typing = setInterval(sign, TYPING_MS);
  let waiting: Promise<void> = Promise.resolve();
  const line = setTimeout(() => {
    const { chat, message, topic, replyTo } = place;
    const content: Content = {
      text: WORKING,
      entities: [],
      ...(topic === null ? {} : { topic }),
      ...(replyTo === null ? {} : { replyTo, askedIn: chat }),
    };
    waiting = post({ chat, message, part: 0, content: JSON.stringify(content) }).catch((error) =>
      log.debug(String(error)),
    );
  }, PATIENCE_MS);
  try {
    const result = await task();
    // A sign that came after the answer would stand there for five seconds.
    const { promise, resolve } = Promise.withResolvers<void>();
    const late = setTimeout(resolve, FIRST_SIGN_MS);
    await Promise.race([first, promise]);
    clearTimeout(late);
    return result;
  } finally {
    clearInterval(typing);
    clearTimeout(line);
    await waiting;
  }
}
