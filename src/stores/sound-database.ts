/** A folder and the name of a store → statements on its SQLite file, which is sound; a damaged file is set aside, and a new one begun. */

import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "./folder.ts";
import { type Statements, statementsOf } from "./statements.ts";
import { type Kept, SQLITE_TABLES } from "./tables.ts";
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

/** Kept as `user_version`, above 0; a file of another one is refused. */
const FORMAT = 1;

/** What is lost with a damaged file, as the end of a sentence. */
const LOST: Readonly<Record<Kept, string>> = {
  chats: "对话、按钮和已开通的会话须重新建立",
  feedback: "其中的评价和未答出的问题不再可见",
  audit: "此前的回答记录须从备份中查看",
  spending: "语言模型的用量从零计起",
  pins: "置顶的答案须重新置顶",
};

/** Rejects where the file cannot be opened, read or written, and where it is of another format. */
export async function openSoundDatabase(
  store: Kept,
  { dir, warn, now = Date.now }: Pick<Keeping, "dir" | "warn" | "now">,
): Promise<Statements> {
  await makeFolder(dir);
  const path = join(dir, `${store}.sqlite`);
  try {
    return statementsOf(openDatabase(path, store));
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
    warn(`${path} 已损坏，移到 ${aside}；${LOST[store]}`);
    return statementsOf(openDatabase(path, store));
  }
}

function openDatabase(path: string, store: Kept): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    const check = database.prepare("PRAGMA quick_check(1)").get();
    if (check?.quick_check !== "ok") throw Object.assign(new Error("damaged"), { errcode: SQLITE_CORRUPT });
    const found = formatOf(database);
    if (found > FORMAT) throw newer(path, found, FORMAT);
    if (found !== 0 && found !== FORMAT)
      throw new Error(
        `${path}：应为第 ${FORMAT} 版格式，却是第 ${found} 版；请使用写入它的程序版本，或将它移走`,
      );
    if (found === 0 || store === "feedback") bringUpToDate(database, store);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const formatOf = (database: DatabaseSync) =>
  Number(database.prepare("PRAGMA user_version").get()?.user_version);

/** Several processes may be the first at once. */
function bringUpToDate(database: DatabaseSync, store: Kept): void {
  database.exec("BEGIN IMMEDIATE");
  if (formatOf(database) === 0) database.exec(`${SQLITE_TABLES[store]}; PRAGMA user_version = ${FORMAT};`);
  // A file of an earlier version has no such column; that version reads the file all the same.
  const hasScope = database.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = 'scope'");
  for (const table of store === "feedback" ? ["unanswered", "votes"] : [])
    if (!hasScope.get(table)) database.exec(`ALTER TABLE ${table} ADD COLUMN scope TEXT`);
  database.exec("COMMIT");
}

/** Nothing is changed in such a file, for what it holds cannot be made again. */
export function newer(path: string, found: number, known: number): Error {
  return new Error(
    `${path}：由更新版本的程序写成（第 ${found} 版格式），本程序只认得第 ${known} 版；请升级程序，或用备份恢复`,
  );
}
