import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deadAddress } from "../models/model-server.ts";
import { CORPUS, newFolder, run, start } from "./start.ts";

const FILE = "2024-top-ten-innovations.md";
const QUESTION = "圆通全网为员工提供的免费宿舍有多少间？";
/** In a folder of its own: of a second program on one folder there is a warning. */
function main(input: string, environment: Readonly<Record<string, string>> = {}) {
  return run("node", ["src/main.ts"], { input, environment: { DATA_DIR: newFolder(), ...environment } });
}

describe.concurrent("npm start", () => {
  it("greets with what is on and what turns on the rest, and answers", async () => {
    const { code, out, err } = await run("npm", ["start"], {
      input: `${QUESTION}\n`,
      environment: { DATA_DIR: newFolder(), npm_config_update_notifier: "false" },
    });
    expect({ code, err: err.replace(/^npm (?:warn|notice).*\n/gm, "") }).toEqual({ code: 0, err: "" });
    expect(out).toContain("收录案例 10 个");
    for (const variable of ["TELEGRAM_BOT_TOKEN", "SLACK_BOT_TOKEN", "OPENAI_API_KEY"])
      expect(out).toMatch(new RegExp(`未开启（由 ${variable}`));
    expect(out).toContain("1.2万间");
    expect(out).toContain("圆通速递有限公司工会 · 主要内容(三)");
  });

  it("keeps the conversation from line to line", async () => {
    const { code, out } = await main("总结一下盐田的案例\n那它的推荐词呢？\n/退出\n不再回答\n");
    expect(code).toBe(0);
    expect(out).toContain("广东深圳盐田区总工会 · 推荐词");
    expect(out).not.toContain("不再回答");
  });

  it("does no work the second time it starts", async () => {
    const own = { DATA_DIR: newFolder() };
    await main("", own);
    // What was answered is recorded, and that it serves is marked.
    const written = ["audit.sqlite", "serving.lock"];
    const states = () =>
      readdirSync(own.DATA_DIR)
        .filter((name) => !written.includes(name))
        .map((name) => [name, statSync(join(own.DATA_DIR, name)).mtimeMs]);
    const before = states();
    expect((await main(`${QUESTION}\n`, own)).out).toContain("1.2万间");
    expect(states()).toEqual(before);
  });

  it("ends well when nothing is asked", async () => {
    expect(await main("")).toMatchObject({ code: 0, err: "" });
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends well at %s", async (signal) => {
    const { child, shows, ended } = start("node", ["src/main.ts"], { DATA_DIR: newFolder() });
    child.stdin.write(`${QUESTION}\n`);
    await shows("1.2万间");
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, signal: null, err: "" });
  });

  it("says which models are on, and in a line each what is wrong with them, and answers all the same", async () => {
    const away = {
      OPENAI_API_KEY: "sk-abc",
      OPENAI_BASE_URL: await deadAddress(),
      CHAT_MODEL: "qwen-plus",
    };
    const { code, out, err } = await main(`${QUESTION}\n`, {
      ...away,
      EMBEDDING_MODEL: "langchain:ollama:bge-m3",
    });
    expect(code).toBe(0);
    expect(out).toContain("语言模型：已开启（openai:qwen-plus）");
    expect(out).toContain("向量模型：未开启（设置有误，见上面的提示）");
    expect(out).toContain("引文一律逐字取自原文，不经过任何模型");
    expect(out).toContain("1.2万间");
    // A machine that is busy enough does not come to it within the time that a model is tried for.
    expect([
      `注意：OPENAI_BASE_URL=${away.OPENAI_BASE_URL}：连接不上或中途断开（ECONNREFUSED）`,
      "注意：CHAT_MODEL=qwen-plus：8 秒内没有答完",
    ]).toContainEqual(expect.toSatisfy((line: string) => err.includes(line)));
    expect(err).toContain("注意：EMBEDDING_MODEL=langchain:ollama:bge-m3：需要先安装 @langchain/ollama");
    expect(out + err).not.toMatch(/sk-abc/);
  });

  it("says in a line each which settings are wrong", async () => {
    expect(await main("", { PORT: "x", PERSON_LIMIT: "y" })).toMatchObject({
      code: 1,
      out: "",
      err: "错误：PORT=x：应为 0 到 65535 之间的整数\n错误：PERSON_LIMIT=y：应为 1 到 10000 之间的整数\n",
    });
  });

  it("answers from the last good index when the corpus goes bad, and says so", async () => {
    const root = newFolder();
    const environment = { DATA_DIR: join(root, "var"), CORPUS_DIR: join(root, "corpus") };
    mkdirSync(environment.CORPUS_DIR);
    cpSync(join(CORPUS, FILE), join(environment.CORPUS_DIR, FILE));
    await main("", environment);
    writeFileSync(join(environment.CORPUS_DIR, FILE), new Uint8Array(100));
    const { code, out, err } = await main(`${QUESTION}\n`, environment);
    expect({ code, told: out.includes("1.2万间") }).toEqual({ code: 0, told: true });
    expect(err).toMatch(new RegExp(`^注意：文件无法使用：${FILE}：[^\n]+\n$`));
  });

  it("does not start on a corpus that is not there", async () => {
    const { code, out, err } = await main("", { CORPUS_DIR: "/nowhere", DATA_DIR: newFolder() });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^错误：\/nowhere：[^\n]+\n$/);
  });
});
