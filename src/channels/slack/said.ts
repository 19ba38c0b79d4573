/** A message event of Slack → what became of which message, and the words that it holds or points at: forwarded, or said above in the thread. */

import type { GenericMessageEvent, MessageAttachment } from "@slack/types";
import { placeIn } from "../../chat/desk.ts";
import { MAX_EDIT_S } from "../../chat/happening.ts";
import { type Fields, isObject } from "../../chat/json.ts";
import { wishesCheck } from "../../chat/requests.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { escaped, unescaped } from "./messages.ts";

/** A message, of which a mention is one; only what is used. */
export interface MessageEvent
  extends Partial<Pick<GenericMessageEvent, "user" | "bot_id" | "text" | "thread_ts" | "files" | "blocks">> {
  readonly type: string;
  readonly subtype?: string;
  readonly channel: string;
  readonly channel_type?: string;
  readonly ts: string;
  /** Of messages that were forwarded, or whose link was. */
  readonly attachments?: readonly (MessageAttachment & {
    readonly is_share?: boolean;
    readonly is_msg_unfurl?: boolean;
  })[];
  readonly edited?: { readonly ts?: string };
  /** Of whoever wrote it, which in a channel shared with another organisation need not be ours. */
  readonly user_team?: string;
  readonly team?: string;
}

/** The event of a message that was changed, or deleted, holds the message itself. */
export type MessageHappening = MessageEvent & {
  readonly message?: Partial<MessageEvent>;
  readonly previous_message?: Partial<MessageEvent>;
};

export interface Change {
  readonly kind: "said" | "edited" | "deleted";
  readonly message: MessageEvent;
}

/** Undefined for changes that nobody made to the words, as when Slack adds a preview, and for those that come late. */
export function changeIn(event: MessageHappening): Change | undefined {
  const { subtype, message, previous_message: before } = event;
  if (subtype === "message_deleted") return changed("deleted", event, before);
  // Who may not read the channel is told of the change of a mention by the mention, once more.
  if (event.type === "app_mention" && isEditInTime(event)) return { kind: "edited", message: event };
  if (subtype !== "message_changed") return { kind: "said", message: event };
  // What had replies already leaves a stone in its place.
  if (message?.subtype === "tombstone") return changed("deleted", event, before);
  if (!message || message.text === before?.text) return undefined;
  return isEditInTime(message) ? changed("edited", event, message) : undefined;
}

function isEditInTime({ edited, ts }: Partial<MessageEvent>): boolean {
  return Number(edited?.ts) - Number(ts) <= MAX_EDIT_S;
}

function changed(
  kind: Change["kind"],
  { channel, channel_type }: MessageEvent,
  message: Partial<MessageEvent> | undefined,
): Change | undefined {
  if (typeof message !== "object" || message === null || typeof message.ts !== "string") return undefined;
  const where = channel_type === undefined ? { channel } : { channel, channel_type };
  return { kind, message: { ...message, ...where, type: "message", ts: message.ts } };
}

/** In the thread of a message, or in one that it begins. */
export function placeUnder(message: MessageEvent): SlackPlace {
  const { channel, channel_type, ts, thread_ts = ts, team, user_team = team } = message;
  const isPrivate = channel_type === "im";
  const place = placeIn(channel, isPrivate, ts);
  return { ...place, room: isPrivate ? "" : thread_ts, thread: thread_ts, team: user_team };
}

/** Without mentions of the bot; other mentions, channels and links as they are read. */
export function wordsOf(text: string, botUserId: string): string {
  // A sign that somebody typed comes escaped.
  const plain = text.replace(
    /<([@#!]?)([^|>]+)(?:\|([^>]*))?>/g,
    (_, sign: string, of: string, label: string | undefined) => {
      if (sign === "") return label ?? of;
      if (!label || (sign === "@" && of === botUserId)) return " ";
      return sign === "!" ? label : sign + label;
    },
  );
  return unescaped(plain)
    .replace(/[^\S\n]+/g, " ")
    .trim()
    .replace(/^[，,：:、\s]+/, "");
}

/** The words of a message, without those that were struck out. */
export function saidIn(
  { text = "", blocks }: Pick<MessageEvent, "text" | "blocks">,
  botUserId: string,
): string {
  return wordsOf(
    withoutStruck(
      text,
      textsIn(blocks, (style) => style?.strike === true),
    ),
    botUserId,
  );
}

/** Of `3~5 人` the sign is a part; what is struck out is told by the blocks of the message alone. */
function withoutStruck(text: string, struck: readonly string[]): string {
  return struck.reduce((rest, words) => rest.replace(`~${escaped(words)}~`, " "), text);
}

export function mentionsUser(text: string, userId: string): boolean {
  return new RegExp(`<@${userId}(?:\\|[^>]*)?>`).test(text);
}

/** Speaks to somebody else: 先说一声 @某人. */
export function beginsWithOther(text: string, botUserId: string): boolean {
  const first = text.trim().match(/^<@([A-Z0-9]+)(?:\|[^>]*)?>/)?.[1];
  return first !== undefined && first !== botUserId;
}

type Shown = Pick<MessageEvent, "text" | "attachments" | "blocks">;

/** What is read of a message: its words, those forwarded with it, or those of its blocks where it has nothing else. */
export function wordsIn(message: Shown, botUserId: string): string {
  const forwarded = forwardedIn(message, botUserId);
  const own = saidIn(message, botUserId);
  return [own, forwarded].find((words) => words !== "") ?? textsIn(message.blocks).join("").trim();
}

export function forwardedIn({ attachments = [] }: Shown, botUserId: string): string {
  const words = attachments
    .filter(({ is_share, is_msg_unfurl }) => is_share === true || is_msg_unfurl === true)
    .map(({ text = "", fallback = "" }) => wordsOf(text === "" ? fallback : text, botUserId));
  return words.filter((one) => one !== "").join("\n");
}

/** All texts of such a style within. */
function textsIn(value: unknown, is: (style: Fields | undefined) => boolean = () => true): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, is));
  if (!isObject(value)) return [];
  const { text, style, ...others } = value;
  if (typeof text !== "string") return Object.values(value).flatMap((one) => textsIn(one, is));
  const own = is(isObject(style) ? style : undefined) ? [text] : [];
  return [...own, ...textsIn(Object.values(others), is)];
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
