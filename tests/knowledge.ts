/** A corpus folder → what every ability works with, over the memory store and the offline embedder. */

import { readFile } from "node:fs/promises";
import type { Answer } from "../src/answer/answer.ts";
import type { Knowledge } from "../src/answer/knowledge.ts";
import { respond } from "../src/answer/respond.ts";
import { createOfflineEmbedder } from "../src/models/offline.ts";
import { type ContractAnswer, contractOf } from "../src/render/contract.ts";
import { refreshIndex } from "../src/search/build-index.ts";
import { createCaseFinder } from "../src/search/find-case.ts";
import { parseLexicon } from "../src/search/lexicon.ts";
import { parsePlaces } from "../src/search/places.ts";
import { createRetriever } from "../src/search/retrieve.ts";
import { createMemoryStore } from "../src/stores/memory.ts";

const CORPUS = new URL("../corpus", import.meta.url).pathname;

export interface OpenKnowledge extends Knowledge {
  /** Asks as a channel would: the question, and what the same person asked before it. */
  readonly ask: (question: string, ...history: readonly string[]) => Promise<Answer>;
  /** The same, as the object that the program prints. */
  readonly askContract: (question: string, ...history: readonly string[]) => Promise<ContractAnswer>;
}

/** The real corpus, or a folder of fixtures. */
export async function openKnowledge(dir: string = CORPUS): Promise<OpenKnowledge> {
  const store = createMemoryStore();
  const embedder = createOfflineEmbedder();
  await refreshIndex({ dir, store, embedder });
  const lexicon = parseLexicon(await readOwn("lexicon.zh.txt"));
  const places = parsePlaces(await readOwn("places.zh.txt"));
  const knowledge: Knowledge = {
    store,
    lexicon,
    retriever: createRetriever({ store, embedder, lexicon }),
    finder: createCaseFinder({ store, places }),
  };
  const ask: OpenKnowledge["ask"] = (question, ...history) => respond({ question, history }, knowledge);
  return {
    ...knowledge,
    ask,
    askContract: async (question, ...history) => contractOf(await ask(question, ...history)),
  };
}

function readOwn(name: string): Promise<string> {
  return readFile(new URL(`../src/search/${name}`, import.meta.url), "utf8");
}

/** Where the words of an answer stand, each section or item once: 案例·章节(项). */
export function placesOf({ citations }: ContractAnswer): string[] {
  return [
    ...new Set(citations.map(({ case: of, section, item }) => `${of.organization}·${section}${item ?? ""}`)),
  ];
}
