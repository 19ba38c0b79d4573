/** Settings → the models that they name, tried out where wanted; what cannot be used is said in one line each. */

import type { ModelError } from "../models/failure.ts";
import type { ChatModel, Reranker, Researcher } from "../models/model.ts";
import { type Patience, TRIAL } from "../models/patience.ts";
import { LOCAL, OPENAI_ADDRESS, placeOf } from "./model-settings.ts";
import { type OpenEmbedding, openEmbedding } from "./open-embedding.ts";
import { type ModelSettings, type ModelsSource, openLocal } from "./open-local.ts";
import { LASTING, noteOf, type Place, trialFailure } from "./trial.ts";

export interface OpenModels {
  readonly chat: ChatModel | null;
  readonly researcher: Researcher | null;
  readonly embedding: OpenEmbedding | null;
  readonly reranker: Reranker | null;
  /** What is amiss, a line each: variable, value, what was expected, what to do. No secrets. */
  readonly notes: readonly string[];
}

export const NO_MODEL_SETTINGS: ModelSettings = {
  model: null,
  embedding: null,
  reranking: null,
  localModels: { dir: "", hub: "" },
  modelKeys: {},
  proxies: {},
};

export const NO_MODELS: OpenModels = {
  chat: null,
  researcher: null,
  embedding: null,
  reranker: null,
  notes: [],
};

/** Never rejects. Without a model in the settings nothing is loaded and nobody is asked. */
export async function openModels(source: ModelsSource): Promise<OpenModels> {
  const { model, embedding, reranking } = source.settings;
  if (!model && !embedding && !reranking) return NO_MODELS;
  const notes: readonly string[][] = [[], [], []];
  const [ofChat = [], ofEmbedding = [], ofReranker = []] = notes;
  const [talking, vectors, reranker] = await Promise.all([
    openChat(source, ofChat),
    openEmbedding(source, ofEmbedding),
    openReranker(source, ofReranker),
  ]);
  return { ...talking, embedding: vectors, reranker, notes: notes.flat() };
}

async function openChat({ settings, tryOut }: ModelsSource, notes: string[]) {
  const { model, modelKeys, proxies } = settings;
  const none = { chat: null, researcher: null };
  if (!model) return none;
  const { name, apiKey, baseUrl } = model;
  const place: Place = {
    model: ["CHAT_MODEL", name],
    address: ["OPENAI_BASE_URL", baseUrl],
    key: ["OPENAI_API_KEY", apiKey],
    instead: "现按原文摘录回答",
  };
  if (name === null) {
    // Whoever named an embedder or a reranker wanted that alone.
    if (!settings.embedding && !settings.reranking)
      notes.push(`CHAT_MODEL=（未设置）：设置了 OPENAI_BASE_URL 时应为那里的模型的名称；${place.instead}`);
    return none;
  }
  const [openAi, langChain, { parseLangChainName }, { createResearcher }] = await Promise.all([
    import("../models/openai.ts"),
    import("../models/langchain.ts"),
    import("../models/langchain-providers.ts"),
    import("../models/researcher.ts"),
  ]);
  try {
    const named = parseLangChainName(name);
    const parts = named
      ? { name: named, keys: modelKeys, baseUrl, proxies }
      : {
          id: `openai:${name}`,
          name: { provider: "openai", model: name },
          keys: { OPENAI_API_KEY: apiKey ?? "none" },
          baseUrl: baseUrl ?? OPENAI_ADDRESS,
          proxies,
        };
    const create = (patience: Partial<typeof TRIAL>) =>
      named
        ? langChain.createLangChainChatModel({ ...parts, patience })
        : openAi.createOpenAiChatModel({
            model: name,
            baseUrl: baseUrl ?? OPENAI_ADDRESS,
            apiKey,
            proxies,
            patience,
          });
    const opened = { chat: create({}), researcher: createResearcher(parts) };
    if (!tryOut) return opened;
    const failure = await trialFailure(hear(create(TRIAL)));
    if (failure && failure.kind !== "unshaped") notes.push(noteOf(failure, place));
    return failure && LASTING.includes(failure.kind) ? none : opened;
  } catch (error) {
    notes.push(noteOf(error as ModelError, place));
    return none;
  }
}

/** A model that says anything at all is there. */
async function hear(model: ChatModel): Promise<void> {
  const { z } = await import("zod");
  const heard = new AbortController();
  await model
    .generate({
      instructions: "请只回复一个 JSON 对象。",
      input: '{"ok":true}',
      shape: z.object({ ok: z.boolean() }),
      name: "trial",
      maxTokens: 16,
      signal: heard.signal,
      onProgress: () => heard.abort(),
    })
    .catch((error: unknown) => {
      if (!heard.signal.aborted) throw error;
    });
}

async function openReranker(source: ModelsSource, notes: string[]): Promise<Reranker | null> {
  const { settings, tryOut } = source;
  const { reranking } = settings;
  if (!reranking) return null;
  const place = placeOf("RERANK", reranking, settings, "现不作重排");
  try {
    const { create, patience } = await rerankingOf(source, reranking);
    if (!tryOut) return create();
    const failure = await trialFailure(create(patience).rerank("工会", ["工会", "食堂"]));
    if (failure) notes.push(noteOf(failure, place));
    return failure && LASTING.includes(failure.kind) ? null : create();
  } catch (error) {
    notes.push(noteOf(error as ModelError, place));
    return null;
  }
}

interface Reranking {
  readonly create: (patience?: Partial<Patience>) => Reranker;
  /** At the start. */
  readonly patience: Partial<Patience>;
}

async function rerankingOf(
  source: ModelsSource,
  { name, baseUrl, apiKey }: NonNullable<ModelSettings["reranking"]>,
): Promise<Reranking> {
  if (name?.startsWith(LOCAL)) {
    const { LOCAL_PATIENCE, localReranking } = await import("../models/local.ts");
    const model = await openLocal(name, "重排模型", source);
    return { create: localReranking(model, source.signal), patience: LOCAL_PATIENCE };
  }
  const { createReranker } = await import("../models/rerank.ts");
  const parts = { model: name, baseUrl, apiKey, proxies: source.settings.proxies };
  return { create: (patience = {}) => createReranker({ ...parts, patience }), patience: TRIAL };
}
