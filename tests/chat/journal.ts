/** A journal in a folder of its own, and a log that is kept. */

import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "../../src/console/log.ts";
import { type Journals, openSqliteJournals } from "../../src/stores/open-journals.ts";

const MEMORY = "/dev/shm";
const ROOM = 1e9;

/** In memory where there is room: journals commit thousands of times, and each commit waits for a disk. */
const FOLDERS = hasRoom() ? MEMORY : tmpdir();

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM;
}

const dirs: string[] = [];
process.on("exit", () => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

/** A new folder that is gone when the process ends. */
export function newDir(): string {
  const dir = mkdtempSync(join(FOLDERS, "anlitong-chat-"));
  dirs.push(dir);
  return dir;
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
