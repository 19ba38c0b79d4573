/** What the terminal says of its own; what it answers is worded in `render`. */

import type { AnswerStage } from "../../answer/asking.ts";
import { underWay } from "../../render/stages.zh.ts";

export const PROMPT = "案例通> ";

export const COMMANDS_HELP = [
  "命令：",
  "· /帮助    显示这段说明（/help）",
  "· /案例    列出全部案例（/cases）",
  "· /新话题  忘掉前面的问题，重新开始（/new）",
  "· /退出    结束（/quit，或按 Ctrl+D）",
].join("\n");

export const NEW_TOPIC = "好的，我们换个话题。";

export const FAREWELL = "再见。";

export const FAILED = "抱歉，这个问题没能回答，原因已记入日志。";

export const STOPPED = "已停止。";

/** While somebody waits at the keys. */
export const waitingFor = (stage: AnswerStage) => `${underWay(stage)}（按 Ctrl+C 停止）`;

export const UNREADABLE = "这一行不是 UTF-8 编码的文字，无法识别。";

export const TOO_LONG = "这一行太长，请精简后再试。";

export const NO_SUCH_COMMAND = (text: string) =>
  `没有“${text.slice(0, 20)}”这个命令；可用的命令：/帮助、/案例、/新话题、/退出。`;
