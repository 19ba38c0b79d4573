/** Questions in other words than the corpus's → several places to look at, best first, and how they are shown. */

import { describe, expect, test } from "vitest";
import { type Grounded, quotesOf } from "../../src/answer/answer.ts";
import { choices } from "../../src/answer/choose.ts";
import { watch } from "../../src/answer/explain.ts";
import { nearestWords } from "../../src/answer/near.ts";
import type { Block } from "../../src/render/blocks.ts";
import { renderAnswer } from "../../src/render/render.ts";
import { textOfBlocks } from "../../src/render/text.ts";
import type { Wish } from "../../src/search/fits.ts";
import type { Scope } from "../../src/search/retrieve.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { HARBOUR, MOUNTAIN, quote } from "../render/samples.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const RIVER: CaseSketch = {
  organization: "苇河县总工会",
  title: "“灯塔驿家”温暖送货人",
  sections: {
    推荐词: ["苇河县总工会聚焦快递员急难愁盼，办实事、解难题，树立了样板。"],
    经验培育过程: ["苇河县平台企业多，快递员没有固定的休息场所，工会针对这一难题开展调研。"],
    主要内容: [
      "(一)建好驿家。利用闲置岗亭建成“灯塔驿家”，配备空调、微波炉、饮水机，供快递员歇脚、充电、热饭。",
      "(二)守护健康。组织快递员免费体检，建立健康档案，购买互助保障，减轻看病负担。",
      "(三)化解纠纷。设立法律援助窗口，协助追讨拖欠工资，为快递员代写文书、代理仲裁。",
    ],
    应用成效: ["快递员入会意愿增强，欠薪投诉明显减少，社会认可度不断提高。"],
  },
};
const HILL: CaseSketch = {
  organization: "梨坡镇总工会",
  title: "“田头课堂”培养新农匠",
  sections: {
    经验培育过程: ["梨农技术参差不齐，优果率低。"],
    主要内容: ["(一)田头授课。请农技师到田头讲授修剪、授粉、疏果，学员边听边练。"],
    应用成效: ["优果率提高，梨农收入增加。"],
  },
};
const DOCUMENT = documentText(RIVER, HILL);

const COLLOQUIAL = [
  ["送货小哥没地方歇怎么办？", "歇脚"],
  ["快递员的老板不给钱咋整？", "追讨拖欠工资"],
  ["跑腿的病了有人管吗？", "免费体检"],
  ["外卖小哥想找个地儿吃口热饭咋办？", "热饭"],
] as const;

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({ "选编.md": DOCUMENT }).then(openKnowledge);
  return opened;
}

async function nearAnswer(question: string) {
  const { ask } = await knowledge();
  const answer = await ask(question);
  if (answer.kind !== "grounded")
    throw new Error(`expected an answer to “${question}”, found ${answer.kind}`);
  return answer;
}

describe("a question in plain speech", () => {
  test.each(COLLOQUIAL)(
    "is answered by several places, not by one for certain: %s",
    async (question, words) => {
      const answer = await nearAnswer(question);
      expect(answer.certain).toBe(false);
      expect(answer.claims.length).toBeGreaterThan(1);
      expect(answer.claims.filter(({ text }) => text.includes(words)).length).toBeGreaterThan(0);
    },
  );

  test.each(COLLOQUIAL)("is answered in less than 500 characters: %s", async (question) => {
    expect(textOfBlocks(renderAnswer(await nearAnswer(question))).length).toBeLessThan(500);
  });

  test.each(COLLOQUIAL)(
    "is answered verbatim, each run once, in the order of claims: %s",
    async (question) => {
      const answer = await nearAnswer(question);
      const quotes = quotesOf(answer);
      expect(answer.claims.map(({ text }) => text)).toEqual(quotes.map(({ text }) => text));
      expect(quotes.map(({ citation }) => citation.number)).toEqual(quotes.map((_, i) => i + 1));
      for (const { text, citation } of quotes) {
        expect(DOCUMENT.slice(citation.source.start, citation.source.end)).toBe(text);
        const others = quotes.filter((other) => other.citation !== citation);
        const overlapping = others.filter(
          (other) =>
            other.citation.source.start < citation.source.end &&
            citation.source.start < other.citation.source.end,
        );
        expect(overlapping).toEqual([]);
      }
    },
  );

  test("is answered first by the words that would have been chosen", async () => {
    const { answer, attempt } = await watch(
      { question: "快递员被老板拖着工钱不给，工会管不管？" },
      await knowledge(),
    );
    expect(attempt?.chosen.map(({ text }) => text)).toEqual([
      "协助追讨拖欠工资，为快递员代写文书、代理仲裁。",
    ]);
    expect(quotesOf(answer)[0]?.text).toBe(
      "设立法律援助窗口，协助追讨拖欠工资，为快递员代写文书、代理仲裁。",
    );
  });
});

