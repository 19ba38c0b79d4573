/** A question under way → signs in the chat that it is being worked on. */

import type { AnswerStage } from "../../answer/asking.ts";
import { within } from "../../chat/delivery.ts";
import type { Waiting } from "../../chat/desk.ts";
import { withSigns } from "../../chat/stage.ts";
import { underWay } from "../../render/stages.zh.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import { type Content, contentOf } from "./send.ts";

/** What changes is looked for so often. */
const LOOK_MS = 1_000;

/** Telegram shows "typing" for five seconds, and a draft for thirty: in looks, when each is shown again. */
const TYPING = 4;
const DRAFT = 20;

/** An answer of a second or two needs no draft. */
const FIRST_DRAFT = 2;

/** Who waited so long where no draft is shown is told that there will be an answer. */
const PATIENCE_MS = 12_000;

const TIMEOUT_MS = 4_000;

/** An answer does not wait for a sign of itself any longer than this. */
const LAST_SIGN_MS = 1_000;

export async function withProgress<T>(
  desk: Pick<Desk, "api" | "log">,
  { place, job }: Waiting<TelegramPlace>,
  task: (onStage: (stage: AnswerStage) => void) => Promise<T>,
): Promise<T> {
  const { api, log } = desk;
  const type = () =>
    api.raw
      .sendChatAction(
        {
          chat_id: Number(place.chat),
          action: "typing",
          ...(place.topic === null ? {} : { message_thread_id: place.topic }),
        },
        AbortSignal.timeout(TIMEOUT_MS) as never,
      )
      // A sign that is not seen is no loss.
      .catch(() => {});
  const draft = place.isPrivate ? createDraft(desk, place, job.number) : undefined;
  let shown: AnswerStage | undefined;
  let looks = 0;
  const renew = (stage: AnswerStage) => {
    looks += 1;
    if (looks % TYPING === 0 && !draft?.isShown) void type();
    if (!draft || looks < FIRST_DRAFT || (stage === shown && looks % DRAFT !== 0)) return;
    shown = stage;
    draft.show(stage);
  };
  const first = type();
  const { chat, message } = place;
  const tell = async (stage: AnswerStage) => {
    const sign = contentOf({ text: underWay(stage), entities: [] }, place, []);
    const content: Content = { ...sign, isSign: true };
    if (!draft?.isShown) await job.post({ chat, message, part: 0, content: JSON.stringify(content) });
  };
  const signs = { renew, everyMs: LOOK_MS, patienceMs: PATIENCE_MS, tell, log };
  try {
    return await withSigns(signs, task);
  } finally {
    // A sign that came after the answer would stand there for a while.
    await within(LAST_SIGN_MS, Promise.all([first, draft?.settled()]));
  }
}

interface Draft {
  /** Shows the stage, or shows it again; what becomes of it is no matter. */
  show(stage: AnswerStage): void;
  /** Whether Telegram shows one; one that is refused is not tried again. */
  readonly isShown: boolean;
  /** Resolves when nothing more can come: what came after the answer would stand there for a while. */
  settled(): Promise<void>;
}

/** `id`: not zero; the same for all that is shown of one answer. By itself a draft is gone after 30 seconds. */
function createDraft(
  { api, log }: Pick<Desk, "api" | "log">,
  { chat, topic }: TelegramPlace,
  id: number,
): Draft {
  let isShown = false;
  let isRefused = false;
  let last: Promise<void> = Promise.resolve();

  async function send(stage: AnswerStage): Promise<void> {
    if (isRefused) return;
    try {
      await api.raw.sendMessageDraft(
        {
          chat_id: Number(chat),
          draft_id: id,
          text: underWay(stage),
          can_stop: true,
          ...(topic === null ? {} : { message_thread_id: topic }),
        },
        AbortSignal.timeout(TIMEOUT_MS) as never,
      );
      isShown = true;
    } catch (error) {
      isShown = false;
      isRefused = true;
      log.debug(String(error));
    }
  }

  return {
    show(stage) {
      last = last.then(() => send(stage));
    },
    get isShown() {
      return isShown;
    },
    settled: () => last,
  };
}
