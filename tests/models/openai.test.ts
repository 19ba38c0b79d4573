import { LLMock } from "@copilotkit/aimock";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Usage } from "../../src/models/model.ts";
import { createOpenAiChatModel, type OpenAiParts } from "../../src/models/openai.ts";
import { describeChatModel, errorOf, JSON_TEXT, OBJECT, PATIENT, request, SECRET } from "./contract-chat.ts";
import { answers, type Behaviour, begin, event, fails, says, serveModel } from "./model-server.ts";

function modelAt(baseUrl: string, more: Partial<OpenAiParts> = {}) {
  return createOpenAiChatModel({ model: "qwen-plus", baseUrl, apiKey: SECRET, ...PATIENT, ...more });
}

describeChatModel("OpenAI-compatible chat model", modelAt);

async function at(...behaviours: [Behaviour, ...Behaviour[]]) {
  const server = await serveModel(...behaviours);
  return { model: modelAt(server.url), asked: server.asked };
}

describe("an OpenAI-compatible chat model", () => {
  it("is asked with a strict schema, cold, limited, streamed, with the key alone", async () => {
    const { model, asked } = await at(says(JSON_TEXT));
    await model.generate(request());
    expect(asked[0]?.path).toBe("/v1/chat/completions");
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(asked[0]?.body).toMatchObject({
      model: "qwen-plus",
      messages: [
        { role: "system", content: "只依据所给的句子作答。" },
        { role: "user", content: "夜校授课多少场？" },
      ],
      temperature: 0,
      max_tokens: 500,
      stream: true,
      stream_options: { include_usage: true },
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "answer",
          strict: true,
          schema: { additionalProperties: false, required: ["claims"] },
        },
      },
    });
  });

  it("sends no key where there is none", async () => {
    const { url, asked } = await serveModel(says(JSON_TEXT));
    await modelAt(url, { apiKey: null }).generate(request());
    expect(asked[0]?.headers).not.toHaveProperty("authorization");
  });

  it("asks for JSON, then in words, where a server takes no schema, and remembers it", async () => {
    const { model, asked } = await at(
      fails(400, "This response_format type is unavailable now"),
      fails(400, "'response_format' is not supported"),
      says(JSON_TEXT),
    );
    expect(await model.generate(request())).toEqual(OBJECT);
    await model.generate(request());
    expect(asked.map(({ body }) => (body.response_format as { type: string } | undefined)?.type)).toEqual([
      "json_schema",
      "json_object",
      undefined,
      undefined,
    ]);
    const [, ...described] = asked.map(({ body }) => JSON.stringify(body.messages));
    for (const messages of described) expect(messages).toContain("JSON Schema");
  });

  it("learns what a server calls the limit, and which parameters it does not take", async () => {
    const { model, asked } = await at(
      fails(
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      ),
      fails(400, "Unsupported value: 'temperature' does not support 0 with this model."),
      fails(400, "Unknown parameter: stream_options"),
      says(JSON_TEXT),
    );
    await model.generate(request());
    await model.generate(request());
    expect(asked).toHaveLength(5);
    expect(asked[4]?.body).toMatchObject({
      max_completion_tokens: 500,
      response_format: { type: "json_schema" },
    });
    for (const name of ["max_tokens", "temperature", "stream_options"])
      expect(asked[4]?.body).not.toHaveProperty(name);
  });

  it("goes back to the older name of the limit where a server knows that alone", async () => {
    const { model, asked } = await at(
      fails(400, "'max_tokens' is not supported. Use 'max_completion_tokens' instead."),
      fails(422, "max_completion_tokens: Extra inputs are not permitted"),
      says(JSON_TEXT),
    );
    expect(await model.generate(request())).toEqual(OBJECT);
    expect(asked[2]?.body).toMatchObject({ max_tokens: 500 });
  });

  it("forgets what it tried where nothing helped", async () => {
    const tooLong = fails(400, "maximum context length is 4096 tokens");
    const { model, asked } = await at(tooLong, tooLong, tooLong, says(JSON_TEXT));
    expect((await errorOf(model.generate(request()))).message).toMatch(
      /：不接受这样的请求（400）：maximum context length is 4096 tokens$/,
    );
    await model.generate(request());
    expect(asked[3]?.body).toMatchObject({ response_format: { type: "json_schema" } });
  });

  it("tells a server of the schema in words that took it and did not keep to it", async () => {
    const { model, asked } = await at(says("夜校授课48场。"), says(JSON_TEXT));
    await model.generate(request());
    await model.generate(request());
    expect(asked[2]?.body).toMatchObject({ response_format: { type: "json_object" } });
  });

  it("gives a model room that thought until the limit, and remembers that it thinks", async () => {
    const thinking: Behaviour = (response) => {
      begin(response);
      event(response, { reasoning_content: "让我想一想" });
      event(response, {}, "length");
      response.end("data: [DONE]\n\n");
    };
    const { model, asked } = await at(thinking, says(JSON_TEXT));
    expect(await model.generate(request())).toEqual(OBJECT);
    await model.generate(request());
    expect(asked.map(({ body }) => body.max_tokens)).toEqual([500, 4_596, 4_596]);
    expect(JSON.stringify(asked[1]?.body.messages)).toContain("被截断");
  });

  it("hears thoughts as progress", async () => {
    const progress: number[] = [];
    const { model } = await at((response) => {
      begin(response);
      event(response, { reasoning_content: "想" });
      event(response, { content: JSON_TEXT }, "stop");
      response.end("data: [DONE]\n\n");
    });
    await model.generate(request({ onProgress: (count) => progress.push(count) }));
    expect(progress).toEqual([1, 1 + JSON_TEXT.length]);
  });

  it("takes a reply that was not streamed", async () => {
    const { model } = await at(
      answers(200, {
        choices: [{ message: { role: "assistant", content: JSON_TEXT }, finish_reason: "stop" }],
        usage: { prompt_tokens: 7, completion_tokens: 3 },
      }),
    );
    const usages: Usage[] = [];
    expect(await model.generate(request({ onUsage: (usage) => usages.push(usage) }))).toEqual(OBJECT);
    expect(usages).toEqual([{ promptTokens: 7, completionTokens: 3 }]);
  });

  it("passes on the server's count, and estimates for a request that broke within its reply", async () => {
    const usages: Usage[] = [];
    const { model } = await at(
      (response) => {
        begin(response);
        event(response, { content: "你好" });
        setTimeout(() => response.destroy(), 5);
      },
      says(JSON_TEXT, { usage: { prompt_tokens: 40, completion_tokens: 20 } }),
    );
    await model.generate(request({ onUsage: (usage) => usages.push(usage) }));
    expect(usages).toEqual([
      { promptTokens: expect.any(Number), completionTokens: 2 },
      { promptTokens: 40, completionTokens: 20 },
    ]);
    expect(usages[0]?.promptTokens).toBeGreaterThan(10);
  });

  it("does not retry where the money is gone, whatever status says so", async () => {
    const { model, asked } = await at(
      answers(429, { error: { message: "You exceeded your current quota", code: "insufficient_quota" } }),
    );
    expect((await errorOf(model.generate(request()))).message).toContain("：余额或额度不足（429）");
    expect(asked).toHaveLength(1);
  });

  it("says what a server said within its stream, and asks again", async () => {
    const { model, asked } = await at((response) => {
      begin(response);
      response.end('data: {"error":{"message":"overloaded","code":"busy"}}\n\n');
    });
    expect((await errorOf(model.generate(request()))).message).toMatch(/：服务出错：overloaded$/);
    expect(asked).toHaveLength(3);
  });

  it("knocks with the name and password of an address where there is no key", async () => {
    const { url, asked } = await serveModel(says(JSON_TEXT));
    await modelAt(url.replace("//", "//boss:pass%20wort@"), { apiKey: null }).generate(request());
    expect(asked[0]?.headers.authorization).toBe(`Basic ${btoa("boss:pass wort")}`);
  });

  it("shows no password of an address, nor a key that a server repeats", async () => {
    const { url } = await serveModel(fails(401, `wrong key ${SECRET} for boss:passwort`));
    const address = url.replace("//", "//boss:passwort@");
    const { message } = await errorOf(modelAt(address).generate(request()));
    expect(message).toMatch(/^语言模型 qwen-plus（http:\/\/127\.0\.0\.1:\d+\/v1）：不接受所给的密钥（401）/);
    expect(message).not.toMatch(/passwort|geheim/);
  });
});

