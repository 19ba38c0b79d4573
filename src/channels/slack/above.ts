/** A message that points at another → the words of that: forwarded with it, or said above it in the thread. */

import { wishesCheck } from "../../chat/requests.ts";
import type { SlackDesk } from "./desk.ts";
import type { MessageEvent } from "./message-event.ts";
import { mentionsUser, saidIn, wordsOf } from "./said.ts";

type Shown = Pick<MessageEvent, "text" | "attachments" | "blocks">;

/** What is read of a message: its words, those forwarded with it, or those of its blocks where it has nothing else. */
export function wordsIn(message: Shown, botUserId: string): string {
  const forwarded = forwardedIn(message, botUserId);
  const own = saidIn(message, botUserId);
  return [own, forwarded].find((words) => words !== "") ?? textsOf(message.blocks).join("").trim();
}

export function forwardedIn({ attachments = [] }: Shown, botUserId: string): string {
  const words = attachments
    .filter(({ is_share, is_msg_unfurl }) => is_share === true || is_msg_unfurl === true)
    .map(({ text = "", fallback = "" }) => wordsOf(text === "" ? fallback : text, botUserId));
  return words.filter((one) => one !== "").join("\n");
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" ? (name === "text" ? [inner] : []) : textsOf(inner),
  );
}

/** Slack gives the first of a thread; what is wanted is the last of so many. */
const MOST_READ = 200;

/**
 * Read when the bot is called and its asker points at words above, used for this one question. `undefined`: nothing is
 * pointed at, or it is an answer of ours; `null`: this app may not read there.
 */
export async function wordsAbove(
  { client, botUserId, log }: Pick<SlackDesk, "client" | "botUserId" | "log">,
  message: MessageEvent,
): Promise<string | null | undefined> {
  const { channel, channel_type, ts, thread_ts, text = "" } = message;
  const words = saidIn(message, botUserId);
  const isInThread = thread_ts !== undefined && thread_ts !== ts;
  const points = wishesCheck(words) || (words === "" && isInThread);
  if (channel_type === "im" || !mentionsUser(text, botUserId) || !points) return undefined;
  const before = { channel, latest: ts, inclusive: false, limit: MOST_READ };
  try {
    const { messages = [] } = isInThread
      ? await client.conversations.replies({ ...before, ts: thread_ts })
      : await client.conversations.history({ ...before, limit: 1 });
    const last = messages
      .filter((one) => one.ts !== undefined && Number(one.ts) < Number(ts))
      .toSorted((a, b) => Number(a.ts) - Number(b.ts))
      .at(-1);
    if (!last || last.user === botUserId) return undefined;
    return wordsIn(last as Shown, botUserId);
  } catch (error) {
    log.debug(String(error));
    return null;
  }
}
