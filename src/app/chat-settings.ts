/** The variables that name chat platforms → settings of each, null for those that are off. */

import { z } from "zod";
import { chatIds, ids, listed, namedChats, optional, secret, webAddress } from "./setting-kinds.ts";

const THREADS = /^(?:(?:[A-Z0-9]+=)?(?:questions|mention)(?:[,，\s]+|$))+$/;

export const chatVariables = {
  TELEGRAM_BOT_TOKEN: secret,
  TELEGRAM_API_ROOT: webAddress,
  TELEGRAM_ALLOWED: chatIds,
  TELEGRAM_WEBHOOK_URL: webAddress,
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, "应为 1 到 256 个字母、数字、下划线或连字符")
    .optional(),
  SLACK_BOT_TOKEN: secret,
  SLACK_APP_TOKEN: secret,
  SLACK_SIGNING_SECRET: secret,
  SLACK_API_URL: webAddress,
  SLACK_ALLOWED: ids,
  REPLY_IN_THREADS: z
    .string()
    .regex(THREADS, "应为 questions 或 mention，可另为个别频道指定，例如 questions,C0123456789=mention")
    .default("questions"),
  SLACK_EXPERT: z
    .string()
    .regex(/^[USW][A-Z0-9]+$/, "应为人员（U 开头）或用户组（S 开头）的编号")
    .optional(),
  WECOM_BOT_ID: secret,
  WECOM_BOT_SECRET: secret,
  WECOM_BOT_NAME: optional,
  WECOM_WS_URL: z.url({ protocol: /^wss?$/, error: "应为 wss:// 开头的网址" }).optional(),
  WECOM_ALLOWED: ids,
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_\w+$/, "应为 cli_ 开头的 App ID")
    .optional(),
  FEISHU_APP_SECRET: secret,
  FEISHU_DOMAIN: z
    .string()
    .regex(/^(?:feishu|lark|https?:\/\/\S+)$/, "应为 feishu、lark，或 https:// 开头的网址")
    .default("feishu"),
  FEISHU_ALLOWED: ids,
  FEISHU_PLAIN: z.enum(["0", "1"], "应为 1（只发文字）或 0").default("0"),
  DINGTALK_CLIENT_ID: secret,
  DINGTALK_CLIENT_SECRET: secret,
  DINGTALK_API_URL: webAddress,
  DINGTALK_ALLOWED: ids,
  DINGTALK_CARD_TEMPLATE: optional,
  CHAT_CURATORS: namedChats,
  WEEKLY_SUMMARY_TO: namedChats,
};

const shape = z.object(chatVariables);

export type ChatVariables = z.infer<typeof shape>;

type Name = keyof ChatVariables;

/** Each is no use without the other. */
const PAIRS: readonly (readonly [Name, Name])[] = [
  ["WECOM_BOT_ID", "WECOM_BOT_SECRET"],
  ["FEISHU_APP_ID", "FEISHU_APP_SECRET"],
  ["DINGTALK_CLIENT_ID", "DINGTALK_CLIENT_SECRET"],
];

/** What has to be set beside what is, and what is said where it is not. */
export function missingOfChats(value: ChatVariables): { readonly name: Name; readonly message: string }[] {
  const missing: { name: Name; message: string }[] = [];
  if (value.TELEGRAM_WEBHOOK_URL !== undefined && value.TELEGRAM_WEBHOOK_SECRET === undefined)
    missing.push({
      name: "TELEGRAM_WEBHOOK_SECRET",
      message: "设置了 TELEGRAM_WEBHOOK_URL 时应为 1 到 256 个字母、数字、下划线或连字符",
    });
  if (value.SLACK_BOT_TOKEN !== undefined && !value.SLACK_APP_TOKEN && !value.SLACK_SIGNING_SECRET)
    missing.push({
      name: "SLACK_BOT_TOKEN",
      message: "应与 SLACK_APP_TOKEN 或 SLACK_SIGNING_SECRET 一起设置",
    });
  for (const [one, other] of PAIRS.flatMap(
    ([id, key]) =>
      [
        [id, key],
        [key, id],
      ] as const,
  ))
    if (value[one] !== undefined && value[other] === undefined)
      missing.push({ name: other, message: `应与 ${one} 一起设置` });
  return missing;
}

export function chatSettingsOf(given: ChatVariables) {
  const or = <T>(value: T | undefined) => value ?? null;
  return {
    /** Names in full: who looks after the cases, and where it is said each week how they were used. */
    curation: { curators: given.CHAT_CURATORS, weeklyTo: given.WEEKLY_SUMMARY_TO },
    telegram: given.TELEGRAM_BOT_TOKEN
      ? {
          token: given.TELEGRAM_BOT_TOKEN,
          apiRoot: or(given.TELEGRAM_API_ROOT),
          allowed: given.TELEGRAM_ALLOWED,
          webhook:
            given.TELEGRAM_WEBHOOK_URL && given.TELEGRAM_WEBHOOK_SECRET
              ? { url: given.TELEGRAM_WEBHOOK_URL, secret: given.TELEGRAM_WEBHOOK_SECRET }
              : null,
        }
      : null,
    slack: given.SLACK_BOT_TOKEN
      ? {
          botToken: given.SLACK_BOT_TOKEN,
          socket: given.SLACK_APP_TOKEN ? { appToken: given.SLACK_APP_TOKEN } : null,
          // Only where there is no token to go out with.
          http:
            given.SLACK_SIGNING_SECRET && !given.SLACK_APP_TOKEN
              ? { signingSecret: given.SLACK_SIGNING_SECRET }
              : null,
          // The client takes it for a folder.
          apiUrl: given.SLACK_API_URL ? given.SLACK_API_URL.replace(/\/*$/, "/") : null,
          allowed: given.SLACK_ALLOWED,
          expert: or(given.SLACK_EXPERT),
          replyInThreads: byChannel(given.REPLY_IN_THREADS),
        }
      : null,
    wecom:
      given.WECOM_BOT_ID && given.WECOM_BOT_SECRET
        ? {
            botId: given.WECOM_BOT_ID,
            secret: given.WECOM_BOT_SECRET,
            botName: or(given.WECOM_BOT_NAME),
            url: or(given.WECOM_WS_URL),
            allowed: given.WECOM_ALLOWED,
          }
        : null,
    feishu:
      given.FEISHU_APP_ID && given.FEISHU_APP_SECRET
        ? {
            appId: given.FEISHU_APP_ID,
            secret: given.FEISHU_APP_SECRET,
            domain: given.FEISHU_DOMAIN,
            allowed: given.FEISHU_ALLOWED,
            isPlain: given.FEISHU_PLAIN === "1",
          }
        : null,
    dingtalk:
      given.DINGTALK_CLIENT_ID && given.DINGTALK_CLIENT_SECRET
        ? {
            clientId: given.DINGTALK_CLIENT_ID,
            clientSecret: given.DINGTALK_CLIENT_SECRET,
            url: or(given.DINGTALK_API_URL),
            allowed: given.DINGTALK_ALLOWED,
            cardTemplate: or(given.DINGTALK_CARD_TEMPLATE),
          }
        : null,
  };
}

/** What names no channel is for all others, by the name "". */
function byChannel(setting: string): Readonly<Record<string, string>> {
  const parts = listed(setting);
  return Object.fromEntries(parts.map((part) => (part.includes("=") ? part.split("=") : ["", part])));
}
