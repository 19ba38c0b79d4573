/** An office whose case documents may be changed, with all that is kept of what is asked there, and its curators on one platform. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenCuration, openCuration } from "../../src/app/open-curation.ts";
import { type OpenKnowledge, openKnowledge } from "../../src/app/open-knowledge.ts";
import { type OpenWatch, openWatch } from "../../src/app/open-watch.ts";
import { createScopes } from "../../src/app/scopes.ts";
import type { KeptLog } from "../chat/journal.ts";
import { keepLog } from "../chat/journal.ts";
import { documentText } from "../search/folder.ts";
import type { Setup } from "./platforms.ts";

export const WORDS = "建成驿站12家，供快递员歇脚。";

export interface Office {
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly knowledge: OpenKnowledge;
  readonly watch: OpenWatch;
  readonly curation: OpenCuration;
  readonly log: KeptLog;
  /** In full, as the settings name them; may grow. */
  readonly curators: string[];
  /** What a channel is started with. */
  readonly setup: Required<Omit<Setup, "holdOf">>;
  /** Other words in the place of `WORDS`. */
  rewrite(words: string): void;
  close(): Promise<void>;
}

/** `channel`: as the audit names it. */
export async function openOffice(
  channel: string,
  corpusDir = mkdtempSync(join(tmpdir(), "anlitong-office-")),
): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), "anlitong-office-data-"));
  const rewrite = (words: string) => writeFileSync(join(corpusDir, "2024.md"), documentOf(words));
  rewrite(WORDS);
  const log = keepLog();
  const curators: string[] = [];
  const settings = { corpusDir, dataDir, retentionDays: 90 } as const;
  const knowledge = await openKnowledge({ settings, log });
  const scopes = createScopes({ knowledge, corpusDir, log });
  const watch = await openWatch({ settings, knowledge, scopes, log, metrics: null });
  const curation = openCuration({
    ...{ knowledge, scopes, watch, votes: undefined, log },
    settings: { ...settings, curation: { curators } },
  });
  const abilities = watch.abilitiesOf(channel, { on: channel });
  return {
    ...{ corpusDir, dataDir, knowledge, watch, curation, log, curators, rewrite },
    setup: { abilities, curating: curation.curatingOn(channel) },
    async close() {
      await watch.close();
      await knowledge.close();
    },
  };
}

function documentOf(words: string): string {
  return documentText(
    {
      organization: "甲县总工会",
      sections: {
        主要内容: ["开展夏送清凉，慰问快递员300人。"],
        应用成效: ["夏天快递员歇脚有处。", "诉求减少三成。"],
      },
    },
    { organization: "乙县总工会", sections: { 主要内容: [`走访企业。${words}`], 应用成效: ["职工满意。"] } },
  );
}
