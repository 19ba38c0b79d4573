/** A question under way, alone with the bot → a draft that shows how far it is, with a button to stop it. */

import type { AnswerStage } from "../../answer/asking.ts";
import { underWay } from "../../render/stages.zh.ts";
import type { Desk, TelegramPlace } from "./desk.ts";

export interface Draft {
  /** Shows the stage, or shows it again; what becomes of it is no matter. */
  show(stage: AnswerStage): void;
  /** Whether Telegram shows one; one that is refused is not tried again. */
  readonly isShown: boolean;
  /** Resolves when nothing more can come: what came after the answer would stand there for a while. */
  settled(): Promise<void>;
}

const TIMEOUT_MS = 4_000;

/** `id`: not zero; the same for all that is shown of one answer. By itself a draft is gone after 30 seconds. */
export function createDraft(
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
