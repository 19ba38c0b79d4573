import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOf } from "../../src/corpus/passages.ts";
import { parseLexicon } from "../../src/language/lexicon.ts";
import type { Embedder, Reranker } from "../../src/models/model.ts";
import { createOfflineEmbedder } from "../../src/models/offline.ts";
import { refreshIndex } from "../../src/search/build-index.ts";
import type { Hit } from "../../src/search/rank.ts";
import { createRetriever, type Retriever, type Scope } from "../../src/search/retrieve.ts";
import type { Store } from "../../src/stores/store.ts";
import { openKnowledge } from "../knowledge.ts";
import { createMemoryStore } from "../stores/memory-store.ts";
import { type CaseSketch, documentText, folderOf } from "./folder.ts";

const STONE: CaseSketch = {
  organization: "岚石县总工会",
  title: "“安心账户”稳住采石工",
  sections: {
    经验培育过程: ["职工服务是工会的职责，工会听取职工意见，改进职工服务。"],
    主要内容: ["工会为职工设立安心账户，职工每月存入一百元。", "工会开办夜校，请退休技师讲课。"],
    应用成效: ["账户余额达到二百万元，惠及三千人。"],
  },
};
const TOWERS: CaseSketch = {
  organization: "鹭汀区总工会",
  title: "“楼道议事角”解决楼宇难题",
  sections: {
    经验培育过程: ["楼宇里小店多，职工少，职工服务跟不上。"],
    主要内容: ["工会为快递员购买综合险，开展法治体检。", "职工服务进楼宇，职工有事楼里议。"],
    应用成效: ["楼里的纠纷少了一半，店主满意。"],
  },
};

interface Searchable {
  readonly store: Store;
  readonly retriever: Retriever;
  readonly texts: (question: string, scope?: Scope) => Promise<string[]>;
}

async function searchable(
  lexiconText = "",
  embedder: Embedder = createOfflineEmbedder(),
): Promise<Searchable> {
  const store = createMemoryStore();
  const dir = await folderOf({ "选编.md": documentText(STONE, TOWERS) });
  await refreshIndex({ dir, store, embedder });
  const retriever = createRetriever({ store, embedder, lexicon: parseLexicon(lexiconText) });
  const texts: Searchable["texts"] = async (question, scope = {}) =>
    (await retriever.retrieve(question, { limit: 5, scope })).map(({ passage }) => textOf(passage.sentences));
  return { store, retriever, texts };
}

