/** What is said on Telegram alone: access, buttons, inline results, the log of the start. */

import { CHANNEL_LOG, linesOn, notOpenHere } from "../../chat/channel-wording.zh.ts";

export const BUTTONS = {
  whole: "📖 原文",
  wholeOf: (number: number) => `📖 原文[${number}]`,
  reference: "📋 出处",
  summary: "📝 全文摘要",
  previous: "⬅️ 上一条",
  next: "下一条 ➡️",
  good: "👍",
  bad: "👎",
  alone: "💬 私聊继续",
} as const;

/** In an empty chat, at most 512 characters; and on the bot's page, at most 120. */
export const DESCRIPTION =
  "回答工会创新案例方面的问题，每句话都附原文和出处，不编造。直接提问即可，例如“哪些案例提到欠薪？”；发送 /help 查看用法，/privacy 查看隐私说明。";
export const SHORT_DESCRIPTION = "回答工会创新案例方面的问题，每句话都附原文和出处。";

export const greeting = (username: string) =>
  [
    "大家好，我是案例通，回答工会创新案例方面的问题，每句话都附原文和出处。",
    `在群里请用 /ask@${username} 提问，例如：/ask@${username} 某单位的应用成效；追问时直接回复我的消息。`,
    `也可以 @${username} 提问；如果 @ 没有反应，请用前两种方式。`,
    "我只读取对我说的话，说明见 /privacy。请不要发送会员的个人信息。",
  ].join("\n");

/** Below what can be asked, by which way. */
export const helpTail = (username: string, isPrivate: boolean) =>
  [
    isPrivate
      ? "直接发消息提问，追问接着说即可。"
      : `在群里用 /ask@${username} 提问，或直接回复我的消息；也可以 @${username}，如果 @ 没有反应，请用前两种方式。`,
    "常用命令：/quote 引用原文，/case 摘要，/compare 对比，/verify 核对，/cases 目录，/new 换话题，/stop 停止，/privacy 隐私说明。",
  ].join("\n");

export const INLINE_CLOSED = "尚未开通，点此了解";
export const INLINE_NOTHING = "没有找到，换个词试试";

export const LOG = {
  polling: "主动拉取消息",
  webhook: (url: string) => `由 ${url} 接收推送`,
  privacyOn: "Telegram：隐私模式已开启，群里只有对机器人说的话会发给本程序。",
  privacyOff:
    "Telegram：隐私模式已关闭，群里的全部谈话都会发给本程序（本程序只处理对它说的话）。建议在 BotFather 中用 /setprivacy 开启，再把机器人移出群后重新加入。",
  tried: (username: string, hearsAll: boolean) =>
    `机器人 @${username} 可用；${hearsAll ? "隐私模式已关闭，建议在 BotFather 中用 /setprivacy 开启" : "隐私模式已开启"}`,
  ...linesOn("Telegram", "TELEGRAM_BOT_TOKEN", "TELEGRAM_ALLOWED"),
  notOpen: (chat: string) => notOpenHere(chat, "发送“/pair 配对码”", "TELEGRAM_ALLOWED"),
  pairingCode: (code: string) => CHANNEL_LOG.pairingCode("Telegram", code, `群或私聊中发送“/pair ${code}”`),
  badToken: "TELEGRAM_BOT_TOKEN：Telegram 不承认这个令牌，请到 BotFather 核对",
  conflict: "Telegram：另一个程序正在用同一个机器人令牌接收消息，请停掉其中一个；本程序会继续重试。",
  notKept: (reason: string) => `收到的 Telegram 更新无法保存，已请 Telegram 稍后重发：${reason}`,
  menuFailed: (reason: string) => `Telegram：命令菜单没有设置成功（${reason}）。`,
  inlineOff:
    "Telegram：内联模式未开启；在 BotFather 中用 /setinline 开启后，可在任何会话中用“@机器人 关键词”查案例。",
} as const;
