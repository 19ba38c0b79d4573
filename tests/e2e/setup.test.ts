/** The first set-up as an administrator goes through it: at a terminal, beside the platforms and a model on this machine. */

import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { startDingtalk } from "../dingtalk/dingtalk-server.ts";
import { startFeishu } from "../feishu/feishu-server.ts";
import { says, serveModel } from "../models/model-server.ts";
import { startSlack } from "../slack/slack-server.ts";
import { startBotApi } from "../telegram/bot-api.ts";
import { startWecom } from "../wecom/wecom-server.ts";
import { until } from "../wire/clock.ts";
import { CORPUS, newFolder, ROOT, start } from "./start.ts";

const telegram = await startBotApi({ token: "7000000001:canary-telegram-token" });
const slack = await startSlack({ botToken: "xoxb-canary-bot", appToken: "xapp-canary-app" });
const [wecom, feishu, dingtalk] = await Promise.all([startWecom(), startFeishu(), startDingtalk()]);
afterAll(() => Promise.all([telegram, slack, wecom, feishu, dingtalk].map((server) => server.stop())));

const ADDRESSES = [
  `TELEGRAM_API_ROOT=${telegram.url}`,
  `SLACK_API_URL=${slack.slackApiUrl}`,
  `WECOM_WS_URL=${wecom.url}`,
  `FEISHU_DOMAIN=${feishu.url}`,
  `DINGTALK_API_URL=${dingtalk.url}`,
];

/** A folder with a `.env` that others may read, if there is to be one. */
function office(env?: string): { readonly dir: string; readonly path: string } {
  const dir = newFolder();
  const path = join(dir, ".env");
  if (env !== undefined) writeFileSync(path, env, { mode: 0o644 });
  return { dir, path };
}

const ENTER = "";
const CTRL_C = "\x03";

const WANTED = "要设置这一步吗？";
const AGAIN = "直接按回车重新填写";

/** The program at a terminal of its own. */
function terminal(dir: string) {
  const program = `echo $$ > pid; exec node ${join(ROOT, "src/cli.ts")} setup`;
  const started = start("script", ["-qefc", program, "/dev/null"], { TERM: "xterm" }, dir);
  onTestFinished(() => void started.child.kill("SIGKILL"));
  const { child, printed, ended } = started;
  let read = 0;
  let isOver = false;
  ended.then(() => {
    isOver = true;
  });
  const see = async (text: string) => {
    await until(() => isOver || printed.out.includes(text, read), `“${text}” in ${printed.out.slice(read)}`);
    if (!printed.out.includes(text, read)) throw new Error(`ended without “${text}”: ${printed.out}`);
    read = printed.out.indexOf(text, read) + text.length;
  };
  /** Types nothing before it is asked for. */
  const answer = async (question: string, typed: string) => {
    await see(question);
    child.stdin.write(typed === CTRL_C ? typed : `${typed}\r`);
  };
  return {
    ...{ printed, ended, see, answer },
    async fill(title: string, ...answers: readonly (readonly [question: string, typed: string])[]) {
      await see(title);
      await answer(WANTED, "y");
      for (const [question, typed] of answers) await answer(question, typed);
    },
    async skipTo(title: string) {
      while (!printed.out.slice(read).includes(`】${title}`)) {
        const before = read;
        await answer(WANTED, ENTER);
        await until(
          () => isOver || /】.*\r\n[\s\S]*：|将写入|没有改动/.test(printed.out.slice(read)),
          "the next step",
        );
        if (isOver || read === before) throw new Error(`no step “${title}”: ${printed.out}`);
      }
    },
    kill: () => process.kill(Number(readFileSync(join(dir, "pid"), "utf8")), "SIGKILL"),
  };
}

