import { describe, expect, it } from "vitest";
import type { Question } from "../../evaluation/question.ts";
import { MAX_LENGTH, score } from "../../evaluation/score.ts";
import type { ContractAnswer } from "../../src/render/contract.ts";
import {
  ACCOUNTS,
  answerOf,
  CHENGCHUAN,
  citationOf,
  LANSHI,
  questionOf,
  REFUSAL,
  textOf,
  UNTOLD,
} from "./outcomes.ts";

const scored = (question: Partial<Question>, answer: ContractAnswer) =>
  score(questionOf(question), answer, textOf);

const right = answerOf([ACCOUNTS]);

describe("a right answer", () => {
  it("holds the words, and cites the section where they stand", () => {
    expect(scored({}, right)).toEqual({
      right: true,
      strict: true,
      fault: null,
      missing: [],
      refused: false,
      place: true,
      verbatim: [true],
      length: ACCOUNTS.length,
    });
  });

  it("is a refusal without citations where the corpus does not tell", () => {
    expect(scored(UNTOLD, REFUSAL)).toMatchObject({ right: true, strict: true, fault: null, refused: true });
    const citing = { ...REFUSAL, citations: [citationOf(ACCOUNTS)] };
    expect(scored(UNTOLD, citing)).toMatchObject({ right: false, fault: "answered" });
  });

  it("is one that says what is true instead, citations and all", () => {
    const corrects = { ...right, corrects: true };
    expect(scored(UNTOLD, corrects)).toMatchObject({ right: true, refused: true });
    expect(scored({}, corrects)).toMatchObject({ right: false, fault: "refused", place: null });
  });

  it("may stand in any section where none is labelled", () => {
    const elsewhere = { sections: [], mustContain: ["300万元"] };
    expect(scored(elsewhere, answerOf(["发放补助300万元。"])).right).toBe(true);
  });
});

describe("a wrong answer", () => {
  it.each<[string, Partial<Question>, ContractAnswer]>([
    ["refused", {}, REFUSAL],
    ["answered", UNTOLD, right],
    ["ambiguous", {}, { ...right, kind: "ambiguous" }],
    ["words missing", { mustContain: ["128", "129"] }, right],
    ["too long", {}, { ...right, text: right.text.padEnd(MAX_LENGTH.fact + 1, "啊") }],
    ["other place", { cases: [CHENGCHUAN] }, right],
    ["other place", { sections: ["取得成效"] }, right],
    ["not named", { type: "cross", named: ["岚石县总工会", "澄川市总工会"] }, right],
  ])("is told by its first fault: %s", (fault, question, answer) => {
    expect(scored(question, answer)).toMatchObject({ right: false, strict: false, fault });
  });

  it("says which words it lacks", () => {
    expect(scored({ mustContain: ["128", "129", "户口|户头"] }, right).missing).toEqual(["129", "户口|户头"]);
  });
});

describe("a strictly right answer", () => {
  const others = ["发放补助300万元。", "职工都满意。", "夜班食堂开到凌晨。"];

  it("says it first where it makes more than three claims", () => {
    expect(scored({}, answerOf([ACCOUNTS, ...others]))).toMatchObject({ right: true, strict: true });
    const last = answerOf([...others, ACCOUNTS]);
    expect(scored({}, last)).toMatchObject({ right: true, strict: false, fault: "not first" });
    expect(scored({}, answerOf([...others.slice(1), ACCOUNTS]))).toMatchObject({ strict: true });
    expect(scored({ type: "summary" }, last)).toMatchObject({ strict: true });
  });

  it("lists the cases asked for, no more and no less", () => {
    const asked = { type: "cross", cases: [LANSHI, CHENGCHUAN], sections: [] } as const;
    const both = answerOf([ACCOUNTS, "夜班食堂开到凌晨。"], { kind: "listing" });
    expect(scored(asked, both)).toMatchObject({ right: true, strict: true });
    const lacking = scored(asked, answerOf([ACCOUNTS], { kind: "listing" }));
    expect(lacking).toMatchObject({ right: true, strict: false, fault: "other cases listed" });
    expect(scored({ ...asked, cases: [LANSHI] }, both)).toMatchObject({ right: true, strict: false });
    expect(scored({ ...asked, cases: [LANSHI] }, { ...both, kind: "grounded" })).toMatchObject({
      strict: true,
    });
  });
});

describe("a quote", () => {
  it("is what stands at its offsets, white space aside", () => {
    const citation = citationOf(ACCOUNTS);
    const { source } = citation;
    const verbatim = (change: object) =>
      scored({}, { ...right, citations: [{ ...citation, ...change }] }).verbatim;
    expect(verbatim({ quote: citation.quote.replaceAll(" ", "") })).toEqual([true]);
    expect(verbatim({ quote: citation.quote.replace("128", "129") })).toEqual([false]);
    expect(verbatim({ source: { ...source, start: source.start + 1 } })).toEqual([false]);
    expect(verbatim({ source: { ...source, file: "b.md" } })).toEqual([false]);
    expect(verbatim({ quote: "", source: { ...source, end: source.start } })).toEqual([false]);
  });
});
