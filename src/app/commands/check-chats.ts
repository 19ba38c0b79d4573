/** Settings → whether the chat platforms that they name take the program, without serving anybody. */

import { tryDingtalk } from "../../channels/dingtalk/dingtalk.ts";
import type { Settings } from "../settings.ts";
import type { Finding } from "./check.ts";

export async function checkChats({
  dingtalk,
  proxies,
}: Pick<Settings, "dingtalk" | "proxies">): Promise<Finding[]> {
  if (dingtalk === null) return [];
  const what = "钉钉";
  return tryDingtalk({ ...dingtalk, proxies }).then(
    () => [{ what, right: true, detail: "Client ID、Client Secret 和长连接可用" }],
    (error: Error) => [{ what, right: false, detail: error.message }],
  );
}
