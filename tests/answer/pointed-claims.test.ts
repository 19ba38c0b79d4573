/** Clauses that are pointed at → what is shown of the item that they stand in. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { claimsFor } from "../../src/answer/pointed-claims.ts";
import { passagesOf } from "../../src/corpus/passages.ts";
import { createGround } from "../../src/grounding/ground.ts";
import { openKnowledge } from "../knowledge.ts";

const dir = await mkdtemp(join(tmpdir(), "points-"));
afterAll(() => rm(dir, { recursive: true, force: true }));
await writeFile(
  join(dir, "night.md"),
  "# 河西区总工会\n\n## 做法\n\n（一）选地方。把闲置厂房改成教学点14个。离宿舍步行不超过10分钟。第二，选老师。持证讲师每次课补贴260元。\n",
);
const { store } = await openKnowledge(dir);

async function shownFor(words: string): Promise<string | undefined> {
  const found = (await store.cases()).flatMap((of) =>
    passagesOf(of).flatMap((passage) =>
      passage.sentences
        .filter(({ text }) => text.startsWith(words))
        .map((sentence) => ({ of, passage, sentence })),
    ),
  );
  const pointers = found.map(({ of, ...place }) => ({ case: of, ...place, clause: 0 }));
  const claims = await claimsFor(pointers, createGround(store));
  return claims[0]?.text;
}

it("a sentence is shown with the name of its item, or of the point of it that it belongs to", async () => {
  expect(await shownFor("离宿舍")).toContain("选地方。");
  expect(await shownFor("持证讲师")).toMatch(/第二，选老师。.*持证讲师/);
  expect(await shownFor("持证讲师")).not.toContain("选地方");
});
