/** The data folder and what answers from it → what keeps and counts all that is said, whichever channel says it. */

import packageJson from "../../package.json" with { type: "json" };
import type { Abilities } from "../answer/abilities.ts";
import type { Journal } from "../chat/journal.ts";
import type { Log } from "../console/log.ts";
import { notingUnanswered } from "../curation/note-unanswered.ts";
import { makeFolder } from "../stores/folder.ts";
import { lockServing } from "../stores/locks.ts";
import { auditing } from "../watch/auditing.ts";
import type { Metrics } from "../watch/metrics.ts";
import { observing } from "../watch/observing.ts";
import type { OpenKnowledge } from "./open-knowledge.ts";
import type { Reading, Scopes } from "./scopes.ts";
import type { Settings } from "./settings.ts";

export interface WatchSource {
  readonly settings: Pick<Settings, "dataDir" | "retentionDays">;
  readonly knowledge: OpenKnowledge;
  readonly scopes: Scopes;
  readonly log: Log;
  /** Null for a program that nobody reads figures of. */
  readonly metrics: Metrics | null;
}

export type OpenWatch = Awaited<ReturnType<typeof openWatch>>;

/** Rejects where the folder cannot be written, and while it is restored. */
export async function openWatch(source: WatchSource) {
  const { settings, knowledge, scopes, log, metrics } = source;
  const { dataDir, retentionDays } = settings;
  await makeFolder(dataDir);
  const serving = lockServing(dataDir);
  // Those who share a database may share the copies in a folder, too.
  if (serving.isSecond && !knowledge.stores.sharedIndex)
    log.warn(`另一个程序也在使用 ${dataDir}；要分开使用，请为其中一个另设 DATA_DIR`);
  const kept = { warn: log.warn, retentionDays };
  const feedback = await knowledge.stores.feedback(kept);
  const audit = await knowledge.stores.audit(kept);
  const keeping = auditing({
    audit,
    // Of all of the corpus, whoever asks.
    version: scopes.abilitiesFor("operator").version,
    program: packageJson.version,
    prompts: Object.values(knowledge.writer?.prompts ?? {}).map(({ name, version }) => `${name}@${version}`),
    onFailure(error) {
      metrics?.auditFailed();
      log.error(`一条回答没能记入审计记录：${error instanceof Error ? error.message : String(error)}`);
    },
  });
  return {
    ...{ feedback, audit },
    /** What a channel answers with; `reading`: always the same, or by the ids on which platform; names in full otherwise. */
    abilitiesOf(
      channel: string,
      reading: { readonly as: Reading } | { readonly on?: string } = {},
    ): Abilities {
      const read = "as" in reading ? scopes.abilitiesFor(reading.as) : scopes.abilitiesOf(reading.on);
      return observing(notingUnanswered(read, { feedback, log }), channel, async (observed) => {
        await keeping.observe(observed);
        await metrics?.observe(observed);
        const { trace, ability, ms, outcome, isEarly, isStopped } = observed;
        const came = "answer" in outcome ? outcome.answer.kind : isStopped ? "stopped" : "error";
        log.debug(
          `回答 ${channel} ${trace}：${ability} ${isEarly ? "early " : ""}${came}，${ms.toFixed(1)} 毫秒`,
        );
      });
    },
    overJournal(journal: Journal, bot: string): Journal {
      const audited = keeping.overJournal(journal, bot);
      return metrics?.overJournal(audited, bot) ?? audited;
    },
    async close() {
      await audit.close();
      await feedback.close();
      serving.end();
    },
  };
}
