/** What models replied lately, by exactly what they were asked. */

import { hash } from "node:crypto";

/**
 * The key holds the prompt's version, the question and the very sentences that it is to be answered from, so a reply is
 * never given for another corpus or another prompt.
 */
export interface ReplyMemory {
  recall(key: readonly string[]): unknown;
  keep(key: readonly string[], reply: unknown): void;
}

/** What was not asked for longest is forgotten first. */
const MOST_KEPT = 1_000;

export function createReplyMemory(most = MOST_KEPT): ReplyMemory {
  const replies = new Map<string, unknown>();
  const keep: ReplyMemory["keep"] = (key, reply) => {
    const place = hash("sha256", JSON.stringify(key));
    replies.delete(place);
    replies.set(place, reply);
    const [oldest] = replies.keys();
    if (replies.size > most && oldest !== undefined) replies.delete(oldest);
  };
  return {
    recall(key) {
      const reply = replies.get(hash("sha256", JSON.stringify(key)));
      if (reply !== undefined) keep(key, reply);
      return reply;
    },
    keep,
  };
}
