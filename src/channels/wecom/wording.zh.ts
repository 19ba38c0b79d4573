/** What is said on WeCom alone: access, buttons, the log of the start. */

import { linesOn } from "../../chat/channel-wording.zh.ts";
import { SUGGESTIONS } from "../../render/wording.zh.ts";

const NAME = "企业微信";

export const REMOVED = "（已结束）";

export const CARD = {
  title: "接着看",
  seen: "收到，正在办理",
  whole: "看原文",
  wholeOf: (number: number) => `看原文[${number}]`,
  summary: "全文摘要",
} as const;

export const greeting =
  "您好，我是案例通，回答工会创新案例方面的问题，每句话都附原文和出处。直接提问即可，例如“哪些案例提到欠薪？”；发送“帮助”查看用法，“隐私”查看隐私说明。请不要发送会员的个人信息。";

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
