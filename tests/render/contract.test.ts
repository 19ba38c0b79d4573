/** Answers → the object that the program prints for machines, against the contract's own schema. */

import { describe, expect, test } from "vitest";
import { contractOf } from "../../src/render/contract.ts";
import { renderText } from "../../src/render/render.ts";
import { textOfBlocks } from "../../src/render/text.ts";
import { contractAnswer, unfaithful } from "../contract-schema.ts";
import { openKnowledge } from "../knowledge.ts";
import * as samples from "./samples.ts";

const { askContract, store } = await openKnowledge();

describe("a real answer of each kind meets the contract", () => {
  test.each<[string, string, ...string[]]>([
    ["grounded", "圆通的免费宿舍有多少间？"],
    ["grounded", "旌阳的“前置服务”模式是怎么做的？"],
    ["grounded", "那它的应用成效呢？", "总结圆通的案例"],
    ["excerpt", "引用齐齐哈尔主要内容(五)"],
    ["excerpt", "那盐田呢", "引用圆通的应用成效"],
    ["summary", "总结一下襄阳的案例"],
    ["summary", "用一句话总结圆通的案例"],
    ["listing", "有哪些案例？"],
    ["listing", "哪些案例提到了欠薪？"],
    ["listing", "有几个案例提到了欠薪？"],
    ["comparison", "比较圆通和齐河"],
    ["verification", "核实“召开员工心声座谈会,累计达608场”是不是原文"],
    [
      "verification",
      "核实“成立员工质量服务委员会,每月进行全员问卷调查,召开员工心声座谈会,累计达806场。”是不是原文",
    ],
    ["verification", "核实“火星基地的工会主席种植土豆三千亩”是不是原文"],
    ["ambiguous", "总结新就业形态劳动者的案例"],
    ["not-found", "镇江市总工会培育了多少名工匠人才？"],
    ["not-found", "引用圆通主要内容(九)"],
    ["not-found", "今天天气怎么样？"],
    ["not-found", ""],
    ["help", "你能做什么？"],
  ])("%s: %s", async (kind, question, ...history) => {
    const answer = await askContract(question, ...history);
    const text = (await store.text("2024-top-ten-innovations.md")) ?? "";
    expect(answer.kind).toBe(kind);
    expect(contractAnswer.safeParse(answer).error?.issues ?? []).toEqual([]);
    expect(unfaithful(answer.citations, () => text)).toEqual([]);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
});

test("the text is what a terminal shows", () => {
  for (const answer of samples.ALL) expect(contractOf(answer).text).toBe(textOfBlocks(renderText(answer)));
});

test("every mark in a text is resolved by a line of it: where the line itself does not say case and section, below", () => {
  const { text } = contractOf(samples.summary);
  expect(text.split("\n\n").at(-1)).toBe(
    [
      "[1] 海港市总工会 · 主要内容(一)",
      "[2] 海港市总工会 · 应用成效",
      "[3] 海港市总工会 · 主要内容(二)",
    ].join("\n"),
  );
  const list = contractOf(samples.listing);
  expect(list.text).not.toMatch(/^\[1\]/m);
  expect(contractOf(samples.comparison).text).toMatch(/\n\n\[2\] 海港市总工会 · 应用成效$/);
});

test("a grounded answer: claims with their numbers, each citation once by number", () => {
  const { text, ...rest } = contractOf(samples.grounded);
  expect(text).not.toBe("");
  expect(rest).toEqual({
    kind: "grounded",
    by: "extractive",
    claims: [
      { text: "设立“渔工驿站”", citations: [1] },
      { text: "会员增加860人", citations: [2, 1] },
    ],
    citations: [
      {
        number: 1,
        case: samples.HARBOUR,
        section: "主要内容",
        item: "(一)",
        sentences: [1, 1],
        truncated: false,
        source: { file: "a.md", start: 100, end: 116, line: 1 },
        address: "海港市总工会·主要内容·(一)·第1句",
        quote: "在12艘母船上设立“渔工驿站”。",
        url: null,
      },
      {
        number: 2,
        case: samples.HARBOUR,
        section: "应用成效",
        item: null,
        sentences: [1, 1],
        truncated: false,
        source: { file: "a.md", start: 200, end: 209, line: 2 },
        address: "海港市总工会·应用成效·第1句",
        quote: "会员增加860人。",
        url: null,
      },
    ],
    cases: [samples.HARBOUR],
    candidates: [],
    suggestions: ["海港的应用成效是什么？"],
    carried: null,
  });
});

test("the answer of a model carries the model's id", () => {
  expect(contractOf({ ...samples.grounded, by: "qwen-max" } as typeof samples.grounded).by).toBe("qwen-max");
});

describe("the cases named", () => {
  test.each([
    ["those cited", samples.grounded, [samples.HARBOUR]],
    ["the one quoted", samples.excerpt, [samples.HARBOUR]],
    ["the one summed up", samples.summary, [samples.HARBOUR]],
    ["all that are listed", samples.listing, [samples.HARBOUR, samples.MOUNTAIN]],
    ["all that are compared, also without words", samples.comparison, [samples.HARBOUR, samples.MOUNTAIN]],
    ["none where the words are absent", samples.absent, []],
    ["none where the name is ambiguous", samples.ambiguous, []],
    ["none in a refusal", samples.notFound({ kind: "off-topic" }), []],
    [
      "none in a refusal about one case",
      samples.notFound({ kind: "not-told", words: [], case: samples.HARBOUR }),
      [],
    ],
  ])("are %s", (_, answer, cases) => {
    expect(contractOf(answer).cases).toEqual(cases);
  });
});

test("candidates are those of an ambiguous name, and there are none elsewhere", () => {
  const candidates = samples.ALL.map((answer) => [answer.kind, contractOf(answer).candidates.length]);
  expect(candidates).toEqual(samples.ALL.map(({ kind }) => [kind, kind === "ambiguous" ? 2 : 0]));
});

test("a verification carries its verdict and differences, and no other answer does", () => {
  const { verdict, differences } = contractOf(samples.altered);
  expect({ verdict, differences }).toEqual({
    verdict: "altered",
    differences: [
      { kind: "same", text: "会员增加" },
      { kind: "missing", text: "860" },
      { kind: "added", text: "900多" },
      { kind: "same", text: "人。" },
    ],
  });
  const others = samples.ALL.filter(({ kind }) => kind !== "verification").map((answer) =>
    contractOf(answer),
  );
  expect(others.filter((other) => "verdict" in other || "differences" in other)).toEqual([]);
});

test("what a follow-up took over is carried as it is", () => {
  const carried = { case: "海港市总工会", section: "应用成效" };
  expect(contractOf({ ...samples.excerpt, carried }).carried).toEqual(carried);
});

describe("the schema itself", () => {
  test("finds what breaks the contract", async () => {
    const good = await askContract("圆通的免费宿舍有多少间？");
    const [citation] = good.citations;
    if (!citation) throw new Error("expected a citation");
    const faults = [
      { ...good, kind: "other" },
      { ...good, citations: [] },
      { ...good, citations: [{ ...citation, number: 2 }] },
      { ...good, citations: [{ ...citation, sentences: [2, 1] }] },
      { ...good, citations: [{ ...citation, address: "圆通" }] },
      { ...good, citations: [{ ...citation, item: undefined }] },
      { ...good, claims: [{ text: "宿舍", citations: [] }] },
      { ...good, claims: [{ text: "宿舍", citations: [7] }] },
      { ...good, text: "没有出处的话" },
      { ...good, cases: [] },
      { ...good, candidates: good.cases },
      { ...good, carried: {} },
      { ...good, kind: "not-found" },
    ];
    expect(contractAnswer.safeParse(good).success).toBe(true);
    expect(faults.filter((fault) => contractAnswer.safeParse(fault).success)).toEqual([]);
  });

  test("finds a quote that is not at its offsets", async () => {
    const { citations } = await askContract("圆通的免费宿舍有多少间？");
    const text = (await store.text("2024-top-ten-innovations.md")) ?? "";
    expect(unfaithful(citations, () => text)).toEqual([]);
    expect(unfaithful(citations, () => `x${text}`)).toEqual(citations);
    expect(unfaithful(citations, () => undefined)).toEqual(citations);
  });
});

test("citations lead to the reader where it has a public address", () => {
  const urls = (publicUrl: string | null) =>
    contractOf(samples.grounded, publicUrl).citations.map(({ url }) => url);
  expect(urls(null)).toEqual([null, null]);
  expect(urls("https://example.org/")).toEqual([
    "https://example.org/cases/a%231/%E4%B8%BB%E8%A6%81%E5%86%85%E5%AE%B9/(%E4%B8%80)/1?v=0123abcd#here",
    "https://example.org/cases/a%231/%E5%BA%94%E7%94%A8%E6%88%90%E6%95%88/1?v=0123abcd#here",
  ]);
});
