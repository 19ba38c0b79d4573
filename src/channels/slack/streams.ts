/** Messages of Slack that grow while an answer is on its way: the stages that it goes through, then the answer itself. */

import type { AnyChunk, KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { AnswerStage } from "../../answer/asking.ts";
import { quietly } from "../../chat/failures.ts";
import type { Slot } from "../../chat/journal.ts";
import type { Log } from "../../console/log.ts";
import { STAGES } from "../../render/stages.zh.ts";
import { refusalOf } from "./failures.ts";

/** Outside of direct messages Slack wants to know who it is that waits. */
export interface Recipient {
  readonly person: string;
  readonly team: string;
}

interface Message {
  readonly channel: string;
  readonly thread: string;
  readonly ts: string;
}

/** Slack ends a stream after some five minutes (slackapi/python-slack-sdk#1859). */
const OLD_MS = 4 * 60_000;

/** What a workspace, or a token, does not have will not be there for the next question either. */
const REFUSED_FOR_GOOD = new Set([
  "feature_not_enabled",
  "missing_scope",
  "not_allowed_token_type",
  "unknown_method",
]);

const NOT_GROWING = "message_not_in_streaming_state";

interface Growing {
  /** Each once, in the order in which they were reached; all but the last of them are done. */
  stages: AnswerStage[];
  isUpToDate: boolean;
  isAwaited: boolean;
  isDone: boolean;
  message: (Message & { readonly since: number }) | undefined;
}

export type Streams = ReturnType<typeof createStreams>;

export function createStreams(client: WebClient, log: Log, now: () => number) {
  const streams = new Map<string, Growing>();
  const keyOf = ({ chat, message, part }: Slot) => `${chat} ${message} ${part}`;

  /** Of those whose answer was never sent nothing grows any more. */
  function forgetOld(): void {
    for (const [key, { isAwaited, message }] of streams)
      if (!isAwaited && (!message || now() - message.since > 2 * OLD_MS)) streams.delete(key);
  }

  let isRefused = false;

  async function show(stream: Growing): Promise<void> {
    const { message } = stream;
    if (!message || stream.isUpToDate) return;
    stream.isUpToDate = true;
    const { channel, ts } = message;
    await client.chat.appendStream({ channel, ts, chunks: chunksOf(stream) }).catch((error) => {
      if (refusalOf(error) === NOT_GROWING && stream.message === message) stream.message = undefined;
      log.debug(String(error));
    });
  }

  return {
    /** What whoever waits for one answer is shown. */
    open(slot: Slot) {
      forgetOld();
      const key = keyOf(slot);
      const stream: Growing = {
        stages: [],
        isUpToDate: false,
        isAwaited: true,
        isDone: false,
        // Of a question that was edited meanwhile the answer comes in the same message.
        message: streams.get(key)?.message,
      };
      streams.set(key, stream);
      return {
        reached(stage: AnswerStage): void {
          if (stream.stages.at(-1) === stage) return;
          stream.stages = [...stream.stages.filter((one) => one !== stage), stage];
          stream.isUpToDate = false;
        },
        /** Brings to the message, if there is one, what was reached since; what becomes of it is no matter. */
        show: () => show(stream),
        hasMessage: () => stream.message !== undefined,
        /** Slack ends by itself what grows for too long: then it is time for another. */
        isOld: () => stream.message !== undefined && now() - stream.message.since >= OLD_MS,
        /** The one in the slot is given up for another. */
        renew() {
          stream.message = undefined;
        },
        /** Nobody waits any more: a message that was to begin is not begun. What was given up stays at its stage. */
        close(isDone: boolean): void {
          stream.isAwaited = false;
          stream.isDone = isDone;
        },
      };
    },
    /** Whether somebody still waits for what is to stand in the slot. */
    isAwaited: (slot: Slot) => streams.get(keyOf(slot))?.isAwaited === true,
    /** Resolves with the ts of the message, with null where Slack has no such thing; rejects as the call does. */
    async begin(slot: Slot, thread: string, recipient: Recipient | null): Promise<string | null> {
      if (isRefused) return null;
      const stream = streams.get(keyOf(slot));
      if (stream) stream.isUpToDate = true;
      const since = now();
      const { chat: channel } = slot;
      const begun = client.chat.startStream({
        channel,
        thread_ts: thread,
        task_display_mode: "timeline",
        chunks: chunksOf(stream),
        ...(recipient === null
          ? {}
          : { recipient_user_id: recipient.person, recipient_team_id: recipient.team }),
      });
      const { ts = "" } = await begun.catch((error: unknown) => {
        isRefused = REFUSED_FOR_GOOD.has(refusalOf(error) ?? "");
        throw error;
      });
      // Slack shows its stop button in a session that is being worked.
      await session(client, log, { channel, thread }, "processing");
      if (stream) stream.message = { channel, thread, ts, since };
      return ts;
    },
    /** Goes on with a message that an earlier process began; false where it grows no more. */
    async resume(slot: Slot, message: Message): Promise<boolean> {
      const stream = streams.get(keyOf(slot));
      if (!stream) return false;
      if (stream.message?.ts !== message.ts) stream.message = { ...message, since: now() };
      stream.isUpToDate = false;
      await show(stream);
      return stream.message !== undefined;
    },
    /** Ends the message with these blocks; false where none grows in the slot, or not any more. Rejects as the call does. */
    async finish(slot: Slot, ts: string, blocks: readonly KnownBlock[]): Promise<boolean> {
      const stream = streams.get(keyOf(slot));
      const message = stream?.message;
      if (!stream || message?.ts !== ts) return false;
      const shown = blocks.length > 0 ? { blocks: [...blocks] } : {};
      let isFinished = true;
      try {
        await client.chat.stopStream({ channel: slot.chat, ts, chunks: chunksOf(stream), ...shown });
      } catch (error) {
        if (refusalOf(error) !== NOT_GROWING) throw error;
        isFinished = false;
      }
      stream.message = undefined;
      await session(client, log, message, "active");
      return isFinished;
    },
  };
}

/** By itself Slack goes on to show that something is under way when a message has ceased to grow. */
export function session(
  client: WebClient,
  log: Log,
  { channel: channel_id, thread: thread_ts }: Pick<Message, "channel" | "thread">,
  status: "processing" | "active",
): Promise<void> {
  return quietly(log, client.agents.sessions.setStatus({ channel_id, thread_ts, status }));
}

/** Every stage as a task; no word of an answer. */
function chunksOf(stream: Growing | undefined): AnyChunk[] {
  const { stages = [], isDone = false } = stream ?? {};
  return stages.map((stage, i) => ({
    type: "task_update",
    id: stage,
    title: STAGES[stage],
    status: isDone || i < stages.length - 1 ? "complete" : "in_progress",
  }));
}
