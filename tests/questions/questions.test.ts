import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkQuestions, MAIN_SECTIONS } from "./check.ts";
import { checkLabels, type Question } from "./labels.ts";
import { headings, placesIn, scan } from "./scan.ts";
import { coverageProblems, FEWEST, proportionProblems, repeatProblems } from "./spread.ts";

const text = readFileSync(resolve(import.meta.dirname, "../../corpus/2024-top-ten-innovations.md"), "utf8");
const source = scan(text, headings(text), MAIN_SECTIONS);

const good: Question = {
  id: "b-fact-001",
  type: "fact",
  question: "东城的热线是几号？",
  item: "(二)",
  evidence: ["12351职工服务热线"],
  answer: "12351",
  must_contain: ["12351"],
  answerable: true,
  organizations: ["北京东城区总工会"],
  sections: ["主要内容"],
};

const wrongWith = (change: Record<string, unknown>): string[] =>
  checkLabels([{ where: "here", value: { ...good, ...change } }], [source], {
    sections: MAIN_SECTIONS,
    prefix: "b",
  }).problems;

describe("question sets", () => {
  it("have labels that hold against their documents, and are spread over both halves", () => {
    const { problems, counts } = checkQuestions();
    expect(problems).toEqual([]);
    expect([...counts.keys()]).toEqual([
      "build.jsonl",
      "held-back.jsonl",
      "other/build/questions.jsonl",
      "other/held-back/questions.jsonl",
      "near-misses.jsonl",
    ]);
  });
});

describe("checker of labels", () => {
  it("accepts a right label", () => {
    expect(wrongWith({})).toEqual([]);
  });

  it.each([
    ["evidence of another case", { organizations: ["江苏镇江市总工会"] }],
    ["evidence of another section", { sections: ["应用成效"] }],
    ["evidence of another item", { item: "(一)" }],
    ["evidence that is not in the source", { evidence: ["12352职工服务热线"] }],
    ["an organisation without evidence", { organizations: [...good.organizations, "江苏镇江市总工会"] }],
    ["a section without evidence", { sections: [...good.sections, "应用成效"], item: undefined }],
    ["half an organisation", { organizations: ["东城区总工会"] }],
    ["must_contain outside the evidence", { must_contain: ["6000"], answer: "6000" }],
    ["must_contain outside the answer", { answer: "热线" }],
    ["a part of a number", { must_contain: ["2351"] }],
    ["no evidence", { evidence: [] }],
    [
      "a declined question with evidence",
      { answerable: false, type: "unanswerable", id: "b-unanswerable-001" },
    ],
    ["a follow-up without history", { type: "followup", id: "b-followup-001" }],
    ["an unknown field", { sources: [] }],
    ["an item in other brackets", { item: "（二）" }],
    ["another prefix", { id: "h-fact-001" }],
  ])("finds %s", (_name, change) => {
    expect(wrongWith(change).length).toBeGreaterThan(0);
  });
});

describe("checker of the spread", () => {
  const many = (number: number, change: Partial<Question> = {}): Question[] =>
    Array.from({ length: number }, () => ({ ...good, ...change }));
  const none = Object.fromEntries(Object.keys(FEWEST).map((type) => [type, 0])) as typeof FEWEST;
  const uneven = (one: Question[], two: Question[]) => proportionProblems([one, two], none);

  it("finds a type that one half has too much of for its size", () => {
    const how = { type: "how" } as const;
    expect(uneven([...many(50), ...many(50, how)], [...many(70), ...many(30, how)])).toEqual([
      "questions of type how are not spread evenly: 50 and 30",
    ]);
    expect(uneven([...many(50), ...many(50, how)], [...many(25), ...many(25, how)])).toEqual([]);
    expect(uneven([...many(97), ...many(3, how)], many(100))).toEqual([]);
  });

  it("finds a type with too few questions", () => {
    expect(proportionProblems([many(2), many(2)], { ...none, fact: 5 })).toEqual([
      "only 4 questions of type fact, not 5",
    ]);
  });

  it("finds a case that is not asked about in some way", () => {
    const problems = coverageProblems("a", many(1), ["北京东城区总工会"]);
    expect(problems).toHaveLength(Object.keys(FEWEST).length - 1);
    expect(problems).toContain("a: no question of type how about 北京东城区总工会");
  });

  it("finds a question asked twice, whatever its punctuation and width", () => {
    const again = { ...good, id: "h-fact-001", question: "东城的热线，是几号?" };
    const asked = (...questions: Question[]) =>
      repeatProblems(
        questions.map((question) => ["a", question] as const),
        new Map([["别处问过", "b:1"]]),
      );
    expect(asked(good, again)).toEqual(["a h-fact-001: is asked in a b-fact-001 already"]);
    expect(asked(good, { ...again, history: ["东城有什么做法？"] })).toEqual([]);
    expect(asked({ ...good, question: "别处问过？" })).toEqual(["a b-fact-001: is asked in b:1 already"]);
  });
});

describe("plain scan", () => {
  const at = (document: string, organization: string, section: string, item?: string) =>
    placesIn(scan(document, ["岚石县总工会", "采石经验报告"], ["主要做法", "二、成效", "推荐词"]), {
      organizations: organization === "" ? [] : [organization],
      sections: [section],
      item,
    }).map((place) => place.text);

  it("reads ten cases with all their sections", () => {
    expect(source.cases).toHaveLength(10);
    for (const entry of source.cases) {
      expect([...entry.sections.keys()].sort()).toEqual(
        MAIN_SECTIONS.filter((name) => name !== "前言").sort(),
      );
    }
  });

  it("reads cases under 【案例一】, the line below being their title", () => {
    const document = [
      "# 选编",
      "共47个。",
      "【案例一】岚石县总工会",
      "安心账户",
      "【主要做法】一是存。",
      "（一）建户。",
      "续行。",
      "（二）发放。",
      "【评委点评】好。",
    ].join("\n\n");
    expect(at(document, "", "前言")).toEqual(["共47个。"]);
    expect(at(document, "岚石县总工会", "标题")).toEqual(["岚石县总工会安心账户"]);
    expect(at(document, "岚石县总工会", "主要做法", "(一)")).toEqual(["（一）建户。续行。"]);
    expect(at(document, "岚石县总工会", "主要做法")).toEqual(["一是存。（一）建户。续行。（二）发放。"]);
  });

  it("reads a document that is one case, its sections labelled with their number or without", () => {
    const document =
      "采石经验报告\n\n引子。\n\n一、主要做法\n\n存。\n\n二、成效\n\n好。\n\n三、打算\n\n再存。";
    expect(at(document, "采石经验报告", "前言")).toEqual(["引子。"]);
    expect(at(document, "采石经验报告", "主要做法")).toEqual(["存。"]);
    expect(at(document, "采石经验报告", "二、成效")).toEqual(["好。"]);
  });

  it("keeps headings of a lower rank within their section", () => {
    const document = "# 采石经验报告\n\n## 主要做法\n\n### 一个切口\n\n存。\n\n## 启示\n\n好。";
    expect(at(document, "采石经验报告", "主要做法")).toEqual(["一个切口存。"]);
  });
});
