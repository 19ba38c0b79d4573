/** What is said on DingTalk alone: access, what can be said next, the log of the start. */

import { LABELS, linesOn } from "../../chat/channel-wording.zh.ts";

const NAME = "钉钉";

/** What stands in a link has no brackets. */
export const ASKS = { ...LABELS, wholeOf: (number: number) => `看原文（${number}）` } as const;

export const GO_ON = (isPrivate: boolean) => (isPrivate ? "接着可以这样说：" : "接着可以 @我 这样说：");

export const CHOOSE = (isPrivate: boolean) => `请${isPrivate ? "" : " @我 并"}回复前面的序号或单位名称。`;

export const wrongPair = (reason: string) =>
  `DINGTALK_CLIENT_SECRET：${NAME}不接受这个 Client ID 和 Client Secret（${reason}），请到开发者后台该应用的“凭证与基础信息”中核对，并确认应用已发布`;

export const missingRight = (right: string) => `缺少权限 ${right}，请在开发者后台该应用的“权限管理”中申请`;

export const LOG = {
  way: "Stream 模式",
  ...linesOn(NAME, "DINGTALK_CLIENT_SECRET", "DINGTALK_ALLOWED"),
  wrongSecret: (reason: string) => `${wrongPair(reason)}，本程序每五分钟再试一次`,
} as const;
