/** A database file that cannot be read → moved out of the way, with a new one in its place. */

import { renameSync, rmSync } from "node:fs";
import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";

export interface SetAside {
  readonly path: string;
  /** What is lost with it, as the operator is told. */
  readonly lost: string;
  readonly warn: (message: string) => void;
  readonly now: () => number;
}

/** `open` throws an error of SQLite where the file is damaged; any other error is passed on. */
export function openOrSetAside<T>(open: () => T, { path, lost, warn, now }: SetAside): T {
  try {
    return open();
  } catch (error) {
    if (![SQLITE_NOTADB, SQLITE_CORRUPT].includes(sqliteCode(error) ?? 0)) throw error;
    const aside = `${path}.damaged-${now()}`;
    renameSync(path, aside);
    // What was not yet written into the file belongs to it alone.
    for (const part of ["-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
    warn(`${path} 已损坏，移到 ${aside}；${lost}`);
    return open();
  }
}