describe("retrieve", () => {
  it("puts a passage with the rare word before those that only repeat the common ones", async () => {
    const { texts } = await searchable();
    // 职工 and 工会 stand in half of all passages and say little; 夜校 stands in one.
    expect((await texts("职工工会夜校"))[0]).toBe("工会开办夜校，请退休技师讲课。");
  });

  it("puts a passage that speaks of all the words before one that speaks of some", async () => {
    const { texts } = await searchable();
    expect((await texts("快递员的法治体检"))[0]).toBe("工会为快递员购买综合险，开展法治体检。");
    expect((await texts("职工有事在楼宇里议"))[0]).toBe("职工服务进楼宇，职工有事楼里议。");
  });

  it("knows a passage by the headings above it, which it does not repeat", async () => {
    const { texts } = await searchable();
    // Neither says 成效 or whose it is; only the section heading and the organisation do.
    expect((await texts("鹭汀的应用成效"))[0]).toBe("楼里的纠纷少了一半，店主满意。");
    expect((await texts("岚石的应用成效"))[0]).toBe("账户余额达到二百万元，惠及三千人。");
  });

  it("finds by sound what its characters miss", async () => {
    const { texts, store } = await searchable();
    const [typed] = await store.postings(["法制"]);
    expect(typed?.passages).toHaveLength(0);
    expect((await texts("法制提检"))[0]).toBe("工会为快递员购买综合险，开展法治体检。");
  });

  it("finds the official wording by plain words of the lexicon, and not without it", async () => {
    const official = "工会为快递员购买综合险，开展法治体检。";
    expect((await (await searchable("送货小哥 > 快递员")).texts("送货小哥"))[0]).toBe(official);
    expect(await (await searchable()).texts("送货小哥")).not.toContain(official);
  });

  it("finds numerals in either writing", async () => {
    const { texts } = await searchable();
    for (const question of ["惠及3000人", "惠及三千人", "惠及３０００人"]) {
      expect((await texts(question))[0]).toBe("账户余额达到二百万元，惠及三千人。");
    }
  });

  it("keeps to the cases in scope, even where others fit better", async () => {
    const { texts, retriever } = await searchable();
    const hits = await retriever.retrieve("职工服务", { limit: 20, scope: { cases: new Set([1]) } });
    expect(new Set(hits.map((hit) => hit.case.organization))).toEqual(new Set(["鹭汀区总工会"]));
    expect(await texts("安心账户", { cases: new Set() })).toEqual([]);
  });

  it("keeps to the passages that the scope accepts", async () => {
    const { retriever } = await searchable();
    const accepts: Scope["accepts"] = (passage) => passage.section === "经验培育过程";
    const hits = await retriever.retrieve("职工服务", { limit: 20, scope: { accepts } });
    expect(hits.map(({ passage }) => [passage.caseId, passage.section])).toEqual([
      ["选编#1", "经验培育过程"],
      ["选编#2", "经验培育过程"],
    ]);
  });

  it("gives no hits for words that the corpus does not hold", async () => {
    const { texts } = await searchable();
    for (const question of ["珊瑚鲸鲨", "blockchain", "", "？？？", "\u200b"]) {
      expect(await texts(question)).toEqual([]);
    }
  });

  it("gives at most as many hits as asked for, best first, each once", async () => {
    const { retriever } = await searchable();
    const hits = await retriever.retrieve("职工服务", { limit: 3 });
    expect(hits).toHaveLength(3);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(new Set(hits.map(({ passage }) => passage.id)).size).toBe(3);
  });

  it("answers ten thousand repeated words and a megabyte as it answers their beginning", async () => {
    const { texts } = await searchable();
    const short = await texts("安心账户".repeat(250));
    expect(short).toContain("工会为职工设立安心账户，职工每月存入一百元。");
    expect(await texts("安心账户".repeat(10_000))).toEqual(short);
    expect(await texts("安心账户".repeat(87_382))).toEqual(short);
  });

  it("answers a megabyte of different words", async () => {
    const { texts } = await searchable();
    const characters = Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    expect((await texts(`夜校${characters.repeat(17)}`)).length).toBeLessThanOrEqual(5);
  });

  it("does not see width, script and invisible characters of the question", async () => {
    const { texts } = await searchable();
    const plain = await texts("职工服务进楼宇");
    expect(plain[0]).toBe("职工服务进楼宇，职工有事楼里议。");
    for (const other of ["職工服務進樓宇", "职工\u200b服务进楼宇\ufeff", "职 工服务　进楼宇"]) {
      expect(await texts(other)).toEqual(plain);
    }
  });

  it("takes any question, with a coverage from 0 to 1 in every hit", async () => {
    const { retriever } = await searchable("送货小哥 > 快递员");
    const words = fc.constantFrom(
      "职工",
      "夜校",
      "送货小哥",
      "“安心账户”",
      "3000",
      "\n",
      "?",
      "xiaoge",
      "🚀",
    );
    const question = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(words).map((all) => all.join("")),
    );
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const hits = await retriever.retrieve(asked, { limit: 8 });
        expect(hits.filter(({ coverage, score }) => !(coverage >= 0 && coverage <= 1 && score > 0))).toEqual(
          [],
        );
      }),
    );
  });
});

describe("retrieve with vectors", () => {
  it("finds by dense vectors what shares no word with the question", async () => {
    const { retriever } = await searchable("", meaningEmbedder("dense"));
    const [best] = await retriever.retrieve("补贴", { limit: 1, rankLanes: true });
    expect(textIn(best)).toBe("账户余额达到二百万元，惠及三千人。");
    expect(best?.lanes.terms).toBeNull();
    expect(best?.lanes.vectors?.rank).toBe(1);
  });

  it("asks for no vectors where there is no model", async () => {
    const { retriever } = await searchable("", meaningEmbedder("none"));
    expect(await retriever.retrieve("补贴", { limit: 1 })).toEqual([]);
  });

  it("keeps dense vectors to the cases in scope", async () => {
    const { retriever } = await searchable("", meaningEmbedder("dense"));
    const hits = await retriever.retrieve("补贴", { limit: 20, scope: { cases: new Set([1]) } });
    expect(new Set(hits.map((hit) => hit.case.organization))).toEqual(new Set(["鹭汀区总工会"]));
  });
});

describe("retrieve with models that fail", () => {
  it("answers by the offline lanes where the embedder fails, and tells of it", async () => {
    const { store } = await searchable("", meaningEmbedder("dense"));
    const failures: unknown[] = [];
    const embedder: Embedder = {
      ...meaningEmbedder("dense"),
      embed: async () => Promise.reject(new Error("向量服务不在")),
    };
    const onFailure = (error: unknown) => failures.push(error);
    const retriever = createRetriever({ store, embedder, lexicon: parseLexicon(""), onFailure });
    const [best] = await retriever.retrieve("夜校", { limit: 1 });
    expect(textIn(best)).toBe("工会开办夜校，请退休技师讲课。");
    expect(failures).toEqual([new Error("向量服务不在")]);
  });

  it("ranks as without vectors where the words say enough, whatever the vectors say", async () => {
    const { retriever } = await searchable("", meaningEmbedder("dense"));
    const [best] = await retriever.retrieve("快递员综合险", { limit: 1 });
    expect(textIn(best)).toBe("工会为快递员购买综合险，开展法治体检。");
  });

  it("asks for the vector of a question once, however often it looks for it", async () => {
    const { store } = await searchable("", meaningEmbedder("dense"));
    let asked = 0;
    const { embed, ...about } = meaningEmbedder("dense");
    const embedder: Embedder = { ...about, embed: async (texts) => embed(texts).finally(() => (asked += 1)) };
    const retriever = createRetriever({ store, embedder, lexicon: parseLexicon("") });
    await Promise.all([retriever.retrieve("补贴", { limit: 1 }), retriever.retrieve("补贴", { limit: 3 })]);
    await retriever.retrieve("补贴", { limit: 1, scope: { cases: new Set([0]) } });
    expect(asked).toBe(1);
  });
});

