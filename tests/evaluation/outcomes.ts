/** Questions, answers and outcomes in a few words: what a test does not name is as plain as can be. */

import type { Outcome } from "../../evaluation/evaluate.ts";
import type { GoldCase, Question } from "../../evaluation/question.ts";
import type { Score } from "../../evaluation/score.ts";
import type { ContractAnswer, ContractCitation } from "../../src/render/contract.ts";

export const FILE = "a.md";

/** Two cases of two sections each. */
export const TEXT = [
  "岚石县总工会",
  "主要做法",
  "县总工会建立账户 128 个。乡镇设立窗口12个。",
  "取得成效",
  "发放补助300万元。职工都满意。",
  "澄川市总工会",
  "主要做法",
  "夜班食堂开到凌晨。",
  "取得成效",
  "浪费减少了一半。",
].join("\n");

export const textOf = (file: string): string => (file === FILE ? TEXT : "");

function goldCase(organization: string, until: string): GoldCase {
  const start = TEXT.indexOf(organization);
  const end = TEXT.indexOf(until) + until.length;
  const results = TEXT.indexOf("取得成效", start);
  return {
    organization,
    title: "",
    file: FILE,
    whole: [start, end],
    sections: new Map([
      ["主要做法", [start, results]],
      ["取得成效", [results, end]],
    ]),
  };
}

export const LANSHI = goldCase("岚石县总工会", "职工都满意。");
export const CHENGCHUAN = goldCase("澄川市总工会", "浪费减少了一半。");

export function questionOf(change: Partial<Question> = {}): Question {
  return {
    id: "b-fact-001",
    type: "fact",
    question: "岚石建了多少个账户？",
    history: [],
    cases: [LANSHI],
    sections: ["主要做法"],
    named: [],
    evidence: ["建立账户128个"],
    answer: "128个",
    mustContain: ["128"],
    answerable: true,
    note: "",
    ...change,
  };
}

export const UNTOLD: Partial<Question> = {
  type: "unanswerable",
  answerable: false,
  cases: [],
  sections: [],
  evidence: [],
  mustContain: [],
};

/** A citation of these words of the document, as the program would make it. */
export function citationOf(quote: string, change: Partial<ContractCitation> = {}): ContractCitation {
  const start = TEXT.indexOf(quote);
  if (start < 0) throw new Error(`citationOf: expected words of the document, found ${quote}`);
  const { organization } = start < CHENGCHUAN.whole[0] ? LANSHI : CHENGCHUAN;
  return {
    number: 1,
    case: { id: organization, organization, title: "" },
    section: "",
    item: null,
    sentences: [1, 1],
    truncated: false,
    source: { file: FILE, start, end: start + quote.length, line: 1 },
    quote,
    address: "",
    url: null,
    ...change,
  };
}

/** An answer that says these words of the document, a claim each. */
export function answerOf(words: readonly string[], change: Partial<ContractAnswer> = {}): ContractAnswer {
  const citations = words.map((one, i) => citationOf(one, { number: i + 1 }));
  return {
    kind: "grounded",
    by: "extractive",
    text: words.join("\n"),
    claims: words.map((text, i) => ({ text, citations: [i + 1] })),
    citations,
    cases: [...new Map(citations.map((citation) => [citation.case.id, citation.case])).values()],
    candidates: [],
    suggestions: [],
    carried: null,
    ...change,
  };
}

export const ACCOUNTS = "县总工会建立账户 128 个。";
export const REFUSAL: ContractAnswer = answerOf([], { kind: "not-found", text: "没有找到。" });

interface OutcomeSketch extends Partial<Omit<Outcome, "question" | "score">> {
  readonly question?: Partial<Question>;
  readonly score?: Partial<Score>;
}

/** A right answer, unless told otherwise. */
export function outcomeOf({ question, score, ...change }: OutcomeSketch = {}): Outcome {
  return {
    question: questionOf(question),
    answer: answerOf([ACCOUNTS]),
    cause: null,
    elapsedMs: 1,
    ...change,
    score: {
      right: true,
      strict: true,
      fault: null,
      missing: [],
      refused: false,
      place: true,
      verbatim: [true],
      length: 10,
      ...score,
    },
  };
}
