/** Answers → blocks: their order, their numbers, and what is shown only where there is nothing else. */

import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/grounding/answer.ts";
import type { Block } from "../../src/render/blocks.ts";
import { referenceOf } from "../../src/render/reference.ts";
import { citationLabel, headingOf, renderAnswer } from "../../src/render/render.ts";
import * as samples from "./samples.ts";

/** Kinds in order, with the numbers that each shows. */
function outline(answer: Answer): string[] {
  return renderAnswer(answer).map((block) => [block.kind, ...numbersIn(block)].join(" "));
}

function numbersIn(block: Block): number[] {
  if (block.kind === "claim") return [...block.numbers];
  if (block.kind === "quote") return [block.citation.number];
  if (block.kind === "cited") return block.quotes.map(({ citation }) => citation.number);
  return [];
}

describe("the order of blocks", () => {
  test("of an answer: that they are several places, its claims, then each citation once by number", () => {
    expect(outline(samples.grounded)).toEqual(["text", "claim 1", "claim 2 1", "quote 1", "quote 2"]);
    const [claim] = samples.grounded.kind === "grounded" ? samples.grounded.claims : [];
    expect(outline({ ...samples.grounded, claims: [claim] } as Answer)).toEqual(["claim 1", "quote 1"]);
  });

  test("of an answer that a model pointed at: which did, then as any other", () => {
    expect(outline(samples.written)).toEqual(["text", "claim 1 2", "claim 2", "quote 1", "quote 2"]);
    const [says] = renderAnswer(samples.written);
    expect(says).toEqual({ kind: "text", text: "以下原文由模型（test-model）选出：" });
  });

  test("of one out of scans: last a line that says which words, and which of them are in doubt", () => {
    const seen = (["clear", undefined, "doubtful"] as const).map((how, i) => {
      const { text, citation } = samples.quote(i + 1, `会员增加${i}人。`);
      return { text, citation: { ...citation, source: { ...citation.source, ...(how && { seen: how }) } } };
    });
    const claims = seen.map((quote) => ({ text: quote.text, quotes: [quote] }));
    const texts = renderAnswer({ ...samples.grounded, claims } as unknown as Answer).flatMap((block) =>
      block.kind === "text" ? block.text : [],
    );
    expect(texts.at(-1)).toBe(
      "〔扫描识别〕[1][3]据扫描件识别，其中[3]字迹不清、可能有误，引用前请核对原件。",
    );
    expect(seen.map(({ citation }) => referenceOf(citation).endsWith("行〔扫描识别〕）"))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("of one that is of several cases: each named before its words", () => {
    const other = samples.quote(4, "村里有了书屋。", {
      case: { id: "x#2", organization: "远山县总工会", title: "" },
    });
    const own = samples.quote(1, "会员增加860人。");
    const claims = [own, other].map((quote) => ({ text: quote.text, quotes: [quote] }));
    const blocks = renderAnswer({ ...samples.written, claims } as unknown as Answer);
    expect(blocks.map((block) => (block.kind === "cited" ? block.label : block.kind))).toEqual([
      "text",
      "海港市总工会 · 主要内容",
      "远山县总工会 · 主要内容",
    ]);
  });

  test("of a summary that a model pointed at: the heading, which did, the points with their words in place", () => {
    expect(outline(samples.writtenSummary)).toEqual(["text", "text", "cited 1", "cited 2"]);
  });

  test("of an answer that a model was to point at and did not: at its end, why", () => {
    expect(outline(samples.fallenBack)).toEqual([
      "text",
      "claim 1",
      "claim 2 1",
      "quote 1",
      "quote 2",
      "text",
    ]);
    expect(renderAnswer(samples.fallenBack).at(-1)).toEqual({
      kind: "text",
      text: "（语言模型暂时不可用，以上由程序直接作答，未经模型挑选。）",
    });
  });

  test("of words asked for: the words alone", () => {
    expect(outline(samples.excerpt)).toEqual(["quote 1", "quote 3"]);
  });

  test("of a summary: the heading, then its points with their words in place", () => {
    expect(outline(samples.summary)).toEqual(["text", "cited 1 3", "cited 2"]);
    expect(renderAnswer(samples.summary)[0]).toEqual({ kind: "text", text: "海港市总工会 建好“渔工驿站”" });
  });

  test("of a list: how many there are, then the cases with their words in place", () => {
    expect(outline(samples.listing)).toEqual(["text", "cited 1", "cited 4"]);
    expect(renderAnswer(samples.listing)[0]).toEqual({ kind: "text", text: "符合的案例有 2 个：" });
  });

  test("of a comparison: each row's section, then a cell for each case", () => {
    expect(renderAnswer(samples.comparison)).toEqual([
      { kind: "text", text: "【应用成效】" },
      {
        kind: "cited",
        label: "海港市总工会",
        quotes: [samples.quote(2, "会员增加860人。", { section: "应用成效" })],
      },
      { kind: "text", text: "远山县总工会：（未提及）" },
    ]);
  });

  test("of a verification: the verdict, the differences where there are any, the words of the source", () => {
    expect(outline(samples.identical)).toEqual(["claim 2", "quote 2"]);
    expect(outline(samples.altered)).toEqual(["claim 2", "difference", "quote 2"]);
    expect(outline(samples.absent)).toEqual(["claim"]);
  });

  test("of an ambiguous name: the question, the candidates, suggestions", () => {
    expect(renderAnswer(samples.ambiguous)).toEqual([
      { kind: "text", text: "“驿站”可能指下面几个案例，请问您指的是哪一个？" },
      { kind: "list", entries: ["海港市总工会 建好“渔工驿站”", "远山县总工会"] },
      { kind: "suggestions", questions: ["海港的应用成效是什么？"] },
    ]);
  });
});

test("suggestions are shown only where there is nothing else to read", () => {
  const shown = samples.ALL.filter((answer) => outline(answer).includes("suggestions"));
  expect(shown.map(({ kind }) => kind)).toEqual(["ambiguous", "help", "not-found"]);
});

test("no suggestions are shown where there are none", () => {
  expect(outline({ ...samples.help, suggestions: [] })).toEqual(["text"]);
});

test.each([
  ["catalogue", 10, "现收录案例 10 个："],
  ["count", 3, "共 3 个："],
  ["which", 1, "符合的案例有 1 个："],
] as const)("a list that is asked for as %s says how many it holds: %i", (asks, count, head) => {
  const entry = {
    case: samples.HARBOUR,
    claim: { text: "会员增加860人。", quotes: [samples.quote(1, "会员增加860人。")] as const },
  };
  const entries = Array.from({ length: count }, () => entry);
  const answer: Answer = { kind: "listing", asks, condition: "", entries, suggestions: [], carried: null };
  expect(renderAnswer(answer)[0]).toEqual({ kind: "text", text: head });
});

test.each([
  [
    { kind: "not-told", words: ["宿舍"], case: samples.HARBOUR },
    "“海港市总工会”的案例中没有提到“宿舍”，无法回答这个问题。",
  ],
  [
    { kind: "not-told", words: ["甲", "乙", "丙", "丁"] },
    "现有案例中没有提到“甲”、“乙”、“丙”，无法回答这个问题。",
  ],
  [{ kind: "not-told", words: [] }, "现有案例中没有找到能够回答这个问题的内容。"],
  [
    { kind: "premise", words: ["2019年"], case: samples.HARBOUR },
    "“海港市总工会”的案例中没有“2019年”的说法，问题的前提与原文不符，请核对后再问。",
  ],
  [{ kind: "premise", words: [] }, "案例中的说法与问题的前提不一致，请核对后再问。"],
  [{ kind: "unknown-case", name: "南京" }, "现有案例中没有“南京”的内容。"],
  [
    { kind: "unknown-part", case: samples.HARBOUR, part: "经验启示", parts: ["主要内容", "应用成效"] },
    "“海港市总工会”的案例没有“经验启示”这一部分；它的各部分是：主要内容、应用成效。",
  ],
  [{ kind: "off-topic" }, "这个问题不属于案例问答的范围，我只回答收录的工会创新案例。"],
  [{ kind: "empty" }, "请告诉我您想了解哪个案例的什么内容。"],
] as const)("a refusal gives its reason in words: %j", (reason, text) => {
  expect(renderAnswer(samples.notFound(reason))[0]).toEqual({ kind: "text", text });
});

test("a case without a title is shown by its organisation, an item behind its section", () => {
  expect([headingOf(samples.HARBOUR), headingOf(samples.MOUNTAIN)]).toEqual([
    "海港市总工会 建好“渔工驿站”",
    "远山县总工会",
  ]);
  expect(citationLabel({ case: samples.HARBOUR, section: "主要内容", item: "(二)" })).toBe(
    "海港市总工会 · 主要内容(二)",
  );
});
