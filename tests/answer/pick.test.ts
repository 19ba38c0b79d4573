/** Hits and a question → the spans that may answer it, in order. */

import { describe, expect, test } from "vitest";
import { enumerated, holdsKind } from "../../src/answer/pick/kinds.ts";
import { apart, pick, type Ranked } from "../../src/answer/pick/pick.ts";
import { pickQueryOf, yearIn } from "../../src/answer/pick/query.ts";
import { PASSAGES, spansOf, spanText } from "../../src/answer/pick/spans.ts";
import { readable } from "../../src/language/templates.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "../search/folder.ts";

const MILL: CaseSketch = {
  organization: "砾原机械厂工会",
  sections: {
    经验培育过程: ["2021年，砾原机械厂工会建成宿舍12间。", "2023年，砾原机械厂工会建成宿舍30间。"],
    主要内容: ["开办夜校，授课48场。请老技师讲授。学员边听边练。工会备好讲义。"],
    应用成效: ["2024年全年修车692车次。2023年补发工钱11万元，没有细分。"],
  },
};

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({ "选编.md": documentText(MILL) }).then(openKnowledge);
  return opened;
}

async function hitsAndQuery(question: string) {
  const { retriever, store } = await knowledge();
  const text = readable(question);
  const found = await retriever.retrieve(text, { limit: 10 });
  const hits = found.filter(({ passage }) => passage.sectionKind !== "heading");
  return { hits, query: await pickQueryOf({ text, asking: text }, await retriever.concepts(text), store) };
}

async function ranked(question: string): Promise<Ranked[]> {
  const { hits, query } = await hitsAndQuery(question);
  return pick(hits, query);
}

describe("spans", () => {
  test("are one, two or three neighbouring sentences, or a whole passage, of the first passages", async () => {
    const { hits } = await hitsAndQuery("夜校授课多少场");
    const spans = spansOf(hits);
    const sizes = spans.filter(({ rank }) => rank === 0).map(({ from, to }) => [from, to]);
    expect(sizes).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
      [3, 4],
      [0, 4],
    ]);
    expect(Math.max(...spans.map(({ rank }) => rank))).toBeLessThan(PASSAGES);
  });

  test("are none where nothing was found", () => {
    expect(spansOf([])).toEqual([]);
  });
});

describe("the best span", () => {
  test.each([
    ["夜校授课多少场？", "授课48场"],
    ["2021年建成宿舍多少间？", "12间"],
    ["2023年建成宿舍多少间？", "30间"],
  ])("holds what is asked for: %s", async (question, words) => {
    const [best] = await ranked(question);
    expect(best && spanText(best.span)).toContain(words);
  });

  test("stands before those that score less", async () => {
    const scores = (await ranked("夜校授课多少场？")).map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test("keeps away others that share a sentence with it", async () => {
    const kept = apart(await ranked("夜校授课多少场？"), 8);
    const taken = kept.flatMap(({ span: { hit, from, to } }) =>
      hit.passage.sentences.slice(from, to).map(({ start }) => `${hit.passage.id}:${start}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
    expect(apart(await ranked("夜校授课多少场？"), 1)).toEqual(kept.slice(0, 1));
  });
});

test("a span is of another year where its figures in the unit asked for are, whatever else it tells of that year", async () => {
  const whole = async (question: string) =>
    (await ranked(question)).find(
      ({ span }) => spanText(span).includes("692") && spanText(span).includes("11万"),
    );
  expect((await whole("2023年修车多少车次"))?.features.otherYear).toBe(1);
  expect((await whole("2024年修车多少车次"))?.features.otherYear).toBe(0);
});

describe("a question is read for", () => {
  test("its unit, the figures that it says itself, and its year", async () => {
    const { query } = await hitsAndQuery("2023年建成宿舍多少间？");
    expect([query.wanted.map(({ units }) => units), [...query.given], query.year, query.ended]).toEqual([
      [["间"]],
      ['{"year":2023}'],
      2023,
      null,
    ]);
  });

  test("words that weigh nothing where the corpus lacks them", async () => {
    const { query } = await hitsAndQuery("宿舍的烟囱");
    expect(query.words.map(({ text, weight }) => [text, weight > 0])).toEqual([
      ["宿舍", true],
      ["烟囱", false],
    ]);
  });

  test.each([
    ["2024年建了几个", 2024],
    ["24年建了几个", 2024],
    ["2023年和2024年各几个", null],
    ["建了24个", null],
    ["对比2023年和2024年的会员数", null],
  ])("one year, if it is one: %s", (text, year) => {
    expect(yearIn(text)).toBe(year);
  });
});

describe("a text holds", () => {
  test("a name where something stands in quotation marks or brackets", () => {
    expect([holdsKind("name", "打造“灯塔驿家”品牌", null), holdsKind("name", "打造品牌", null)]).toEqual([
      true,
      false,
    ]);
  });

  test("a list where it names as many things as are asked for", () => {
    const text = "当好宣传员、服务员、管理员";
    expect([3, 4].map((listed) => holdsKind("list", text, listed))).toEqual([true, false]);
    expect(["会、站、家", "会；站", "会"].map(enumerated)).toEqual([3, 2, 1]);
  });
});
