import { describe, expect, it } from "vitest";
import { parseForeign } from "../../evaluation/foreign.ts";

const CASES = [
  {
    key: "a",
    org: "岚石县总工会",
    title: "账户",
    file: "a.md",
    start: 0,
    end: 90,
    sections: { 做法: [10, 50] },
  },
];
const LINE = {
  id: "f-1",
  type: "followup",
  question: "那窗口呢？",
  history: [{ q: "建了多少账户？", a: "128个" }],
  case: ["a"],
  section: ["做法"],
  evidence: ["窗口12个"],
  answer: "12个",
  must_contain: ["12个|十二个"],
  answerable: true,
};

const parsed = (lines: object, cases: unknown = CASES) =>
  parseForeign(
    { text: JSON.stringify(lines), file: "q.jsonl" },
    { text: JSON.stringify(cases), file: "cases.json" },
  );

describe("questions about a foreign corpus", () => {
  it("are read with the cases and sections that their keys mean", () => {
    expect(parsed(LINE)).toEqual([
      {
        id: "f-1",
        type: "followup",
        question: "那窗口呢？",
        history: ["建了多少账户？"],
        cases: [
          {
            organization: "岚石县总工会",
            title: "账户",
            file: "a.md",
            whole: [0, 90],
            sections: new Map([["做法", [10, 50]]]),
          },
        ],
        sections: ["做法"],
        named: [],
        evidence: ["窗口12个"],
        answer: "12个",
        mustContain: ["12个|十二个"],
        answerable: true,
        note: "",
      },
    ]);
  });

  it("are refused where a key or an offset is wrong", () => {
    expect(() => parsed({ ...LINE, case: ["b"] })).toThrow(
      "q.jsonl: f-1: expected a key of cases.json, found b",
    );
    expect(() => parsed(LINE, [{ ...CASES[0], end: "90" }])).toThrow(
      /^cases\.json: expected cases with offsets, found /,
    );
  });
});