describe("setup", () => {
  it("tries what is typed, and writes it into the file beside what stands there", async () => {
    const model = await serveModel(says('{"ok":true}'));
    const { dir, path } = office(
      [
        "# 本单位的设置",
        ...ADDRESSES,
        "CORPUS_DIR = '旧的'   # 由办公室维护",
        "  # TELEGRAM_BOT_TOKEN=",
        "",
        "LOG_LEVEL=warn",
        "WEB_TOKEN=",
      ].join("\n"),
    );
    const { printed, ended, fill, answer } = terminal(dir);
    await fill("案例文档", ["文件夹", "/nowhere"], [AGAIN, ENTER], ["文件夹", CORPUS]);
    await fill("网络代理", ["代理的地址", ENTER], ["不走代理", "localhost,127.0.0.1"]);
    await fill(
      "企业微信",
      ["Bot ID", wecom.botId],
      ["Secret", "canary-wrong-secret"],
      ["机器人在群里的名称", "案例通 #1"],
      ["853000", ENTER],
      ["Bot ID", ENTER],
      ["Secret", wecom.secret],
      ["机器人在群里的名称", ENTER],
    );
    await fill("飞书", ["App ID", feishu.appId], ["App Secret", feishu.secret]);
    await fill("钉钉", ["Client ID", dingtalk.clientId], ["Client Secret", dingtalk.clientSecret]);
    await fill("Telegram", ["令牌", telegram.token]);
    await fill("Slack", ["机器人令牌", slack.botToken], ["应用令牌", slack.appToken]);
    await fill(
      "大模型",
      ["服务的地址", model.url],
      ["密钥", "canary-model-key"],
      ["语言模型", "qwen-plus"],
      ["改用的语言模型", "qwen-turbo"],
      ["向量模型", ENTER],
    );
    await fill(
      "聊天平台上谁可以用",
      ["企业微信", ENTER],
      ["飞书", ENTER],
      ["钉钉", ENTER],
      ["Telegram", "所有人"],
      ["Slack", ENTER],
      ["TELEGRAM_ALLOWED=所有人：应为用逗号分隔的数字编号", ENTER],
      ["企业微信", ENTER],
      ["飞书", ENTER],
      ["钉钉", ENTER],
      ["Telegram", "-100123,42"],
      ["Slack", ENTER],
    );
    await fill(
      "数据存放在哪里",
      ["存放方式", "postgres"],
      ["数据库的地址", "postgres://anlitong:canary-password@127.0.0.1:1/anlitong"],
      ["服务器没有接受连接", "3"],
    );
    await fill(
      "网页谁可以打开",
      ["监听的地址", ENTER],
      ["别人访问", ENTER],
      ["访问口令", "canary-web-token"],
      ["维护口令", ENTER],
    );
    await answer("确认写入吗？", ENTER);
    const { code, out } = await ended;
    expect([code, out]).toEqual([0, expect.stringContaining("已写入 .env")]);
    expect(readFileSync(path, "utf8")).toBe(
      [
        "# 本单位的设置",
        ...ADDRESSES,
        `CORPUS_DIR=${CORPUS}   # 由办公室维护`,
        "  # TELEGRAM_BOT_TOKEN=",
        `TELEGRAM_BOT_TOKEN=${telegram.token}`,
        "",
        "LOG_LEVEL=warn",
        "WEB_TOKEN=canary-web-token",
        "NO_PROXY=localhost,127.0.0.1",
        `WECOM_BOT_ID=${wecom.botId}`,
        `WECOM_BOT_SECRET=${wecom.secret}`,
        "WECOM_BOT_NAME='案例通 #1'",
        `FEISHU_APP_ID=${feishu.appId}`,
        `FEISHU_APP_SECRET=${feishu.secret}`,
        `DINGTALK_CLIENT_ID=${dingtalk.clientId}`,
        `DINGTALK_CLIENT_SECRET=${dingtalk.clientSecret}`,
        `SLACK_BOT_TOKEN=${slack.botToken}`,
        `SLACK_APP_TOKEN=${slack.appToken}`,
        `OPENAI_BASE_URL=${model.url}`,
        "OPENAI_API_KEY=canary-model-key",
        "CHAT_MODEL=qwen-plus",
        "CHAT_MODEL_FALLBACK=qwen-turbo",
        "TELEGRAM_ALLOWED=-100123,42",
        "",
      ].join("\n"),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).toSorted()).toEqual([".env", "pid"]);
    for (const line of [
      "案例文档：可读入案例 10 个",
      "企业微信：Bot ID、Secret 和长连接可用",
      "飞书：机器人“案例通”和长连接可用",
      "钉钉：Client ID、Client Secret 和长连接可用",
      "Telegram：机器人 @anlitong_bot 可用",
      "Slack：机器人 @",
      "语言模型：openai:qwen-plus 可用",
      "备用语言模型：openai:qwen-turbo 可用",
    ])
      expect(out).toContain(`正常  ${line}`);
    expect(model.asked).not.toEqual([]);
    const secrets = ["canary", wecom.secret, feishu.secret, dingtalk.clientSecret];
    expect(secrets.filter((secret) => printed.out.includes(secret) || printed.err.includes(secret))).toEqual(
      [],
    );
    expect([telegram.violations, slack.violations, wecom.violations]).toEqual([[], [], []]);
  });

  it("changes only what is typed when it is run again, and takes away what is wanted to go", async () => {
    const { dir, path } = office("WEB_TOKEN=canary-web-token\r\nCHAT_MODEL=old\r\nPORT=3100");
    const { printed, ended, fill, skipTo, answer } = terminal(dir);
    await skipTo("网页谁可以打开");
    await fill(
      "网页谁可以打开",
      ["监听的地址", ENTER],
      ["别人访问", "https://anli.example.org"],
      ["访问口令（至少 10 个字符）（回车保留，- 清除）", "-"],
      ["维护口令", ENTER],
    );
    await answer("确认写入吗？", ENTER);
    expect((await ended).code).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(
      "WEB_TOKEN=\r\nCHAT_MODEL=old\r\nPORT=3100\r\nPUBLIC_URL=https://anli.example.org\r\n",
    );
    expect(printed.out).toContain("现有 访问口令（至少 10 个字符）：已填写，不显示");
    expect(printed.out).not.toContain("canary");
  });

  it("writes where a link leads", async () => {
    const { dir, path } = office();
    mkdirSync(join(dir, "kept"));
    const kept = join(dir, "kept", "settings.env");
    writeFileSync(kept, "PORT=3100\n");
    symlinkSync(kept, path);
    const { ended, fill, skipTo, answer } = terminal(dir);
    await skipTo("网页谁可以打开");
    await fill("网页谁", ["监听", ENTER], ["别人", ENTER], ["访问口令", "canary-web-token"], ["维护", ENTER]);
    await answer("确认写入吗？", ENTER);
    expect((await ended).code).toBe(0);
    expect(readFileSync(kept, "utf8")).toBe("PORT=3100\nWEB_TOKEN=canary-web-token\n");
    expect(readFileSync(path, "utf8")).toBe(readFileSync(kept, "utf8"));
  });

  it.each([
    ["Ctrl+C at a question", CTRL_C],
    ["no at the end", "n"],
    ["a kill", "kill"],
  ])("leaves the file as it was after %s", async (_, way) => {
    const before = "# 原样\nWEB_TOKEN=canary-web-token\n";
    const { dir, path } = office(before);
    const { printed, ended, fill, skipTo, answer, see, kill } = terminal(dir);
    await fill("案例文档", ["文件夹", CORPUS]);
    await skipTo("网页谁可以打开");
    await answer(WANTED, ENTER);
    if (way === "kill") {
      await see("确认写入吗？");
      kill();
    } else await answer("确认写入吗？", way);
    const { code } = await ended;
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual([before, 0o644]);
    expect(readdirSync(dir).toSorted()).toEqual([".env", "pid"]);
    if (way === "kill") return;
    expect(printed.out).toContain("已退出，.env 没有改动。");
    expect(code).toBe(way === CTRL_C ? 1 : 0);
  });
});

