/** Settings and what was indexed → the lines that greet whoever starts the program: what is on, and how to turn on the rest. */

import type { Collection } from "../corpus/collections.ts";
import { READER_KINDS, READER_ROLES } from "../corpus/readers-file.ts";
import { placeOf } from "../stores/postgres-errors.ts";
import type { WebAddress } from "./open-channels.ts";
import type { Settings } from "./settings.ts";

/** Names of the models in use; null for one that is not. */
export interface ServedModels {
  readonly chat: string | null;
  readonly fallback: string | null;
  readonly embedder: string | null;
  readonly reranker: string | null;
}

export interface Served {
  readonly caseCount: number;
  readonly fileCount: number;
  /** A line for each collection. */
  readonly collections: readonly string[];
  /** Names of the channels that run. */
  readonly channels: readonly string[];
  readonly web: WebAddress;
  readonly models: ServedModels;
  /** Questions can be typed where the program was started. */
  readonly isTyped: boolean;
}

/** The chat platforms, in the order in which they are told. */
const TURNED_ON_BY = {
  telegram: "TELEGRAM_BOT_TOKEN",
  slack: "SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN（或 SLACK_SIGNING_SECRET）",
  wecom: "WECOM_BOT_ID 和 WECOM_BOT_SECRET",
  feishu: "FEISHU_APP_ID 和 FEISHU_APP_SECRET",
  dingtalk: "DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET",
} as const;

export function overviewOf(
  settings: Settings,
  { caseCount, fileCount, collections, channels, web, models, isTyped }: Served,
): string {
  const inUse = web.portInUse === null ? "" : `（端口 ${web.portInUse} 已被其他程序占用，改用此端口）`;
  return [
    `请在浏览器中打开：${web.url}${inUse}`,
    `案例通：收录案例 ${caseCount} 个，来自 ${settings.corpusDir} 中的 ${fileCount} 个文件。`,
    ...collections.map((line) => `  ${line}`),
    ...channels.map((name) => `  ${name}：已开启`),
    ...Object.entries(TURNED_ON_BY).flatMap(([id, by]) =>
      settings[id as keyof typeof TURNED_ON_BY] === null
        ? [`  ${READER_KINDS[id]?.[0]}：未开启（由 ${by} 开启）`]
        : [],
    ),
    ...databaseLines(settings, models),
    ...modelLines(settings, models),
    ...(web.setupUrl === null
      ? []
      : [`要接入聊天平台、大模型等，请在本机打开设置页：${web.setupUrl}（也可以运行 setup 命令）`]),
    ...(isTyped ? ["也可以在这里直接输入问题；输入 /帮助 查看用法，/退出 结束。"] : []),
  ].join("\n");
}

/** What other programs on the database see too, and what they do not. */
function databaseLines({ databaseUrl }: Settings, { embedder }: ServedModels): string[] {
  if (databaseUrl === null) return [];
  return [
    `  数据库：PostgreSQL（${placeOf(databaseUrl)}）。与连接同一数据库的其他程序共用：聊天、对话、评价、置顶、审计记录、模型用量、索引`,
    "    各程序自备：案例文件夹（应内容相同）、网页的每分钟次数限制、候选题；每个聊天机器人同一时间由其中一个程序接待",
    ...(embedder === null ? [] : ["    向量随索引保存，不用 pgvector，由各程序自行比较"]),
  ];
}

/** A model that is set and not in use was complained of before. */
function modelLines(
  { model, embedding, reranking }: Settings,
  { chat, fallback, embedder, reranker }: ServedModels,
): string[] {
  const line = (name: string, used: string | null, isSet: boolean, turnedOnBy: string) => {
    if (used !== null) return `  ${name}：已开启（${used}）`;
    return `  ${name}：未开启（${isSet ? "设置有误，见上面的提示" : `由 ${turnedOnBy} 开启`}）`;
  };
  return [
    line("语言模型", chat, model?.name != null, "OPENAI_API_KEY 或 CHAT_MODEL"),
    ...(model?.fallback ? [line("备用语言模型", fallback, true, "CHAT_MODEL_FALLBACK")] : []),
    line("向量模型", embedder, embedding !== null, "EMBEDDING_MODEL"),
    ...(reranking ? [line("重排模型", reranker, true, "RERANK_MODEL")] : []),
    ...((chat ?? embedder ?? reranker) === null ? [] : ["  引文一律逐字取自原文，不经过任何模型。"]),
  ];
}

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

function nameOf(reader: string): string {
  const [kind = "", id = ""] = reader.split(/:([\s\S]*)/);
  const roles: Readonly<Record<string, readonly string[]>> = kind === "role" ? READER_ROLES : {};
  const [shown = id] = id === "*" ? ["所有人"] : (roles[id] ?? []);
  return `${READER_KINDS[kind]?.[0] ?? kind} ${shown}`;
}
