import { describe, expect, it } from "vitest";
import { type Cause, evaluate, type Outcome } from "../../evaluation/evaluate.ts";
import { locate, parseQuestions } from "../../evaluation/labelled.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

const TEXT = documentText(
  {
    organization: "岚石县总工会",
    title: "“安心账户”稳住采石工",
    sections: {
      主要内容: ["工会为采石工人开立安心账户，每月补贴20元。", "开办采石夜校，全年授课48场，协助追讨欠薪。"],
      应用成效: ["采石工人流失率下降12%。"],
    },
  },
  { organization: "梨坡镇总工会", sections: { 主要内容: ["请农技师到田头讲授修剪。"] } },
);

let opened: Promise<OpenKnowledge> | undefined;

/** Opened by the first test; the store is in memory and outlives the folder. */
function corpus() {
  opened ??= folderOf({ "选编.md": TEXT }).then(openKnowledge);
  return opened.then((knowledge) => ({ knowledge, textOf: () => TEXT }));
}

const asked = {
  id: "t-fact-001",
  type: "fact",
  question: "岚石的采石夜校全年授课多少场？",
  evidence: ["全年授课48场"],
  must_contain: ["48场"],
  answerable: true,
  organizations: ["岚石县总工会"],
  sections: ["主要内容"],
};

async function outcomeOf(change: object = {}): Promise<Outcome> {
  const open = await corpus();
  const cases = await open.knowledge.store.cases();
  const questions = parseQuestions(JSON.stringify({ ...asked, ...change }), "t.jsonl");
  const [outcome] = await evaluate(
    questions.map((one) => locate(one, cases)),
    open,
  );
  if (!outcome) throw new Error("expected one outcome, found none");
  return outcome;
}

describe("evaluation", () => {
  it("finds a right answer right, and its quotes verbatim", async () => {
    const { score, cause } = await outcomeOf();
    expect({ ...score, length: 0 }).toEqual({
      right: true,
      strict: true,
      fault: null,
      missing: [],
      refused: false,
      place: true,
      verbatim: score.verbatim.map(() => true),
      length: 0,
    });
    expect([cause, score.verbatim.length > 0]).toEqual([null, true]);
  });

  it.each<[Cause, string, object]>([
    ["judge", "an answer to what is not told", { answerable: false, type: "unanswerable" }],
    ["retrieval", "words that no passage holds", { must_contain: ["49场"] }],
    ["retrieval", "words of another case", { organizations: ["梨坡镇总工会"] }],
    ["ability", "a list in the place of words", { question: "列出全部案例", type: "cross" }],
  ])("blames the %s for %s", async (cause, _what, change) => {
    const outcome = await outcomeOf(change);
    expect({ strict: outcome.score.strict, cause: outcome.cause }).toEqual({ strict: false, cause });
  });

  it("says how far it is", async () => {
    const open = await corpus();
    const cases = await open.knowledge.store.cases();
    const questions = parseQuestions(
      ["a", "b"].map((id) => JSON.stringify({ ...asked, id })).join("\n"),
      "t.jsonl",
    );
    let done = 0;
    await evaluate(
      questions.map((one) => locate(one, cases)),
      open,
      () => {
        done += 1;
      },
    );
    expect(done).toBe(2);
  });
});
