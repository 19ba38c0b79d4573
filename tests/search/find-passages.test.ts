/** A query as people type it → passages, those of the case that it names first. */

import { describe, expect, it } from "vitest";
import { textOf } from "../../src/corpus/passages.ts";
import { findPassages } from "../../src/search/find-passages.ts";
import type { Hit } from "../../src/search/rank.ts";
import { openKnowledge } from "../knowledge.ts";
import { type CaseSketch, documentText, folderOf } from "./folder.ts";

const MARSH: CaseSketch = {
  organization: "苇河县总工会",
  sections: { 主要内容: ["开办夜校，夜校授课48场，夜校学员最多。", "建成岗亭驿站。"] },
};
const PEAR: CaseSketch = {
  organization: "梨坡镇总工会",
  sections: { 主要内容: ["夜校请农技师授课，每次授课前备好夜校讲义并发到学员手中。", "梨农签订协议。"] },
};

async function opened() {
  return openKnowledge(await folderOf({ "选编.md": documentText(MARSH, PEAR) }));
}

function placesOf(hits: readonly Hit[]): string[] {
  return hits.map(({ case: of, passage }) => `${of.organization}：${textOf(passage.sentences)}`);
}

describe("findPassages", () => {
  it("puts passages of the case that the query names before somewhat better ones of others", async () => {
    const dir = await folderOf({
      "选编.md": documentText(
        { organization: "苇河县总工会", sections: { 主要内容: ["夜校授课。"] } },
        { organization: "梨坡镇总工会", sections: { 主要内容: ["夜校请来退休的农技师授课。"] } },
      ),
    });
    const knowledge = await openKnowledge(dir);
    const query = "梨坡夜校授课";
    const [plain] = await knowledge.retriever.retrieve(query, { limit: 1 });
    const [found] = await findPassages(query, knowledge, { limit: 1 });
    expect([plain, found].map((hit) => hit?.case.organization)).toEqual(["苇河县总工会", "梨坡镇总工会"]);
  });

  it("still gives the passages of other cases, after those of the one named", async () => {
    const hits = await findPassages("梨坡镇的夜校", await opened(), { limit: 10 });
    const organizations = hits.map((hit) => hit.case.organization);
    expect(organizations.lastIndexOf("梨坡镇总工会")).toBeLessThan(organizations.indexOf("苇河县总工会"));
    expect(placesOf(hits)).toContain("苇河县总工会：开办夜校，夜校授课48场，夜校学员最多。");
  });

  it("is plain retrieval for a query that names no case", async () => {
    const knowledge = await opened();
    expect(await findPassages("夜校授课", knowledge, { limit: 10 })).toEqual(
      await knowledge.retriever.retrieve("夜校授课", { limit: 10 }),
    );
  });

  it("keeps to its options", async () => {
    const knowledge = await opened();
    const hits = await findPassages("梨坡镇的夜校", knowledge, {
      limit: 1,
      scope: { cases: new Set([0]) },
      rankLanes: true,
    });
    expect(hits.map((hit) => [hit.case.organization, hit.lanes.terms?.rank])).toEqual([["苇河县总工会", 1]]);
    expect(await findPassages("", knowledge, { limit: 5 })).toEqual([]);
  });
});
