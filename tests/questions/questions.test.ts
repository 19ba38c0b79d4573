import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { containsNumberwise } from "../../src/evaluation/grade.ts";
import { checkLabels, checkQuestions, headings, scan } from "./check.ts";

const sections = ["推荐词", "经验培育过程", "主要内容", "应用成效", "标题", "前言"];
const text = readFileSync(resolve(import.meta.dirname, "../../corpus/2024-top-ten-innovations.md"), "utf8");
const source = scan(text, headings(text), sections);

const good = {
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
  checkLabels([{ where: "here", value: { ...good, ...change } }], [source], { sections, prefix: "b" })
    .problems;

describe("question sets", () => {
  it("have labels that hold against their documents", () => {
    expect(checkQuestions().problems).toEqual([]);
  });
});

describe("checker", () => {
  it("reads ten cases with all their sections", () => {
    expect(source.cases).toHaveLength(10);
    for (const entry of source.cases) {
      expect([...entry.sections.keys()].sort()).toEqual(sections.filter((name) => name !== "前言").sort());
    }
  });

  it("accepts a right label", () => {
    expect(wrongWith({})).toEqual([]);
  });

  it.each([
    ["evidence of another case", { organizations: ["江苏镇江市总工会"] }],
    ["evidence of another section", { sections: ["应用成效"] }],
    ["evidence of another item", { item: "(一)" }],
    ["evidence that is not in the source", { evidence: ["12352职工服务热线"] }],
    ["an organisation without evidence", { organizations: [...good.organizations, "江苏镇江市总工会"] }],
    ["half an organisation", { organizations: ["东城区总工会"] }],
    ["must_contain outside the evidence", { must_contain: ["6000"], answer: "6000" }],
    ["a part of a number", { must_contain: ["2351"] }],
    ["no evidence", { evidence: [] }],
    [
      "a declined question with evidence",
      { answerable: false, type: "unanswerable", id: "b-unanswerable-001" },
    ],
    ["a follow-up without history", { type: "followup", id: "b-followup-001" }],
    ["an unknown field", { sources: [] }],
    ["another prefix", { id: "h-fact-001" }],
  ])("finds %s", (_name, change) => {
    expect(wrongWith(change).length).toBeGreaterThan(0);
  });

  it("compares numbers whole and in any width", () => {
    expect(containsNumberwise("共１２ ３件", "123")).toBe(true);
    expect(containsNumberwise("共1234件", "123")).toBe(false);
    expect(containsNumberwise("1234件，123人", "123")).toBe(true);
  });
});
