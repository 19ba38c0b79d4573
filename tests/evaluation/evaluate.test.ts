import { beforeAll, describe, expect, it } from "vitest";
import { evaluate, type Outcome } from "../../src/evaluation/evaluate.ts";
import { parseQuestions } from "../../src/evaluation/question.ts";
import { type OpenKnowledge, openKnowledge } from "../knowledge.ts";

let knowledge: OpenKnowledge;

beforeAll(async () => {
  knowledge = await openKnowledge();
});

const asked = {
  id: "t-fact-001",
  type: "fact",
  question: "圆通全网为员工提供的免费宿舍有多少间？",
  evidence: ["免费宿舍达1.2万间"],
  must_contain: ["1.2万"],
  answerable: true,
  organizations: ["圆通速递有限公司工会"],
};

async function outcomeOf(change: object): Promise<Outcome> {
  const [question] = parseQuestions(JSON.stringify({ ...asked, ...change }), "t.jsonl");
  if (!question) throw new Error("expected one question, found none");
  const [outcome] = await evaluate([question], knowledge);
  if (!outcome) throw new Error("expected one outcome, found none");
  return outcome;
}

describe("evaluation", () => {
  it("tells of an answer what the gate said, and where each lane has the evidence", async () => {
    const { grade, cause, gate, ranks } = await outcomeOf({});
    expect({ right: grade.right, verbatim: grade.verbatim, cause }).toEqual({
      right: true,
      verbatim: true,
      cause: null,
    });
    expect(gate).toMatchObject({ reason: null, certain: true, chosenRight: true });
    expect(gate?.signals).toMatchObject({ named: 1, counted: 1 });
    expect(ranks?.fused).toBe(1);
  });

  it("has no gate for a list, and no ranks without evidence", async () => {
    const { gate, ranks } = await outcomeOf({ question: "列出全部案例", type: "cross", evidence: [] });
    expect({ gate, ranks }).toEqual({ gate: null, ranks: null });
  });

  it.each([
    ["refusal", "an answer to what is not told", { answerable: false, type: "unanswerable" }],
    ["case resolution", "words of another case", { organizations: ["江苏镇江市总工会"] }],
    ["sentence choice", "other words of the right passage", { must_contain: ["1.3万"] }],
  ])("blames the %s for %s", async (cause, _what, change) => {
    const outcome = await outcomeOf(change);
    expect({ right: outcome.grade.right, cause: outcome.cause }).toEqual({ right: false, cause });
  });

  it("says how far it is", async () => {
    const questions = parseQuestions(
      ["a", "b"].map((id) => JSON.stringify({ ...asked, id })).join("\n"),
      "t.jsonl",
    );
    const told: number[] = [];
    await evaluate(questions, knowledge, (done) => told.push(done));
    expect(told).toEqual([1, 2]);
  });
});
