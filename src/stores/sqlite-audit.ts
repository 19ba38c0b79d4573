/** What the program said, in an SQLite file: only added to, each entry sealed with the hash of the one before. */

import { createHash } from "node:crypto";
import type { Audit, AuditEntry, AuditFlaw, AuditHead, AuditVerdict } from "../watch/audit.ts";
import { DAY, type Keeping, openSoundDatabase, RETENTION_DAYS } from "./sound-database.ts";
import { createSql, type Sql } from "./sql.ts";

/** Some two gigabytes of answers; what is oldest goes first. */
const MOST_ENTRIES = 500_000;

/** How many entries are added between two looks for what is too old. */
const TIDY_EVERY = 200;

/** What the first entry is chained to. */
const NOTHING: AuditHead = { number: 0, hash: "0".repeat(64) };

/** The triggers are against slips; that nothing was changed the hashes tell. */
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
`;

/** Rejects where the folder cannot be written, or a newer version of the program wrote the file. */
export async function openSqliteAudit(keeping: Keeping): Promise<Audit> {
  const { now = Date.now, retentionDays = RETENTION_DAYS } = keeping;
  const database = await openSoundDatabase(keeping, {
    ...{ file: "audit.sqlite", format: 1, schema: SCHEMA },
    lost: "此前的回答记录须从备份中查看",
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
        sql.run`INSERT INTO entries (number, at, record, hash) VALUES (${number}, ${at}, ${text}, ${hash})`;
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
      const { first } =
        sql.one<{ first: number | null }>`SELECT min(number) AS first FROM entries WHERE at >= ${since}` ??
        {};
      if (first == null) return;
      for (const row of rowsAfter(sql, first - 1))
        if (row.at >= since) yield { ...row, record: JSON.parse(row.record) };
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

/** Of the oldest entries those before a time, and those up to a number. */
function forget(sql: Sql, before: number, upTo: number): void {
  const last = sql.one<AuditHead>`
    SELECT number, hash FROM entries
    WHERE number < ifnull((SELECT min(number) FROM entries WHERE at >= ${before}), 0) OR number <= ${upTo}
    ORDER BY number DESC LIMIT 1`;
  if (!last) return;
  setEnd(sql, "forgotten", last);
  sql.run`DELETE FROM entries WHERE number <= ${last.number}`;
}

function verify(sql: Sql, kept: AuditHead | undefined): AuditVerdict {
  const head = endOf(sql, "head");
  const forgotten = endOf(sql, "forgotten");
  let last = forgotten;
  const broken = (number: number, why: AuditFlaw): AuditVerdict => ({ kind: "broken", number, why });
  for (const row of rowsAfter(sql, 0)) {
    const number = last.number + 1;
    if (row.number !== number) return broken(number, "missing");
    const hash = hashOf(last.hash, number, row.at, row.record);
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

type EntryRow = Omit<AuditEntry, "record"> & { readonly record: string };

/** In pieces, for nobody's memory holds all of it; other processes may write between two. */
function* rowsAfter(sql: Sql, number: number): Generator<EntryRow> {
  for (let after = number; ; ) {
    const rows = sql.all<EntryRow>`SELECT * FROM entries WHERE number > ${after} ORDER BY number LIMIT 500`;
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
  }
}

function endOf(sql: Sql, name: "head" | "forgotten"): AuditHead {
  const end = sql.one<AuditHead>`SELECT number, hash FROM ends WHERE name = ${name}`;
  return end ? { ...end } : NOTHING;
}

function setEnd(sql: Sql, name: "head" | "forgotten", { number, hash }: AuditHead): void {
  sql.run`UPDATE ends SET number = ${number}, hash = ${hash} WHERE name = ${name}`;
}
