/** A corpus folder → knowledge over a new index of it, with the models of the settings: nothing is left from an earlier run. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Knowledge } from "../src/answer/knowledge.ts";
import { openKnowledge } from "../src/app/open-knowledge.ts";
import { parseSettings } from "../src/app/settings.ts";
import { createLog } from "../src/console/log.ts";

export interface OpenCorpus {
  readonly knowledge: Knowledge;
  /** A file of the corpus as received; empty where there is none. */
  textOf(file: string): string;
  close(): Promise<void>;
}

/** Models are those that `environment` names. Rejects when there is nothing to answer from. */
export async function openCorpus(
  corpusDir: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<OpenCorpus> {
  const dataDir = await mkdtemp(join(tmpdir(), "anlitong-eval-"));
  const removed = () => rm(dataDir, { recursive: true, force: true });
  try {
    const settings = { ...parseSettings(environment), corpusDir, dataDir };
    const log = createLog(process.stderr, "error");
    const knowledge = await openKnowledge({ settings, log });
    const texts = new Map<string, string>();
    for (const { file } of await knowledge.store.cases())
      if (!texts.has(file)) texts.set(file, (await knowledge.store.text(file)) ?? "");
    return {
      knowledge,
      textOf: (file) => texts.get(file) ?? "",
      async close() {
        await knowledge.close();
        await removed();
      },
    };
  } catch (error) {
    await removed();
    throw error;
  }
}
