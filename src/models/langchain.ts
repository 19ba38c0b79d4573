/** Any chat model or embedder of LangChain, by name → the same ports as all others. */

import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { AIMessageChunk, BaseMessageLike, UsageMetadata } from "@langchain/core/messages";
import { createDenseEmbedder } from "./dense-embedder.ts";
import { failureOf, ModelError, notAReply, type Subject, subjectOf } from "./failure.ts";
import {
  type Keys,
  type LangChainName,
  makeLangChainChat,
  makeLangChainEmbedder,
} from "./langchain-providers.ts";
import type { ChatModel, Embedder, Generation, Usage } from "./model.ts";
import { createModelFetch, type FetchLimits, type ModelFetch, USUAL_LIMITS } from "./model-fetch.ts";
import { createCall, type Patience, type Persist, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, parseReply, repairRequest } from "./structure.ts";
import { loadTokenCounter } from "./tokens.ts";

export interface LangChainParts {
  readonly name: LangChainName;
  /** Where it is known by another name than LangChain's. */
  readonly id?: string;
  readonly keys: Keys;
  /** For the classes of OpenAI, which take an address of one's own. */
  readonly baseUrl?: string | null;
  readonly proxies?: Readonly<Record<string, string>>;
  readonly patience?: Partial<Patience>;
  readonly limits?: Partial<FetchLimits>;
}

/** Of a reply that cannot be used the model is shown no more than this. */
const LONGEST_SHOWN_AGAIN = 4_000;

/** Nothing is loaded before the first `generate`. A server of LangChain's own choosing is bound by time alone. */
export function createLangChainChatModel(parts: LangChainParts): ChatModel {
  const subject = langChainSubject("语言模型", parts);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...parts.patience });
  const modelFor = langChainModels(parts, subject);

  async function say(
    messages: readonly BaseMessageLike[],
    { maxTokens, onProgress, onUsage }: Generation<unknown>,
    signal: AbortSignal,
  ): Promise<string> {
    const countTokens = await loadTokenCounter();
    const model = await modelFor(maxTokens);
    let whole: AIMessageChunk | undefined;
    try {
      for await (const chunk of await model.stream([...messages], { signal })) {
        whole = whole ? whole.concat(chunk) : chunk;
        if (textOf(chunk) !== "") onProgress?.(textOf(whole).length);
      }
      signal.throwIfAborted();
      if (!whole) throw notAReply("", subject);
      return textOf(whole);
    } catch (error) {
      throw failureOf(error, subject);
    } finally {
      if (whole) onUsage?.(usageOf(whole) ?? estimated(messages, textOf(whole), countTokens));
    }
  }

  async function generate<T>(request: Generation<T>, signal: AbortSignal, persist: Persist): Promise<T> {
    const { instructions, input, shape } = request;
    const messages: BaseMessageLike[] = [
      ["system", `${instructions}\n\n${describeShape(shape)}`],
      ["human", input],
    ];
    const reply = await persist(() => say(messages, request, signal));
    const first = parseReply(reply, request);
    if ("value" in first) return first.value;
    const wish = repairRequest(first.problem, shape);
    const again: BaseMessageLike[] =
      reply === ""
        ? [...messages.slice(0, 1), ["human", `${input}\n\n${wish}`]]
        : [...messages, ["ai", reply.slice(0, LONGEST_SHOWN_AGAIN)], ["human", wish]];
    const repaired = parseReply(await persist(() => say(again, request, signal)), request);
    if ("value" in repaired) return repaired.value;
    throw new ModelError("unshaped", subject, `两次都没有按要求的格式回复：${repaired.problem}`);
  }

  return {
    id: idOf(parts.name),
    generate: (request) => call(request.signal, (signal, persist) => generate(request, signal, persist)),
  };
}

export interface LangChainEmbedderParts extends LangChainParts {
  /** As `probeLangChainEmbedder` found. */
  readonly dimensions: number;
}

export function langChainEmbedderId(name: LangChainName, dimensions: number): string {
  return `${idOf(name)}:${dimensions}`;
}

export function createLangChainEmbedder(parts: LangChainEmbedderParts): Embedder {
  const subject = langChainSubject("向量模型", parts);
  const { dimensions, patience = {} } = parts;
  const embed = langChainEmbed(parts, subject);
  return createDenseEmbedder({
    id: langChainEmbedderId(parts.name, dimensions),
    dimensions,
    subject,
    patience,
    ask: embed,
  });
}

/** How many numbers a vector of this model has. Rejects with a `ModelError`. */
export function probeLangChainEmbedder(parts: LangChainParts): Promise<number> {
  const subject = langChainSubject("向量模型", parts);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...parts.patience });
  const embed = langChainEmbed(parts, subject);
  return call(undefined, async (_, persist) => {
    const [vector] = await persist(() => embed(["工会"]));
    if (vector && vector.length > 0) return vector.length;
    throw notAReply("", subject);
  });
}

/** LangChain's embedders take no signal; who gives up does not wait for them. */
function langChainEmbed(parts: LangChainParts, subject: Subject) {
  let opening: ReturnType<typeof makeLangChainEmbedder> | undefined;
  return async (texts: readonly string[]): Promise<number[][]> => {
    opening ??= makeLangChainEmbedder(parts.name, { keys: parts.keys, address: addressOf(parts, subject) });
    const embedder = await opening;
    try {
      return await embedder.embedDocuments([...texts]);
    } catch (error) {
      throw failureOf(error, subject);
    }
  };
}

/** The model, made once for each limit of a reply. */
export function langChainModels(parts: LangChainParts, subject: Subject) {
  const models = new Map<number, Promise<BaseChatModel>>();
  return (maxTokens: number): Promise<BaseChatModel> => {
    const made =
      models.get(maxTokens) ??
      makeLangChainChat(parts.name, maxTokens, { keys: parts.keys, address: addressOf(parts, subject) });
    models.set(maxTokens, made);
    return made;
  };
}

export function langChainSubject(what: string, { name, id, keys, baseUrl }: LangChainParts): Subject {
  const { name: shown, secrets } = subjectOf(what, id ?? idOf(name), baseUrl ?? null, null);
  return { name: shown, secrets: [...secrets, ...Object.values(keys).filter((key) => key.length >= 4)] };
}

export function idOf({ provider, model }: LangChainName): string {
  return `langchain:${provider}:${model}`;
}

function addressOf(
  { name, baseUrl, proxies = {}, limits }: LangChainParts,
  subject: Subject,
): { baseUrl: string; fetch: ModelFetch } | undefined {
  if (name.provider !== "openai" || !baseUrl) return undefined;
  return {
    baseUrl,
    fetch: createModelFetch({ baseUrl, proxies, subject, limits: { ...USUAL_LIMITS, ...limits } }),
  };
}

function textOf({ text }: { readonly text: string }): string {
  return text;
}

/** As the server counted, where LangChain passes that on. */
export function usageOf(message: { readonly usage_metadata?: UsageMetadata | undefined }): Usage | undefined {
  const { usage_metadata: usage } = message;
  if (!usage || usage.input_tokens + usage.output_tokens === 0) return undefined;
  return { promptTokens: usage.input_tokens, completionTokens: usage.output_tokens };
}

function estimated(
  messages: readonly BaseMessageLike[],
  said: string,
  countTokens: (text: string) => number,
): Usage {
  return { promptTokens: countTokens(JSON.stringify(messages)), completionTokens: countTokens(said) };
}
