/** Questions, answers and outcomes in a few words: what a test does not name is as plain as can be. */

import { type Signals, signalsOf } from "../../src/answer/signals.ts";
import type { Case } from "../../src/corpus/case.ts";
import { parseDocument } from "../../src/corpus/parse.ts";
import type { Gated, Outcome } from "../../src/evaluation/evaluate.ts";
import type { Grade } from "../../src/evaluation/grade.ts";
import type { Question } from "../../src/evaluation/question.ts";
import type { ContractAnswer, ContractCitation } from "../../src/render/contract.ts";
import { documentText } from "../search/folder.ts";

export const FILE = "a.md";

/** Two cases; the first has items in one section, and five sentences in a row in the other. */
export const TEXT = documentText(
  {
    organization: "岚石县总工会",
    sections: {
      主要做法: ["(一)建账户。县总工会建立账户 128 个。", "(二)设窗口。乡镇设立窗口12个。"],
      取得成效: ["发放补助300万元。职工都满意。欠薪案件减少了。返乡人数下降了。企业也增加了。"],
    },
  },
  { organization: "澄川市总工会", sections: { 主要做法: ["(一)点暖灯。夜班食堂开到凌晨。"] } },
);

const document = parseDocument(FILE, TEXT);
export const CASES: readonly Case[] = document.cases;

export const textOf = (file: string): string => (file === FILE ? TEXT : "");

export function questionOf(change: Partial<Question> = {}): Question {
  return {
    id: "b-fact-001",
    type: "fact",
    question: "岚石建了多少个账户？",
    history: [],
    organizations: ["岚石县总工会"],
    sections: ["主要做法"],
    evidence: ["建立账户128个"],
    answer: "128个",
    must_contain: ["128"],
    answerable: true,
    note: "",
    ...change,
  };
}

/** A citation of the sentence that holds these words, as the program would make it. */
export function citationOf(words: string, change: Partial<ContractCitation> = {}): ContractCitation {
  for (const unionCase of CASES) {
    for (const section of unionCase.sections) {
      for (const block of section.blocks) {
        const sentence = block.sentences.find(({ text }) => text.includes(words));
        if (!sentence) continue;
        const { id, organization, title } = unionCase;
        return {
          number: 1,
          case: { id, organization, title },
          section: section.name,
          item: block.label,
          sentences: [sentence.number, sentence.number],
          truncated: false,
          source: { file: FILE, start: sentence.start, end: sentence.end, line: block.line },
          quote: sentence.text,
          address: "",
          url: null,
          ...change,
        };
      }
    }
  }
  throw new Error(`citationOf: expected words of the document, found ${words}`);
}

/** An answer that says the sentences that hold these words. */
export function answerOf(words: readonly string[], change: Partial<ContractAnswer> = {}): ContractAnswer {
  const citations = words.map((one) => citationOf(one));
  return {
    kind: "grounded",
    by: "extractive",
    text: citations.map(({ quote }) => quote).join("\n"),
    claims: [],
    citations,
    cases: [...new Map(citations.map((citation) => [citation.case.id, citation.case])).values()],
    candidates: [],
    suggestions: [],
    carried: null,
    ...change,
  };
}

export const REFUSAL: ContractAnswer = answerOf([], { kind: "not-found", text: "没有找到。" });

/** Of no words for no question: all 0. */
const NO_SIGNALS: Signals = signalsOf({
  question: "",
  asks: "matter",
  concepts: [],
  hits: [],
  judged: [],
  named: false,
});

interface GatedSketch extends Partial<Omit<Gated, "signals">> {
  readonly signals?: Partial<Signals>;
}

export function gatedOf({ signals, ...change }: GatedSketch = {}): Gated {
  return {
    score: 0.9,
    reason: null,
    certain: true,
    chosenRight: true,
    ...change,
    signals: { ...NO_SIGNALS, ...signals },
  };
}

interface OutcomeSketch extends Partial<Omit<Outcome, "question" | "grade">> {
  readonly question?: Partial<Question>;
  readonly grade?: Partial<Grade>;
}

/** A right answer, unless told otherwise. */
export function outcomeOf({ question, grade, ...change }: OutcomeSketch = {}): Outcome {
  return {
    question: questionOf(question),
    answer: answerOf(["建立账户"]),
    cause: null,
    elapsedMs: 1,
    ranks: null,
    gate: null,
    ...change,
    grade: {
      right: true,
      fault: null,
      missing: [],
      refused: false,
      evidenceRecall: null,
      citationPrecision: null,
      sectionExact: null,
      itemExact: null,
      listExact: null,
      length: 10,
      verbatim: true,
      ...grade,
    },
  };
}
