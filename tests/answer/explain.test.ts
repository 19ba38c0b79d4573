/** Messages → why they are answered as they are: what was understood, what was found, what the gate said. */

import { describe, expect, test } from "vitest";
import { explain, explainSearch, watch } from "../../src/answer/explain.ts";
import { MIN_SCORE } from "../../src/answer/gate.ts";
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
    for (const question of ["岚石的采石夜校授课多少场？", "有哪些案例？", "", "采石夜校的奖杯呢？"]) {
      expect((await explained(question)).answer).toEqual(await ask(question));
    }
  });

  test("says what was understood", async () => {
    const { understood } = await explained("岚石的采石夜校全年授课多少场？");
    expect(understood).toEqual({
      intent: "question",
      asks: "number",
      cases: ["岚石县总工会"],
      section: null,
      content: "的采石夜校全年授课多少场?",
      unknown: [],
    });
  });

  test("says which section is asked for, and which names no case has", async () => {
    expect((await explained("引用岚石的应用成效")).understood).toMatchObject({
      intent: "quote",
      cases: ["岚石县总工会"],
      section: "应用成效",
    });
    const { answer, understood, search, gate } = await explained("南京市总工会的采石夜校怎么办的？");
    expect([answer.kind, understood.unknown, search, gate]).toEqual(["not-found", ["南京"], null, null]);
  });

  test("says by what words it was searched for, and what they weigh", async () => {
    const { search } = await explained("采石夜校讨薪了吗？");
    expect(search?.concepts.map(({ word, known }) => [word, known])).toEqual([
      ["采石", true],
      ["夜校", true],
      ["讨薪", false],
    ]);
    expect(search?.concepts.filter(({ weight }) => !(weight > 0 && weight <= 1))).toEqual([]);
    expect(search?.concepts.map(({ variants }) => variants.length > 0)).toEqual([false, false, true]);
  });

  test("says where each hit stands in the lanes, and by which words it was matched", async () => {
    const { search } = await explained("采石夜校全年授课多少场？");
    const [first] = search?.hits ?? [];
    expect(first).toEqual({
      rank: 1,
      organization: "岚石县总工会",
      section: "主要内容",
      item: "(二)",
      score: expect.any(Number),
      coverage: 1,
      lanes: {
        terms: { rank: 1, score: expect.any(Number) },
        vectors: { rank: expect.any(Number), score: expect.any(Number) },
      },
      matched: [
        { word: "采石", by: "采石", degree: 1 },
        { word: "夜校", by: "夜校", degree: 1 },
        { word: "全年", by: "全年", degree: 1 },
        { word: "授课", by: "授课", degree: 1 },
      ],
    });
    const hits = search?.hits ?? [];
    expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, i) => i + 1));
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test("says what the gate made of it: an answer, or a reason against one", async () => {
    const told = await explained("采石夜校全年授课多少场？");
    expect([told.answer.kind, told.gate]).toEqual([
      "grounded",
      { score: expect.any(Number), threshold: MIN_SCORE, reason: null },
    ]);
    expect(told.gate?.score).toBeGreaterThanOrEqual(MIN_SCORE);
    const reversed = await explained("采石工人流失率为什么上升12%？");
    expect([reversed.answer.kind, reversed.gate?.reason]).toEqual(["not-found", "reversed"]);
    const little = await explained("安心邮票的奖金分几等？");
    expect([little.answer.kind, little.gate?.reason]).toEqual(["not-found", "too-little"]);
    expect(little.gate?.score).toBeLessThan(MIN_SCORE);
  });

  test.each([["有哪些案例？"], ["引用岚石的应用成效"], ["总结岚石的案例"], [""]])(
    "has no search and no gate where nothing is searched for: %s",
    async (question) => {
      const { search, gate } = await explained(question);
      expect([search, gate]).toEqual([null, null]);
    },
  );

  test("is of the last question alone, not of those before it", async () => {
    const { answer, understood, search } = await explained("有哪些案例？", "采石夜校全年授课多少场？");
    expect([answer.kind, understood.intent, search]).toEqual(["listing", "catalogue", null]);
  });

  test("knows the case that a follow-up leaves out", async () => {
    const { understood } = await explained("采石夜校全年授课多少场？", "总结岚石的案例");
    expect(understood.cases).toEqual(["岚石县总工会"]);
  });
});

test("what was watched is the request and the search that the answer came from", async () => {
  const { answer, request, attempt } = await watch(
    { question: "采石夜校全年授课多少场？" },
    await knowledge(),
  );
  expect(answer.kind).toBe("grounded");
  expect(request?.understanding.asks).toBe("number");
  expect(attempt?.chosen.map(({ text }) => text)).toEqual(["开办采石夜校，全年授课48场，"]);
  expect(attempt?.verdict.reason).toBeNull();
});

test("a search of nothing explains nothing", () => {
  expect(explainSearch([], [])).toEqual({ concepts: [], hits: [] });
});
