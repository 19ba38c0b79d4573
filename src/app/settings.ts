/** Environment variables → settings, or one clear line for each value that cannot be used. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { LOG_FORMATS, LOG_LEVELS } from "../console/log.ts";
import { isNetwork } from "../web/origin.ts";
import { chatSettingsOf, chatVariables, missingOfChats } from "./chat-settings.ts";
import { LOCAL, MODEL_KEY, modelSettingsOf, modelVariables } from "./model-settings.ts";
import { secretsIn, shown } from "./secrets.ts";
import {
  count,
  isDatabaseAddress,
  listed,
  namedTokens,
  names,
  optional,
  token,
  webAddress,
} from "./setting-kinds.ts";

/** The message has a line for each variable: its name, its value, what is expected. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Proxies go by both; where both are set they are the same. */
const PROXY_NAMES = new Map(
  ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].map((name) => [name.toLowerCase(), name]),
);

/** The cases that come with the program, for who has named no others and has none where it is started. */
const OWN_CORPUS = join(import.meta.dirname, "../../corpus");

const variables = z
  .object({
    CORPUS_DIR: z.string().default(() => (existsSync("corpus") ? "corpus" : OWN_CORPUS)),
    DATA_DIR: z.string().default("var"),
    STORE: z.enum(["sqlite", "postgres"], "应为 sqlite（存放在数据文件夹）或 postgres").default("sqlite"),
    /** Of others, too, in what many programs of a machine are given: it matters only where it is used. */
    DATABASE_URL: optional,
    HOST: z.string().regex(/^\S+$/, "应为主机名或 IP 地址").default("127.0.0.1"),
    PORT: count(0, 65_535, "应为 0 到 65535 之间的整数").optional(),
    PUBLIC_URL: webAddress,
    WEB_TOKEN: token,
    CURATOR_TOKEN: token,
    WEB_USER_HEADER: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, "应为请求头的名称，例如 X-Forwarded-User")
      .optional(),
    WEB_CURATORS: names,
    WEB_USERS: optional,
    WEB_PROXIES: z
      .string()
      .default("127.0.0.1,::1")
      .transform(listed)
      .refine((list) => list.every(isNetwork), "应为用逗号分隔的 IP 地址或网段，例如 127.0.0.1,10.0.0.0/8"),
    PROGRAM_TOKENS: namedTokens,
    METRICS_TOKEN: token,
    WEB_LIMIT: count(1, 10_000, "应为 1 到 10000 之间的整数").default(20),
    ...chatVariables,
    ...modelVariables,
    PERSON_LIMIT: count(1, 10_000, "应为 1 到 10000 之间的整数").default(6),
    CHAT_LIMIT: count(1, 10_000, "应为 1 到 10000 之间的整数").default(10),
    HTTP_PROXY: webAddress,
    HTTPS_PROXY: webAddress,
    NO_PROXY: optional,
    RETENTION_DAYS: count(1, 3_650, "应为 1 到 3650 之间的整数（天）").default(90),
    LOG_LEVEL: z
      .string()
      .toLowerCase()
      .pipe(z.enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join("、")} 之一`))
      .default("info"),
    LOG_FORMAT: z
      .string()
      .toLowerCase()
      .pipe(z.enum(LOG_FORMATS, `应为 ${LOG_FORMATS.join("、")} 之一`))
      .default("text"),
  })
  .check(({ value, issues }) => {
    const demand = (name: keyof typeof value, message: string) =>
      issues.push({ code: "custom", path: [name], message, input: value[name] });
    if (!isLoopback(value.HOST) && !value.WEB_TOKEN && !value.WEB_USER_HEADER && !value.WEB_USERS)
      demand(
        "HOST",
        "本机以外也能访问时，应同时设置 WEB_TOKEN（访问口令）、WEB_USERS（用户文件）或 WEB_USER_HEADER（反向代理的用户请求头）",
      );
    if (value.STORE === "postgres" && !isDatabaseAddress(value.DATABASE_URL))
      demand(
        "DATABASE_URL",
        "设置了 STORE=postgres 时应为数据库的地址，例如 postgres://用户:密码@主机:5432/anlitong；密码里的特殊字符请写成 %XX，例如 / 写成 %2F，# 写成 %23",
      );
    for (const { name, message } of missingOfChats(value)) demand(name, message);
    if (value.EMBEDDING_BASE_URL !== undefined && value.EMBEDDING_MODEL === undefined)
      demand("EMBEDDING_MODEL", "设置了 EMBEDDING_BASE_URL 时应为那里的向量模型的名称");
    const { RERANK_MODEL: reranker } = value;
    if (reranker && !reranker.startsWith(LOCAL) && !value.RERANK_BASE_URL && !value.OPENAI_BASE_URL)
      demand("RERANK_BASE_URL", "设置了 RERANK_MODEL 时应为重排服务的地址");
  });

/** The variables that are settings of this program, as they are set, without those that are blank. */
export function givenSettings(environment: Environment): readonly (readonly [name: string, value: string])[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const known = PROXY_NAMES.get(name) ?? name;
    const isOurs = known in variables.shape || MODEL_KEY.test(known);
    return isOurs && value?.trim() ? [[known, value.trim()] as const] : [];
  });
}

type Variables = z.infer<typeof variables>;

/** The settings that have a name of their own; those of LangChain's services are known by their form. */
export type SettingName = keyof Variables;

export type Settings = ReturnType<typeof arrange>;

/** Throws a `SettingsError`. A variable that is blank counts as absent. */
export function parseSettings(environment: Environment): Settings {
  const present = presentIn(environment);
  const parsed = variables.safeParse(present);
  if (parsed.success) return arrange(parsed.data, present);
  throw new SettingsError([...linesOf(parsed.error, present).values()].join("\n"));
}

/** What `parseSettings` would complain of: a line for each variable, by its name. */
export function problemsIn(environment: Environment): ReadonlyMap<string, string> {
  const present = presentIn(environment);
  const { error } = variables.safeParse(present);
  return error ? linesOf(error, present) : new Map();
}

function presentIn(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value?.trim() ? [[PROXY_NAMES.get(name) ?? name, value.trim()]] : [],
    ),
  );
}

/** Of what is wrong with one variable the first is said. */
function linesOf({ issues }: z.ZodError, present: Environment): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { path, message } of issues) {
    const name = String(path[0]);
    if (!lines.has(name)) lines.set(name, `${name}=${shown(name, present[name])}：${message}`);
  }
  return lines;
}

/** The variables of a `.env` file; none where there is no such file. Throws a `SettingsError` where it cannot be read. */
export function readEnvFile(path: string): Environment {
  try {
    // Editors on Windows put a byte order mark before the first name.
    return parseEnv(readFileSync(path, "utf8").replace(/^\ufeff/, ""));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOENT") return {};
    throw new SettingsError(`${path}：应为可以读取的文本文件（${code}）`);
  }
}

/** Settings by what they are for; null for what is off. */
function arrange(given: Variables, present: Environment) {
  const or = <T>(value: T | undefined) => value ?? null;
  return {
    corpusDir: given.CORPUS_DIR,
    dataDir: given.DATA_DIR,
    /** Null where all is kept in the data folder. */
    databaseUrl: given.STORE === "postgres" ? or(given.DATABASE_URL) : null,
    logLevel: given.LOG_LEVEL,
    logForm: { format: given.LOG_FORMAT, secrets: [...secretsIn(present), ...given.PROGRAM_TOKENS.values()] },
    /** How long votes, records of answers and the like are kept at most. */
    retentionDays: given.RETENTION_DAYS,
    limits: { perPerson: given.PERSON_LIMIT, perChat: given.CHAT_LIMIT },
    proxies: {
      ...(given.HTTP_PROXY && { HTTP_PROXY: given.HTTP_PROXY }),
      ...(given.HTTPS_PROXY && { HTTPS_PROXY: given.HTTPS_PROXY }),
      ...(given.NO_PROXY && { NO_PROXY: given.NO_PROXY }),
    },
    web: {
      host: given.HOST,
      /** Null where any will do, preferably the usual one. */
      port: or(given.PORT),
      publicUrl: or(given.PUBLIC_URL),
      access: {
        token: or(given.WEB_TOKEN),
        curatorToken: or(given.CURATOR_TOKEN),
        userHeader: or(given.WEB_USER_HEADER),
        curators: given.WEB_CURATORS,
        programs: given.PROGRAM_TOKENS,
      },
      /** Path of the file of who may log in by name; null where nobody does so. */
      usersFile: or(given.WEB_USERS),
      proxies: given.WEB_PROXIES,
      perPerson: given.WEB_LIMIT,
      /** Shown by what collects figures; null where only this machine may. */
      metricsToken: or(given.METRICS_TOKEN),
    },
    ...chatSettingsOf(given),
    ...modelSettingsOf(given, present),
  } as const;
}

/** Reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
