/** A document that gives way is on the disk itself before it goes, so that a power cut loses neither. */

import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { createDocumentHistory } from "../../src/app/document-history.ts";

const folderNamed = (name: string) => mkdtempSync(join(tmpdir(), `anlitong-${name}-`));

const inodeOf = (path: string) => statSync(path).ino;

/** Inodes, in the order in which they are put on the disk itself. */
async function watchSyncs(): Promise<readonly number[]> {
  const synced: number[] = [];
  const handle = await open(folderNamed("any"));
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const { sync } = prototype;
  const spy = vi.spyOn(prototype, "sync").mockImplementation(async function (this: FileHandle) {
    synced.push((await this.stat()).ino);
    return sync.call(this);
  });
  onTestFinished(() => spy.mockRestore());
  return synced;
}

it("is there with its corrections, and so are the folders", async () => {
  const [corpusDir, dataDir] = [folderNamed("corpus"), folderNamed("data")];
  writeFileSync(join(corpusDir, "甲.md"), "原文");
  writeFileSync(join(corpusDir, "甲.md.fix.json"), "{}");
  const synced = await watchSyncs();
  const history = createDocumentHistory(dataDir, corpusDir);
  const id = await history.keep({ file: "甲.md", by: "zhang", done: "withdrawn" });
  const folder = join(dataDir, "history");
  expect(readdirSync(join(folder, id)).sort()).toEqual(["former", "former.fix.json", "record.json"]);
  for (const path of [history.formerOf(id), history.formerFixesOf(id), join(folder, id), folder])
    expect(synced, path).toContain(inodeOf(path));
  expect(synced.at(-1)).toBe(inodeOf(folder));
});
