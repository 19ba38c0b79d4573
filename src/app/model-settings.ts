/** The variables that name models → settings of each, by what it is for. */

import { join } from "node:path";
import type { z } from "zod";
import { optional, secret, tokens, webAddress } from "./setting-kinds.ts";
import type { Place } from "./trial.ts";

export const modelVariables = {
  OPENAI_API_KEY: secret,
  OPENAI_BASE_URL: webAddress,
  CHAT_MODEL: optional,
  CHAT_MODEL_FALLBACK: optional,
  CHAT_MODEL_FALLBACK_BASE_URL: webAddress,
  CHAT_MODEL_FALLBACK_API_KEY: secret,
  EMBEDDING_MODEL: optional,
  EMBEDDING_BASE_URL: webAddress,
  EMBEDDING_API_KEY: secret,
  RERANK_MODEL: optional,
  RERANK_BASE_URL: webAddress,
  RERANK_API_KEY: secret,
  HF_ENDPOINT: webAddress,
  MODEL_DAILY_TOKENS: tokens,
  MODEL_DAILY_TOKENS_PER_CHAT: tokens,
  MODEL_DAILY_TOKENS_PER_PERSON: tokens,
};

type ModelVariables = z.infer<z.ZodObject<typeof modelVariables>>;

/** Null for what is off. `present`: every variable that is set, of which LangChain's services have names of their own. */
export function modelSettingsOf(
  given: ModelVariables & { readonly DATA_DIR: string },
  present: Readonly<Record<string, string | undefined>>,
) {
  const or = <T>(value: T | undefined) => value ?? null;
  return {
    model:
      given.OPENAI_API_KEY || given.OPENAI_BASE_URL || given.CHAT_MODEL || given.CHAT_MODEL_FALLBACK
        ? {
            apiKey: or(given.OPENAI_API_KEY),
            baseUrl: or(given.OPENAI_BASE_URL),
            name: or(given.CHAT_MODEL) ?? usualModel(given),
            /** Asked where the first one fails. */
            fallback: given.CHAT_MODEL_FALLBACK
              ? {
                  name: given.CHAT_MODEL_FALLBACK,
                  baseUrl: or(given.CHAT_MODEL_FALLBACK_BASE_URL ?? given.OPENAI_BASE_URL),
                  apiKey: or(
                    given.CHAT_MODEL_FALLBACK_API_KEY ?? keyFor(given.CHAT_MODEL_FALLBACK_BASE_URL, given),
                  ),
                }
              : null,
            dailyTokens: {
              total: or(given.MODEL_DAILY_TOKENS),
              perChat: or(given.MODEL_DAILY_TOKENS_PER_CHAT),
              perPerson: or(given.MODEL_DAILY_TOKENS_PER_PERSON),
            },
          }
        : null,
    embedding: given.EMBEDDING_MODEL
      ? {
          name: given.EMBEDDING_MODEL,
          baseUrl: or(given.EMBEDDING_BASE_URL ?? given.OPENAI_BASE_URL),
          apiKey: or(given.EMBEDDING_API_KEY ?? keyFor(given.EMBEDDING_BASE_URL, given)),
        }
      : null,
    reranking:
      given.RERANK_MODEL || given.RERANK_BASE_URL
        ? {
            name: or(given.RERANK_MODEL),
            baseUrl: given.RERANK_BASE_URL ?? given.OPENAI_BASE_URL ?? "",
            apiKey: or(given.RERANK_API_KEY ?? keyFor(given.RERANK_BASE_URL, given)),
          }
        : null,
    /** Where models of one's own lie, and where they are fetched from. */
    localModels: {
      dir: join(given.DATA_DIR, "models"),
      hub: (given.HF_ENDPOINT ?? "https://huggingface.co").replace(/\/+$/, ""),
    },
    modelKeys: Object.fromEntries(
      Object.entries(present).flatMap(([name, value]) =>
        value && MODEL_KEY.test(name) ? [[name, value]] : [],
      ),
    ),
  } as const;
}

/** What the name of a model begins with that runs in this program. */
export const LOCAL = "local:";

/** Where no other address is set. */
export const OPENAI_ADDRESS = "https://api.openai.com/v1";

/** What LangChain's services call their keys and addresses. */
export const MODEL_KEY = /^[A-Z0-9]+(?:_[A-Z0-9]+)*_(?:API_KEY|SECRET_ID|SECRET_KEY|BASE_URL)$/;

/** A key and nothing else means OpenAI's own service. */
function usualModel({ OPENAI_API_KEY, OPENAI_BASE_URL, EMBEDDING_MODEL }: ModelVariables): string | null {
  return OPENAI_API_KEY && !OPENAI_BASE_URL && !EMBEDDING_MODEL ? "gpt-4o-mini" : null;
}

type ModelSettings = ReturnType<typeof modelSettingsOf>;

/** Which variables say where a model beside the first one is; `instead`: what is done without it. */
export function placeOf(
  kind: "EMBEDDING" | "RERANK" | "CHAT_MODEL_FALLBACK",
  { name, baseUrl, apiKey }: NonNullable<ModelSettings["embedding" | "reranking"]>,
  { model, localModels }: Pick<ModelSettings, "model" | "localModels">,
  instead: string,
): Place {
  const isLocal = name?.startsWith(LOCAL) === true;
  const isModels = apiKey !== null && apiKey === model?.apiKey;
  return {
    model: [kind === "CHAT_MODEL_FALLBACK" ? kind : `${kind}_MODEL`, name],
    address: isLocal
      ? ["HF_ENDPOINT", localModels.hub]
      : [baseUrl === model?.baseUrl ? "OPENAI_BASE_URL" : `${kind}_BASE_URL`, baseUrl],
    key: [isModels ? "OPENAI_API_KEY" : `${kind}_API_KEY`, apiKey],
    instead,
    // What is fetched serves from the next start on.
    ...(isLocal && { back: "，就绪后重新启动即可启用" }),
  };
}

/** The key of one server is not shown to another. */
function keyFor(
  address: string | undefined,
  { OPENAI_API_KEY, OPENAI_BASE_URL }: ModelVariables,
): string | undefined {
  if (address === undefined) return OPENAI_API_KEY;
  const isSame = OPENAI_BASE_URL !== undefined && new URL(OPENAI_BASE_URL).origin === new URL(address).origin;
  return isSame ? OPENAI_API_KEY : undefined;
}
