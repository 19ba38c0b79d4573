/** A question under way → a status in its thread, and after some seconds a message that shows how far it is. */

import type { AnswerStage } from "../../answer/asking.ts";
import type { Waiting } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import type { Slot } from "../../chat/journal.ts";
import { withSigns } from "../../chat/stage.ts";
import { underWay } from "../../render/stages.zh.ts";
import type { SlackDesk, SlackPlace } from "./desk.ts";
import { note } from "./messages.ts";
import type { Content } from "./send.ts";
import type { Streams } from "./streams.ts";

export interface ProgressDesk extends Pick<SlackDesk, "client" | "log" | "now"> {
  readonly streams: Streams;
  /** How long the status is enough (ms). */
  readonly patienceMs: number;
  readonly teamId: string;
}

/** Slack forgets a status after two minutes. */
const RENEW_MS = 60_000;

/** Where there is no thread, as under a command, Slack shows by itself that something is under way. */
export async function withProgress<T>(
  desk: ProgressDesk,
  { place, person, job }: Waiting<SlackPlace>,
  task: (onStage: (stage: AnswerStage) => void) => Promise<T>,
): Promise<T> {
  const { chat, thread, message, isPrivate } = place;
  if (thread === undefined) return task(() => {});
  const slot: Slot = { chat, message, part: 0 };
  const stream = desk.streams.open(slot);
  const status = statusIn(desk, chat, thread);
  stream.reached("retrieving");
  status.show("retrieving");
  const content: Content = {
    ...note(underWay("grounding")),
    isSign: true,
    thread,
    grows: isPrivate ? null : { person, team: place.team ?? desk.teamId },
  };
  const tell = () => job.post({ ...slot, content: JSON.stringify(content) });
  const renew = (stage: AnswerStage) => {
    if (!stream.hasMessage()) return status.show(stage);
    if (!stream.isOld()) return void stream.show();
    stream.renew();
    // In the order of the chat: the one is taken away before the other begins.
    void quietly(desk.log, job.post({ ...slot, content: null }).then(tell));
  };
  const { patienceMs, log } = desk;
  let isDone = false;
  try {
    const result = await withSigns({ renew, patienceMs, tell, log }, (onStage) =>
      task((reached) => {
        onStage(reached);
        stream.reached(reached);
      }),
    );
    isDone = true;
    return result;
  } finally {
    stream.close(isDone);
    status.clear();
  }
}

/** One call after the other, lest an older one come last. */
function statusIn({ client, log, now }: ProgressDesk, chat: string, thread: string) {
  let shown: AnswerStage | undefined;
  let at = 0;
  let last = Promise.resolve();
  const say = (status: string) => {
    const loading = status === "" ? {} : { loading_messages: [status] };
    const shown = { channel_id: chat, thread_ts: thread, status, ...loading };
    // A workspace may not have it.
    last = last.then(() => quietly(log, client.assistant.threads.setStatus(shown)));
  };
  return {
    show(stage: AnswerStage): void {
      if (stage === shown && now() - at < RENEW_MS) return;
      shown = stage;
      at = now();
      say(underWay(stage));
    },
    /** The answer clears the status by itself; one that comes to nothing must do so too. */
    clear: () => say(""),
  };
}
