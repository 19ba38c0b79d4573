/** Messages → why they are answered as they are: what was read, where it was looked for, what the judge said. */

import { describe, expect, test } from "vitest";
import { explain, explainSearch, watch } from "../../src/answer/explain.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function knowledge(): Promise<OpenKnowledge> {
  opened ??= folderOf({
    "选编.md": documentText(
      {
        organization: "岚石县总工会",
        title: "“安心账户”稳住采石工",
        sections: {
          主要内容: [
            "(一)工会为采石工人开立安心账户，每月补贴20元。",
            "(二)开办采石夜校，全年授课48场，协助追讨欠薪。",
          ],
          应用成效: ["采石工人流失率下降12%。"],
        },
      },
      { organization: "梨坡镇总工会", sections: { 主要内容: ["请农技师到田头讲授修剪。"] } },
    ),
  }).then(openKnowledge);
  return opened;
}

async function explained(question: string, ...history: readonly string[]) {
  const { answer, explanation } = await explain({ question, history }, await knowledge());
  if (!explanation) throw new Error(`expected an explanation of “${question}”, found none`);
  return { answer, ...explanation };
}

describe("an explanation", () => {
  test("leaves the answer as it is", async () => {
    const { ask } = await knowledge();
    for (const question of ["岚石的采石夜校授课多少场？", "有哪些案例？", "采石夜校的教室在哪里？"]) {
      expect((await explained(question)).answer).toEqual(await ask(question));
    }
  });

  test("says what was read", async () => {
    const { read } = await explained("引用岚石应用成效的第二条");
    expect(read).toEqual({
      kind: "quote",
      type: "statement",
      cases: ["岚石县总工会"],
      sections: ["应用成效"],
      item: { number: 2, unit: "条" },
      content: expect.any(String),
      absent: [],
    });
  });

  test("says which names no case has; nothing is looked for then", async () => {
    const { answer, read, attempts } = await explained("南京市总工会的采石夜校怎么办的？");
    expect([answer.kind, read.absent, attempts]).toEqual(["not-found", ["南京"], []]);
  });

  test("says of an attempt where it looked, by what words, and what they weigh", async () => {
    const { attempts } = await explained("岚石的采石夜校讨薪了吗？");
    const [{ words, where, search } = fail()] = attempts;
    expect([words, where]).toEqual(["own", "named"]);
    expect(search.concepts.map(({ word, known }) => [word, known])).toEqual(
      expect.arrayContaining([
        ["采石", true],
        ["夜校", true],
        ["讨薪", false],
      ]),
    );
    expect(search.concepts.filter(({ weight }) => !(weight >= 0 && weight <= 1))).toEqual([]);
  });

  test("says where each hit stands in the lanes, and by which words it was matched", async () => {
    const { attempts } = await explained("采石夜校全年授课多少场？");
    const [{ search } = fail()] = attempts;
    expect(search.hits[0]).toEqual({
      rank: 1,
      organization: "岚石县总工会",
      section: "主要内容",
      item: "(二)",
      score: expect.any(Number),
      coverage: 1,
      lanes: {
        terms: { rank: 1, score: expect.any(Number) },
        vectors: null,
      },
      matched: [
        { word: "采石", by: "采石", degree: 1 },
        { word: "夜校", by: "夜校", degree: 1 },
        { word: "全年", by: "全年", degree: 1 },
        { word: "授课", by: "授课", degree: 1 },
      ],
    });
    expect(search.hits.map(({ rank }) => rank)).toEqual(search.hits.map((_, i) => i + 1));
  });

  test("says which places were best, and how they were judged", async () => {
    const { answer, attempts } = await explained("采石夜校全年授课多少场？");
    const [{ spans, verdict } = fail(), ...others] = attempts;
    expect([answer.kind, others]).toEqual(["grounded", []]);
    expect(spans[0]).toEqual({
      organization: "岚石县总工会",
      section: "主要内容",
      item: "(二)",
      text: "开办采石夜校，全年授课48场，协助追讨欠薪。",
      score: expect.any(Number),
    });
    expect(spans.length).toBeLessThanOrEqual(3);
    expect(spans.map(({ score }) => score)).toEqual(
      spans.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    expect(verdict?.kind).toBe("answer");
  });

  test("says of a follow-up every attempt in order", async () => {
    const { answer, attempts } = await explained("教室在哪一年停用的？", "岚石的采石夜校授课多少场？");
    expect([answer.kind, attempts.map(({ words, where, verdict }) => [words, where, verdict?.kind])]).toEqual(
      [
        "not-found",
        [
          ["joined", "talked-about", "refuse"],
          ["own", "talked-about", "refuse"],
          ["joined", "everywhere", "refuse"],
          ["own", "everywhere", "refuse"],
        ],
      ],
    );
  });

  test.each([["有哪些案例？"], ["引用岚石的应用成效"], ["总结岚石的案例"]])(
    "has no attempts where nothing is chosen by its words: %s",
    async (question) => {
      expect((await explained(question)).attempts).toEqual([]);
    },
  );

  test.each([["你能做什么？"], ["谢谢"]])("is none where nothing is looked up: %s", async (question) => {
    const { explanation } = await explain({ question }, await knowledge());
    expect(explanation).toBeNull();
  });

  test("is of the last question alone, not of those before it", async () => {
    const { answer, read, attempts } = await explained("有哪些案例？", "采石夜校全年授课多少场？");
    expect([answer.kind, read.kind, attempts]).toEqual(["listing", "catalogue", []]);
  });
});

test("what was watched is the question as read and the attempts at it", async () => {
  const { answer, part, tried } = await watch({ question: "采石夜校全年授课多少场？" }, await knowledge());
  expect([answer.kind, part?.kind, tried.map(({ attempt }) => attempt.where)]).toEqual([
    "grounded",
    "ask",
    ["everywhere"],
  ]);
  expect(tried[0]?.found.verdict?.kind).toBe("answer");
});

test("a search of nothing explains nothing", () => {
  expect(explainSearch([], [])).toEqual({ concepts: [], hits: [] });
});

function fail(): never {
  throw new Error("expected an attempt, found none");
}
