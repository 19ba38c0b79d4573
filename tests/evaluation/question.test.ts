import { describe, expect, it } from "vitest";
import { parseQuestions } from "../../src/evaluation/question.ts";

const LINE = '{"id":"b-fact-001","type":"fact","question":"几个？","answerable":true}';

describe("question file", () => {
  it("gives every question all its fields, whatever its line leaves out", () => {
    expect(parseQuestions(LINE, "a.jsonl")).toEqual([
      {
        id: "b-fact-001",
        type: "fact",
        question: "几个？",
        history: [],
        organizations: [],
        sections: [],
        evidence: [],
        answer: "",
        must_contain: [],
        answerable: true,
        note: "",
      },
    ]);
  });

  it("may have blank lines and line ends of any kind", () => {
    expect(parseQuestions(`${LINE}\r\n\r\n${LINE}\n`, "a.jsonl")).toHaveLength(2);
  });

  it.each([
    ["not json", "a.jsonl:3: expected one JSON object, found “not json”"],
    [LINE.slice(0, 60), `a.jsonl:3: expected one JSON object, found “${LINE.slice(0, 40)}”`],
    [LINE.replace('"fact"', '"riddle"'), /^a\.jsonl:3: expected a question, found a wrong type: /],
    [
      LINE.replace("}", ',"evidence":"几个"}'),
      /^a\.jsonl:3: expected a question, found a wrong evidence: .*array/,
    ],
    [
      LINE.replace("}", ',"history":["一",2]}'),
      /^a\.jsonl:3: expected a question, found a wrong history\.1: .*string/,
    ],
    [LINE.replace(',"answerable":true', ""), /^a\.jsonl:3: expected a question, found a wrong answerable: /],
  ])("names file, line and field of what is wrong: %s", (line, message) => {
    expect(() => parseQuestions(`${LINE}\n\n${line}\n`, "a.jsonl")).toThrow(message);
  });
});
