/** A task under way → signs of how far it is, again and again, and after a while one that stays until its answer comes. */

import type { AnswerStage } from "../answer/asking.ts";
import type { Log } from "../console/log.ts";
import { underWay } from "../render/stages.zh.ts";
import type { Place, Waiting } from "./desk.ts";

export interface Signs {
  /** Renews what the platform shows; what becomes of it is no matter. */
  readonly renew: (stage: AnswerStage) => void;
  readonly everyMs: number;
  /** Who waited so long is told that there will be an answer. */
  readonly patienceMs: number;
  /** Tells so, in the slot of the answer. */
  readonly tell: (stage: AnswerStage) => Promise<void>;
  readonly log: Log;
}

export async function withSigns<T>(
  { renew, everyMs, patienceMs, tell, log }: Signs,
  task: (onStage: (stage: AnswerStage) => void) => Promise<T>,
): Promise<T> {
  let stage: AnswerStage = "retrieving";
  const renewing = setInterval(() => renew(stage), everyMs);
  let told: Promise<void> = Promise.resolve();
  const patience = setTimeout(() => {
    told = tell(stage).catch((error: unknown) => log.debug(String(error)));
  }, patienceMs);
  try {
    return await task((reached) => {
      stage = reached;
    });
  } finally {
    clearInterval(renewing);
    clearTimeout(patience);
    await told;
  }
}

/** Signs in the slot of the answer, which the answer takes over. */
export interface SignsInPlace<P extends Place> {
  /** Who waited so long (ms) is shown the first. */
  readonly afterMs: number;
  /** Most of them; a stage is shown when it is reached. */
  readonly most: number;
  readonly note: (place: P, text: string) => object;
  readonly log: Log;
}

const LOOK_MS = 1_000;

export async function withSignsInPlace<P extends Place, T>(
  { afterMs, most, note, log }: SignsInPlace<P>,
  { place, job }: Waiting<P>,
  task: (onStage: (stage: AnswerStage) => void) => Promise<T>,
): Promise<T> {
  let shown: AnswerStage | undefined;
  let count = 0;
  let last: Promise<void> = Promise.resolve();
  const tell = (stage: AnswerStage) => {
    shown = stage;
    count += 1;
    const content = JSON.stringify({ ...note(place, underWay(stage)), isSign: true });
    last = last.then(() => job.post({ chat: place.chat, message: place.message, part: 0, content }));
    return last;
  };
  const renew = (stage: AnswerStage) => {
    if (count > 0 && count < most && stage !== shown)
      tell(stage).catch((error: unknown) => log.debug(String(error)));
  };
  return withSigns({ renew, everyMs: LOOK_MS, patienceMs: afterMs, tell, log }, task);
}
