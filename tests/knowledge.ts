/** A corpus folder → what every ability works with, over the memory store and the offline embedder. */

import type { Knowledge } from "../src/answer/knowledge.ts";
import { respond } from "../src/answer/respond.ts";
import { knowledgeOver } from "../src/app/open-knowledge.ts";
import type { Answer } from "../src/grounding/answer.ts";
import { createOfflineEmbedder } from "../src/models/offline.ts";
import { type ContractAnswer, contractOf } from "../src/render/contract.ts";
import { refreshIndex } from "../src/search/build-index.ts";
import { createMemoryStore } from "./stores/memory-store.ts";

const PROJECT = new URL("..", import.meta.url).pathname;
const CORPUS = new URL("../corpus", import.meta.url).pathname;

export interface OpenKnowledge extends Knowledge {
  /** Asks as a channel would: the question, and what the same person asked before it. */
  readonly ask: (question: string, ...history: readonly string[]) => Promise<Answer>;
  /** The same, as the object that the program prints. */
  readonly askContract: (question: string, ...history: readonly string[]) => Promise<ContractAnswer>;
}

/** By folder: of those that are part of the project, which no test changes. */
const opened = new Map<string, Promise<OpenKnowledge>>();

/** The real corpus, or a folder of fixtures; nothing may be written to its store. Other folders are read anew each time. */
export function openKnowledge(dir: string = CORPUS): Promise<OpenKnowledge> {
  if (!dir.startsWith(PROJECT)) return read(dir);
  const known = opened.get(dir) ?? read(dir);
  opened.set(dir, known);
  return known;
}

async function read(dir: string): Promise<OpenKnowledge> {
  const store = createMemoryStore();
  const embedder = createOfflineEmbedder();
  await refreshIndex({ dir, store, embedder });
  const knowledge = await knowledgeOver(store, embedder);
  const ask: OpenKnowledge["ask"] = (question, ...history) => respond({ question, history }, knowledge);
  return {
    ...knowledge,
    ask,
    askContract: async (question, ...history) => contractOf(await ask(question, ...history)),
  };
}

/** Where the words of an answer stand, each section or item once: 案例·章节(项). */
export function placesOf({ citations }: ContractAnswer): string[] {
  return [
    ...new Set(citations.map(({ case: of, section, item }) => `${of.organization}·${section}${item ?? ""}`)),
  ];
}
