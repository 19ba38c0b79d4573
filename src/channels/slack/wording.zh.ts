/** What is said on Slack alone: access, buttons, modals, home, the log of the start. */

import { LABELS, linesOn } from "../../chat/channel-wording.zh.ts";

export const BUTTONS = {
  ...LABELS,
  whole: "📖 原文",
  wholeOf: (number: number) => `📖 原文[${number}]`,
  summary: "📝 全文摘要",
  publish: "公开到频道",
  expert: "请专人解答",
} as const;

export const REASON = {
  title: "哪里不好？",
  submit: "提交",
  close: "取消",
  label: "请说明原因（可不填），供维护人员改进",
} as const;

export const EXPERT_PASSAGES = "案例中可能有关的内容：";

export const HOME = {
  title: "案例通",
  intro: "在频道中 @案例通 提问，或在这里的“消息”里直接问。每句话都附原文和出处。",
  version: (id: string, files: number) => `文档 ${files} 份，版本 ${id}`,
  latest: "您最近的提问：",
} as const;

export const PROMPTS_TITLE = "可以这样问：";

export const ABOVE_UNSEEN =
  "我看不到上面的消息。请把要核对的文字和问题一起发给我，或在那条消息的菜单中选“核查引文”。";

export const CONTINUED = (shown: number, all: number) =>
  `回答较长，这里只显示前 ${shown} 条（共 ${all} 条）；全文已作为文件私信发给您。`;
export const FILE_MISSING = "全文没能作为文件发出，请私信我再问一次，或缩小提问的范围。";
export const DRAFT_FILE_MISSING = "草稿没能作为 Word 文件发出。";
export const FILE_TITLE = (question: string) => `案例通：${question}`;

export const SHORTCUT_EMPTY = "这条消息没有文字，无法核查。";

/** What is to be done, by the word with which Slack refuses. */
const HINTS: Readonly<Record<string, string>> = {
  missing_scope: "请在应用的设置页给这个令牌补上权限（应用令牌须有 connections:write），再重新安装或新建",
  not_allowed_token_type: "填成了另一种令牌：机器人令牌以 xoxb- 开头，应用令牌以 xapp- 开头",
  account_inactive: "应用已从工作区移除，请重新安装，再复制新的令牌",
  token_revoked: "令牌已撤销，请重新安装，再复制新的令牌",
};

export const LOG = {
  tried: (user: string) => `机器人 @${user} 可用`,
  socket: "Socket Mode",
  http: (path: string) => `由 ${path} 接收推送`,
  ...linesOn("Slack", "SLACK_BOT_TOKEN", "SLACK_ALLOWED", "频道或私信"),
  badToken: (name: string, reason: string, code = "") =>
    `${name}：Slack 不接受（${reason}），${HINTS[code] ?? "请到应用的设置页核对"}`,
  notKept: (reason: string) => `收到的 Slack 事件无法保存，已请 Slack 稍后重发：${reason}`,
  clockOff:
    "Slack：收到的请求签名无误，但签发时间与本机时钟相差超过 5 分钟，已拒收；请校准本机时钟（例如启用自动对时）。",
  scopesMissing: (scopes: readonly string[]) =>
    `Slack：应用缺少权限 ${scopes.join("、")}，有的功能用不了。请对照 slack-manifest.json 补上，再重新安装到工作区。`,
} as const;

/** At the end of a notification's text that does not hold all of its message. */
export const CUT_SHORT = "\n……（此处只是一部分，全文见消息正文）";