describe("against a server that is not ours", () => {
  async function mock(): Promise<LLMock> {
    const server = new LLMock({ port: 0 });
    await server.start();
    onTestFinished(() => server.stop());
    return server;
  }

  it("streams an answer of the shape", async () => {
    const server = await mock();
    server.on(
      { userMessage: /夜校/, responseFormat: "json_schema" },
      { content: JSON_TEXT },
      { chunkSize: 5 },
    );
    const progress: number[] = [];
    const usages: Usage[] = [];
    const model = modelAt(`${server.url}/v1`);
    const callbacks = { onProgress: (n: number) => progress.push(n), onUsage: (u: Usage) => usages.push(u) };
    expect(await model.generate(request(callbacks))).toEqual(OBJECT);
    expect(progress.length).toBeGreaterThan(3);
    expect(usages).toHaveLength(1);
    expect(usages[0]?.completionTokens).toBeGreaterThan(0);
  });

  it("bears its chaos", async () => {
    const server = await mock();
    server.on({ userMessage: /夜校/ }, { content: JSON_TEXT }, { chunkSize: 5 });
    const lines: string[] = [];
    for (const chaos of [{ dropRate: 1 }, { malformedRate: 1 }, { disconnectRate: 1 }]) {
      server.setChaos(chaos);
      lines.push((await errorOf(modelAt(`${server.url}/v1`).generate(request()))).message);
    }
    server.clearChaos();
    expect(lines.map((line) => line.replace(/^.*?）：/, ""))).toEqual([
      expect.stringMatching(/^服务出错（500）/),
      expect.stringMatching(/^返回的不是模型的回复/),
      expect.stringMatching(/^连接不上或中途断开/),
    ]);
    server.nextRequestError(429, { message: "Rate limited" });
    expect(await modelAt(`${server.url}/v1`, { patience: { retryMs: 4 } }).generate(request())).toEqual(
      OBJECT,
    );
  });
});
