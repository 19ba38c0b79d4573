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
  /** `module#class` */
  readonly chat?: string;
  readonly embedding?: string;
  /** Variables without which it does not work, and what its classes call each. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  readonly takes?: Provider["needs"];
  /** What its classes call the limit of a reply. */
  readonly limit?: string;
  /** Deterministic replies, where not by a temperature of 0. */
  readonly cold?: Record<string, unknown>;
}

const KEY = ["apiKey"];

const PROVIDERS: Readonly<Record<string, Provider>> = {
  tongyi: {
    chat: "@langchain/community/chat_models/alibaba_tongyi#ChatAlibabaTongyi",
    embedding: "@langchain/community/embeddings/alibaba_tongyi#AlibabaTongyiEmbeddings",
    needs: { ALIBABA_API_KEY: ["alibabaApiKey", "apiKey"] },
  },
  zhipu: {
    chat: "@langchain/community/chat_models/zhipuai#ChatZhipuAI",
    embedding: "@langchain/community/embeddings/zhipuai#ZhipuAIEmbeddings",
    needs: { ZHIPUAI_API_KEY: KEY },
    // It refuses a temperature of 0.
    cold: { doSample: false },
  },
  hunyuan: {
    chat: "@langchain/community/chat_models/tencent_hunyuan#ChatTencentHunyuan",
    embedding: "@langchain/community/embeddings/tencent_hunyuan#TencentHunyuanEmbeddings",
    needs: { TENCENT_SECRET_ID: ["tencentSecretId"], TENCENT_SECRET_KEY: ["tencentSecretKey"] },
  },
  moonshot: {
    chat: "@langchain/community/chat_models/moonshot#ChatMoonshot",
    needs: { MOONSHOT_API_KEY: KEY },
  },
  ollama: {
    chat: "@langchain/ollama#ChatOllama",
    embedding: "@langchain/ollama#OllamaEmbeddings",
    takes: { OLLAMA_BASE_URL: ["baseUrl"] },
    limit: "numPredict",
  },
  openai: {
    chat: "@langchain/openai#ChatOpenAI",
    embedding: "@langchain/openai#OpenAIEmbeddings",
    needs: { OPENAI_API_KEY: KEY },
  },
  anthropic: { chat: "@langchain/anthropic#ChatAnthropic", needs: { ANTHROPIC_API_KEY: KEY } },
  "google-genai": {
    chat: "@langchain/google-genai#ChatGoogleGenerativeAI",
    embedding: "@langchain/google-genai#GoogleGenerativeAIEmbeddings",
    needs: { GOOGLE_API_KEY: KEY },
    limit: "maxOutputTokens",
  },
  mistralai: {
    chat: "@langchain/mistralai#ChatMistralAI",
    embedding: "@langchain/mistralai#MistralAIEmbeddings",
    needs: { MISTRAL_API_KEY: KEY },
  },
  deepseek: { chat: "@langchain/deepseek#ChatDeepSeek", needs: { DEEPSEEK_API_KEY: KEY } },
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
  name: LangChainName,
  maxTokens: number,
  making: Making,
): Promise<BaseChatModel> {
  await countOffline();
  const { limit = "maxTokens", cold = { temperature: 0 } } = PROVIDERS[name.provider] ?? {};
  return make<BaseChatModel>("chat", name, making, { [limit]: maxTokens, streaming: true, ...cold });
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
export function makeLangChainEmbedder(name: LangChainName, making: Making): Promise<Embeddings> {
  return make<Embeddings>("embedding", name, making, { modelName: name.model, encodingFormat: "float" });
}

async function make<T>(
  kind: "chat" | "embedding",
  { provider: name, model }: LangChainName,
  { keys, address }: Making,
  more: Record<string, unknown>,
): Promise<T> {
  // `@langchain/xyz#ChatXyz` names any class; it looks for its key itself.
  const provider: Provider = name.includes("#") ? { [kind]: name } : (PROVIDERS[name] ?? {});
  const { [kind]: place, needs = {}, takes = {} } = provider;
  if (place === undefined) throw unusable(`LangChain 的 ${name} 没有这类模型`);
  const missing = Object.keys(needs).filter((variable) => !keys[variable]);
  if (missing.length > 0) throw unusable(`还须设置 ${missing.join(" 和 ")}`);
  const [module = "", className = ""] = place.split("#");
  const Class = (await load(module))[className];
  if (typeof Class !== "function") throw unusable(`${module} 中没有 ${className}，请更新这个包`);
  const fields = Object.entries({ ...needs, ...takes }).flatMap(([variable, names]) =>
    keys[variable] === undefined ? [] : names.map((field) => [field, keys[variable]]),
  );
  const own = address && {
    configuration: { baseURL: address.baseUrl, fetch: address.fetch, logLevel: "off" },
  };
  const options = { ...Object.fromEntries(fields), model, ...more, maxRetries: 0, ...own };
  return new (Class as new (options: object) => T)(options);
}

async function load(module: string): Promise<Record<string, unknown>> {
  try {
    return await import(module);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    const named = /Cannot find package '([^']+)'/.exec((error as Error).message)?.[1];
    const absent = named ?? module.split("/", module.startsWith("@") ? 2 : 1).join("/");
    throw unusable(`需要先安装 ${absent}（npm install ${absent}）`);
  }
}

function unusable(why: string): ModelError {
  return new ModelError("unusable", { name: "LangChain 模型" }, why, { said: why });
}
