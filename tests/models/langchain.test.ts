import { describe, expect, it } from "vitest";
import { createDenseEmbedder } from "../../src/models/dense-embedder.ts";
import { createLangChainChatModel, langChainVectors } from "../../src/models/langchain.ts";
import {
  makeLangChainChat,
  makeLangChainEmbedder,
  parseLangChainName,
} from "../../src/models/langchain-providers.ts";
import { describeChatModel, errorOf, PATIENT, request, SECRET } from "./contract-chat.ts";

describeChatModel("LangChain chat model", (baseUrl, impatience) =>
  createLangChainChatModel({
    name: { provider: "openai", model: "qwen-plus" },
    keys: { OPENAI_API_KEY: SECRET },
    baseUrl,
    ...impatience,
  }),
);

describe("the name of a LangChain model", () => {
  it.each([
    ["langchain:tongyi:qwen-plus", { provider: "tongyi", model: "qwen-plus" }],
    ["langchain:ollama:qwen3:8b", { provider: "ollama", model: "qwen3:8b" }],
    ["langchain:@langchain/xyz#ChatXyz:m", { provider: "@langchain/xyz#ChatXyz", model: "m" }],
    ["qwen-plus", undefined],
  ])("is read: %s", (name, expected) => {
    expect(parseLangChainName(name)).toEqual(expected);
  });

  it.each(["langchain:", "langchain:tongyi", "langchain:nobody:x"])(
    "is refused with what it should be: %s",
    (name) => {
      expect(() => parseLangChainName(name)).toThrow(
        "LangChain 模型：应为 langchain:服务:模型，服务为 tongyi、zhipu、hunyuan、moonshot、ollama、openai、anthropic、google-genai、mistralai、deepseek 之一，或 包名#类名",
      );
    },
  );
});

describe("a LangChain model that cannot be made", () => {
  const model = (provider: string, keys = {}) =>
    createLangChainChatModel({ name: { provider, model: "m" }, keys, ...PATIENT });

  it.each([
    ["ollama", {}, "LangChain 模型：需要先安装 @langchain/ollama（npm install @langchain/ollama）"],
    ["@langchain/xyz#ChatXyz", {}, "LangChain 模型：需要先安装 @langchain/xyz（npm install @langchain/xyz）"],
    ["@langchain/openai#ChatNone", {}, "LangChain 模型：@langchain/openai 中没有 ChatNone，请更新这个包"],
    ["hunyuan", {}, "LangChain 模型：还须设置 TENCENT_SECRET_ID 和 TENCENT_SECRET_KEY"],
    ["zhipu", {}, "LangChain 模型：还须设置 ZHIPUAI_API_KEY"],
  ])("says what is to be done: %s", async (provider, keys, line) => {
    expect((await errorOf(model(provider, keys).generate(request()))).message).toBe(line);
  });

  it("says that a service has no embedders", async () => {
    const name = { provider: "anthropic", model: "m" };
    const source = langChainVectors({ name, keys: {} });
    const embedder = createDenseEmbedder({ source, dimensions: 3, ...PATIENT });
    expect((await errorOf(embedder.embed(["工会"]))).message).toBe(
      "LangChain 模型：LangChain 的 anthropic 没有这类模型",
    );
  });
});

describe("the services whose packages are installed", () => {
  const keys = Object.fromEntries(
    ["ALIBABA_API_KEY", "ZHIPUAI_API_KEY", "TENCENT_SECRET_ID", "TENCENT_SECRET_KEY", "OPENAI_API_KEY"].map(
      (name) => [name, SECRET],
    ),
  );

  it.each(["tongyi", "zhipu", "hunyuan", "openai"])(
    "have their models made, with a key and a limit: %s",
    async (provider) => {
      const name = { provider, model: "m" };
      const chat = await makeLangChainChat(name, 300, { keys });
      expect(chat).toBeInstanceOf(
        (await import("@langchain/core/language_models/chat_models")).BaseChatModel,
      );
      expect(JSON.stringify({ ...chat, client: null })).toContain(SECRET);
      const embedder = await makeLangChainEmbedder(name, { keys });
      expect(embedder).toBeInstanceOf((await import("@langchain/core/embeddings")).Embeddings);
    },
  );
});
