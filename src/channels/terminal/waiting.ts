/** A question under way at a terminal → a line that says how far it is, which goes away with the answer. */

import type { Writable } from "node:stream";
import type { AnswerStage } from "../../answer/asking.ts";
import { waitingFor } from "./wording.zh.ts";

/** Most answers are there before anybody wonders. */
const PATIENCE_MS = 800;

/** To the line's beginning, and nothing on it. */
export const CLEAR = "\r\u001b[2K";

export interface Waiting {
  reached(stage: AnswerStage): void;
  /** Leaves the line empty. */
  end(): void;
}

export function showWaiting(screen: Writable): Waiting {
  let stage: AnswerStage = "retrieving";
  let isShown = false;
  const show = () => {
    isShown = true;
    screen.write(`${CLEAR}${waitingFor(stage)}`);
  };
  const patience = setTimeout(show, PATIENCE_MS);
  return {
    reached(next) {
      stage = next;
      if (isShown) show();
    },
    end() {
      clearTimeout(patience);
      if (isShown) screen.write(CLEAR);
    },
  };
}
