/** A name such as `langchain:tongyi:qwen-plus` → the LangChain class that it means and what that is made with. */

import type { Embeddings } from "@langchain/core/embeddings";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ModelError } from "./failure.ts";
import type { ModelFetch } from "./model-fetch.ts";
import { loadTokenCounter } from "./tokens.ts";

export interface LangChainName {
  readonly provider: string;
  /** May hold colons, as Ollama's do. */
  readonly model: string;
}

/** Keys and addresses by the name of their variable. */
export type Keys = Readonly<Record<string, string>>;

interface Provider {
  readonly chat?: readonly [module: string, className: string];
  readonly embedding?: readonly [module: string, className: string];
  /** Variables without which it does not work. */
  readonly needs: readonly string[];
  /** What its classes call the key, the address and the limit of a reply. */
  fields(keys: Keys): Record<string, unknown>;
  readonly limit?: string;
  /** Deterministic replies, where not by a temperature of 0. */
  readonly cold?: Record<string, unknown>;
}

const keyOf = (variable: string, field = "apiKey"): Pick<Provider, "needs" | "fields"> => ({
  needs: [variable],
  fields: (keys) => ({ [field]: keys[variable] }),
});

const COMMUNITY = "@langchain/community";

const PROVIDERS: Readonly<Record<string, Provider>> = {
  tongyi: {
    chat: [`${COMMUNITY}/chat_models/alibaba_tongyi`, "ChatAlibabaTongyi"],
    embedding: [`${COMMUNITY}/embeddings/alibaba_tongyi`, "AlibabaTongyiEmbeddings"],
    needs: ["ALIBABA_API_KEY"],
    fields: ({ ALIBABA_API_KEY: key }) => ({ alibabaApiKey: key, apiKey: key }),
  },
  zhipu: {
    chat: [`${COMMUNITY}/chat_models/zhipuai`, "ChatZhipuAI"],
    embedding: [`${COMMUNITY}/embeddings/zhipuai`, "ZhipuAIEmbeddings"],
    ...keyOf("ZHIPUAI_API_KEY"),
    // It refuses a temperature of 0.
    cold: { doSample: false },
  },
  hunyuan: {
    chat: [`${COMMUNITY}/chat_models/tencent_hunyuan`, "ChatTencentHunyuan"],
    embedding: [`${COMMUNITY}/embeddings/tencent_hunyuan`, "TencentHunyuanEmbeddings"],
    needs: ["TENCENT_SECRET_ID", "TENCENT_SECRET_KEY"],
    fields: ({ TENCENT_SECRET_ID, TENCENT_SECRET_KEY }) => ({
      tencentSecretId: TENCENT_SECRET_ID,
      tencentSecretKey: TENCENT_SECRET_KEY,
    }),
  },
  moonshot: { chat: [`${COMMUNITY}/chat_models/moonshot`, "ChatMoonshot"], ...keyOf("MOONSHOT_API_KEY") },
  ollama: {
    chat: ["@langchain/ollama", "ChatOllama"],
    embedding: ["@langchain/ollama", "OllamaEmbeddings"],
    needs: [],
    fields: ({ OLLAMA_BASE_URL: baseUrl }) => (baseUrl === undefined ? {} : { baseUrl }),
    limit: "numPredict",
  },
  openai: {
    chat: ["@langchain/openai", "ChatOpenAI"],
    embedding: ["@langchain/openai", "OpenAIEmbeddings"],
    ...keyOf("OPENAI_API_KEY"),
  },
  anthropic: { chat: ["@langchain/anthropic", "ChatAnthropic"], ...keyOf("ANTHROPIC_API_KEY") },
  "google-genai": {
    chat: ["@langchain/google-genai", "ChatGoogleGenerativeAI"],
    embedding: ["@langchain/google-genai", "GoogleGenerativeAIEmbeddings"],
    ...keyOf("GOOGLE_API_KEY"),
    limit: "maxOutputTokens",
  },
  mistralai: {
    chat: ["@langchain/mistralai", "ChatMistralAI"],
    embedding: ["@langchain/mistralai", "MistralAIEmbeddings"],
    ...keyOf("MISTRAL_API_KEY"),
  },
  deepseek: { chat: ["@langchain/deepseek", "ChatDeepSeek"], ...keyOf("DEEPSEEK_API_KEY") },
};

