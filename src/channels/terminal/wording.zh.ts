/** What the terminal says of its own; what it answers is worded in `render`. */

import type { AnswerStage } from "../../answer/asking.ts";
import { underWay } from "../../render/stages.zh.ts";

export const PROMPT = "案例通> ";

export const COMMANDS_HELP = [
  "命令：",
  "· /帮助    显示这段说明（/help）",
  "· /案例    列出全部案例，或写明要找的事（/cases）",
  "· /摘要    总结一个案例：/摘要 某单位（/case）",
  "· /引用    引用原文：/引用 某单位 应用成效（/quote）",
  "· /对比    对比案例：/对比 甲单位 乙单位（/compare）",
  "· /核对    核对文字是否为原文（/verify）",
  "· /新话题  忘掉前面的问题，重新开始（/new）",
  "· /退出    结束（/quit，或按两次 Ctrl+C）",
].join("\n");

export const FAREWELL = "再见。";

/** After the first Ctrl+C, which ends nothing. */
export const PRESS_AGAIN = "再按一次 Ctrl+C 结束。";

export const FAILED = "抱歉，这个问题没能回答，原因已记入日志。";

/** While somebody waits at the keys. */
export const waitingFor = (stage: AnswerStage) => `${underWay(stage)}（按 Ctrl+C 停止）`;

export const UNREADABLE = "这一行不是 UTF-8 编码的文字，无法识别。";

export const TOO_LONG = "这一行太长，请精简后再试。";

export const NO_SUCH_COMMAND = (command: string) =>
  `没有“${command.slice(0, 20)}”这个命令；输入 /帮助 查看全部命令。`;
