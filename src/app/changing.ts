/** A change that whoever looks after the cases makes to the folder of documents → written in its turn, put on record, indexed. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Reindexed } from "../chat/curating.ts";
import type { Log } from "../console/log.ts";
import type { Outcome } from "../curation/documents.ts";
import type { Audit, AuditRecord } from "../watch/audit.ts";
import { CHANGING } from "./wording.zh.ts";

export interface ChangingSource {
  /** `isLate`: another goes on that may have read the document already, and this one begins after it. */
  readonly reindex: () => { readonly isLate: boolean; readonly job: Promise<Reindexed> };
  readonly audit: Pick<Audit, "add">;
  readonly log: Log;
}

/** What was written. */
export interface Written {
  readonly record: Extract<AuditRecord, { readonly file: string }>;
  /** What is said when answers go by it, and before where that takes long. */
  readonly done: string;
  readonly later: string;
}

/** Whoever saves waits no longer: scans that are new in the folder take hours. */
const PATIENCE_MS = 30_000;

export type Change = ReturnType<typeof createChanging>;

/** One after the other: each sees what those before it wrote. Rejects with what the writing rejects with. */
export function createChanging({ reindex, audit, log }: ChangingSource) {
  let writing: Promise<unknown> = Promise.resolve();

  async function indexed({ record, done, later }: Written): Promise<Outcome> {
    await audit.add(record).catch((error: unknown) => log.error(CHANGING.notAudited(String(error))));
    const { isLate, job } = reindex();
    const outcome = job.then((made): Outcome => {
      const failure =
        "problem" in made ? made.problem : made.failures.find((line) => line.startsWith(record.file));
      return failure ? { problem: CHANGING.notIndexed(failure) } : { done };
    });
    const soon = isLate
      ? undefined
      : await Promise.race([outcome, sleep(PATIENCE_MS, undefined, { ref: false })]);
    if (soon) return soon;
    outcome.then((late) => {
      if ("problem" in late) log.error(`${record.file}：${late.problem}`);
    });
    return { done: later };
  }

  return (write: () => Promise<Written | { readonly problem: string }>): Promise<Outcome> => {
    const job = writing.then(async () => {
      const written = await write();
      return "problem" in written ? written : indexed(written);
    });
    writing = job.catch(() => undefined);
    return job;
  };
}
