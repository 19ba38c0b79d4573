/** A question under way → signs in the chat that it is being worked on. */

import type { AnswerStage } from "../../answer/asking.ts";
import { within } from "../../chat/delivery.ts";
import type { Waiting } from "../../chat/desk.ts";
import { quietly } from "../../chat/failures.ts";
import { withSigns } from "../../chat/stage.ts";
import { underWay } from "../../render/stages.zh.ts";
import type { Desk, TelegramPlace } from "./desk.ts";
import { type Content, contentOf, SIGN_MS, timeout } from "./send.ts";

/** Telegram shows "typing" for five seconds, and a draft for thirty: in looks, when each is shown again. */
const TYPING = 4;
const DRAFT = 20;

/** An answer of a second or two needs no draft. */
const FIRST_DRAFT = 2;

/** Who waited so long where no draft is shown is told that there will be an answer. */
const PATIENCE_MS = 12_000;

/** An answer does not wait for a sign of itself any longer than this. */
const LAST_SIGN_MS = 1_000;

export async function withProgress<T>(
  { api, log }: Pick<Desk, "api" | "log">,
  { place, job }: Waiting<TelegramPlace>,
  task: (onStage: (stage: AnswerStage) => void) => Promise<T>,
): Promise<T> {
  const { chat, message, topic } = place;
  const where = { chat_id: Number(chat), ...(topic === undefined ? {} : { message_thread_id: topic }) };
  const type = () => quietly(log, api.raw.sendChatAction({ ...where, action: "typing" }, timeout(SIGN_MS)));
  let draft: "none" | "shown" | "refused" = place.isPrivate ? "none" : "refused";
  /** One after the other; by itself a draft is gone after 30 seconds. One that is refused is not tried again. */
  let drafted: Promise<void> = Promise.resolve();
  const show = async (stage: AnswerStage) => {
    if (draft === "refused") return;
    const shown = { ...where, draft_id: job.number, text: underWay(stage), can_stop: true };
    try {
      await api.raw.sendMessageDraft(shown, timeout(SIGN_MS));
      draft = "shown";
    } catch (error) {
      draft = "refused";
      log.debug(String(error));
    }
  };
  let shown: AnswerStage | undefined;
  let looks = 0;
  const renew = (stage: AnswerStage) => {
    looks += 1;
    if (looks % TYPING === 0 && draft !== "shown") void type();
    if (looks < FIRST_DRAFT || (stage === shown && looks % DRAFT !== 0)) return;
    shown = stage;
    drafted = drafted.then(() => show(stage));
  };
  const first = type();
  const tell = async (stage: AnswerStage) => {
    const sign = contentOf({ text: underWay(stage), entities: [] }, place, []);
    const content: Content = { ...sign, isSign: true };
    if (draft !== "shown") await job.post({ chat, message, part: 0, content: JSON.stringify(content) });
  };
  const signs = { renew, patienceMs: PATIENCE_MS, tell, log };
  try {
    return await withSigns(signs, task);
  } finally {
    // A sign that came after the answer would stand there for a while.
    await within(LAST_SIGN_MS, Promise.all([first, drafted]));
  }
}
