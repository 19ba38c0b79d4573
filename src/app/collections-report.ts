/** Collections → lines for whoever runs the program: what each is called, where it lies, and who may read it. */

import type { Collection } from "../corpus/collections.ts";

/** A folder of many folders must not bury the rest. */
const MOST_TOLD = 20;
const MOST_READERS = 10;

/** None where there are no folders and nothing is closed. */
export function collectionLines(collections: readonly Collection[]): string[] {
  const told = collections.filter(({ name, readers }) => name !== "" || readers !== null);
  const lines = told.slice(0, MOST_TOLD).map(lineOf);
  return told.length > MOST_TOLD ? [...lines, `另有 ${told.length - MOST_TOLD} 个卷`] : lines;
}

function lineOf({ folder, name, readers }: Collection): string {
  const where = folder === "" ? "全部案例" : `卷“${name || folder}”（${folder}）`;
  if (readers === null) return `${where}：能向本程序提问的人都可以查阅`;
  if (readers.size === 0) return `${where}：暂不让任何人查阅`;
  const some = [...readers].slice(0, MOST_READERS).map(nameOf).join("、");
  return `${where}：只供 ${some}${readers.size > MOST_READERS ? ` 等 ${readers.size} 个对象` : ""} 查阅`;
}

const KINDS: Readonly<Record<string, string>> = {
  telegram: "Telegram",
  slack: "Slack",
  wecom: "企业微信",
  feishu: "飞书",
  dingtalk: "钉钉",
  user: "网页用户",
  role: "网页角色",
  program: "程序",
};

const ROLES: Readonly<Record<string, string>> = { curator: "管理员", reader: "读者", "*": "所有人" };

function nameOf(reader: string): string {
  const [kind = "", id = ""] = reader.split(/:([\s\S]*)/);
  const known = id === "*" || kind === "role" ? ROLES[id] : undefined;
  return `${KINDS[kind] ?? kind} ${known ?? id}`;
}
