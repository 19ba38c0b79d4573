/** The place that a person chose for a question is the answer to it, as long as its words stand, and to nothing else. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Knowledge } from "../../src/answer/knowledge.ts";
import { pinKeyOf } from "../../src/answer/pinned.ts";
import { respond } from "../../src/answer/respond.ts";
import { verify } from "../../src/answer/verify.ts";
import { knowledgeOver } from "../../src/app/open-knowledge.ts";
import { quotesOf } from "../../src/grounding/answer.ts";
import { addressOf } from "../../src/grounding/located.ts";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { refreshIndex } from "../../src/search/build-index.ts";
import { openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";
import { createMemoryStore } from "../stores/memory-store.ts";

const QUESTION = "夏天快递员怎么歇脚？";
const WORDS = "建成驿站12家，供快递员歇脚。";
const sketch = (words: string) =>
  documentText(
    {
      organization: "甲县总工会",
      sections: { 主要内容: ["开展夏送清凉，慰问快递员300人。"], 应用成效: ["夏天快递员歇脚有处。"] },
    },
    { organization: "乙县总工会", sections: { 主要内容: [`走访企业。${words}`], 应用成效: ["职工满意。"] } },
  );

/** Pins the words to the question. */
async function pinning(knowledge: Knowledge, question: string, words: string): Promise<Knowledge> {
  const [quote] = (await verify(words, knowledge)).quotes;
  if (!quote) throw new Error(`${words}: expected in the corpus`);
  const address = addressOf(quote.citation);
  return {
    ...knowledge,
    pins: { of: async (key) => (key === pinKeyOf(question) ? { address } : undefined) },
  };
}

const textOf = async (question: string, knowledge: Knowledge, ...history: readonly string[]) =>
  quotesOf(await respond({ question, history }, knowledge)).map(({ text }) => text);

describe("a pinned answer", () => {
  it("is the whole sentence, word for word, with its citation, and says that a person chose it", async () => {
    const knowledge = await openKnowledge(await folderOf({ "2024.md": sketch(WORDS) }));
    const before = await respond({ question: QUESTION }, knowledge);
    const pinned = await pinning(knowledge, QUESTION, "建成驿站12家");
    const answer = await respond({ question: QUESTION }, pinned);
    expect(quotesOf(before).map(({ text }) => text)).not.toEqual([WORDS]);
    expect(answer).toMatchObject({ kind: "excerpt", says: "（以下原文由案例库维护人员为这个问题选定。）" });
    expect(quotesOf(answer)).toMatchObject([
      { text: WORDS, citation: { address: "乙县总工会·主要内容·第2句" } },
    ]);
  });

  it("answers the same question in other width, with courtesies, and no other question", async () => {
    const knowledge = await openKnowledge(await folderOf({ "2024.md": sketch(WORDS) }));
    const pinned = await pinning(knowledge, QUESTION, WORDS);
    for (const same of ["夏天快递员怎么歇脚", "请问，夏天快递员怎么歇脚?", "夏天 快递员怎么歇脚？谢谢！"])
      expect([same, await textOf(same, pinned)]).toEqual([same, [WORDS]]);
    for (const other of [
      "夏天快递员怎么歇脚，有几家驿站？",
      "冬天快递员怎么歇脚？",
      "引用甲县总工会的应用成效",
    ])
      expect([other, await textOf(other, pinned)]).toEqual([other, await textOf(other, knowledge)]);
  });

  it("is gone on from", async () => {
    const knowledge = await openKnowledge(await folderOf({ "2024.md": sketch(WORDS) }));
    const pinned = await pinning(knowledge, QUESTION, WORDS);
    expect(await textOf("那成效呢？", pinned, QUESTION)).toEqual(["职工满意。"]);
  });

  it("is not given where the words mean something of what was asked before", async () => {
    const knowledge = await openKnowledge(await folderOf({ "2024.md": sketch(WORDS) }));
    const pinned = await pinning(knowledge, "那成效呢？", WORDS);
    expect(await textOf("那成效呢？", pinned, "总结甲县总工会的案例")).toEqual(["夏天快递员歇脚有处。"]);
  });

  it("follows its words where they move, and is given no more where they change", async () => {
    const dir = await folderOf({ "2024.md": sketch(WORDS) });
    const embedder = createOfflineEmbedder();
    const store = createMemoryStore();
    await refreshIndex({ dir, store, embedder });
    const pinned = await pinning(await knowledgeOver(store, embedder), QUESTION, WORDS);
    const now = async (text: string) => {
      await writeFile(join(dir, "2024.md"), text);
      await refreshIndex({ dir, store, embedder });
      return respond({ question: QUESTION }, { ...pinned, ...(await knowledgeOver(store, embedder)) });
    };
    const more = documentText({ organization: "丙县总工会", sections: { 主要内容: ["组织比武。"] } });
    expect(quotesOf(await now(`${more}\n\n${sketch(WORDS)}`)).map(({ text }) => text)).toEqual([WORDS]);
    expect((await now(sketch("建成驿站13家，供快递员歇脚。"))).says).toBeUndefined();
  });
});
