/** Passages that the lanes found → their order, one reason at a time; why each should win is said beside it. */

import { describe, expect, test } from "vitest";
import { parseDocument } from "../../src/corpus/parse.ts";
import { passagesOf, textOf } from "../../src/corpus/passages.ts";
import { type Candidate, type Hit, rank } from "../../src/search/rank.ts";
import type { WeightedConcept } from "../../src/search/weigh.ts";
import { type CaseSketch, documentText } from "./folder.ts";

/** Every passage of the cases that is no heading, all of one standing in the lanes. */
function candidatesOf(...sketches: readonly CaseSketch[]): Candidate[] {
  return parseDocument("选编.md", documentText(...sketches)).cases.flatMap((unionCase) =>
    passagesOf(unionCase)
      .filter(({ sectionKind }) => sectionKind !== "heading")
      .map((passage) => ({
        passage,
        case: unionCase,
        terms: 0.5,
        meaning: 0,
        preferred: false,
        lanes: { terms: null, vectors: null },
      })),
  );
}

function concept(surface: string, change: Partial<WeightedConcept> = {}): WeightedConcept {
  return { surface, variants: [], quoted: false, weight: 1, known: true, ...change };
}

function texts(hits: readonly Hit[]): string[] {
  return hits.map(({ passage }) => textOf(passage.sentences));
}

const MARSH: CaseSketch = { organization: "苇河县总工会", sections: { 主要内容: ["工会开办夜校。"] } };
const PEAR: CaseSketch = { organization: "梨坡镇总工会", sections: { 主要内容: ["工会开办夜校班。"] } };

describe("a passage goes before another", () => {
  test("when the question names its case, though both say the same", () => {
    const [marsh, pear] = candidatesOf(MARSH, PEAR);
    if (!marsh || !pear) throw new Error("expected two passages");
    const concepts = [concept("夜校")];
    expect(texts(rank([marsh, pear], "夜校", concepts))).toEqual(["工会开办夜校。", "工会开办夜校班。"]);
    expect(texts(rank([marsh, { ...pear, preferred: true }], "夜校", concepts))).toEqual([
      "工会开办夜校班。",
      "工会开办夜校。",
    ]);
  });

  test.each([
    ["a number", "夜校授课多少场？", "夜校授课48场。"],
    ["a date", "夜校是哪天开办的？", "夜校于2023年3月8日开办。"],
    ["a telephone number", "报名夜校打什么电话？", "夜校报名电话5550123。"],
    ["a name", "夜校叫什么名字？", "夜校名为“点灯”。"],
  ])("when it holds %s and the question asks for one", (_, question, holding) => {
    const candidates = candidatesOf({
      ...MARSH,
      sections: { 主要内容: ["夜校很受欢迎。", holding] },
    });
    expect(texts(rank(candidates, question, [concept("夜校")]))).toEqual([holding, "夜校很受欢迎。"]);
    expect(texts(rank(candidates, "夜校", [concept("夜校")]))).toEqual(["夜校很受欢迎。", holding]);
  });

  test("when it tells what its recommendation only commends, unless praise is asked for", () => {
    const candidates = candidatesOf({
      ...MARSH,
      sections: { 推荐词: ["夜校办得好。"], 主要内容: ["夜校办得勤。"] },
    });
    expect(texts(rank(candidates, "夜校怎么办的？", [concept("夜校")]))).toEqual([
      "夜校办得勤。",
      "夜校办得好。",
    ]);
    for (const question of ["怎么评价夜校？", "夜校有什么亮点？", "夜校为什么被夸？", "夜校的意义"]) {
      expect(texts(rank(candidates, question, [concept("夜校")]))).toEqual(["夜校办得好。", "夜校办得勤。"]);
    }
  });

  test("when its case speaks of the rest of the question elsewhere", () => {
    const [marsh, pear, pearDriver] = candidatesOf(MARSH, {
      ...PEAR,
      sections: { 主要内容: ["工会开办夜校班。", "司机住进公寓。"] },
    });
    if (!marsh || !pear || !pearDriver) throw new Error("expected three passages");
    const concepts = [concept("夜校"), concept("公寓", { weight: 0.5 })];
    expect(texts(rank([marsh, pear, pearDriver], "夜校 公寓", concepts))).toEqual([
      "工会开办夜校班。",
      "工会开办夜校。",
      "司机住进公寓。",
    ]);
    expect(texts(rank([marsh, pear], "夜校 公寓", concepts))).toEqual(["工会开办夜校。", "工会开办夜校班。"]);
  });

  test("when the lanes put it higher and both speak of as much", () => {
    const [marsh, pear] = candidatesOf(MARSH, PEAR);
    if (!marsh || !pear) throw new Error("expected two passages");
    expect(texts(rank([marsh, { ...pear, terms: 1 }], "夜校", [concept("夜校")]))).toEqual([
      "工会开办夜校班。",
      "工会开办夜校。",
    ]);
  });
});

test("the lanes count less, the more of the question's weight lies in words that the corpus does not hold", () => {
  const [low] = candidatesOf(MARSH);
  if (!low) throw new Error("expected a passage");
  const gain = (unknown: number) => {
    const concepts = [concept("夜校"), concept("彩票", { weight: unknown, known: false })];
    const [best, other] = rank([low, { ...low, terms: 1 }], "夜校 彩票", concepts);
    return (best?.score ?? 0) - (other?.score ?? 0);
  };
  expect(gain(0)).toBeGreaterThan(gain(1));
  expect(gain(1)).toBeGreaterThan(gain(9));
  expect(gain(1_000_000)).toBeGreaterThan(0);
});

test("the headings above a passage speak for it, but less than its own words; its place speaks in full", () => {
  const [hit] = rank(
    candidatesOf({
      organization: "苇河县总工会",
      title: "办好夜校",
      sections: { 应用成效: ["司机满意。"] },
    }),
    "苇河夜校司机",
    [concept("苇河"), concept("夜校"), concept("司机"), concept("彩票")],
  );
  expect(hit?.matches.map(({ concept: { surface }, degree, words }) => [surface, degree, words])).toEqual([
    ["苇河", 1, "苇河"],
    ["夜校", 0.7, "夜校"],
    ["司机", 1, "司机"],
    ["彩票", 0, ""],
  ]);
  expect(hit?.coverage).toBeCloseTo(2.7 / 4, 10);
});

test("passages of equal score keep their order, and without words no passage covers any", () => {
  const candidates = candidatesOf(MARSH, PEAR);
  const hits = rank(candidates, "", []);
  expect(texts(hits)).toEqual(["工会开办夜校。", "工会开办夜校班。"]);
  expect(hits.map(({ coverage }) => coverage)).toEqual([0, 0]);
  expect(rank([], "夜校", [concept("夜校")])).toEqual([]);
});
