/** What is to stand in a slot of a channel → a message posted, changed or taken away. */

import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { OutboxItem } from "../../chat/journal.ts";
import { type Forms, refusedForm } from "../../chat/refused.ts";
import type { SendResult } from "../../chat/send-result.ts";
import { SENT_AGAIN } from "../../chat/wording.zh.ts";
import type { Log } from "../../console/log.ts";
import { isButtons } from "./buttons.ts";
import { failureOf, reasonOf, refusalOf } from "./failures.ts";
import { textForUpdate } from "./fallback.ts";
import { type File, upload } from "./file.ts";
import { note } from "./note.ts";
import type { Beginning, Streams } from "./streams.ts";
import { NOT_SHOWN } from "./wording.zh.ts";

/** A message as it waits to be sent. */
export interface Content {
  /** What notifications show, and whoever cannot see blocks. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly thread?: string;
  /** Shown to one person alone, in answer to a command. */
  readonly responseUrl?: string;
  /** A person who alone sees it, where there is no such address. */
  readonly onlyFor?: string;
  /** By the same way, but for everybody: also where the bot is no member. */
  readonly isPublic?: boolean;
  /** Sent to a person alone as a file; where that fails, this message is sent in its place. */
  readonly file?: File;
  /** A sign of work in the place of an answer: a message that grows, or this line where Slack has no such thing. */
  readonly grows?: Beginning["recipient"];
}

export interface SendParts {
  readonly client: WebClient;
  readonly streams: Streams;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly tellTokenGone?: (why: string) => void;
}

const UNAVAILABLE_MS = 2_000;
const UNSURE_MS = 3_000;

/** Does not reject. */
export async function sendItem(
  item: OutboxItem,
  sentAs: string | undefined,
  parts: SendParts,
): Promise<SendResult> {
  try {
    if (item.content === null) {
      if (sentAs !== undefined) await remove(item, sentAs, parts);
      return { kind: "sent", id: null };
    }
    const content = JSON.parse(item.content) as Content;
    if (content.grows !== undefined)
      return { kind: "sent", id: await sendSign(item, sentAs, content, parts) };
    if (content.file !== undefined && (await upload(content.file, parts))) return { kind: "sent", id: null };
    const blocks = [...content.blocks, ...(item.isAgain ? note(SENT_AGAIN).blocks : [])];
    if (content.responseUrl !== undefined)
      return await respond(content.responseUrl, { ...content, blocks }, parts);
    if (content.onlyFor !== undefined) return await whisper(item, content, content.onlyFor, parts);
    if (sentAs !== undefined) {
      await change(item, sentAs, { ...content, blocks }, parts);
      return { kind: "sent", id: sentAs };
    }
    const text = item.isAgain ? `${content.text}\n${SENT_AGAIN}` : content.text;
    return { kind: "sent", id: await post(item, { ...content, text, blocks }, parts) };
  } catch (error) {
    if (failureOf(error).kind === "token") parts.tellTokenGone?.(reasonOf(error));
    return resultOf(error, item, sentAs);
  }
}

async function post(
  { chat }: OutboxItem,
  { text, blocks, thread }: Content,
  { client }: SendParts,
): Promise<string | null> {
  const { ts } = await client.chat.postMessage({
    channel: chat,
    text,
    blocks: [...blocks],
    // Quoted words stay as they are in notifications, too.
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  });
  return ts ?? null;
}

async function whisper(
  { chat: channel }: OutboxItem,
  { text, blocks, thread }: Content,
  user: string,
  { client }: SendParts,
): Promise<SendResult> {
  const where = thread === undefined ? {} : { thread_ts: thread };
  await client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], ...where });
  return { kind: "sent", id: null };
}

