/** How the commands are described in the menu, in Chinese and English, and what is said of one that cannot be carried out. */

import type { CommandName, ListedCommand } from "./commands.ts";

export interface Description {
  readonly zh: string;
  readonly en: string;
}

export const DESCRIPTIONS: Readonly<Record<ListedCommand, Description>> = {
  ask: { zh: "提问：/ask 问题", en: "Ask a question about the cases" },
  quote: { zh: "引用原文：/quote 单位 部分", en: "Quote a part of a case verbatim" },
  case: { zh: "案例摘要：/case 单位", en: "Summarise a case" },
  cases: { zh: "全部案例，或提到某事的案例", en: "List all cases, or those that mention something" },
  compare: { zh: "对比案例：/compare 单位 单位", en: "Compare cases side by side" },
  verify: { zh: "核对文字是否为原文", en: "Check whether words are in the cases" },
  new: { zh: "换个话题，忘掉前面的提问", en: "Start a new topic" },
  stop: { zh: "停止正在进行的回答", en: "Stop what is being answered" },
  help: { zh: "使用说明", en: "How to use this bot" },
  privacy: { zh: "隐私说明", en: "What is read and kept" },
};

/** For people without a Latin keyboard. Telegram knows no such commands and passes them on as text. */
export const CHINESE_NAMES: ReadonlyMap<string, CommandName> = new Map([
  ["提问", "ask"],
  ["引用", "quote"],
  ["原文", "quote"],
  ["总结", "case"],
  ["摘要", "case"],
  ["案例", "cases"],
  ["目录", "cases"],
  ["比较", "compare"],
  ["对比", "compare"],
  ["核对", "verify"],
  ["核实", "verify"],
  ["核查", "verify"],
  ["新话题", "new"],
  ["帮助", "help"],
  ["隐私", "privacy"],
  ["忘记我", "forget"],
  ["删除记录", "forget"],
  ["开始", "start"],
  ["配对", "pair"],
  ["取消配对", "unpair"],
  ["重新索引", "reindex"],
  ["更新索引", "reindex"],
  ["未答问题", "unanswered"],
  ["反馈", "feedback"],
  ["置顶", "pin"],
  ["取消置顶", "unpin"],
  ["停止", "stop"],
  ["取消", "stop"],
]);

const USAGES: Partial<Readonly<Record<CommandName, string>>> = {
  ask: "请告诉我您想问什么，例如：某单位的应用成效是什么？",
  quote: "请写明引用哪个单位的哪一部分，例如：/quote 某单位 应用成效",
  case: "请写明总结哪个单位的案例，例如：/case 某单位",
  compare: "请至少写明两个单位，用空格隔开，例如：/compare 甲单位 乙单位 应用成效",
  verify: "请回复要核对的那条消息，或把文字一起发来，例如：核实“要核对的一句话”",
  pair: "请把配对码写在命令后面，例如：/pair ABCD-1234",
};

/** How a command is used that came without what it needs. */
export function usage(command: CommandName): string {
  return USAGES[command] ?? `直接发送 /${command} 即可。`;
}

/** `command` with its slash. */
export const UNKNOWN_COMMAND = (command: string) =>
  `没有“${command.slice(0, 20)}”这个命令；可用的命令：${Object.keys(DESCRIPTIONS)
    .map((name) => `/${name}`)
    .join("、")}。用法请看 /help。`;