test.each([
  ["快递员欠薪投诉明显减少了吗？", ["快递员入会意愿增强，欠薪投诉明显减少"]],
  ["农技师到田头讲授什么？", ["请农技师到田头讲授修剪、授粉、疏果"]],
])("a question in the corpus's own words is answered for certain: %s", async (question, claims) => {
  const answer = await nearAnswer(question);
  expect([answer.certain, answer.claims.map(({ text }) => text)]).toEqual([true, claims]);
});

describe("the nearest words", () => {
  async function attemptOf(question: string) {
    const { attempt, request } = await watch({ question }, await knowledge());
    if (!attempt || !request) throw new Error(`expected a search for “${question}”, found none`);
    const { text, asks, listed } = request.understanding;
    return { ...attempt, wish: { asks, listed, question: text, concepts: attempt.concepts } };
  }

  test("come from the first four passages at most", async () => {
    const { hits, wish } = await attemptOf("老板不给快递员钱，梨农病了咋整？");
    expect(hits.length).toBeGreaterThan(4);
    const passages = new Set(nearestWords(hits, wish, []).map(({ hit }) => hit.passage.id));
    const first = new Set(hits.slice(0, 4).map(({ passage }) => passage.id));
    expect(passages.difference(first)).toEqual(new Set());
    expect(passages.size).toBeGreaterThan(1);
  });

  test("put what tells before what only names its item or commends", async () => {
    const { hits, wish } = await attemptOf("快递员有啥难处有人管吗？");
    const words = nearestWords(hits, wish, []).map(({ text }) => text);
    const at = (text: string) => words.indexOf(text);
    const leads = words.filter((text) => /^(?:建好驿家|守护健康|化解纠纷)。$/.test(text));
    expect(leads.length).toBeGreaterThan(0);
    expect(leads.map(at)).toEqual(leads.map((_, i) => words.length - leads.length + i));
  });

  test("put what tells before a recommendation that says as much, and what was chosen before both", async () => {
    const knowledge = await openKnowledge(
      await folderOf({
        "选编.md": documentText({
          organization: "岚石县总工会",
          sections: { 推荐词: ["追讨拖欠工资，工会有担当。"], 主要内容: ["追讨拖欠工资，工会在行动。"] },
        }),
      }),
    );
    const question = "追讨拖欠工资";
    const concepts = await knowledge.retriever.concepts(question);
    const wish: Wish = { asks: "matter", listed: null, question, concepts };
    const scope: Scope = { accepts: ({ sectionKind }) => sectionKind !== "heading" };
    const found = await knowledge.retriever.retrieve(question, { limit: 8, scope });
    const hits = found.map((hit) => ({ ...hit, score: 1 }));
    const commended = choices(hits, wish).filter(({ text }) => text === "追讨拖欠工资，工会有担当。");
    expect(nearestWords(hits.toReversed(), wish, []).map(({ text }) => text)).toEqual([
      "追讨拖欠工资，工会在行动。",
      "追讨拖欠工资，工会有担当。",
    ]);
    expect(nearestWords(hits, wish, commended).map(({ text }) => text)).toEqual([
      "追讨拖欠工资，工会有担当。",
      "追讨拖欠工资，工会在行动。",
    ]);
  });

  test("put the best first of what was chosen to be read as a whole", async () => {
    const { hits, wish } = await attemptOf("快递员被老板拖着工钱不给，工会怎么管？");
    const ranked = choices(hits, wish);
    const [best] = ranked;
    const earlier = ranked.find(
      ({ hit, sentence }) => hit.passage === best?.hit.passage && sentence.start < best.sentence.start,
    );
    if (!best || !earlier) throw new Error("expected two sentences of one passage, found fewer");
    const [first, second] = nearestWords(hits, wish, [earlier, best]);
    expect([first?.sentence, second?.sentence]).toEqual([best.sentence, earlier.sentence]);
  });

  test("are no more than a reader looks through, though more would speak of the question", async () => {
    const sentence = (n: number) =>
      `第${n}组追讨拖欠工资，${"替农民工写好文书并陪同前往仲裁，".repeat(3)}不收费用。`;
    const { ask } = await openKnowledge(
      await folderOf({
        "选编.md": documentText({
          organization: "岚石县总工会",
          sections: { 主要内容: [1, 2, 3, 4].map((n) => `${sentence(2 * n + 20)}${sentence(2 * n + 21)}`) },
        }),
      }),
    );
    const answer = await ask("快递员的老板不给钱咋整？");
    expect(answer.kind === "grounded" && answer.certain).toBe(false);
    expect(quotesOf(answer).length).toBeGreaterThan(2);
    expect(textOfBlocks(renderAnswer(answer)).length).toBeLessThan(500);
  });

  test("are none where there are no hits", () => {
    const wish = { asks: "matter", listed: null, question: "", concepts: [] } as const;
    expect(nearestWords([], wish, [])).toEqual([]);
  });
});

