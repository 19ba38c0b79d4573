/** Settings and what was indexed → the lines that greet whoever starts the program: what is on, and how to turn on the rest. */

import type { Settings } from "./settings.ts";

export interface Served {
  readonly caseCount: number;
  readonly fileCount: number;
  /** Names of the channels that run. */
  readonly channels: readonly string[];
  /** Where the web page is found; `portInUse`: the usual port, where another program has it. */
  readonly web: { readonly url: string; readonly portInUse: number | null };
}

/** What the settings name and this version does not have yet is said to be missing, never to be on. */
export function overviewOf(settings: Settings, { caseCount, fileCount, channels, web }: Served): string {
  const missing = (name: string, isSet: boolean, turnedOnBy: string) => {
    if (isSet) return `  ${name}：未开启（已设置 ${turnedOnBy}，但此版本还没有这项功能）`;
    return `  ${name}：未开启（由 ${turnedOnBy} 开启，此版本还没有这项功能）`;
  };
  const { telegram, slack, model } = settings;
  const inUse = web.portInUse === null ? "" : `（端口 ${web.portInUse} 已被其他程序占用，改用此端口）`;
  return [
    `请在浏览器中打开：${web.url}${inUse}`,
    `案例通：收录案例 ${caseCount} 个，来自 ${settings.corpusDir} 中的 ${fileCount} 个文件。`,
    ...channels.map((name) => `  ${name}：已开启`),
    ...(telegram === null ? ["  Telegram：未开启（由 TELEGRAM_BOT_TOKEN 开启）"] : []),
    ...(slack === null
      ? ["  Slack：未开启（由 SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN（或 SLACK_SIGNING_SECRET）开启）"]
      : []),
    missing("语言模型", model !== null, "OPENAI_API_KEY 或 OPENAI_BASE_URL"),
    "也可以在这里直接输入问题；输入 /帮助 查看用法，/退出 结束。",
  ].join("\n");
}
