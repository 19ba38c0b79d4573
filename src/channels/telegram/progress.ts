/** A question under way → signs in the chat that it is being worked on. */

import { within } from "../../chat/delivery.ts";
import type { Post } from "../../chat/desk.ts";
import { withSigns } from "../../chat/signs.ts";
import { WORKING } from "../../chat/wording.zh.ts";
import { contentOf } from "./content.ts";
import type { Desk, TelegramPlace } from "./desk.ts";

/** Telegram shows "typing" for five seconds. */
const TYPING_MS = 4_000;

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
  const { chat, message } = place;
  const content = JSON.stringify(contentOf({ text: WORKING, entities: [] }, place, []));
  const line = { chat, message, part: 0, content };
  const result = await withSigns({ renew: sign, everyMs: TYPING_MS, line, post, log }, task);
  // A sign that came after the answer would stand there for five seconds.
  await within(FIRST_SIGN_MS, first);
  return result;
}
