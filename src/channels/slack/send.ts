/** How messages of Slack are posted, changed and taken away, and what they can do without. */

import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { PlatformError, quietly } from "../../chat/failures.ts";
import type { OutboxItem } from "../../chat/journal.ts";
import { type Content as SentContent, type Wire, without } from "../../chat/sending.ts";
import { called } from "../../chat/way.ts";
import { SENT_AGAIN } from "../../chat/wording.zh.ts";
import type { Log } from "../../console/log.ts";
import { isButtons } from "./buttons.ts";
import { failureOf, failures, refusalOf } from "./failures.ts";
import { type File, upload } from "./file.ts";
import { note, textForUpdate } from "./messages.ts";
import type { Recipient, Streams } from "./streams.ts";

/** A message as it waits to be sent; `text` is what notifications show, and whoever cannot see blocks. */
export interface Content extends SentContent {
  readonly blocks: readonly KnownBlock[];
  readonly thread?: string | undefined;
  /** Shown to one person alone, in answer to a command. */
  readonly responseUrl?: string | undefined;
  /** A person who alone sees it, where there is no such address. */
  readonly onlyFor?: string | undefined;
  /** By the same way, but for everybody: also where the bot is no member. */
  readonly isPublic?: boolean;
  /** Sent to a person alone as a file; where that fails, this message is sent in its place. */
  readonly file?: File;
  /** A sign of work in the place of an answer: a message that grows, or this line where Slack has no such thing. */
  readonly grows?: Recipient | null;
}

export interface SendParts {
  readonly client: WebClient;
  readonly streams: Streams;
  readonly fetch: typeof fetch;
  readonly log: Log;
}

export function wireBy(parts: SendParts): Wire<Content> {
  const { client, streams, log } = parts;

  async function post({ text, blocks, thread }: Content, { chat }: OutboxItem): Promise<string | null> {
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

  /** To one person alone, as a file, or by the address that came with a command: such a message has no id. */
  async function goesElsewhere(content: Content, { chat: channel }: OutboxItem): Promise<boolean> {
    const { text, blocks, thread, file, responseUrl, onlyFor: user, isPublic = false } = content;
    if (file !== undefined && (await upload(file, parts))) return true;
    if (responseUrl !== undefined) await respond(responseUrl, { text, blocks, isPublic }, parts);
    else if (user === undefined) return false;
    else {
      const where = thread === undefined ? {} : { thread_ts: thread };
      await client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], ...where });
    }
    return true;
  }

  /** A message that grows is finished by the answer; any other shows it from then on. */
  async function change(item: OutboxItem, ts: string, { text, blocks }: Content): Promise<void> {
    const { chat: channel } = item;
    const isFinished = await streams.finish(item, ts, blocks);
    const update = () => client.chat.update({ channel, ts, text: textForUpdate(text), blocks: [...blocks] });
    const updated = evenGrowing(channel, ts, update);
    // What grew has blocks by now, and no words for notifications and for whoever has it read aloud.
    await (isFinished && blocks.length > 0 ? quietly(log, updated) : updated);
  }

  /** What a process that was killed had begun may grow still, and is to be stopped first. */
  async function evenGrowing(channel: string, ts: string, call: () => Promise<unknown>): Promise<void> {
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
  async function sendSign(item: OutboxItem, sentAs: string | undefined, content: Content) {
    const { thread, grows = null } = content;
    if (thread === undefined || !streams.isAwaited(item)) return sentAs ?? null;
    if (sentAs !== undefined) {
      const goesOn = await streams.resume(item, { channel: item.chat, thread, ts: sentAs });
      if (!goesOn) await change(item, sentAs, content);
      return sentAs;
    }
    try {
      const ts = await streams.begin(item, thread, grows);
      if (ts !== null) return ts;
    } catch (error) {
      // Too many of them, or a workspace that has none: the plain line serves as well.
      if (!["flood", "unavailable", "refused"].includes(failureOf(error).kind)) throw error;
    }
    return post(content, item);
  }

  return {
    failures,
    plainer: PLAINER,
    marked: (content) => ({
      ...content,
      text: `${content.text}\n${SENT_AGAIN}`,
      blocks: [...content.blocks, ...note(SENT_AGAIN).blocks],
    }),
    async post(content, item) {
      if (content.isSign) return sendSign(item, undefined, content);
      return (await goesElsewhere(content, item)) ? null : post(content, item);
    },
    async change(content, sentAs, item) {
      if (content.isSign) return sendSign(item, sentAs, content);
      if (await goesElsewhere(content, item)) return null;
      await change(item, sentAs, content);
      return sentAs;
    },
    async remove(ts, item) {
      const { chat: channel } = item;
      await streams.finish(item, ts, []);
      await evenGrowing(channel, ts, () => client.chat.delete({ channel, ts }));
    },
  };
}

/** What Slack says of an address that is good for nothing any more. */
const USED_UP = /used_url|expired_url/;

/** To whoever gave a command; Slack takes five of these in half an hour. */
async function respond(
  url: string,
  { text, blocks, isPublic }: Required<Pick<Content, "text" | "blocks" | "isPublic">>,
  way: SendParts,
): Promise<void> {
  const response_type = isPublic ? "in_channel" : "ephemeral";
  // What the asker alone sees stays where it is.
  const body = { response_type, replace_original: false, text, blocks };
  const { ok, status, text: said } = await called(way, url, { body });
  if (ok) return;
  const isLater = status === 429 || status >= 500;
  const kind = isLater ? "unavailable" : USED_UP.test(said) ? "unwanted" : "refused";
  throw new PlatformError({ kind }, `response_url: HTTP ${status} ${said.slice(0, 100)}`);
}

const PLAINER: Wire<Content>["plainer"] = [
  {
    without({ blocks, ...rest }) {
      const left = blocks.filter((block) => !isButtons(block));
      return left.length < blocks.length ? { ...rest, blocks: left } : undefined;
    },
  },
  { without: ({ blocks, ...rest }) => (blocks.length > 0 ? { ...rest, blocks: [] } : undefined) },
  { of: /thread|cannot_reply/, onlyIf: true, without: without("thread") },
];
