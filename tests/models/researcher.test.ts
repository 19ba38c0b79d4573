import { LLMock } from "@copilotkit/aimock";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import type { Research, Tool, Usage } from "../../src/models/model.ts";
import { createResearcher } from "../../src/models/researcher.ts";
import { loadTokenCounter } from "../../src/models/tokens.ts";
import {
  errorOf,
  impatienceFor,
  JSON_TEXT,
  OBJECT,
  PATIENT,
  request,
  SECRET,
  type SHAPE,
} from "./contract-chat.ts";
import {
  type Behaviour,
  begin,
  breaks,
  deadAddress,
  event,
  fails,
  says,
  serveModel,
  stalls,
} from "./model-server.ts";

const researcherAt = (baseUrl: string, impatience = PATIENT) =>
  createResearcher({
    id: "openai:qwen-plus",
    name: { provider: "openai", model: "qwen-plus" },
    keys: { OPENAI_API_KEY: SECRET },
    baseUrl,
    ...impatience,
  });

/** Asks for a tool to be run. */
const calls = (name: string, input: unknown): Behaviour => {
  return (response) => {
    begin(response);
    const call = { name, arguments: typeof input === "string" ? input : JSON.stringify(input) };
    event(
      response,
      { tool_calls: [{ index: 0, id: "call_1", type: "function", function: call }] },
      "tool_calls",
    );
    response.end("data: [DONE]\n\n");
  };
};

let searched: string[];
const search: Tool<{ words: string }> = {
  name: "search",
  description: "查找",
  shape: z.object({ words: z.string() }),
  async run({ words }) {
    searched.push(words);
    return `[s1] ${words}：夜校授课48场。`;
  },
};

function research(more: Partial<Research<z.infer<typeof SHAPE>>> = {}): Research<z.infer<typeof SHAPE>> {
  searched = [];
  return { ...request(), tools: [search as Tool], maxSteps: 4, maxSpent: 10_000, ...more };
}

// Libraries are loaded at the first question, which may take longer than these models wait.
beforeAll(async () => {
  await Promise.all([import("langchain"), loadTokenCounter()]);
  await researcherAt(await deadAddress())
    .research(research())
    .catch(() => {});
});

describe("a researcher", () => {
  it("looks things up with tools, then answers in the shape, and says what was used", async () => {
    const { url, asked } = await serveModel(calls("search", { words: "夜校" }), says(JSON_TEXT));
    const usages: Usage[] = [];
    const found = await researcherAt(url).research(research({ onUsage: (usage) => usages.push(usage) }));
    expect(found).toEqual(OBJECT);
    expect(searched).toEqual(["夜校"]);
    expect(JSON.stringify(asked[0]?.body.tools)).toContain('"search"');
    expect(JSON.stringify(asked[1]?.body.messages)).toContain("夜校授课48场");
    expect(usages).toHaveLength(2);
    expect(usages[0]?.promptTokens).toBeGreaterThan(5);
  });

  it("is asked to answer, without tools, at its last step", async () => {
    const { url, asked } = await serveModel(calls("search", { words: "夜校" }), says(JSON_TEXT));
    expect(await researcherAt(url).research(research({ maxSteps: 2 }))).toEqual(OBJECT);
    expect(asked[1]?.body.tools ?? []).toEqual([]);
    expect(JSON.stringify(asked[1]?.body.messages)).toContain("现在不能再查找了");
  });

  it("gives up after so many steps", async () => {
    const { url, asked } = await serveModel(calls("search", { words: "夜校" }));
    expect((await errorOf(researcherAt(url).research(research({ maxSteps: 3 })))).message).toMatch(
      /^语言模型 \S+：3 步之内没有得出结论$/,
    );
    expect(asked).toHaveLength(3);
  });

  it("begins no step beyond the tokens it may spend", async () => {
    const { url, asked } = await serveModel(calls("search", { words: "夜校" }));
    expect((await errorOf(researcherAt(url).research(research({ maxSpent: 20 })))).message).toMatch(
      /：用了 \d+ 个 token，仍没有得出结论$/,
    );
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["a tool that there is not", calls("drop_all", {})],
    ["a tool with the wrong input", calls("search", { word: 1 })],
    ["a tool with input that is no JSON", calls("search", '{"words":')],
  ])("goes on after the model asked for %s", async (_, behaviour) => {
    const { url } = await serveModel(behaviour, says(JSON_TEXT));
    expect(await researcherAt(url).research(research())).toEqual(OBJECT);
    expect(searched).toEqual([]);
  });

  it("has an answer repaired once that is not of the shape", async () => {
    const { url, asked } = await serveModel(says("夜校授课48场。"), says(JSON_TEXT));
    expect(await researcherAt(url).research(research())).toEqual(OBJECT);
    expect(JSON.stringify(asked[1]?.body.messages)).toContain("回复中没有 JSON 对象");
  });

  it("gives up after one repair", async () => {
    const { url, asked } = await serveModel(says("不知道"));
    expect((await errorOf(researcherAt(url).research(research()))).message).toMatch(
      /：两次都没有按要求的格式回复：回复中没有 JSON 对象$/,
    );
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["401", fails(401, `wrong key ${SECRET}`), /：不接受所给的密钥（401）/, 1],
    ["503", fails(503, "busy"), /：服务出错（503）/, 3],
    ["a broken connection", breaks, /：连接不上或中途断开/, 3],
    ["silence within a reply", stalls, /：回复中途停顿太久，已中断$/, 1],
    ["silence before a reply", () => {}, /：2 秒内没有答完$/, 1],
  ] as const)("rejects with one line and no secret: %s", async (_, behaviour, line, requests) => {
    const { url, asked } = await serveModel(behaviour);
    const { message } = await errorOf(researcherAt(url, impatienceFor(line)).research(research()));
    expect(message).toMatch(line);
    expect(message).not.toMatch(/[\r\n]|geheim/);
    expect(asked).toHaveLength(requests);
    await Promise.all(asked.map(({ closed }) => closed));
  });

  it.each([
    ["while the model is asked", () => {}],
    ["within its reply", stalls],
  ] as const)("stops at once when the asker gives up %s", async (_, behaviour) => {
    const giveUp = new AbortController();
    const { url, asked } = await serveModel((response, one) => {
      setTimeout(() => giveUp.abort(new Error("问题已撤回")), 5);
      return behaviour(response, one);
    });
    const { message } = await errorOf(researcherAt(url).research(research({ signal: giveUp.signal })));
    expect(message).toBe("问题已撤回");
    await asked[0]?.closed;
  });

  it("works with a server that is not ours", async () => {
    const server = new LLMock({ port: 0 });
    server.on(
      { userMessage: /夜校/, hasToolResult: false },
      { toolCalls: [{ name: "search", arguments: { words: "夜校" } }] },
    );
    server.on({ userMessage: /夜校/, hasToolResult: true }, { content: JSON_TEXT });
    await server.start();
    onTestFinished(() => server.stop());
    expect(await researcherAt(`${server.url}/v1`).research(research())).toEqual(OBJECT);
    expect(searched).toEqual(["夜校"]);
  });
});
