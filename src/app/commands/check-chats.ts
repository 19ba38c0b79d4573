/** Settings → whether the chat platforms that they name take the program, without serving anybody. */

import type { Settings } from "../settings.ts";
import { type Finding, found } from "./check.ts";

export type ChatsToTry = Pick<Settings, "telegram" | "slack" | "wecom" | "feishu" | "dingtalk" | "proxies">;

/**
 * `isServing`: a program serves with these settings now. What a platform needs is loaded only where it is tried: every
 * command would wait for it. `left`: given when nobody waits any more.
 */
export function checkChats(settings: ChatsToTry, isServing: boolean, left?: AbortSignal): Promise<Finding[]> {
  const { telegram, slack, wecom, feishu, dingtalk, proxies } = settings;
  const tried = [
    telegram &&
      found("Telegram", async () => {
        const { tryTelegram } = await import("../../channels/telegram/telegram.ts");
        return tryTelegram({ ...telegram, proxies }, left);
      }),
    slack &&
      found("Slack", async () => {
        const { trySlack } = await import("../../channels/slack/slack.ts");
        return trySlack({ ...slack, proxies }, left);
      }),
    wecom &&
      found("企业微信", async () => {
        // A second connection would end that of the program that serves.
        if (isServing) return "没有试连：程序正在运行，再连一次会使它断开；能否连上，请看它的日志";
        const { tryWecom } = await import("../../channels/wecom/wecom.ts");
        await tryWecom({ ...wecom, proxies }, left);
        return "Bot ID、Secret 和长连接可用";
      }),
    feishu &&
      found("飞书", async () => {
        const { tryFeishu } = await import("../../channels/feishu/feishu.ts");
        return `机器人“${await tryFeishu({ ...feishu, proxies }, left)}”和长连接可用`;
      }),
    dingtalk &&
      found("钉钉", async () => {
        const { tryDingtalk } = await import("../../channels/dingtalk/dingtalk.ts");
        await tryDingtalk({ ...dingtalk, proxies }, left);
        return "Client ID、Client Secret 和长连接可用";
      }),
  ];
  return Promise.all(tried.filter((one) => one !== null));
}
