/** What is said on DingTalk alone: access, what can be said next, the log of the start. */

import { CHANNEL_LOG, notOpenHere, notShownOn } from "../../chat/channel-wording.zh.ts";

const NAME = "钉钉";

export const NOT_SHOWN = notShownOn(NAME);

export const notOpen = (chat: string) => notOpenHere(chat, "对我说“配对 配对码”", "DINGTALK_ALLOWED");

export const ASKS = {
  whole: "看原文",
  wholeOf: (number: number) => `看原文（${number}）`,
  summary: "全文摘要",
} as const;

export const GO_ON = (isPrivate: boolean) => (isPrivate ? "接着可以这样说：" : "接着可以 @我 这样说：");

export const CHOOSE = (isPrivate: boolean) => `请${isPrivate ? "" : " @我 并"}回复前面的序号或单位名称。`;

export const OF_USE = "有用";
export const OF_NO_USE = "没用";

export const helpTail =
  "单聊时直接提问，追问接着说即可；在群里请 @我 提问。发送“核实”加一段文字可核对是否为原文，发送“换个话题”忘掉前面的提问，发送“停止”停止回答，发送“隐私”查看隐私说明。";

export const wrongPair = (reason: string) =>
  `DINGTALK_CLIENT_SECRET：${NAME}不接受这个 Client ID 和 Client Secret（${reason}），请到开发者后台该应用的“凭证与基础信息”中核对，并确认应用已发布`;

export const LOG = {
  way: "Stream 模式",
  pairingCode: (code: string) => CHANNEL_LOG.pairingCode(NAME, code, `群或单聊中对机器人说“配对 ${code}”`),
  notReached: (reason: string) => CHANNEL_LOG.notReached(NAME, reason),
  reachedAgain: CHANNEL_LOG.reachedAgain(NAME),
  notKept: (reason: string) => CHANNEL_LOG.notKept(NAME, reason),
  wrongSecret: (reason: string) => `${wrongPair(reason)}，本程序每五分钟再试一次`,
  tokenGone: (reason: string) => CHANNEL_LOG.tokenGone("DINGTALK_CLIENT_SECRET", NAME, reason),
} as const;
