/** The folder of documents → a new index, made by a process of its own while this one goes on answering. */

import { execFile } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reindexed } from "../chat/curating.ts";
import type { Log } from "../console/log.ts";
import type { Settings } from "./settings.ts";

/** Findings of a large corpus are many. */
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

const WHY_IN_LOG = "原因已记入程序的日志，请告诉管理程序的人";

/** Does not reject. Once for all who want it while it goes on. */
export function createReindexing(
  { corpusDir, dataDir }: Pick<Settings, "corpusDir" | "dataDir">,
  log: Log,
): () => Promise<Reindexed> {
  let going: Promise<Reindexed> | undefined;
  return () => {
    going ??= indexed(["index", "--json", "--corpus", corpusDir, "--data", dataDir], log).finally(() => {
      going = undefined;
    });
    return going;
  };
}

/** The same program, whether it is run from its sources or as it was packed. */
const CLI = fileURLToPath(new URL(`../cli${extname(import.meta.filename)}`, import.meta.url));

function indexed(args: readonly string[], log: Log): Promise<Reindexed> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { maxBuffer: MOST_OUTPUT_BYTES }, (_, output, errors) => {
      // A file that cannot be used ends the command as a fault, and is told of as well.
      const report = reportIn(output);
      if (report) return resolve(report);
      log.error(`没能重新索引：${errors.trim()}`);
      resolve({ problem: WHY_IN_LOG });
    });
  });
}

function reportIn(output: string): Reindexed | undefined {
  try {
    const { cases, files, indexed, removed, failures } = JSON.parse(output);
    return { cases, files, failures, changed: indexed.length, removed: removed.length };
  } catch {
    return undefined;
  }
}
