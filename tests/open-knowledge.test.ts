/** A long-running program beside another process that publishes an index: what answers follow, and when. */

import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAbilities } from "../src/answer/abilities.ts";
import { suggest } from "../src/answer/suggest.ts";
import { knowledgeOver, type OpenKnowledge, openKnowledge } from "../src/app/open-knowledge.ts";
import type { Log } from "../src/console/log.ts";
import { quotesOf } from "../src/grounding/answer.ts";
import { createOfflineEmbedder } from "../src/models/offline.ts";
import { openSqliteStore } from "../src/stores/sqlite.ts";
import type { Store } from "../src/stores/store.ts";
import { type CaseSketch, documentText, folderOf } from "./search/folder.ts";

const MARSH: CaseSketch = {
  organization: "苇河县总工会",
  sections: {
    经验培育过程: ["快递员没有固定的休息场所。"],
    主要内容: ["(一)利用闲置岗亭建成驿家。", "(二)开办夜校，夜校授课48场。"],
    应用成效: ["快递员入会意愿增强。"],
  },
};
const PEAR: CaseSketch = {
  organization: "梨坡镇总工会",
  sections: { 主要内容: ["开办夜校，夜校授课27场。"], 应用成效: ["优果率提高。"] },
};
const BEFORE = documentText(MARSH);
/** With other passages before the old ones, so that their numbers mean others. */
const AFTER = documentText(PEAR, { ...MARSH, organization: "苇荡县总工会" });
const QUESTION = "夜校授课多少场？";

let dataDir: string;
let opened: OpenKnowledge[];
let lines: string[];
/** Milliseconds of the program's clock. */
let time: number;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "anlitong-open-"));
  [opened, lines, time] = [[], [], 0];
});

afterEach(async () => {
  await Promise.all(opened.map((knowledge) => knowledge.close()));
  await rm(dataDir, { recursive: true });
});

/** The knowledge of a folder of documents; its index is published into the one data folder, or into another. */
async function openFolder(corpusDir: string, dir: string = dataDir): Promise<OpenKnowledge> {
  const log: Log = { debug: () => {}, info: () => {}, warn: (line) => lines.push(line), error: () => {} };
  const settings = { corpusDir, dataDir: dir } as const;
  const knowledge = await openKnowledge({ settings, log, now: () => time });
  opened.push(knowledge);
  return knowledge;
}

/** The same with this document alone. */
async function open(text: string, dir?: string): Promise<OpenKnowledge> {
  return openFolder(await folderOf({ "选编.md": text }), dir);
}

const organizationsIn = async (knowledge: OpenKnowledge) =>
  quotesOf(await createAbilities(knowledge).answer({ question: "有哪些案例" })).map(
    ({ citation }) => citation.case.organization,
  );

