/** A message event of Slack → which message it tells of, as that stands now, and what became of it. */

/** A message, of which a mention is one; only what is used. */
export interface MessageEvent {
  readonly type: string;
  readonly subtype?: string;
  readonly channel: string;
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly files?: readonly unknown[];
  readonly blocks?: readonly unknown[];
  /** Of messages that were forwarded, or whose link was. */
  readonly attachments?: readonly {
    readonly is_share?: boolean;
    readonly is_msg_unfurl?: boolean;
    readonly text?: string;
    readonly fallback?: string;
  }[];
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

/** Who corrects a question later than that has read the answer. */
const MAX_EDIT_S = 120;

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
