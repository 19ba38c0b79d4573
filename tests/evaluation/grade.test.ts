import { describe, expect, it } from "vitest";
import type { Choice } from "../../src/answer/choose.ts";
import { spotsOf } from "../../src/evaluation/evidence.ts";
import { chosenRight, containsNumberwise, grade, MAX_LENGTH } from "../../src/evaluation/grade.ts";
import type { Question } from "../../src/evaluation/question.ts";
import type { ContractAnswer } from "../../src/render/contract.ts";
import { answerOf, CASES, citationOf, questionOf, REFUSAL, textOf } from "./outcomes.ts";

const spots = spotsOf(CASES);

function graded(question: Partial<Question>, answer: ContractAnswer) {
  return grade({ question: questionOf(question), answer, spots, textOf });
}

const right = answerOf(["建立账户"]);
const unanswerable: Partial<Question> = {
  type: "unanswerable",
  answerable: false,
  evidence: [],
  must_contain: [],
  sections: [],
};

describe("a right answer", () => {
  it("holds the words, from a case and section that the labels name", () => {
    expect(graded({}, right)).toEqual({
      right: true,
      fault: null,
      missing: [],
      refused: false,
      evidenceRecall: 1,
      citationPrecision: 1,
      sectionExact: true,
      itemExact: null,
      listExact: null,
      length: right.text.length,
      verbatim: true,
    });
  });

  it("is a refusal where the corpus does not tell", () => {
    expect(graded(unanswerable, REFUSAL)).toMatchObject({ right: true, fault: null, refused: true });
  });

  it("names each case of a list, cited or not", () => {
    const cross: Partial<Question> = { type: "cross", organizations: ["岚石县总工会", "澄川市总工会"] };
    expect(graded(cross, right)).toMatchObject({ fault: "other case", listExact: false });
    const cases = [citationOf("建立账户").case, citationOf("夜班").case];
    expect(graded(cross, { ...right, cases })).toMatchObject({ right: true, listExact: true });
    const repeated = [...cases, citationOf("夜班").case];
    expect(graded(cross, { ...right, cases: repeated })).toMatchObject({ right: true, listExact: false });
  });
});

describe("a wrong answer", () => {
  it.each<[string, Partial<Question>, ContractAnswer]>([
    ["refused", {}, REFUSAL],
    ["answered", unanswerable, right],
    ["ambiguous", {}, { ...right, kind: "ambiguous" }],
    ["words missing", { must_contain: ["128", "129"] }, right],
    ["too long", {}, { ...right, text: right.text.padEnd(MAX_LENGTH.fact + 1, "啊") }],
    ["other case", { organizations: ["澄川市总工会"] }, right],
    ["other section", { sections: ["取得成效"] }, right],
  ])("is told by its first fault: %s", (fault, question, answer) => {
    expect(graded(question, answer)).toMatchObject({ right: false, fault });
  });

  it("says which words it lacks", () => {
    expect(graded({ must_contain: ["128", "129", "户口"] }, right).missing).toEqual(["129", "户口"]);
  });
});

describe("measures of an answer", () => {
  it("recall the evidence whole or not at all, each span for itself", () => {
    const evidence = ["建立账户128个", "设立窗口12个"];
    expect(graded({ evidence }, right).evidenceRecall).toBe(0.5);
    expect(graded({ evidence }, answerOf(["建立账户", "窗口12"])).evidenceRecall).toBe(1);
    expect(graded(unanswerable, right).evidenceRecall).toBeNull();
  });

  it("count sentences beside the evidence as to the point, those further off not", () => {
    const about = { sections: ["取得成效"], evidence: ["发放补助300万元"], must_contain: ["300万元"] };
    const precision = (...words: string[]) => graded(about, answerOf(words)).citationPrecision;
    expect(precision("300万元")).toBe(1);
    expect(precision("300万元", "都满意")).toBe(1);
    expect(precision("300万元", "企业也增加")).toBe(0.5);
    expect(precision("欠薪案件", "返乡人数")).toBe(0);
    expect(precision()).toBeNull();
  });

  it("hold section and item exact only where every citation stands there", () => {
    const about = { item: "(一)" };
    expect(graded(about, right)).toMatchObject({ sectionExact: true, itemExact: true });
    expect(graded(about, answerOf(["建立账户", "窗口12"]))).toMatchObject({
      right: true,
      sectionExact: true,
      itemExact: false,
    });
    expect(graded(about, answerOf(["建立账户", "300万元"]))).toMatchObject({
      right: true,
      sectionExact: false,
      itemExact: false,
    });
    expect(graded({ item: "（一）" }, right).itemExact).toBe(true);
    expect(graded(about, REFUSAL)).toMatchObject({ sectionExact: null, itemExact: null });
  });

  it("notice a quote that is not what stands at its offsets", () => {
    const citation = citationOf("建立账户");
    const { source } = citation;
    const moved = { ...citation, source: { ...source, start: source.start + 1 } };
    expect(graded({}, { ...right, citations: [moved] }).verbatim).toBe(false);
    const altered = { ...citation, quote: citation.quote.replace("128", "129") };
    expect(graded({}, { ...right, citations: [altered] }).verbatim).toBe(false);
    const elsewhere = { ...citation, source: { ...source, file: "b.md" } };
    expect(graded({}, { ...right, citations: [elsewhere] }).verbatim).toBe(false);
    const joined = { ...citation, quote: citation.quote.replaceAll(" ", "") };
    expect(graded({}, { ...right, citations: [joined] }).verbatim).toBe(true);
  });
});

describe("words chosen for an answer", () => {
  const chosen = (text: string, organization = "岚石县总工会") =>
    ({ text, hit: { case: { ...CASES[0], organization } } }) as unknown as Choice;

  it("are right where they hold what an answer has to, all together", () => {
    const question = questionOf({ must_contain: ["128", "12个"] });
    expect(chosenRight(question, [chosen("账户128个"), chosen("窗口12个")])).toBe(true);
    expect(chosenRight(question, [chosen("账户128个")])).toBe(false);
    expect(chosenRight(question, [])).toBe(false);
  });

  it("are wrong where they stand in another case", () => {
    expect(chosenRight(questionOf(), [chosen("账户128个", "望桥市总工会")])).toBe(false);
  });

  it("need not repeat the name of their case", () => {
    expect(chosenRight(questionOf({ must_contain: ["岚石县", "128"] }), [chosen("账户128个")])).toBe(true);
  });
});

describe("containment", () => {
  it.each([
    ["共１２ ３件", "123", true],
    ["共1234件", "123", false],
    ["共0123件", "123", false],
    ["1234件，123人", "123", true],
    ["12.5万", "12.5万", true],
    ["第3年", "3年", true],
    ["第13年", "3年", false],
    ["“暖灯”", "暖灯", true],
    ["任何文字", "", false],
  ])("compares numbers whole and in any width: %s holds %s", (text, wanted, holds) => {
    expect(containsNumberwise(text, wanted)).toBe(holds);
  });
});