test("a sentence of great length is quoted by its best clauses alone, a shorter one whole", async () => {
  const filling = "工会整理台账并归档备查，".repeat(14);
  const long = `${filling}协助追讨拖欠工资，${filling}做到有始有终。`;
  const { retriever } = await openKnowledge(
    await folderOf({
      "选编.md": documentText({
        organization: "岚石县总工会",
        sections: { 主要内容: [long, "追讨拖欠工资，工会在行动。"] },
      }),
    }),
  );
  const question = "追讨拖欠工资";
  const [hits, concepts] = [
    await retriever.retrieve(question, { limit: 8 }),
    await retriever.concepts(question),
  ];
  const words = nearestWords(hits, { asks: "matter", listed: null, question, concepts }, []);
  expect(words.map(({ text }) => text).filter((text) => text.includes("追讨"))).toEqual([
    "协助追讨拖欠工资，",
    "追讨拖欠工资，工会在行动。",
  ]);
});

describe("an uncertain answer is shown", () => {
  const one = quote(1, "建成驿家。", { item: "(一)" });
  const other = quote(2, "开通背篓专线。", { case: MOUNTAIN });
  const same = quote(3, "供快递员歇脚。", { item: "(一)" });
  const answer: Grounded = {
    kind: "grounded",
    by: "extractive",
    certain: false,
    suggestions: [],
    carried: null,
    claims: [
      { text: one.text, quotes: [one] },
      { text: other.text, quotes: [other] },
      { text: same.text, quotes: [same] },
    ],
  };

  test("with words that say so, then a line for each passage with all that stands there", () => {
    expect(renderAnswer(answer)).toEqual<Block[]>([
      { kind: "text", text: "原文没有用同样的说法，与您的问题最接近的是：" },
      { kind: "cited", label: `${HARBOUR.organization} · 主要内容(一)`, quotes: [one, same] },
      { kind: "cited", label: `${MOUNTAIN.organization} · 主要内容`, quotes: [other] },
    ]);
  });

  test("as text with each quote's number behind it", () => {
    expect(textOfBlocks(renderAnswer(answer))).toBe(
      [
        "原文没有用同样的说法，与您的问题最接近的是：",
        "海港市总工会 · 主要内容(一)：“建成驿家。”[1]“供快递员歇脚。”[3]",
        "远山县总工会 · 主要内容：“开通背篓专线。”[2]",
      ].join("\n"),
    );
  });

  test("unlike a certain one, whose claims come before their quotes", () => {
    expect(renderAnswer({ ...answer, certain: true }).map(({ kind }) => kind)).toEqual([
      "claim",
      "claim",
      "claim",
      "quote",
      "quote",
      "quote",
    ]);
  });
});
