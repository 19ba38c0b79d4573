/** Embedders behind a server: the contract of all, and what a server may do to them. */

import { LLMock } from "@copilotkit/aimock";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createDenseEmbedder, probeDimensions, type VectorSource } from "../../src/models/dense-embedder.ts";
import { langChainVectors } from "../../src/models/langchain.ts";
import type { Embedder } from "../../src/models/model.ts";
import { openAiVectors } from "../../src/models/openai-embedder.ts";
import { describeEmbedder } from "./contract.ts";
import { errorOf, type Impatience, impatienceFor, PATIENT, SECRET } from "./contract-chat.ts";
import {
  answers,
  type Behaviour,
  breaks,
  deadAddress,
  embeds,
  fails,
  type ModelServer,
  neverEnds,
  serveModel,
} from "./model-server.ts";

/** How often a text has each character. */
const counted: Behaviour = embeds((text) => {
  const counts = Array<number>(512).fill(0);
  for (const character of text) {
    const at = Number(character.codePointAt(0)) % counts.length;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
});
const three: Behaviour = embeds((text) => [text.length, 4, 0]);

interface Kind {
  readonly vectors: (baseUrl: string, impatience?: Impatience) => VectorSource;
  readonly id: string;
}

function embedderOf(
  { vectors }: Kind,
  baseUrl: string,
  dimensions: number,
  impatience: Impatience = PATIENT,
): Embedder {
  return createDenseEmbedder({ source: vectors(baseUrl, impatience), dimensions, ...impatience });
}

const server = (baseUrl: string, impatience = PATIENT) => ({
  model: "bge-m3",
  baseUrl,
  apiKey: SECRET,
  ...impatience,
});
const named = (baseUrl: string, impatience = PATIENT) => ({
  name: { provider: "openai", model: "bge-m3" },
  keys: { OPENAI_API_KEY: SECRET },
  baseUrl,
  ...impatience,
});

const KINDS: readonly [string, Kind][] = [
  [
    "OpenAI-compatible embedder",
    {
      vectors: (baseUrl, impatience) => openAiVectors(server(baseUrl, impatience)),
      id: "openai:bge-m3:3",
    },
  ],
  [
    "LangChain embedder",
    {
      vectors: (baseUrl, impatience) => langChainVectors(named(baseUrl, impatience)),
      id: "langchain:openai:bge-m3:3",
    },
  ],
];

/** How many texts were asked for at once, largest first: several requests are under way together. */
function sizesOf(asked: ModelServer["asked"]): number[] {
  return asked.map(({ body }) => (body.input as string[]).length).sort((a, b) => b - a);
}

// Libraries are loaded at the first text, which may take longer than these embedders wait.
beforeAll(async () => {
  const dead = await deadAddress();
  for (const [, { vectors }] of [...KINDS, ...KINDS])
    await errorOf(probeDimensions(vectors(dead), PATIENT.patience));
});

for (const [name, kind] of KINDS) {
  describeEmbedder(name, async () => embedderOf(kind, (await serveModel(counted)).url, 512));

  describe(name, () => {
    const at = async (...behaviours: [Behaviour, ...Behaviour[]]): Promise<[Embedder, ModelServer]> => {
      const served = await serveModel(...behaviours);
      return [embedderOf(kind, served.url, 3), served];
    };

    it("names model and dimensions, and is dense", async () => {
      const [embedder] = await at(three);
      expect({ ...embedder, embed: null }).toEqual({
        id: kind.id,
        dimensions: 3,
        kind: "dense",
        embed: null,
      });
    });

    it("finds out how many dimensions a model has", async () => {
      const { url } = await serveModel(three);
      expect(await probeDimensions(kind.vectors(url), PATIENT.patience)).toBe(3);
    });

    it("asks in batches by number and by characters, and gives the vectors in order", async () => {
      const [embedder, { asked }] = await at(three);
      const texts = Array.from({ length: 100 }, (_, i) => "字".repeat(1 + i));
      const vectors = await embedder.embed(texts);
      expect(vectors.map(([x = 0, y = 1]) => Math.round((4 * x) / y))).toEqual(
        texts.map(({ length }) => length),
      );
      expect(sizesOf(asked)).toEqual([32, 32, 32, 4]);
      await embedder.embed(Array(10).fill("字".repeat(5_000)));
      expect(sizesOf(asked.slice(4))).toEqual([4, 4, 2]);
    });

    it("asks nothing for blank texts", async () => {
      const [embedder, { asked }] = await at(three);
      expect(await embedder.embed([" ", ""])).toEqual([new Float32Array(3), new Float32Array(3)]);
      expect(asked).toEqual([]);
    });

    it("asks for fewer at once, and shorter texts, where the server wants that, and remembers it", async () => {
      const strict: Behaviour = (response, one) => {
        const texts = one.body.input as string[];
        if (texts.length > 10)
          return fails(400, "batch size is invalid, it should not be larger than 10.")(response, one);
        if (texts.some(({ length }) => length > 512))
          return fails(413, "inputs must have less than 512 tokens")(response, one);
        return three(response, one);
      };
      const [embedder, { asked }] = await at(strict);
      const texts = Array.from({ length: 20 }, (_, i) => "字".repeat(100 + 100 * i));
      expect(await embedder.embed(texts)).toHaveLength(20);
      const before = asked.length;
      await embedder.embed(texts);
      expect(Math.max(...sizesOf(asked.slice(before)))).toBeLessThanOrEqual(10);
      expect(asked.length - before).toBeLessThan(25);
    });

    it.each([
      ["vectors of another dimension", embeds(() => [1, 2]), "：返回的向量不能使用，应为 3 维，却是 2 维"],
      ["longer vectors", embeds(() => [1, 2, 3, 4]), "：返回的向量不能使用，应为 3 维，却是 4 维"],
      ["zero vectors", embeds(() => [0, 0, 0]), "：返回的向量不能使用，全部为零"],
      ["what is no number", embeds(() => [1, null, 3]), "：返回的向量不能使用，其中有不是数字的值"],
      [
        "numbers beyond all bounds",
        embeds(() => [1e200, 1e200, 1]),
        "：返回的向量不能使用，其中有不是数字的值",
      ],
      ["texts", embeds(() => ["1", "2", "3"]), "：返回的向量不能使用，其中有不是数字的值"],
    ] as const)("lets nothing through that is no vector: %s", async (_, behaviour, line) => {
      const [embedder] = await at(behaviour);
      expect((await errorOf(embedder.embed(["工", "会"]))).message).toContain(line);
    });

    it.each([
      ["401", fails(401, `wrong ${SECRET}`), /：不接受所给的密钥（401）/, 1],
      ["404", fails(404, "no such model"), /：没有这个模型，或地址不对（404）/, 1],
      ["503", fails(503, "busy"), /：服务出错（503）/, 3],
      ["a broken connection", breaks, /：连接不上或中途断开/, 3],
      ["10 MB", neverEnds, /：回复太长，已中断$/, 1],
      ["silence", () => {}, /：2 秒内没有答完$/, 1],
      ["a web page", answers(200, "<html>登录</html>"), /：返回的/, undefined],
    ] as const)("rejects with one line and no secret: %s", async (_, behaviour, line, requests) => {
      const { url, asked } = await serveModel(behaviour);
      const embedder = embedderOf(kind, url, 3, impatienceFor(line));
      const { message } = await errorOf(embedder.embed(["工会"]));
      expect(message).toMatch(line);
      expect(message).toMatch(/^向量模型 \S*bge-m3/);
      expect(message).not.toMatch(/[\r\n]|geheim/);
      if (requests) expect(asked).toHaveLength(requests);
    });
  });
}

function openAi(baseUrl: string): Embedder {
  return createDenseEmbedder({ source: openAiVectors(server(baseUrl)), dimensions: 3, ...PATIENT });
}

describe("an OpenAI-compatible embedder", () => {
  it("goes by the numbers of vectors that come out of order", async () => {
    const data = [
      { index: 1, embedding: [0, 1, 0] },
      { index: 0, embedding: [1, 0, 0] },
    ];
    const { url } = await serveModel(answers(200, { data }));
    const vectors = await openAi(url).embed(["工", "会"]);
    expect(vectors.map((vector) => Array.from(vector))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it("lets no list through that is too short", async () => {
    const { url } = await serveModel(answers(200, { data: [{ index: 0, embedding: [1, 0, 0] }] }));
    const embedder = openAi(url);
    expect((await errorOf(embedder.embed(["工", "会"]))).message).toMatch(
      /^向量模型 bge-m3（\S+）：返回的向量不能使用，应有 2 个向量，却有 1 个$/,
    );
  });
});

describe("an OpenAI-compatible embedder against a server that is not ours", () => {
  it("embeds and probes", async () => {
    const mock = new LLMock({ port: 0 });
    mock.onEmbedding(/./, { embedding: [3, 4, 0] });
    await mock.start();
    onTestFinished(() => mock.stop());
    expect(await probeDimensions(openAiVectors(server(`${mock.url}/v1`)))).toBe(3);
    const [vector] = await openAi(`${mock.url}/v1`).embed(["工会"]);
    expect(Array.from(vector ?? [])).toEqual([0.6, 0.8, 0].map(Math.fround));
  });
});
