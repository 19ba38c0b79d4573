/** A folder and a name → the right to write there, which one process has at a time. */

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { SQLITE_BUSY, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";

/**
 * Waits up to `waitMs` and resolves with the function that gives the right back. The lock is the system's lock on an
 * empty SQLite file, so it ends with the process however that ends, and no stale lock is ever left to be guessed at.
 * Rejects with `busy` where it waited in vain.
 */
export async function lockWriter(
  dir: string,
  name: string,
  waitMs: number,
  busy = `another process is writing here, waited ${waitMs / 1000} s; try again when it has finished`,
): Promise<() => void> {
  const path = join(dir, name);
  const database = new DatabaseSync(path, { timeout: 0 });
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE;");
      return () => database.close();
    } catch (error) {
      const code = sqliteCode(error);
      if (code === SQLITE_BUSY && performance.now() < deadline) {
        await sleep(50);
        continue;
      }
      database.close();
      if (code === SQLITE_BUSY) throw new Error(`${path}: ${busy}`);
      if (code === SQLITE_NOTADB) throw new Error(`${path}: expected an empty file, found text; delete it`);
      throw error;
    }
  }
}
