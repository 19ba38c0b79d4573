/** The folder of an index → the journals of the chat platforms that are served from it. */

import { randomBytes } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Journal } from "../chat/journal.ts";
import { JOURNAL_FORMAT, JOURNAL_SCHEMA } from "./journal-schema.ts";
import { createSql } from "./sql.ts";
import { createJournal } from "./sqlite-journal.ts";
import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";
import { lockWriter } from "./writer-lock.ts";

/** How long a program that starts waits for the one before it to end. */
const WAIT_FOR_OTHER_MS = 12_000;

const IN_USE = "另一个程序正在用这个文件夹接待聊天群，请先停掉它，或为本程序另设 DATA_DIR";

export interface Journals {
  /** The journal of a platform's bot, told from others by this name. */
  of(bot: string): Journal;
  close(): Promise<void>;
}

export interface JournalSource {
  readonly dir: string;
  /** Is told of a damaged file, which is set aside. */
  readonly warn: (message: string) => void;
  readonly now?: () => number;
}

/** Rejects while another program serves chats from this folder: two would answer everything twice. */
export async function openSqliteJournals({ dir, warn, now = Date.now }: JournalSource): Promise<Journals> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, "chats.sqlite");
  const unlock = await lockWriter(dir, "chats.lock", WAIT_FOR_OTHER_MS, IN_USE);
  try {
    const database = openSound(path, warn, now);
    const salt = saltOf(database);
    const sql = createSql(database);
    return {
      of: (bot) => createJournal({ sql, bot, now }, salt),
      async close() {
        if (!database.isOpen) return;
        database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openSound(path: string, warn: (message: string) => void, now: () => number): DatabaseSync {
  try {
    return openDatabase(path);
  } catch (error) {
    if (![SQLITE_NOTADB, SQLITE_CORRUPT].includes(sqliteCode(error) ?? 0)) throw error;
    const aside = `${path}.damaged-${now()}`;
    renameSync(path, aside);
    // What was not yet written into the file belongs to it alone.
    for (const part of ["-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
    warn(`${path} 已损坏，移到 ${aside}；对话、按钮和已开通的会话须重新建立`);
    return openDatabase(path);
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    const check = database.prepare("PRAGMA quick_check(1)").get();
    if (check?.quick_check !== "ok") throw Object.assign(new Error("damaged"), { errcode: SQLITE_CORRUPT });
    const format = database.prepare("PRAGMA user_version").get()?.user_version;
    if (format !== 0 && format !== JOURNAL_FORMAT)
      throw new Error(
        `${path}：应为第 ${JOURNAL_FORMAT} 版格式，却是第 ${format} 版；请使用写入它的程序版本，或将它移走`,
      );
    if (format === 0) createSql(database).together(() => database.exec(JOURNAL_SCHEMA));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function saltOf(database: DatabaseSync): string {
  database
    .prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('salt', ?)")
    .run(randomBytes(16).toString("hex"));
  return String(database.prepare("SELECT value FROM meta WHERE name = 'salt'").get()?.value);
}
