import { LLMock } from "@copilotkit/aimock";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createReranker } from "../../src/models/rerank.ts";
import { errorOf, impatienceFor, PATIENT, SECRET } from "./contract-chat.ts";
import {
  answers,
  type Behaviour,
  breaks,
  deadAddress,
  fails,
  neverEnds,
  serveModel,
} from "./model-server.ts";

const rerankerAt = (baseUrl: string, apiKey: string | null = SECRET, impatience = PATIENT) =>
  createReranker({ model: "bge-reranker", baseUrl, apiKey, ...impatience });

const ranked = (...scores: number[]): Behaviour =>
  answers(200, { results: scores.map((relevance_score, index) => ({ index, relevance_score })).reverse() });

beforeAll(async () => {
  await errorOf(rerankerAt(await deadAddress()).rerank("问", ["一"]));
});

describe("a reranker", () => {
  it("gives a number for each text, in order, as Jina, Cohere and SiliconFlow say it", async () => {
    const { url, asked } = await serveModel(ranked(0.1, 0.9));
    expect(await rerankerAt(url).rerank("夜校", ["食堂", "夜校"])).toEqual([0.1, 0.9]);
    expect(asked[0]).toMatchObject({
      path: "/v1/rerank",
      headers: { authorization: `Bearer ${SECRET}` },
      body: { model: "bge-reranker", query: "夜校", documents: ["食堂", "夜校"], top_n: 2 },
    });
  });

  it("speaks the language of Text Embeddings Inference to a server that refuses the other, and remembers it", async () => {
    const { url, asked } = await serveModel(
      fails(422, "missing field `texts`"),
      answers(200, [
        { index: 1, score: 0.9 },
        { index: 0, score: 0.1 },
      ]),
    );
    const reranker = rerankerAt(url, null);
    for (let i = 0; i < 2; i += 1)
      expect(await reranker.rerank("夜校", ["食堂", "夜校"])).toEqual([0.1, 0.9]);
    expect(asked.map(({ body }) => Object.keys(body).includes("texts"))).toEqual([false, true, true]);
    expect(asked[0]?.headers).not.toHaveProperty("authorization");
  });

  it.each(["", "/", "/rerank"])("takes an address that ends in %j", async (ending) => {
    const { url, asked } = await serveModel(ranked(1));
    await rerankerAt(`${url}${ending}`).rerank("夜校", ["夜校"]);
    expect(asked[0]?.path).toBe("/v1/rerank");
  });

  it("asks nothing about no texts", async () => {
    const { url, asked } = await serveModel(ranked(1));
    expect(await rerankerAt(url).rerank("夜校", [])).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each([
    ["a result too few", ranked(0.5), /：返回的不是模型的回复/],
    [
      "a score that is no number",
      answers(200, { results: [{ index: 0 }, { index: 1 }] }),
      /：返回的不是模型的回复/,
    ],
    ["a web page", answers(200, "<html>"), /：返回的不是模型的回复/],
    ["401", fails(401, SECRET), /：不接受所给的密钥（401）/],
    ["404", fails(404, "nothing here"), /：没有这个模型，或地址不对（404）/],
    ["503", fails(503, "busy"), /：服务出错（503）/],
    ["400 in both languages", fails(400, "no"), /：不接受这样的请求（400）/],
    ["a broken connection", breaks, /：连接不上或中途断开/],
    ["a reply without end", neverEnds, /：回复太长，已中断$/],
    ["silence", () => {}, /：2 秒内没有答完$/],
  ] as const)("rejects with one line and no secret: %s", async (_, behaviour, line) => {
    const { url } = await serveModel(behaviour);
    const reranker = rerankerAt(url, SECRET, impatienceFor(line));
    const { message } = await errorOf(reranker.rerank("夜校", ["食堂", "夜校"]));
    expect(message).toMatch(line);
    expect(message).toMatch(/^重排模型 bge-reranker（http/);
    expect(message).not.toMatch(/[\r\n]|geheim/);
  });

  it("works with a server that is not ours", async () => {
    const mock = new LLMock({ port: 0 });
    mock.onRerank(/夜校/, [
      { index: 1, relevance_score: 0.8 },
      { index: 0, relevance_score: 0.2 },
    ]);
    await mock.start();
    onTestFinished(() => mock.stop());
    expect(await rerankerAt(`${mock.url}/v2`).rerank("夜校", ["食堂", "夜校"])).toEqual([0.2, 0.8]);
  });
});
