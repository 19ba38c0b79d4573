/** A data folder → the rights to it: to write in it, which one process has at a time, and to serve from it; each ends with its process however that ends. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { SQLITE_BUSY, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";

const NAME = "serving.lock";

const IN_USE = "有程序正在使用这个文件夹，请先停掉它";

const RESTORING = "正在用备份恢复这个文件夹，请等它完成后再启动";

/** Throws while the folder is restored. It has to be there. Any number of programs may serve, each holds a read lock of the system on an empty file. */
export function lockServing(dir: string) {
  const database = open(dir);
  try {
    /** Another program was serving from the folder already. */
    const isSecond = !tryAlone(database);
    if (!isSecond) database.exec("COMMIT");
    database.exec("BEGIN; SELECT count(*) FROM sqlite_schema;");
    return { isSecond, end: () => database.close() };
  } catch (error) {
    database.close();
    if (sqliteCode(error) === SQLITE_BUSY) throw new Error(`${dir}：${RESTORING}`);
    throw error;
  }
}

/** Throws where any program serves from the folder; none can begin to until the function returned is called. */
export function lockAlone(dir: string): () => void {
  const database = open(dir);
  if (tryAlone(database)) return () => database.close();
  database.close();
  throw new Error(`${dir}：${IN_USE}`);
}

/** Whether a program serves from the folder now, which need not be there. */
export function isServed(dir: string): boolean {
  if (!existsSync(join(dir, NAME))) return false;
  try {
    lockAlone(dir)();
    return false;
  } catch {
    return true;
  }
}

function open(dir: string): DatabaseSync {
  // One that starts waits for a moment in which another only looks.
  return new DatabaseSync(join(dir, NAME), { timeout: 1_000 });
}

function tryAlone(database: DatabaseSync): boolean {
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;");
    return true;
  } catch (error) {
    if (sqliteCode(error) === SQLITE_BUSY) return false;
    throw error;
  } finally {
    database.exec("PRAGMA busy_timeout = 1000");
  }
}

/**
 * Waits up to `waitMs` and resolves with the function that gives the right back. The lock is the system's lock on an
 * empty SQLite file, so it ends with the process however that ends, and no stale lock is ever left to be guessed at.
 * Rejects with `busy` where it waited in vain.
 */
export async function lockWriter(
  dir: string,
  name: string,
  waitMs: number,
  busy = `另一个程序正在写入，等了 ${waitMs / 1000} 秒；请待它写完后再试`,
): Promise<() => void> {
  const path = join(dir, name);
  const database = new DatabaseSync(path, { timeout: 0 });
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE;");
      return () => (database.isOpen ? database.close() : undefined);
    } catch (error) {
      const code = sqliteCode(error);
      if (code === SQLITE_BUSY && performance.now() < deadline) {
        await sleep(50);
        continue;
      }
      database.close();
      if (code === SQLITE_BUSY) throw new Error(`${path}：${busy}`);
      if (code === SQLITE_NOTADB) throw new Error(`${path}：应为空文件，却有内容；请删除它`);
      throw error;
    }
  }
}
