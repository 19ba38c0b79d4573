/** A document that waits elsewhere → into the corpus folder, there whole or not at all. */

import { randomBytes } from "node:crypto";
import { copyFile, link, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder, sync } from "../stores/folder.ts";
import { systemCode } from "../stores/write-errors.ts";

/** A copy beside it first, which the readers of the folder leave out. */
export async function place(from: string, path: string, isNew: boolean): Promise<void> {
  await makeFolder(dirname(path));
  const draft = join(dirname(path), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await copyFile(from, draft);
    await sync(draft, "r+");
    if (isNew) await linked(draft, path);
    else await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Never over another, even one that came just now; where the file system has no links, as far as can be seen. */
async function linked(draft: string, path: string): Promise<void> {
  await link(draft, path).catch(async (error: unknown) => {
    const isFree = await stat(path).then(
      () => false,
      () => true,
    );
    if (systemCode(error) === "EEXIST" || !isFree) throw error;
    await rename(draft, path);
  });
}
