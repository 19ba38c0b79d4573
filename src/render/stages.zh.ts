/** What an answer is going through, as whoever waits for it is told. */

import type { AnswerStage } from "../answer/asking.ts";

export const STAGES: Readonly<Record<AnswerStage, string>> = {
  retrieving: "正在检索案例……",
  composing: "正在组织回答……",
  grounding: "正在核对引文……",
};
