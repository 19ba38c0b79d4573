/** What is said on WeCom alone: buttons, the log of the start. */

import { LABELS, linesOn } from "../../chat/channel-wording.zh.ts";
import { SUGGESTIONS } from "../../render/wording.zh.ts";

const NAME = "企业微信";

export const REMOVED = "（已结束）";

export const CARD = { ...LABELS, title: "接着看", seen: "收到，正在办理" } as const;

/** Buttons have but ten characters: what they ask stands above them in full. */
export function goingOn(questions: readonly string[]): string {
  return questions.length === 0 ? "" : [SUGGESTIONS, ...questions.map((one) => `· ${one}`)].join("\n");
}

/** Why somebody found an answer to be of no use, as WeCom's numbers say it. */
export const REASONS: ReadonlyMap<number, string> = new Map([
  [1, "与问题无关"],
  [2, "内容不完整"],
  [3, "内容有错误"],
  [4, "数据有误"],
]);

export const wrongPair = (reason: string) =>
  `WECOM_BOT_SECRET：${NAME}不接受这个机器人编号和密钥（${reason}），请到“工作台 → 智能机器人”的 API 模式（长连接）中核对`;

export const LOG = {
  way: "长连接",
  ...linesOn(NAME, "WECOM_BOT_SECRET", "WECOM_ALLOWED"),
  kicked: `${NAME}：另一个程序正在用同一个机器人接收消息，请停掉其中一个；本程序一分钟后再试。`,
  wrongSecret: (reason: string) => `${wrongPair(reason)}，本程序每五分钟再试一次`,
} as const;
