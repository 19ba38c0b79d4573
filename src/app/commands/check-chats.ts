/** Settings → whether the chat platforms that they name take the program, without serving anybody. */

import { tryFeishu } from "../../channels/feishu/feishu.ts";
import type { Settings } from "../settings.ts";
import type { Finding } from "./check.ts";

export async function checkChats({
  feishu,
  proxies,
}: Pick<Settings, "feishu" | "proxies">): Promise<Finding[]> {
  if (feishu === null) return [];
  const what = "飞书";
  return tryFeishu({ ...feishu, proxies }).then(
    (name) => [{ what, right: true, detail: `机器人“${name}”和长连接可用` }],
    (error: Error) => [{ what, right: false, detail: error.message }],
  );
}