const PREFIX = "langchain:";

/** Undefined for the name of a model that is not LangChain's. Throws a `ModelError`. */
export function parseLangChainName(name: string): LangChainName | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const [, provider = "", model = ""] = /^([^:]*):?([\s\S]*)$/.exec(name.slice(PREFIX.length)) ?? [];
  if (provider === "" || model === "" || !(provider in PROVIDERS || provider.includes("#")))
    throw unusable(
      `应为 langchain:服务:模型，服务为 ${Object.keys(PROVIDERS).join("、")} 之一，或 包名#类名`,
    );
  return { provider, model };
}

interface Making {
  readonly keys: Keys;
  /** An address and limits of our own, which the OpenAI classes alone take. */
  readonly address?: { readonly baseUrl: string; readonly fetch: ModelFetch } | undefined;
}

/** Rejects with a `ModelError` where a key is missing or a package is not installed. */
export async function makeLangChainChat(
  { provider: name, model }: LangChainName,
  maxTokens: number,
  making: Making,
): Promise<BaseChatModel> {
  await countOffline();
  const provider = providerOf(name, "chat");
  return make<BaseChatModel>(name, provider, provider.chat, making, {
    model,
    [provider.limit ?? "maxTokens"]: maxTokens,
    streaming: true,
    ...(provider.cold ?? { temperature: 0 }),
  });
}

/** Where a server does not count, LangChain would fetch a vocabulary from a website and count by that. */
async function countOffline(): Promise<void> {
  const [{ BaseLanguageModel }, countTokens] = await Promise.all([
    import("@langchain/core/language_models/base"),
    loadTokenCounter(),
  ]);
  BaseLanguageModel.prototype.getNumTokens = async (content) =>
    countTokens(typeof content === "string" ? content : JSON.stringify(content));
}

/** The same for embedders. */
export async function makeLangChainEmbedder(
  { provider: name, model }: LangChainName,
  making: Making,
): Promise<Embeddings> {
  const provider = providerOf(name, "embedding");
  return make<Embeddings>(name, provider, provider.embedding, making, {
    model,
    modelName: model,
    encodingFormat: "float",
  });
}

/** `@langchain/xyz#ChatXyz` names any class; it looks for its key itself. */
function providerOf(name: string, kind: "chat" | "embedding"): Provider {
  const [module = "", className] = name.split("#");
  if (className !== undefined) return { [kind]: [module, className], needs: [], fields: () => ({}) };
  return PROVIDERS[name] ?? { needs: [], fields: () => ({}) };
}

async function make<T>(
  name: string,
  { needs, fields }: Provider,
  place: readonly [module: string, className: string] | undefined,
  { keys, address }: Making,
  more: Record<string, unknown>,
): Promise<T> {
  if (!place) throw unusable(`LangChain 的 ${name} 没有这类模型`);
  const missing = needs.filter((variable) => !keys[variable]);
  if (missing.length > 0) throw unusable(`还须设置 ${missing.join(" 和 ")}`);
  const [module, className] = place;
  const loaded = await load(module);
  const Class = loaded[className];
  if (typeof Class !== "function") throw unusable(`${module} 中没有 ${className}，请更新这个包`);
  const options = { ...fields(keys), ...more, maxRetries: 0 };
  const own = address && {
    configuration: { baseURL: address.baseUrl, fetch: address.fetch, logLevel: "off" },
  };
  return new (Class as new (options: object) => T)({ ...options, ...own });
}

async function load(module: string): Promise<Record<string, unknown>> {
  try {
    return await import(module);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    const absent = /Cannot find package '([^']+)'/.exec((error as Error).message)?.[1] ?? packageOf(module);
    throw unusable(`需要先安装 ${absent}（npm install ${absent}）`);
  }
}

function unusable(why: string): ModelError {
  return new ModelError("unusable", { name: "LangChain 模型" }, why, { said: why });
}

function packageOf(module: string): string {
  return module.split("/", module.startsWith("@") ? 2 : 1).join("/");
}
