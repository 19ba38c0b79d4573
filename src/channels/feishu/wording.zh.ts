/** What is said on Feishu alone: buttons, the log of the start, and what is amiss with an app. */

import { LABELS, linesOn } from "../../chat/channel-wording.zh.ts";
import { byCode } from "../../chat/failures.ts";

export const NAME = "飞书";

export const BUTTONS = { ...LABELS, previous: "上一页", next: "下一页" } as const;

const HINTS = byCode({
  "请到 open.feishu.cn 应用的“凭证与基础信息”中核对 App ID 和 App Secret": [403, 514, 10_003, 10_014],
  "应用已停用，请管理员在管理后台启用": [10_012],
  "请在“添加应用能力”中添加机器人，再发布新版本": [11_205, 230_006],
  "请在“权限管理”中开通文档所列的权限，再发布新版本": [230_027, 99_991_672],
  "提问的人不在应用的可用范围内，请在“版本管理与发布”中调整": [230_013],
  "长连接已达 50 个，请停掉多余的程序": [1_000_040_350],
});

/** What is to be done; "" where that is not known. */
export function hintOf(code: number): string {
  const hint = HINTS.get(code);
  return hint === undefined ? "" : `（${hint}）`;
}

export const LOG = {
  way: "长连接",
  ...linesOn(NAME, "FEISHU_APP_SECRET", "FEISHU_ALLOWED"),
  wrongSecret: (reason: string) =>
    `FEISHU_APP_ID、FEISHU_APP_SECRET：${NAME}不接受：${reason}；本程序每五分钟再试一次`,
} as const;
