/** Settings → whether the chat platforms that they name take the program, without serving anybody. */

import { tryDingtalk } from "../../channels/dingtalk/dingtalk.ts";
import { tryFeishu } from "../../channels/feishu/feishu.ts";
import type { Settings } from "../settings.ts";
import type { Finding } from "./check.ts";

type ChatsToTry = Pick<Settings, "feishu" | "dingtalk" | "proxies">;

export function checkChats({ feishu, dingtalk, proxies }: ChatsToTry): Promise<Finding[]> {
  const tried = [
    feishu && found("飞书", async () => `机器人“${await tryFeishu({ ...feishu, proxies })}”和长连接可用`),
    dingtalk &&
      found("钉钉", async () => {
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
