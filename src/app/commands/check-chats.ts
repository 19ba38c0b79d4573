/** Settings → whether the chat platforms that they name take the program, without serving anybody. */

import type { Settings } from "../settings.ts";
import type { Finding } from "./check.ts";

type ChatsToTry = Pick<Settings, "feishu" | "dingtalk" | "proxies">;

/** What a platform needs is loaded only where it is tried: every command would wait for it. */
export function checkChats({ feishu, dingtalk, proxies }: ChatsToTry): Promise<Finding[]> {
  const tried = [
    feishu &&
      found("飞书", async () => {
        const { tryFeishu } = await import("../../channels/feishu/feishu.ts");
        return `机器人“${await tryFeishu({ ...feishu, proxies })}”和长连接可用`;
      }),
    dingtalk &&
      found("钉钉", async () => {
        const { tryDingtalk } = await import("../../channels/dingtalk/dingtalk.ts");
        await tryDingtalk({ ...dingtalk, proxies });
        return "Client ID、Client Secret 和长连接可用";
      }),
  ];
  return Promise.all(tried.filter((one) => one !== null));
}

function found(what: string, attempt: () => Promise<string>): Promise<Finding> {
  return attempt().then(
    (detail) => ({ what, right: true, detail }),
    (error: Error) => ({ what, right: false, detail: error.message }),
  );
}
