/** Questions that went wrong, as lines in the format of the gold set. */

import { expect, it } from "vitest";
import { parseQuestions } from "../../evaluation/labelled.ts";
import { candidateOfDisliked, candidateOfUnanswered } from "../../src/curation/candidates.ts";
import { openKnowledge } from "../knowledge.ts";

const read = (candidate: object) => parseQuestions(JSON.stringify(candidate), "candidates.jsonl")[0];

it("proposes an unanswered question as one without an answer", () => {
  const candidate = candidateOfUnanswered({ question: "主席是谁？", history: [], reason: "not-told", at: 0 });
  expect(read(candidate)).toMatchObject({ answerable: false, evidence: [], sections: [] });
  expect(candidate).not.toHaveProperty("history");
});

it("proposes a disliked answer with its places, and says why it was disliked", async () => {
  const { askContract } = await openKnowledge();
  const answer = await askContract("镇江挽回了多少损失？");
  const candidate = candidateOfDisliked({
    id: "aaaaaaaaaaaa",
    question: "它挽回了多少损失？",
    history: ["介绍一下镇江的案例"],
    answer,
    reason: "缺了人数",
    at: 0,
  });
  expect(read(candidate)).toMatchObject({
    type: "followup",
    history: ["介绍一下镇江的案例"],
    organizations: ["江苏镇江市总工会"],
    sections: ["应用成效"],
    evidence: [expect.stringMatching(/为110名劳动者挽回经济损失181\.9万元。$/)],
  });
  expect(candidate.note).toContain("缺了人数");
});
