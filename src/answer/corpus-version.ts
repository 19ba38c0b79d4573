/** The files of the corpus → a short name of what they say together. */

import { createHash } from "node:crypto";
import type { Case } from "../corpus/case.ts";
import type { Store } from "../stores/store.ts";

export interface CorpusVersion {
  readonly id: string;
  readonly fileCount: number;
  readonly caseCount: number;
}

type Files = Pick<Store, "files" | "cases">;

/** A store gives the same array of cases as long as it answers from the same index. */
const known = new WeakMap<readonly Case[], Promise<CorpusVersion>>();

export async function versionOf(store: Files): Promise<CorpusVersion> {
  const cases = await store.cases();
  const version = known.get(cases) ?? versionAt(store);
  known.set(cases, version);
  return version;
}

async function versionAt(store: Files): Promise<CorpusVersion> {
  const files = await store.files();
  const hash = createHash("sha256");
  for (const { file, sha256, fixesSha256 = "" } of files)
    hash.update(`${file} ${sha256}${fixesSha256 && ` ${fixesSha256}`}\n`);
  const caseCount = (await store.cases()).filter(({ role }) => role === "case").length;
  return { id: hash.digest("hex").slice(0, 8), fileCount: files.length, caseCount };
}
