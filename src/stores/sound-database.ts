/** A folder and the name of a file → an open SQLite database that is sound; a damaged file is set aside, and a new one begun. */

import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "./folder.ts";
import { createSql } from "./sql.ts";
import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";

export const DAY = 24 * 60 * 60 * 1000;

/** How long what is kept for whoever looks after the program is kept where the settings do not say. */
export const RETENTION_DAYS = 90;

/** Where something is kept, and for how long. */
export interface Keeping {
  readonly dir: string;
  /** Is told of a damaged file, which is set aside. */
  readonly warn: (message: string) => void;
  readonly now?: () => number;
  /** How long what is of use only to whoever looks after the program is kept, and anything else at most. */
  readonly retentionDays?: number;
}

interface Kept {
  readonly file: string;
  /** Kept as `user_version`, above 0; a file of another one is refused. */
  readonly format: number;
  /** Makes the tables of a new file. Several processes may be the first at once. */
  readonly schema: string;
  /** What is lost with a damaged file, as the end of a sentence. */
  readonly lost: string;
}

/** Rejects where the file cannot be opened, read or written, and where it is of another format. */
export async function openSoundDatabase(
  { dir, warn, now = Date.now }: Pick<Keeping, "dir" | "warn" | "now">,
  kept: Kept,
): Promise<DatabaseSync> {
  await makeFolder(dir);
  const path = join(dir, kept.file);
  try {
    return openDatabase(path, kept);
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    if (![SQLITE_NOTADB, SQLITE_CORRUPT].includes(code))
      throw new Error(`${path}：无法打开（${(error as Error).message}）；请检查它是不是文件、能否读写`, {
        cause: error,
      });
    const aside = `${path}.damaged-${now()}`;
    renameSync(path, aside);
    // What was not yet written into the file belongs to it alone.
    for (const part of ["-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
    warn(`${path} 已损坏，移到 ${aside}；${kept.lost}`);
    return openDatabase(path, kept);
  }
}

function openDatabase(path: string, { format, schema }: Kept): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    const check = database.prepare("PRAGMA quick_check(1)").get();
    if (check?.quick_check !== "ok") throw Object.assign(new Error("damaged"), { errcode: SQLITE_CORRUPT });
    const found = database.prepare("PRAGMA user_version").get()?.user_version;
    if (Number(found) > format) throw newer(path, Number(found), format);
    if (found !== 0 && found !== format)
      throw new Error(
        `${path}：应为第 ${format} 版格式，却是第 ${found} 版；请使用写入它的程序版本，或将它移走`,
      );
    if (found === 0)
      createSql(database).together(() => database.exec(`${schema}; PRAGMA user_version = ${format};`));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Nothing is changed in such a file, for what it holds cannot be made again. */
export function newer(path: string, found: number, known: number): Error {
  return new Error(
    `${path}：由更新版本的程序写成（第 ${found} 版格式），本程序只认得第 ${known} 版；请升级程序，或用备份恢复`,
  );
}
