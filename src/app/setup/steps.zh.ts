/** What the first set-up asks for, in this order: settings by their names, with what whoever fills them in has to know. */

import type { SettingName } from "../settings.ts";

interface FieldAsked {
  readonly name: SettingName;
  readonly label: string;
  /** Asked for only where this one is set. */
  readonly when?: SettingName;
}

interface StepAsked {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly FieldAsked[];
}

const NUMBERS = "准许的群或成员编号，用逗号分隔；* 表示对所有人开放";

export const STEPS: readonly StepAsked[] = [
  {
    id: "corpus",
    title: "案例文档",
    lead: "存放案例文档的文件夹，其中的子文件夹也读。不设置时用 corpus 文件夹，没有则用自带的案例。",
    fields: [{ name: "CORPUS_DIR", label: "文件夹" }],
  },
  {
    id: "network",
    title: "网络代理",
    lead: "程序所在的机器能直接访问聊天平台和模型服务时，不必设置。",
    fields: [
      { name: "HTTPS_PROXY", label: "代理的地址，例如 http://127.0.0.1:7890" },
      { name: "NO_PROXY", label: "不走代理的主机，用逗号分隔" },
    ],
  },
  {
    id: "wecom",
    title: "企业微信",
    lead: "在“工作台 → 智能机器人”中手动创建，API 模式选长连接，复制 Bot ID 和 Secret。详见 docs/wecom.md。",
    fields: [
      { name: "WECOM_BOT_ID", label: "Bot ID" },
      { name: "WECOM_BOT_SECRET", label: "Secret" },
      { name: "WECOM_BOT_NAME", label: "机器人在群里的名称，例如 案例通" },
    ],
  },
  {
    id: "feishu",
    title: "飞书",
    lead: "在 open.feishu.cn/app 创建企业自建应用，添加机器人能力，在“凭证与基础信息”中复制。程序启动后，还须完成订阅并发布。详见 docs/feishu.md。",
    fields: [
      { name: "FEISHU_APP_ID", label: "App ID（cli_ 开头）" },
      { name: "FEISHU_APP_SECRET", label: "App Secret" },
    ],
  },
  {
    id: "dingtalk",
    title: "钉钉",
    lead: "在 open-dev.dingtalk.com 创建企业内部应用，添加机器人，消息接收模式选 Stream 模式并发布，在“凭证与基础信息”中复制。详见 docs/dingtalk.md。",
    fields: [
      { name: "DINGTALK_CLIENT_ID", label: "Client ID" },
      { name: "DINGTALK_CLIENT_SECRET", label: "Client Secret" },
    ],
  },
  {
    id: "telegram",
    title: "Telegram",
    lead: "给 @BotFather 发送 /newbot，按提示起名，得到令牌。",
    fields: [{ name: "TELEGRAM_BOT_TOKEN", label: "令牌" }],
  },
  {
    id: "slack",
    title: "Slack",
    lead: "在 api.slack.com/apps 用 slack-manifest.json 创建应用并安装到工作区；应用令牌在“App-Level Tokens”中新建，权限选 connections:write。",
    fields: [
      { name: "SLACK_BOT_TOKEN", label: "机器人令牌（xoxb- 开头）" },
      { name: "SLACK_APP_TOKEN", label: "应用令牌（xapp- 开头）" },
    ],
  },
  {
    id: "model",
    title: "大模型",
    lead: "不是必需，不设置也能完整使用。接入后问法可以更随意，引文仍逐字取自原文。各家服务的写法见 docs/models.md。",
    fields: [
      {
        name: "OPENAI_BASE_URL",
        label: "服务的地址，例如 https://dashscope.aliyuncs.com/compatible-mode/v1",
      },
      { name: "OPENAI_API_KEY", label: "密钥（本机的服务可不填）" },
      { name: "CHAT_MODEL", label: "语言模型的名称，例如 qwen-plus" },
      { name: "CHAT_MODEL_FALLBACK", label: "上面的模型答不出时改用的语言模型（可不填）" },
      { name: "EMBEDDING_MODEL", label: "向量模型的名称（可不填）" },
    ],
  },
  {
    id: "people",
    title: "聊天平台上谁可以用",
    lead: "不设置也可以：机器人起初对谁都不开放，程序启动时显示配对码和用法，在要开通的群里照着发送即可开通。",
    fields: [
      { name: "WECOM_ALLOWED", label: `企业微信：${NUMBERS}`, when: "WECOM_BOT_ID" },
      { name: "FEISHU_ALLOWED", label: `飞书：${NUMBERS}`, when: "FEISHU_APP_ID" },
      { name: "DINGTALK_ALLOWED", label: `钉钉：${NUMBERS}`, when: "DINGTALK_CLIENT_ID" },
      { name: "TELEGRAM_ALLOWED", label: `Telegram：${NUMBERS}`, when: "TELEGRAM_BOT_TOKEN" },
      { name: "SLACK_ALLOWED", label: `Slack：${NUMBERS}`, when: "SLACK_BOT_TOKEN" },
    ],
  },
  {
    id: "store",
    title: "数据存放在哪里",
    lead: "不设置时存放在本机的数据文件夹，一台机器够用。几个程序一起服务、坏了一台由另一台接替的，才填 postgres。详见 docs/scale.md。",
    fields: [
      { name: "STORE", label: "存放方式：sqlite（本机，默认）或 postgres（数据库）" },
      {
        name: "DATABASE_URL",
        label: "数据库的地址，例如 postgres://用户:密码@主机:5432/anlitong（sqlite 不填）",
      },
    ],
  },
  {
    id: "web",
    title: "网页谁可以打开",
    lead: "不设置时只有本机能打开，不需要口令。要让别人也能访问，监听地址填 0.0.0.0，并设置访问口令。",
    fields: [
      { name: "HOST", label: "监听的地址" },
      { name: "PUBLIC_URL", label: "别人访问时所用的网址" },
      { name: "WEB_TOKEN", label: "访问口令（至少 10 个字符）" },
      { name: "CURATOR_TOKEN", label: "维护口令（可打开“维护”各页）" },
    ],
  },
];

export const SETUP = {
  unusable: (name: string) => `${name}：不能含有换行等控制字符`,
  hidden: "已填写，不显示",
  outside: (name: string) => `${name}：启动程序的环境中另有设置，以那里的为准，.env 中的不起作用`,
  readable: (path: string) =>
    `${path}：请限制为只有管理员和运行服务的用户能读（Windows 上用 icacls，见 docs/operations.md）`,
  narrowed: (path: string, mode: string) =>
    `${path} 的权限由 ${mode} 改为 600，只有所有者能读；以其他用户运行服务时，请把所有者改为该用户（chown）`,
  cases: (cases: number, files: number) => `可读入案例 ${cases} 个，来自 ${files} 个文件`,
  database: "可以连接",
  noCases: "没有读到案例；请检查文件夹是否正确、文件能否打开",
  unread: (count: number, first: string) => `；另有 ${count} 个文件无法使用，如 ${first}`,
} as const;
