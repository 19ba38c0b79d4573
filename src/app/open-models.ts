/** Settings → the models that they name, tried out where wanted; what cannot be used is said in one line each. */

import type { ModelError } from "../models/failure.ts";
import type { ChatModel, Reranker, Researcher } from "../models/model.ts";
import type { Patience } from "../models/patience.ts";
import { LOCAL, OPENAI_ADDRESS, placeOf } from "./model-settings.ts";
import { type OpenEmbedding, openEmbedding } from "./open-embedding.ts";
import { type ModelSettings, type ModelsSource, openLocal } from "./open-local.ts";
import { LASTING, noteOf, type Place, trialFailure } from "./trial.ts";

export interface OpenModels {
  /** With the second one in its place where it fails. */
  readonly chat: ChatModel | null;
  /** The second one by itself. */
  readonly fallback: ChatModel | null;
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
  fallback: null,
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

type Talking = Pick<OpenModels, "chat" | "researcher">;

const MUTE: Talking = { chat: null, researcher: null };

/** The one that is named and, where there is another, that in its place where it fails. */
async function openChat(
  source: ModelsSource,
  notes: string[],
): Promise<Talking & Pick<OpenModels, "fallback">> {
  const { settings } = source;
  const { model } = settings;
  if (!model) return { ...MUTE, fallback: null };
  const { name, apiKey, baseUrl, fallback } = model;
  const place: Place = {
    model: ["CHAT_MODEL", name],
    address: ["OPENAI_BASE_URL", baseUrl],
    key: ["OPENAI_API_KEY", apiKey],
    instead: fallback ? "现只用 CHAT_MODEL_FALLBACK" : "现按原文摘录回答",
  };
  // Whoever named an embedder or a reranker wanted that alone.
  if (name === null && !settings.embedding && !settings.reranking && !fallback)
    notes.push(`CHAT_MODEL=（未设置）：设置了 OPENAI_BASE_URL 时应为那里的模型的名称；${place.instead}`);
  const [first, second] = await Promise.all([
    name === null ? MUTE : openTalking({ name, apiKey, baseUrl }, place, source, notes),
    fallback
      ? openTalking(
          fallback,
          placeOf("CHAT_MODEL_FALLBACK", fallback, settings, "现没有备用的"),
          source,
          notes,
        )
      : MUTE,
  ]);
  if (!first.chat || !second.chat) return { ...(first.chat ? first : second), fallback: second.chat };
  const { chatInTurn, researchInTurn } = await import("../models/in-turn.ts");
  return {
    chat: chatInTurn(first.chat, second.chat),
    fallback: second.chat,
    researcher:
      first.researcher && second.researcher
        ? researchInTurn(first.researcher, second.researcher)
        : first.researcher,
  };
}

async function openTalking(
  { name, apiKey, baseUrl }: { name: string; apiKey: string | null; baseUrl: string | null },
  place: Place,
  { settings: { modelKeys, proxies }, tryOut }: ModelsSource,
  notes: string[],
): Promise<Talking> {
  const [openAi, langChain, { parseLangChainName }, { createResearcher }, { TRIAL }] = await Promise.all([
    import("../models/openai.ts"),
    import("../models/langchain.ts"),
    import("../models/langchain-providers.ts"),
    import("../models/researcher.ts"),
    import("../models/patience.ts"),
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
    const create = (patience: Partial<Patience>) =>
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
    return failure && LASTING.includes(failure.kind) ? MUTE : opened;
  } catch (error) {
    notes.push(noteOf(error as ModelError, place));
    return MUTE;
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
  const [{ createReranker }, { TRIAL }] = await Promise.all([
    import("../models/rerank.ts"),
    import("../models/patience.ts"),
  ]);
  const parts = { model: name, baseUrl, apiKey, proxies: source.settings.proxies };
  return { create: (patience = {}) => createReranker({ ...parts, patience }), patience: TRIAL };
}
