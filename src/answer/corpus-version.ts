/** The files of the corpus → a short name of what they say together. */

import { createHash } from "node:crypto";
import type { Store } from "../stores/store.ts";
import type { CorpusVersion } from "./abilities.ts";

export async function versionOf(store: Pick<Store, "files" | "cases">): Promise<CorpusVersion> {
  const files = await store.files();
  const hash = createHash("sha256");
  for (const { file, sha256 } of files) hash.update(`${file} ${sha256}\n`);
  const caseCount = (await store.cases()).filter(({ role }) => role === "case").length;
  return { id: hash.digest("hex").slice(0, 8), fileCount: files.length, caseCount };
}