describe("answers", () => {
  it("follow an index that another process published, in everything that is asked", async () => {
    const knowledge = await open(BEFORE);
    const { answer, verify, wholeOf, summaryOf, find, stillHolds } = createAbilities(knowledge);
    const page = { offset: 0, limit: 9 };
    const given = await answer({ question: QUESTION });
    const [quote] = quotesOf(given);
    if (!quote) throw new Error("expected a quote, found none");
    expect(quote.text).toBe("开办夜校，夜校授课48场。");
    expect((await find("苇河", page)).entries[0]?.kind).toBe("case");
    await open(AFTER);
    time += 60_000;
    expect(await organizationsIn(knowledge)).toEqual(["梨坡镇总工会", "苇荡县总工会"]);
    expect(quotesOf(await answer({ question: `梨坡${QUESTION}` }))[0]?.text).toBe("开办夜校，夜校授课27场。");
    expect((await answer({ question: "你好" })).suggestions.join()).toContain("梨坡");
    expect(await verify("夜校授课27场")).toMatchObject({ verdict: "identical" });
    expect(await wholeOf(quote.citation)).toMatchObject({ kind: "not-found" });
    expect(await summaryOf(quote.citation.case.id)).toMatchObject({ case: { organization: "梨坡镇总工会" } });
    expect((await find("苇荡", page)).entries[0]?.kind).toBe("case");
    expect((await find("苇河", page)).entries[0]?.kind).not.toBe("case");
    expect(await stillHolds(given)).toBe(false);
  });

  it("follow within five seconds, and look for another index no more often", async () => {
    const knowledge = await open(BEFORE);
    await open(AFTER);
    time += 4_999;
    expect(await organizationsIn(knowledge)).toEqual(["苇河县总工会"]);
    time += 1;
    expect(await organizationsIn(knowledge)).toEqual(["梨坡镇总工会", "苇荡县总工会"]);
    await open(BEFORE);
    time += 4_999;
    expect(await organizationsIn(knowledge)).toHaveLength(2);
    time += 1;
    expect(await organizationsIn(knowledge)).toHaveLength(1);
  });

  it("come each from one index, whenever another is taken up", async () => {
    const [before, after] = [await answersOf(BEFORE), await answersOf(AFTER)];
    const embedder = createOfflineEmbedder();
    const seen = new Set<string>();
    for (let turns = 0; turns < 160; turns += 16) {
      await open(turns % 32 === 0 ? BEFORE : AFTER);
      const store = await openSqliteStore({ dir: dataDir, embedder });
      const { answer } = createAbilities(await knowledgeOver(taking(store), embedder));
      await open(turns % 32 === 0 ? AFTER : BEFORE);
      const asked = QUESTIONS.map((question) => answer({ question }).then((found) => JSON.stringify(found)));
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      expect(await store.refresh()).toBe(true);
      for (const [i, found] of (await Promise.all(asked)).entries()) {
        expect([before[i], after[i]]).toContain(found);
        seen.add(found);
      }
      await store.close();
    }
    expect(seen).toEqual(new Set([...before, ...after]));
  });

  it.each([1, 2, 3])(
    "leave nothing of two indexes behind where one gives way after look number %i",
    async (look) => {
      const own = await open(AFTER, await mkdtemp(join(dataDir, "own-")));
      const after = await createAbilities(own).answer({ question: QUESTION });
      const embedder = createOfflineEmbedder();
      await open(BEFORE);
      const store = await openSqliteStore({ dir: dataDir, embedder });
      await open(AFTER);
      let looks = 0;
      const cases = async () => {
        const found = await store.cases();
        looks += 1;
        if (looks === look) await store.refresh();
        return found;
      };
      const knowledge = await knowledgeOver({ ...store, cases }, embedder);
      looks = 0;
      await suggest(after, knowledge);
      await store.refresh();
      expect(await suggest(after, knowledge)).toEqual(after.suggestions);
      await store.close();
    },
  );

  it("do not follow documents that changed but were not indexed", async () => {
    const corpusDir = await folderOf({ "选编.md": BEFORE });
    const knowledge = await openFolder(corpusDir);
    await writeFile(join(corpusDir, "选编.md"), AFTER);
    time += 60_000;
    expect(await organizationsIn(knowledge)).toEqual(["苇河县总工会"]);
  });
});

/** The same store, taking its time as one over a network would. */
function taking(store: Store): Store {
  return {
    ...store,
    cases: () => nextTurn().then(store.cases),
    text: (file) => nextTurn().then(() => store.text(file)),
    statistics: () => nextTurn().then(store.statistics),
    passages: (numbers) => nextTurn().then(() => store.passages(numbers)),
    postings: (terms) => nextTurn().then(() => store.postings(terms)),
  };
}

const QUESTIONS = [
  QUESTION,
  "有哪些案例",
  "总结苇河的案例",
  "引用梨坡的应用成效",
  "核实“开办夜校，夜校授课27场。”",
];

/** What is answered over this document alone. */
async function answersOf(text: string): Promise<string[]> {
  const { answer } = createAbilities(await open(text, await mkdtemp(join(dataDir, "own-"))));
  return Promise.all(QUESTIONS.map(async (question) => JSON.stringify(await answer({ question }))));
}

describe("an index that cannot be answered from", () => {
  it("stops the answers when it was damaged in place, until it is built again", async () => {
    const knowledge = await open(BEFORE);
    await truncate(join(dataDir, "index.sqlite"), 20_000);
    time += 5_000;
    for (let i = 0; i < 2; i += 1)
      await expect(organizationsIn(knowledge)).rejects.toThrow("索引已损坏，请用 index 命令重新建立");
    await open(AFTER);
    time += 5_000;
    expect(await organizationsIn(knowledge)).toEqual(["梨坡镇总工会", "苇荡县总工会"]);
  });

  it("stops the answers when another version of the program made it", async () => {
    const knowledge = await open(BEFORE);
    const stamp = await knowledge.store.stamp();
    if (!stamp) throw new Error("expected an index, found none");
    const other = await openSqliteStore({ dir: dataDir, embedder: createOfflineEmbedder() });
    await other.update({ stamp: { ...stamp, format: stamp.format + 1 }, clear: true, remove: [], put: [] });
    await other.close();
    time += 5_000;
    await expect(organizationsIn(knowledge)).rejects.toThrow("索引由另一个版本的程序建立，请重新启动本程序");
  });

  it("is passed over, and told of once, when it cannot be read", async () => {
    const knowledge = await open(BEFORE);
    const index = join(dataDir, "index.sqlite");
    await rm(index);
    await mkdir(index);
    for (let i = 0; i < 3; i += 1) {
      time += 5_000;
      expect(await organizationsIn(knowledge)).toEqual(["苇河县总工会"]);
    }
    expect(lines).toEqual([
      `索引没有更新，仍用上一次的索引：${index}：无法读取（EISDIR）；请修改它的权限，或将它移走`,
    ]);
  });
});
