/** What the program said, in an SQLite file: only added to, each entry sealed with the hash of the one before. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Audit, AuditEntry, AuditFlaw, AuditHead, AuditRecord, AuditVerdict } from "../watch/audit.ts";
import { makeFolder } from "./folder.ts";
import { RETENTION_DAYS } from "./retention.ts";
import { openSoundDatabase } from "./sound-database.ts";
import { createSql, type Row, type Sql } from "./sql.ts";

export const AUDIT_FILE = "audit.sqlite";

const DAY = 24 * 60 * 60 * 1000;

/** Some two gigabytes of answers; what is oldest goes first. */
const MOST_ENTRIES = 500_000;

/** How many entries are added between two looks for what is too old. */
const TIDY_EVERY = 200;

/** What the first entry is chained to. */
const NOTHING: AuditHead = { number: 0, hash: "0".repeat(64) };

const FORMAT = 1;
/** Several processes may be the first at once. The triggers are against slips; that nothing was changed the hashes tell. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    record TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  -- forgotten: the last entry that is kept no more; head: the last of all.
  CREATE TABLE IF NOT EXISTS ends (name TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  INSERT OR IGNORE INTO ends VALUES ('forgotten', 0, '${NOTHING.hash}'), ('head', 0, '${NOTHING.hash}');

  CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries
  BEGIN SELECT raise(ABORT, 'entries are only added'); END;
  CREATE TRIGGER IF NOT EXISTS entries_are_kept BEFORE DELETE ON entries
  WHEN old.number > (SELECT number FROM ends WHERE name = 'forgotten')
  BEGIN SELECT raise(ABORT, 'entries are only added'); END;

  PRAGMA user_version = ${FORMAT};
`;

export interface AuditSource {
  readonly dir: string;
  /** Is told of a damaged file, which is set aside. */
  readonly warn: (message: string) => void;
  readonly now?: () => number;
  readonly retentionDays?: number;
}

/** Rejects where the folder cannot be written, or a newer version of the program wrote the file. */
export async function openSqliteAudit(source: AuditSource): Promise<Audit> {
  const { dir, warn, now = Date.now, retentionDays = RETENTION_DAYS } = source;
  await makeFolder(dir);
  const database: DatabaseSync = openSoundDatabase({
    path: join(dir, AUDIT_FILE),
    format: FORMAT,
    schema: SCHEMA,
    lost: "此前的回答记录须从备份中查看",
    warn,
    now,
  });
  const sql = createSql(database);
  let untilTidy = 0;

  return {
    async add(record) {
      sql.together(() => {
        const last = endOf(sql, "head");
        const number = last.number + 1;
        const at = now();
        const text = JSON.stringify(record);
        const hash = hashOf(last.hash, number, at, text);
        sql.run("INSERT INTO entries (number, at, record, hash) VALUES (?, ?, ?, ?)", number, at, text, hash);
        setEnd(sql, "head", { number, hash });
        untilTidy -= 1;
        if (untilTidy >= 0) return;
        untilTidy = TIDY_EVERY;
        forget(sql, now() - retentionDays * DAY, number - MOST_ENTRIES);
      });
    },
    head: async () => endOf(sql, "head"),
    verify: async (kept) => verify(sql, kept),
    *entries(since) {
      const first = sql.one("SELECT min(number) AS first FROM entries WHERE at >= ?", since)?.first;
      if (first == null) return;
      for (const row of rowsAfter(sql, Number(first) - 1)) if (Number(row.at) >= since) yield entryOf(row);
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

/** Of the oldest entries those before a time, and those up to a number. */
function forget(sql: Sql, before: number, upTo: number): void {
  const row = sql.one(
    "SELECT number, hash FROM entries WHERE number < ifnull((SELECT min(number) FROM entries WHERE at >= ?), 0) OR number <= ? ORDER BY number DESC LIMIT 1",
    before,
    upTo,
  );
  if (!row) return;
  setEnd(sql, "forgotten", { number: Number(row.number), hash: String(row.hash) });
  sql.run("DELETE FROM entries WHERE number <= ?", Number(row.number));
}

function verify(sql: Sql, kept: AuditHead | undefined): AuditVerdict {
  const head = endOf(sql, "head");
  const forgotten = endOf(sql, "forgotten");
  let last = forgotten;
  const broken = (number: number, why: AuditFlaw): AuditVerdict => ({ kind: "broken", number, why });
  for (const row of rowsAfter(sql, 0)) {
    const number = last.number + 1;
    if (Number(row.number) !== number) return broken(number, "missing");
    const hash = hashOf(last.hash, number, Number(row.at), String(row.record));
    if (hash !== row.hash) return broken(number, "changed");
    if (kept?.number === number && kept.hash !== hash) return broken(number, "other");
    last = { number, hash };
  }
  if (last.number < head.number || (kept && kept.number > last.number)) return broken(last.number + 1, "cut");
  if (last.hash !== head.hash) return broken(last.number, "changed");
  return { kind: "whole", first: forgotten.number + 1, count: last.number - forgotten.number, head };
}

function hashOf(before: string, number: number, at: number, record: string): string {
  return createHash("sha256").update(`${before}\n${number}\n${at}\n${record}`).digest("hex");
}

/** In pieces, for nobody's memory holds all of it; other processes may write between two. */
function* rowsAfter(sql: Sql, number: number): Generator<Row> {
  for (let after = number; ; ) {
    const rows = sql.all("SELECT * FROM entries WHERE number > ? ORDER BY number LIMIT 500", after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = Number(last.number);
  }
}

function endOf(sql: Sql, name: "head" | "forgotten"): AuditHead {
  const row = sql.one("SELECT number, hash FROM ends WHERE name = ?", name);
  return row ? { number: Number(row.number), hash: String(row.hash) } : NOTHING;
}

function setEnd(sql: Sql, name: "head" | "forgotten", { number, hash }: AuditHead): void {
  sql.run("UPDATE ends SET number = ?, hash = ? WHERE name = ?", number, hash, name);
}

function entryOf(row: Row): AuditEntry {
  return {
    number: Number(row.number),
    at: Number(row.at),
    record: JSON.parse(String(row.record)) as AuditRecord,
    hash: String(row.hash),
  };
}