/** A message that grows is finished by the answer; any other shows it from then on. */
async function change(
  item: OutboxItem,
  ts: string,
  { text, blocks }: Content,
  { client, streams, log }: SendParts,
): Promise<void> {
  const { chat: channel } = item;
  const isFinished = await streams.finish(item, channel, ts, blocks);
  const update = () => client.chat.update({ channel, ts, text: textForUpdate(text), blocks: [...blocks] });
  const updated = evenGrowing(client, channel, ts, update);
  // What grew has blocks by now, and no words for notifications and for whoever has it read aloud.
  if (isFinished && blocks.length > 0) await updated.catch((error: unknown) => log.debug(String(error)));
  else await updated;
}

async function remove(item: OutboxItem, ts: string, { client, streams }: SendParts): Promise<void> {
  const { chat: channel } = item;
  await streams.finish(item, channel, ts, []);
  await evenGrowing(client, channel, ts, () => client.chat.delete({ channel, ts }));
}

/** What a process that was killed had begun may grow still, and is to be stopped first. */
async function evenGrowing(
  client: WebClient,
  channel: string,
  ts: string,
  call: () => Promise<unknown>,
): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (refusalOf(error) !== "streaming_state_conflict") throw error;
    await client.chat.stopStream({ channel, ts });
    await call();
  }
}

/**
 * Resolves with the message that stands in the slot from then on, if any. A sign that nobody waits for any more is not
 * sent; nor is one that was perhaps sent already: what comes after it in the slot says so.
 */
async function sendSign(
  item: OutboxItem,
  sentAs: string | undefined,
  content: Content,
  parts: SendParts,
): Promise<string | null> {
  const { streams } = parts;
  const { chat: channel } = item;
  const { thread, grows = null } = content;
  if (thread === undefined || !streams.isAwaited(item)) return sentAs ?? null;
  if (sentAs !== undefined) {
    if (!(await streams.resume(item, { channel, thread, ts: sentAs })))
      await change(item, sentAs, content, parts);
    return sentAs;
  }
  if (item.isAgain) return null;
  try {
    const ts = await streams.begin(item, { channel, thread, recipient: grows });
    if (ts !== null) return ts;
  } catch (error) {
    // Too many of them, or a workspace that has none: the plain line serves as well.
    if (!["flood", "unavailable", "refused"].includes(failureOf(error).kind)) throw error;
  }
  return post(item, content, parts);
}

/** What Slack says of an address that is good for nothing any more. */
const USED_UP = /used_url|expired_url/;

/** To whoever gave a command; Slack takes five of these in half an hour. */
async function respond(url: string, content: Content, { fetch }: SendParts): Promise<SendResult> {
  const { text, blocks, isPublic = false } = content;
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
  const said = (await response.text()).slice(0, 100);
  const why = `response_url: HTTP ${response.status} ${said}`;
  if (response.status === 429 || response.status >= 500)
    return { kind: "later", afterMs: UNAVAILABLE_MS, why };
  return USED_UP.test(said) ? { kind: "refused", why, instead: null } : refusedForm(content, why, FORMS);
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
    case "closed":
      return { kind: "closed", why };
    case "missing":
      return item.content === null || sentAs === undefined ? { kind: "sent", id: null } : { kind: "anew" };
    case "refused":
      // A question that was deleted wants no answer.
      if (item.content === null || why.includes("thread_not_found"))
        return { kind: "refused", why, instead: null };
      return refusedForm(JSON.parse(item.content) as Content, why, FORMS);
  }
}

const FORMS: Forms<Content> = {
  apology: note(NOT_SHOWN).text,
  steps: [
    {
      without({ blocks, ...rest }) {
        const left = blocks.filter((block) => !isButtons(block));
        return left.length < blocks.length ? { ...rest, blocks: left } : undefined;
      },
    },
    { without: ({ blocks, ...rest }) => (blocks.length > 0 ? { ...rest, blocks: [] } : undefined) },
    {
      of: /thread|cannot_reply/,
      onlyIf: true,
      without: ({ thread, ...rest }) => (thread === undefined ? undefined : rest),
    },
  ],
};
