/** What an answer is going through, as whoever waits for it is told. */

import type { AnswerStage } from "../answer/asking.ts";

/** As the title of a task. */
export const STAGES: Readonly<Record<AnswerStage, string>> = {
  retrieving: "检索案例",
  composing: "挑选原文",
  grounding: "核对引文",
};

export const STAGE_NAMES = Object.keys(STAGES) as readonly AnswerStage[];

/** As a line of its own. */
export function underWay(stage: AnswerStage): string {
  return `正在${STAGES[stage]}……`;
}
