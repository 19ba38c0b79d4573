/** The program with a language model, as a user would set one: from the variables to the answer, over a server that replays replies. */

import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { optionsOf } from "../../evaluation/main.ts";
import { run as measure } from "../../evaluation/run.ts";
import { run } from "../commands/run-in-process.ts";
import { deadAddress } from "../models/model-server.ts";
import { newFolder, ROOT, start } from "./start.ts";

const mock = new LLMock({ port: 0 });
const DATA_DIR = newFolder();
const QUESTION = "镇江挽回了多少损失，帮了几个人？";

beforeAll(async () => {
  mock.loadFixtureFile(`${ROOT}/tests/fixtures/model-replies.json`);
  await mock.start();
});
afterAll(() => mock.stop());

const environment = () => ({
  DATA_DIR,
  OPENAI_BASE_URL: `${mock.url}/v1`,
  OPENAI_API_KEY: "sk-canary-0123456789",
  CHAT_MODEL: "qwen-plus",
});

const cli = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  run(args, { environment: { ...environment(), ...more } });

describe("with a language model", () => {
  it("answers by the clauses that it points at; the log names model, prompt and tokens", async () => {
    const { code, out, err } = await cli(["ask", QUESTION, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      kind: "grounded",
      by: "openai:qwen-plus",
      claims: [{ text: expect.stringContaining("为110名劳动者挽回经济损失181.9万元") }],
      citations: expect.arrayContaining([
        expect.objectContaining({ quote: expect.stringContaining("为110名劳动者挽回经济损失181.9万元") }),
      ]),
    });
    expect(err).toMatch(
      /^模型 openai:qwen-plus，提示词 answer@[0-9a-f]{8}：已选出，采用 1 个分句，无效编号 2 个，\d+\+\d+ token，\d+ 毫秒\n$/,
    );
    expect(out + err).not.toContain("canary");
  });

  it("answers without it, and says so, where it points at nothing that there is", async () => {
    const { out } = await cli(["ask", "圆通全网为员工提供的免费宿舍有多少间？", "--json"]);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ by: "extractive", fallback: "unwritten" });
    expect(answer.text).toContain("1.2万间");
    expect(answer.text).not.toContain("2.1万间");
  });

  it("answers without it, and says so, when a day's tokens are spent, also after a new start", async () => {
    const own = { DATA_DIR: newFolder(), MODEL_DAILY_TOKENS: "14000" };
    expect(JSON.parse((await cli(["ask", QUESTION, "--json"], own)).out).by).toBe("openai:qwen-plus");
    const { out, err } = await cli(["ask", QUESTION, "--json"], own);
    expect(JSON.parse(out)).toMatchObject({ by: "extractive", fallback: "spent" });
    expect(err).toContain("当天用量已到上限，没有调用");
  });

  it("answers without it, and says why in a line, while its server is away", async () => {
    const OPENAI_BASE_URL = await deadAddress();
    const { code, out, err } = await cli(["ask", QUESTION, "--json"], { OPENAI_BASE_URL });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ by: "extractive", fallback: "unavailable" });
    expect(err).toMatch(/^注意：模型 openai:qwen-plus，提示词 answer@[0-9a-f]{8}：没有结果，.*连接不上.*\n$/);
  });

  it("is greeted with which model is on, and talks at the terminal under its name", async () => {
    const { child, shows, ended } = start("node", ["src/main.ts"], { ...environment(), PORT: "0" });
    child.stdin.write(`${QUESTION}\n`);
    await shows("以下原文由模型（qwen-plus）选出：\n“");
    child.kill("SIGTERM");
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out).toMatch(/语言模型：已开启.*qwen-plus/);
  });

  it("is measured beside the answers without it", async () => {
    const printed: string[] = [];
    const { options } = optionsOf(["tests/questions/other/build/questions.jsonl"]);
    await measure(options, {
      environment: environment(),
      print: (text) => printed.push(text),
      note: () => {},
    });
    expect(printed.join("\n")).toMatch(/^without the model, and with it\n\nstrict by corpus /m);
  });
});
