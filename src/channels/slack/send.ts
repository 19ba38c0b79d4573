/** What is to stand in a slot of a channel → a message posted, changed or taken away. */

import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { SendResult } from "../../chat/delivery.ts";
import type { OutboxItem } from "../../chat/journal.ts";
import { SENT_AGAIN } from "../../chat/wording.zh.ts";
import { failureOf, reasonOf } from "./failures.ts";
import { textForUpdate } from "./fallback.ts";
import { note } from "./stage.ts";
import { NOT_SHOWN } from "./wording.zh.ts";

/** A message as it waits to be sent. */
export interface Content {
  /** What notifications show, and whoever cannot see blocks. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly thread?: string;
  /** Shown to one person alone, in answer to a command. */
  readonly responseUrl?: string;
  /** By the same way, but for everybody: also where the bot is no member. */
  readonly isPublic?: boolean;
}

const UNAVAILABLE_MS = 2_000;
const UNSURE_MS = 3_000;

/** Does not reject. */
export async function sendItem(
  item: OutboxItem,
  sentAs: string | undefined,
  client: WebClient,
  tellTokenGone: (why: string) => void = () => {},
): Promise<SendResult> {
  try {
    if (item.content === null) {
      if (sentAs !== undefined) await client.chat.delete({ channel: item.chat, ts: sentAs });
      return { kind: "sent", id: null };
    }
    const content = JSON.parse(item.content) as Content;
    const blocks = [...content.blocks, ...(item.isAgain ? note(SENT_AGAIN).blocks : [])];
    if (content.responseUrl !== undefined) return await respond(content.responseUrl, { ...content, blocks });
    if (sentAs !== undefined) {
      await client.chat.update({
        channel: item.chat,
        ts: sentAs,
        text: textForUpdate(content.text),
        blocks,
      });
      return { kind: "sent", id: sentAs };
    }
    const { ts } = await client.chat.postMessage({
      channel: item.chat,
      text: item.isAgain ? `${content.text}\n${SENT_AGAIN}` : content.text,
      blocks,
      unfurl_links: false,
      unfurl_media: false,
      ...(content.thread === undefined ? {} : { thread_ts: content.thread }),
    });
    return { kind: "sent", id: ts ?? null };
  } catch (error) {
    if (failureOf(error).kind === "token") tellTokenGone(reasonOf(error));
    return resultOf(error, item, sentAs);
  }
}

/** To whoever gave a command; Slack takes five of these in half an hour. */
async function respond(url: string, { text, blocks, isPublic = false }: Content): Promise<SendResult> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({
      response_type: isPublic ? "in_channel" : "ephemeral",
      // What the asker alone sees stays where it is.
      replace_original: false,
      text,
      blocks,
    }),
    signal: AbortSignal.timeout(20_000),
    redirect: "error",
  });
  if (response.ok) return { kind: "sent", id: null };
  const why = `response_url: HTTP ${response.status}`;
  return response.status === 429 || response.status >= 500
    ? { kind: "later", afterMs: UNAVAILABLE_MS, why }
    : { kind: "refused", why, instead: null };
}

function resultOf(error: unknown, item: OutboxItem, sentAs: string | undefined): SendResult {
  const why = reasonOf(error);
  const failure = failureOf(error);
  switch (failure.kind) {
    case "flood":
      return { kind: "later", afterMs: failure.afterMs, why };
    case "unavailable":
    case "token":
      return { kind: "later", afterMs: failure.kind === "token" ? 60_000 : UNAVAILABLE_MS, why };
    case "unsure":
      return { kind: "unsure", afterMs: UNSURE_MS, why };
    case "gone":
      return { kind: "gone", why };
    case "missing":
      return item.content === null || sentAs === undefined ? { kind: "sent", id: null } : { kind: "anew" };
    case "refused":
      // A question that was deleted wants no answer.
      return { kind: "refused", why, instead: why.includes("thread_not_found") ? null : insteadOf(item) };
  }
}

/** A plain line in the place of an answer that Slack does not take: never silence. */
function insteadOf({ content }: OutboxItem): string | null {
  if (content === null) return null;
  const { thread } = JSON.parse(content) as Content;
  return JSON.stringify({
    ...note(NOT_SHOWN),
    ...(thread === undefined ? {} : { thread }),
  } satisfies Content);
}
