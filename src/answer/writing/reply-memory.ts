/** What models replied lately, by exactly what they were asked. */

import { createHash } from "node:crypto";

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
  const put = (hash: string, reply: unknown) => {
    replies.delete(hash);
    replies.set(hash, reply);
    const [oldest] = replies.keys();
    if (replies.size > most && oldest !== undefined) replies.delete(oldest);
    return reply;
  };
  return {
    recall(key) {
      const hash = hashOf(key);
      return replies.has(hash) ? put(hash, replies.get(hash)) : undefined;
    },
    keep(key, reply) {
      put(hashOf(key), reply);
    },
  };
}

function hashOf(key: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(key)).digest("base64");
}
