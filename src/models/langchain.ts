/** Any chat model or embedder of LangChain, by name → the same ports as all others. */

import type { AIMessageChunk, BaseMessageLike, UsageMetadata } from "@langchain/core/messages";
import type { VectorSource } from "./dense-embedder.ts";
import { failureOf, notAReply, type Subject, subjectOf } from "./failure.ts";
import {
  type Keys,
  type LangChainName,
  makeLangChainChat,
  makeLangChainEmbedder,
} from "./langchain-providers.ts";
import type { ChatModel, Generation, Usage } from "./model.ts";
import { createModelFetch, type FetchLimits, type ModelFetch, USUAL_LIMITS } from "./model-fetch.ts";
import { createCall, type Patience, USUAL_PATIENCE } from "./patience.ts";
import { describeShape, type Said, shaped } from "./structure.ts";
import { createLimit, loadTokenCounter } from "./tokens.ts";

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

/** Nothing is loaded before the first `generate`. A server of LangChain's own choosing is bound by time alone. */
export function createLangChainChatModel(parts: LangChainParts): ChatModel {
  const subject = langChainSubject("语言模型", parts);
  const call = createCall(subject, { ...USUAL_PATIENCE, ...parts.patience });
  const modelFor = langChainModels(parts, subject);

  async function say(
    messages: readonly BaseMessageLike[],
    { maxTokens, onProgress, onUsage }: Generation<unknown>,
    signal: AbortSignal,
  ): Promise<Said> {
    const countTokens = await loadTokenCounter();
    const model = await modelFor(maxTokens);
    const isBeyond = createLimit(countTokens);
    let whole: AIMessageChunk | undefined;
    let isBroken = false;
    try {
      for await (const chunk of await model.stream([...messages], { signal })) {
        whole = whole ? whole.concat(chunk) : chunk;
        if (textOf(chunk) !== "") onProgress?.(textOf(whole).length);
        isBroken = isBeyond(textOf(whole), maxTokens);
        if (isBroken) break;
      }
      signal.throwIfAborted();
      if (!whole) throw notAReply("", subject);
      return { text: textOf(whole), isBroken };
    } catch (error) {
      throw failureOf(error, subject);
    } finally {
      if (whole)
        onUsage?.(
          usageOf(whole) ?? {
            promptTokens: countTokens(JSON.stringify(messages)),
            completionTokens: countTokens(textOf(whole)),
          },
        );
    }
  }

  return {
    id: idOf(parts.name),
    generate: (request) =>
      call(request, (signal, persist) => {
        const system = {
          role: "system",
          content: `${request.instructions}\n\n${describeShape(request.shape)}`,
        };
        return shaped(request, {
          subject,
          say: (messages) => persist(() => say([system, ...messages], request, signal)),
        });
      }),
  };
}

/** LangChain's embedders take no signal; who gives up does not wait for them. */
export function langChainVectors(parts: LangChainParts): VectorSource {
  const subject = langChainSubject("向量模型", parts);
  let opening: ReturnType<typeof makeLangChainEmbedder> | undefined;
  return {
    id: idOf(parts.name),
    subject,
    async ask(texts) {
      opening ??= makeLangChainEmbedder(parts.name, {
        keys: parts.keys,
        address: addressOf(parts, subject),
      });
      const embedder = await opening;
      try {
        return await embedder.embedDocuments([...texts]);
      } catch (error) {
        throw failureOf(error, subject);
      }
    },
  };
}

/** A model for each limit of a reply. */
export function langChainModels({ name, keys, ...parts }: LangChainParts, subject: Subject) {
  const address = addressOf({ name, keys, ...parts }, subject);
  return (maxTokens: number) => makeLangChainChat(name, maxTokens, { keys, address });
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
