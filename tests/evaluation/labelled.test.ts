import { describe, expect, it } from "vitest";
import { isOrganization, isSection, locate, parseQuestions } from "../../evaluation/labelled.ts";
import { goldAt } from "../../evaluation/question.ts";
import { parseDocument } from "../../src/corpus/parse.ts";
import { documentText } from "../search/folder.ts";

const line = { id: "b-fact-001", type: "fact", question: "多少？", answerable: true };

describe("lines of questions", () => {
  it("are read with what they leave out", () => {
    const text = `${JSON.stringify(line)}\n\n${JSON.stringify({ ...line, id: "b-fact-002", history: ["谁？"] })}\n`;
    const [first, second, ...others] = parseQuestions(text, "a.jsonl");
    expect(first).toEqual({
      ...line,
      history: [],
      organizations: [],
      sections: [],
      evidence: [],
      answer: "",
      must_contain: [],
      note: "",
    });
    expect([second?.history, others]).toEqual([["谁？"], []]);
  });

  it.each([
    ["{", "a.jsonl:1: expected one JSON object, found “{”"],
    [JSON.stringify({ ...line, type: "riddle" }), /^a\.jsonl:1: expected a question, found a wrong type: /],
  ])("are refused by file, line and field: %s", (text, message) => {
    expect(() => parseQuestions(text, "a.jsonl")).toThrow(message);
  });
});

describe("labels", () => {
  it.each([
    ["岚石县总工会", "岚石县总工会", "", true],
    ["双塔县总工会“夜校”经验材料", "双塔县总工会", "“夜校”经验材料", true],
    ["双塔县总工会", "双塔县总工会“夜校”经验材料", "", true],
    ["岚石县 总工会", "岚石县总工会", "", true],
    ["澄川市总工会", "岚石县总工会", "一项做法", false],
  ])("mean a case by its name: %s, %s", (label, organization, title, same) => {
    expect(isOrganization(label, { organization, title })).toBe(same);
  });

  it.each([
    ["主要做法", "主要做法", true],
    ["主要做法", "二、主要做法", true],
    ["一、主要做法", "（一）主要做法", true],
    ["第三章 给付标准", "第三章 给付标准", true],
    ["主要做法", "主要内容", false],
  ])("mean a section with its number or without: %s, %s", (label, name, same) => {
    expect(isSection(label, name)).toBe(same);
  });

  it("are found in the document as the program reads it", () => {
    const text = documentText(
      {
        organization: "岚石县总工会",
        sections: { 主要做法: ["建立账户128个。"], 取得成效: ["发放补助300万元。"] },
      },
      { organization: "澄川市总工会", sections: { 主要做法: ["夜班食堂开到凌晨。"] } },
    );
    const { cases } = parseDocument("a.md", text);
    const located = (change: object) => {
      const [labelled] = parseQuestions(JSON.stringify({ ...line, ...change }), "a.jsonl");
      if (!labelled) throw new Error("expected one question, found none");
      return locate(labelled, cases);
    };
    const at = (words: string) => {
      const start = text.indexOf(words);
      return { file: "a.md", start, end: start + words.length };
    };
    const one = located({ organizations: ["岚石县总工会"], sections: ["主要做法"] });
    expect(goldAt(one, one.sections, at("建立账户128个。"))?.organization).toBe("岚石县总工会");
    expect(goldAt(one, one.sections, at("发放补助300万元。"))).toBeUndefined();
    expect(goldAt(one, [], at("发放补助300万元。"))?.organization).toBe("岚石县总工会");
    expect(goldAt(one, one.sections, at("夜班食堂开到凌晨。"))).toBeUndefined();
    const anywhere = located({});
    expect(goldAt(anywhere, anywhere.sections, at("夜班食堂开到凌晨。"))?.organization).toBe("澄川市总工会");
    const nowhere = located({ sections: ["没有的章节"] });
    expect(goldAt(nowhere, nowhere.sections, at("建立账户128个。"))).toBeUndefined();
    expect(located({ type: "cross", organizations: ["岚石县总工会"] }).named).toEqual(["岚石县总工会"]);
  });
});
