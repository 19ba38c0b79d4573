import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseSettings, readEnvFile, SettingsError } from "../src/app/settings.ts";

const DATABASE_EXPECTED =
  "设置了 STORE=postgres 时应为数据库的地址，例如 postgres://用户:密码@主机:5432/anlitong；密码里的特殊字符请写成 %XX，例如 / 写成 %2F，# 写成 %23";

function problems(environment: Record<string, string>): string[] {
  try {
    parseSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("settings", () => {
  it("need no variable at all", () => {
    expect(parseSettings({})).toEqual({
      corpusDir: "corpus",
      dataDir: "var",
      databaseUrl: null,
      logLevel: "info",
      logForm: { format: "text", secrets: [] },
      retentionDays: 90,
      limits: { perPerson: 6, perChat: 10 },
      proxies: {},
      web: {
        ...{ host: "127.0.0.1", port: null, publicUrl: null },
        access: { token: null, curatorToken: null, userHeader: null, curators: [], programs: new Map() },
        ...{ usersFile: null, proxies: ["127.0.0.1", "::1"], perPerson: 20, metricsToken: null },
      },
      telegram: null,
      slack: null,
      wecom: null,
      curation: { curators: [], weeklyTo: [] },
      feishu: null,
      dingtalk: null,
      model: null,
      embedding: null,
      reranking: null,
      localModels: { dir: join("var", "models"), hub: "https://huggingface.co" },
      modelKeys: {},
    });
  });

  it("give each program a token of its own, which is in no line of the log", () => {
    const { web, logForm } = parseSettings({ PROGRAM_TOKENS: "门户:0123456789, 年报 系统：abc:defghij" });
    expect([...web.access.programs]).toEqual([
      ["门户", "0123456789"],
      ["年报 系统", "abc:defghij"],
    ]);
    expect(logForm.secrets).toEqual(expect.arrayContaining(["0123456789", "abc:defghij"]));
  });

  it("take a blank variable for an absent one, and blanks around a value for none", () => {
    const settings = parseSettings({ CORPUS_DIR: "  ", PORT: "", DATA_DIR: " state ", LOG_LEVEL: "DEBUG" });
    expect(settings).toMatchObject({ corpusDir: "corpus", dataDir: "state", logLevel: "debug" });
    expect(settings.web.port).toBeNull();
  });

  it("are read by what they are for", () => {
    const settings = parseSettings({
      TELEGRAM_BOT_TOKEN: "1:a",
      TELEGRAM_ALLOWED: "12, -34，*",
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      OPENAI_BASE_URL: "http://127.0.0.1:8080/v1",
      EMBEDDING_MODEL: "bge",
      MODEL_DAILY_TOKENS: "1000",
      https_proxy: "http://127.0.0.1:7890",
      NO_PROXY: "localhost",
    });
    expect(settings.proxies).toEqual({ HTTPS_PROXY: "http://127.0.0.1:7890", NO_PROXY: "localhost" });
    expect(settings.telegram).toMatchObject({ token: "1:a", allowed: ["12", "-34", "*"] });
    expect(settings.slack).toMatchObject({ socket: { appToken: "xapp-1" }, http: null, allowed: [] });
    expect(settings.model).toMatchObject({ apiKey: null, dailyTokens: { total: 1000, perChat: null } });
    expect(settings.embedding).toEqual({ name: "bge", baseUrl: "http://127.0.0.1:8080/v1", apiKey: null });
  });

  it.each([
    [{ PORT: "http" }, "PORT=http：应为 0 到 65535 之间的整数"],
    [
      { PROGRAM_TOKENS: "门户:0123456789,年报" },
      "PROGRAM_TOKENS=（已隐藏）：应为用逗号分隔的“名称:口令”，口令为至少 10 个字母、数字或符号",
    ],
    [{ PORT: "65536" }, "PORT=65536：应为 0 到 65535 之间的整数"],
    [{ PORT: "-1" }, "PORT=-1：应为 0 到 65535 之间的整数"],
    [
      { TELEGRAM_ALLOWED: "-100123,@union" },
      "TELEGRAM_ALLOWED=-100123,@union：应为用逗号分隔的数字编号（群的编号以负号开头），或 *；不能用名称",
    ],
    [{ https_proxy: "proxy" }, "HTTPS_PROXY=proxy：应为 http:// 或 https:// 开头的网址"],
    [{ STORE: "mysql" }, "STORE=mysql：应为 sqlite（存放在数据文件夹）或 postgres"],
    [{ STORE: "postgres" }, `DATABASE_URL=（未设置）：${DATABASE_EXPECTED}`],
    ...[
      "mysql://a:b@c/d",
      "postgres://u:12/3@h:5432/db",
      "postgres://u:12#3@h:5432/db",
      "postgres://u:12?3@h:5432/db",
      "postgres://u:a/3@h:5432/db",
      "postgres://u:a#3@h:5432/db",
    ].map((address): [Record<string, string>, string] => [
      { STORE: "postgres", DATABASE_URL: address },
      `DATABASE_URL=（已隐藏）：${DATABASE_EXPECTED}`,
    ]),
    [{ CHAT_LIMIT: "0" }, "CHAT_LIMIT=0：应为 1 到 10000 之间的整数"],
    [{ HOST: "my host" }, "HOST=my host：应为主机名或 IP 地址"],
    [
      { HOST: "0.0.0.0" },
      "HOST=0.0.0.0：本机以外也能访问时，应同时设置 WEB_TOKEN（访问口令）、WEB_USERS（用户文件）或 WEB_USER_HEADER（反向代理的用户请求头）",
    ],
    [{ WEB_USER_HEADER: "X User" }, "WEB_USER_HEADER=X User：应为请求头的名称，例如 X-Forwarded-User"],
    [{ WEB_TOKEN: "short" }, "WEB_TOKEN=（已隐藏）：应为至少 10 个字母、数字或符号，不含空格"],
    [
      { WEB_PROXIES: "10.0.0.0/33" },
      "WEB_PROXIES=10.0.0.0/33：应为用逗号分隔的 IP 地址或网段，例如 127.0.0.1,10.0.0.0/8",
    ],
    [{ PUBLIC_URL: "example" }, "PUBLIC_URL=example：应为 http:// 或 https:// 开头的网址"],
    [{ OPENAI_BASE_URL: "file:///x" }, "OPENAI_BASE_URL=file:///x：应为 http:// 或 https:// 开头的网址"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL=loud：应为 debug、info、warn、error 之一"],
    [{ MODEL_DAILY_TOKENS: "0" }, "MODEL_DAILY_TOKENS=0：应为 1 或更大的整数"],
    [
      { SLACK_BOT_TOKEN: "xoxb-1" },
      "SLACK_BOT_TOKEN=（已隐藏）：应与 SLACK_APP_TOKEN 或 SLACK_SIGNING_SECRET 一起设置",
    ],
    [{ WECOM_BOT_ID: "aib1" }, "WECOM_BOT_SECRET=（未设置）：应与 WECOM_BOT_ID 一起设置"],
    [{ DINGTALK_CLIENT_ID: "ding1" }, "DINGTALK_CLIENT_SECRET=（未设置）：应与 DINGTALK_CLIENT_ID 一起设置"],
    [{ DINGTALK_CLIENT_SECRET: "s" }, "DINGTALK_CLIENT_ID=（未设置）：应与 DINGTALK_CLIENT_SECRET 一起设置"],
    [{ WECOM_BOT_SECRET: "s" }, "WECOM_BOT_ID=（未设置）：应与 WECOM_BOT_SECRET 一起设置"],
    [{ FEISHU_APP_ID: "cli_1" }, "FEISHU_APP_SECRET=（未设置）：应与 FEISHU_APP_ID 一起设置"],
    [{ FEISHU_APP_SECRET: "s" }, "FEISHU_APP_ID=（未设置）：应与 FEISHU_APP_SECRET 一起设置"],
    [{ FEISHU_DOMAIN: "x" }, "FEISHU_DOMAIN=x：应为 feishu、lark，或 https:// 开头的网址"],
  ])("say what is wrong with %o", (environment: Record<string, string>, line) => {
    expect(problems(environment)).toEqual([line]);
  });

  it("take the address of a database only where one is used, with a password that is escaped", () => {
    expect(parseSettings({ DATABASE_URL: "mysql://a:b@c/d" }).databaseUrl).toBeNull();
    for (const address of [
      "postgres://u:1%2F2%23@h:5432/db?sslmode=verify-full",
      "postgresql://u@%2Fvar%2Frun/db",
      "postgres:///db?host=/x&password=y",
    ])
      expect(parseSettings({ STORE: "postgres", DATABASE_URL: address }).databaseUrl).toBe(address);
  });

  it("say all that is wrong, a line each, and never show a secret", () => {
    const lines = problems({
      PORT: "x",
      TELEGRAM_BOT_TOKEN: "12:se cret",
      HTTPS_PROXY: "ftp://me:secret@host/",
    });
    expect(lines.map((line) => line.split("=")[0])).toEqual(["PORT", "TELEGRAM_BOT_TOKEN", "HTTPS_PROXY"]);
    expect(lines.join("")).not.toMatch(/se ?cret/);
  });
});

describe("the .env file", () => {
  const dir = mkdtempSync(join(tmpdir(), "anlitong-env-"));

  it("is read with a byte order mark and CRLF, as editors on Windows write it", () => {
    writeFileSync(join(dir, "windows"), "\ufeffCORPUS_DIR=文档\r\nPORT=80 # web\r\n");
    expect(readEnvFile(join(dir, "windows"))).toEqual({ CORPUS_DIR: "文档", PORT: "80" });
  });

  it("need not be there", () => {
    expect(readEnvFile(join(dir, "none"))).toEqual({});
  });

  it("is complained of when it cannot be read", () => {
    expect(() => readEnvFile(dir)).toThrow(`${dir}：应为可以读取的文本文件（EISDIR）`);
  });

  it("names curators and chats by platform and id, as readers files do", () => {
    const { curation } = parseSettings({
      CHAT_CURATORS: "飞书：ou_1，企业微信:zhangsan,telegram:12",
      WEEKLY_SUMMARY_TO: "钉钉:cidX==",
    });
    expect(curation).toEqual({
      curators: ["feishu:ou_1", "wecom:zhangsan", "telegram:12"],
      weeklyTo: ["dingtalk:cidX=="],
    });
    for (const wrong of ["ou_1", "飞书:所有人", "网页用户:李四"])
      expect(() => parseSettings({ CHAT_CURATORS: wrong })).toThrow("应为用逗号分隔的“平台:编号”");
  });

  it("has an example that names every variable, sets none, and says in Chinese what each is for", () => {
    const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    expect(parseEnv(example)).toEqual({});
    const explained = example.matchAll(/^# ([^\n]*\p{Script=Han}[^\n]*)\n# ([A-Z_]+)=/gmu);
    const contract = `CORPUS_DIR DATA_DIR STORE DATABASE_URL HOST PORT PUBLIC_URL WEB_TOKEN CURATOR_TOKEN WEB_USER_HEADER WEB_CURATORS WEB_USERS WEB_PROXIES PROGRAM_TOKENS METRICS_TOKEN WEB_LIMIT TELEGRAM_BOT_TOKEN TELEGRAM_API_ROOT
      TELEGRAM_ALLOWED TELEGRAM_WEBHOOK_URL TELEGRAM_WEBHOOK_SECRET SLACK_BOT_TOKEN SLACK_APP_TOKEN
      SLACK_SIGNING_SECRET SLACK_API_URL SLACK_ALLOWED REPLY_IN_THREADS SLACK_EXPERT
      WECOM_BOT_ID WECOM_BOT_SECRET WECOM_BOT_NAME WECOM_WS_URL WECOM_ALLOWED FEISHU_APP_ID FEISHU_APP_SECRET FEISHU_DOMAIN FEISHU_ALLOWED FEISHU_PLAIN
      DINGTALK_CLIENT_ID DINGTALK_CLIENT_SECRET DINGTALK_API_URL DINGTALK_ALLOWED DINGTALK_CARD_TEMPLATE CHAT_CURATORS WEEKLY_SUMMARY_TO OPENAI_API_KEY OPENAI_BASE_URL CHAT_MODEL CHAT_MODEL_FALLBACK CHAT_MODEL_FALLBACK_BASE_URL CHAT_MODEL_FALLBACK_API_KEY EMBEDDING_MODEL
      EMBEDDING_BASE_URL EMBEDDING_API_KEY RERANK_MODEL RERANK_BASE_URL RERANK_API_KEY HF_ENDPOINT ALIBABA_API_KEY ZHIPUAI_API_KEY TENCENT_SECRET_ID TENCENT_SECRET_KEY OLLAMA_BASE_URL MODEL_DAILY_TOKENS MODEL_DAILY_TOKENS_PER_CHAT PERSON_LIMIT CHAT_LIMIT HTTPS_PROXY HTTP_PROXY NO_PROXY
      RETENTION_DAYS LOG_LEVEL LOG_FORMAT`;
    expect([...explained].map((match) => match[2])).toEqual(contract.split(/\s+/));
  });
});
