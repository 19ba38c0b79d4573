/** A journal in a folder of its own, and a log that is kept. */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "../../src/console/log.ts";
import { type Journals, openSqliteJournals } from "../../src/stores/open-journals.ts";

/** Gone when all tests are over. */
export function newDir(): string {
  return mkdtempSync(join(process.env.TEST_FOLDER ?? tmpdir(), "chat-"));
}

export function openJournals(dir = newDir(), now?: () => number): Promise<Journals> {
  return openSqliteJournals({ dir, warn: () => {}, ...(now && { now }) });
}

export interface KeptLog extends Log {
  readonly lines: string[];
}

export function keepLog(): KeptLog {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`);
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** The pairing codes that were shown, the latest last. */
export function codesOf({ log }: { readonly log: KeptLog }): string[] {
  return log.lines.flatMap(
    (line) => /^info [^：]+：配对码 ([A-Z2-9]{4}-[A-Z2-9]{4})，/.exec(line)?.[1] ?? [],
  );
}