describe("the start", () => {
  /** As a service, in a folder of its own. */
  async function started(dir: string) {
    const program = `exec node ${join(ROOT, "src/main.ts")} < /dev/null`;
    const one = start("sh", ["-c", program], { DATA_DIR: join(dir, "var"), PORT: "0" }, dir);
    onTestFinished(() => void one.child.kill("SIGKILL"));
    await one.shows("向量模型：");
    return one;
  }

  it("offers the page until something is set, and not again", async () => {
    const { dir, path } = office("LOG_LEVEL=warn\n");
    const first = await started(dir);
    const [url = "", origin = "", code = ""] =
      /(http:\/\/127\.0\.0\.1:\d+)\/setup\?code=(\w{32})/.exec(first.printed.out) ?? [];
    expect(await (await fetch(url)).text()).toContain("<h1>首次设置</h1>");
    const post = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ code, ...fields });
      return (await fetch(`${origin}/setup`, { method: "POST", body })).text();
    };
    expect(await post({ step: "web", do: "enter", WEB_TOKEN: "canary-web-token" })).toContain("已记下");
    expect(await post({ do: "save" })).toContain("请重新启动程序");
    expect(readFileSync(path, "utf8")).toBe("LOG_LEVEL=warn\nWEB_TOKEN=canary-web-token\n");
    expect((await fetch(url)).status).toBe(403);
    first.child.kill("SIGTERM");
    const { out, err } = await first.ended;
    expect(out + err).not.toContain("canary");

    const second = await started(dir);
    expect(second.printed.out).not.toContain("setup?code=");
    const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(second.printed.out) ?? [];
    const headers = { authorization: "Bearer canary-web-token" };
    expect((await fetch(`${address}/setup?code=${code}`, { headers })).status).toBe(404);
  });
});
