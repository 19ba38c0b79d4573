import { describe, expect, it } from "vitest";
import { checkKnowledge } from "../../src/app/commands/check.ts";
import { knowledgeOver } from "../../src/app/open-knowledge.ts";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { refreshIndex } from "../../src/search/build-index.ts";
import type { Store } from "../../src/stores/store.ts";
import { sqliteStoresIn } from "../../src/stores/stores.ts";
import { newDir } from "../chat/journal.ts";
import { createMemoryStore } from "../stores/memory-store.ts";
import { CORPUS } from "./run-in-process.ts";

/** What is found wrong with a sound index whose store then answers otherwise. */
async function wrongWith(damage: (store: Store) => Partial<Store>): Promise<string[]> {
  const embedder = createOfflineEmbedder();
  const store = createMemoryStore();
  const report = await refreshIndex({ dir: CORPUS, store, embedder });
  const damaged = { ...store, ...damage(store) };
  const knowledge = await knowledgeOver(damaged, embedder);
  const nothing = async () => {};
  const over = async () => knowledge;
  const stores = sqliteStoresIn(newDir());
  const pins = await stores.pins({ warn: () => {} });
  const opened = { ...knowledge, pins, stores, indexing: { report }, over, refresh: nothing, close: nothing };
  const findings = await checkKnowledge(opened);
  return findings.filter(({ right }) => !right).map(({ what, detail }) => `${what}：${detail}`);
}

describe("check", () => {
  it("finds nothing wrong with a sound index", async () => {
    expect(await wrongWith(() => ({}))).toEqual([]);
  });

  it("notices a single character that the stored text has lost to the disk", async () => {
    const wrong = await wrongWith((store) => ({
      text: async (file) => (await store.text(file))?.replace("700余家", "900余家"),
    }));
    expect(wrong[0]).toBe("索引中的原文：与读入时不同的文件 1 个：2024-top-ten-innovations.md");
    expect(wrong[1]).toMatch(
      /^引文位置：与原文不符的段落 1 个：2024-top-ten-innovations\.md:\d+：原文第 \d+–\d+ 个字符处不是所引的话/,
    );
  });

  it("notices a text of which the end is missing", async () => {
    const wrong = await wrongWith((store) => ({
      text: async (file) => (await store.text(file))?.slice(0, 3_000),
    }));
    expect(wrong.join("\n")).toContain("引文位置：");
  });
});
