/** A new index made while the program answers: what it tells of itself. */

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createReindexing } from "../../src/app/reindex.ts";
import { keepLog } from "../chat/journal.ts";
import { documentText, folderOf } from "../search/folder.ts";
import { newFolder } from "./run-in-process.ts";

const documentOf = (organization: string) =>
  documentText({ organization, sections: { 应用成效: ["职工满意。"] } });

async function setUp() {
  const corpusDir = await folderOf({ "1.md": documentOf("甲县总工会") });
  const log = keepLog();
  const reindex = createReindexing({ corpusDir, dataDir: newFolder() }, log);
  return { corpusDir, log, reindex };
}

it("tells what was read anew, what is no more, and which file cannot be used; once for all who want it", async () => {
  const { corpusDir, reindex } = await setUp();
  expect(await reindex()).toEqual({ cases: 1, files: 1, changed: 1, removed: 0, failures: [] });
  rmSync(join(corpusDir, "1.md"));
  writeFileSync(join(corpusDir, "2.md"), documentOf("乙县总工会"));
  writeFileSync(join(corpusDir, "3.docx"), "PK\u0003\u0004 broken");
  const [one, other] = await Promise.all([reindex(), reindex()]);
  expect(one).toEqual({
    ...{ cases: 1, files: 1, changed: 1, removed: 1 },
    failures: [expect.stringContaining("3.docx")],
  });
  expect(other).toBe(one);
});

it("says that there is none, and puts the reason into the log alone", async () => {
  const { corpusDir, log, reindex } = await setUp();
  await reindex();
  rmSync(corpusDir, { recursive: true });
  expect(await reindex()).toEqual({ problem: "原因已记入程序的日志，请告诉管理程序的人" });
  expect(log.lines).toEqual([expect.stringMatching(/^error 没能重新索引：.+/s)]);
});