describe("retrieve with a reranker", () => {
  const WORDS = "工会 职工 服务";

  async function judgedBy(rerank: Reranker["rerank"]) {
    const { store, texts } = await searchable();
    const failures: unknown[] = [];
    const retriever = createRetriever({
      store,
      embedder: createOfflineEmbedder(),
      lexicon: parseLexicon(""),
      reranker: { id: "rerank:test", rerank },
      onFailure: (error) => failures.push(error),
    });
    const hits = await retriever.retrieve(WORDS, { limit: 5 });
    return { before: await texts(WORDS), after: hits.map(textIn), hits, failures };
  }

  it("lets it decide between hits that are near each other", async () => {
    const second = (await (await searchable()).texts(WORDS))[1] ?? "";
    const { before, after, hits } = await judgedBy(async (_, texts) =>
      texts.map((text) => (text.includes(second) ? 9 : 1)),
    );
    expect(after[0]).toBe(before[1]);
    expect(after.toSorted()).toEqual(before.toSorted());
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it("keeps the order where it fails, or finds all alike", async () => {
    const failing = await judgedBy(async () => Promise.reject(new Error("重排服务不在")));
    expect(failing.after).toEqual(failing.before);
    expect(failing.failures).toEqual([new Error("重排服务不在")]);
    const alike = await judgedBy(async (_, texts) => texts.map(() => 0.5));
    expect(alike.after).toEqual(alike.before);
  });
});

describe("concepts", () => {
  it("weighs a word by how rare it is in the corpus", async () => {
    const { retriever } = await searchable();
    const weights = new Map(
      (await retriever.concepts("职工夜校")).map((concept) => [concept.surface, concept.weight]),
    );
    expect(weights.get("夜校")).toBeGreaterThan(weights.get("职工") ?? 1);
  });

  it("gives full weight to a word that the corpus does not hold, and says so", async () => {
    const { retriever } = await searchable();
    expect(await retriever.concepts("彩票")).toEqual([
      { surface: "彩票", variants: [], quoted: false, weight: 1, known: false },
    ]);
  });

  it("gives little weight to words that ask for a kind of statement", async () => {
    const { retriever } = await searchable();
    const [measures, school] = await retriever.concepts("举措和夜校");
    expect([measures?.surface, school?.surface]).toEqual(["举措", "夜校"]);
    expect(measures?.weight).toBeLessThan(school?.weight ?? 0);
  });
});

describe("match", () => {
  it("says of each concept how far a text speaks of it", async () => {
    const { retriever } = await searchable("送货小哥 > 快递员");
    const concepts = await retriever.concepts("送货小哥的夜校");
    const matches = retriever.match("工会请快递员上夜校。", concepts);
    expect(matches.map(({ concept, words }) => [concept.surface, words])).toEqual([
      ["送货小哥", "快递员"],
      ["夜校", "夜校"],
    ]);
  });
});

describe("retrieve in the real corpus", () => {
  it.each([
    ["谁当一天站长", "湖北襄阳市总工会"],
    ["一函两书发了多少份", "江苏镇江市总工会"],
    ["兼职副主席怎么选", "浙江台州椒江区总工会"],
    ["预核查的两种形式", "江苏镇江市总工会"],
    ["马横昌小组", "黑龙江齐齐哈尔市总工会"],
    ["技術工人能力等級分幾級", "中车株洲电力机车有限公司"],
    ["不离不弃基金覆盖多少人", "圆通速递有限公司工会"],
  ])("finds %s in the case of %s", async (question, organization) => {
    const { retriever } = await openKnowledge();
    const [best] = await retriever.retrieve(question, { limit: 1 });
    expect(best?.case.organization).toBe(organization);
  });
});

/** 1 for texts about money, 0 for others, as a model might see them. */
function meaningEmbedder(kind: Embedder["kind"]): Embedder {
  return {
    id: `meaning-${kind}`,
    dimensions: 2,
    kind,
    embed: async (texts) => texts.map((text) => Float32Array.from(/余额|补贴/.test(text) ? [1, 0] : [0, 1])),
  };
}

function textIn(hit: Hit | undefined): string {
  return hit ? textOf(hit.passage.sentences) : "";
}
