/** What the program said, in a database, by default an SQLite file: only added to, each entry sealed with the hash of the one before. */

import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Audit, AuditEntry, AuditFlaw, AuditHead, AuditVerdict } from "../watch/audit.ts";
import { DAY, type Keeping, RETENTION_DAYS } from "./sound-database.ts";
import type { Statements } from "./statements.ts";
import { NO_HASH } from "./tables.ts";

/** Some two gigabytes of answers; what is oldest goes first. */
const MOST_ENTRIES = 500_000;

/** How many entries are added between two looks for what is too old. */
const TIDY_EVERY = 200;

/** How many entries are read at once: a few MB of answers. */
const PIECE = 500;

/** What the first entry is chained to. */
const NOTHING: AuditHead = { number: 0, hash: NO_HASH };

export function createAudit(
  sql: Statements,
  { now = Date.now, retentionDays = RETENTION_DAYS }: Pick<Keeping, "now" | "retentionDays">,
): Audit {
  let untilTidy = 0;
  return {
    async add(record) {
      await sql.together(async (within) => {
        const last = await endOf(within, "head");
        const number = last.number + 1;
        const at = now();
        // The kind stands first, where `latest` looks for it.
        const { kind, ...rest } = record;
        const text = JSON.stringify({ kind, ...rest });
        const hash = hashOf(last.hash, number, at, text);
        await within.run`
          INSERT INTO entries (number, at, record, hash) VALUES (${number}, ${at}, ${text}, ${hash})`;
        await setEnd(within, "head", { number, hash });
        untilTidy -= 1;
        if (untilTidy >= 0) return;
        untilTidy = TIDY_EVERY;
        await forget(within, now() - retentionDays * DAY, number - MOST_ENTRIES);
      });
    },
    head: () => endOf(sql, "head"),
    verify: (kept) => verify(sql, kept),
    async *entries(since) {
      const { first } =
        (await sql.one<{ first: number | null }>`
          SELECT min(number) AS first FROM entries WHERE at >= ${since}`) ?? {};
      if (first == null) return;
      for await (const row of rowsAfter(sql, first - 1))
        if (row.at >= since) yield { ...row, record: JSON.parse(row.record) };
    },
    async latest(kind, since, most) {
      const found: EntryRow[] = [];
      let upTo = (await endOf(sql, "head")).number;
      while (upTo > 0 && found.length < most) {
        const before = upTo - PIECE;
        found.push(
          ...(await sql.all<EntryRow>`
            SELECT number, at, record, hash FROM entries
            WHERE number > ${before} AND number <= ${upTo} AND at >= ${since}
              AND record LIKE ${`{"kind":"${kind}",%`}
            ORDER BY number DESC LIMIT ${most - found.length}`),
        );
        const older = await sql.one<{ at: number }>`
          SELECT at FROM entries WHERE number <= ${before} ORDER BY number DESC LIMIT 1`;
        if (!older || older.at < since) break;
        upTo = before;
        await setImmediate();
      }
      return found.map((row) => ({ ...row, record: JSON.parse(row.record) }));
    },
    close: sql.close,
  };
}

/** Of the oldest entries those before a time, and those up to a number. */
async function forget(sql: Statements, before: number, upTo: number): Promise<void> {
  const last = await sql.one<AuditHead>`
    SELECT number, hash FROM entries
    WHERE number < coalesce((SELECT min(number) FROM entries WHERE at >= ${before}), 0) OR number <= ${upTo}
    ORDER BY number DESC LIMIT 1`;
  if (!last) return;
  await setEnd(sql, "forgotten", last);
  await sql.run`DELETE FROM entries WHERE number <= ${last.number}`;
}

async function verify(sql: Statements, kept: AuditHead | undefined): Promise<AuditVerdict> {
  const head = await endOf(sql, "head");
  const forgotten = await endOf(sql, "forgotten");
  let last = forgotten;
  const broken = (number: number, why: AuditFlaw): AuditVerdict => ({ kind: "broken", number, why });
  for await (const row of rowsAfter(sql, 0)) {
    // Added since.
    if (last.number === head.number) break;
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

/** In pieces, for nobody's memory holds all of it; other processes may write between two, and whoever waits is served. */
async function* rowsAfter(sql: Statements, number: number): AsyncGenerator<EntryRow> {
  for (let after = number; ; ) {
    const rows = await sql.all<EntryRow>`
      SELECT number, at, record, hash FROM entries WHERE number > ${after} ORDER BY number LIMIT ${PIECE}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
    await setImmediate();
  }
}

async function endOf(sql: Statements, name: "head" | "forgotten"): Promise<AuditHead> {
  const end = await sql.one<AuditHead>`SELECT number, hash FROM ends WHERE name = ${name}`;
  return end ? { ...end } : NOTHING;
}

async function setEnd(
  sql: Statements,
  name: "head" | "forgotten",
  { number, hash }: AuditHead,
): Promise<void> {
  await sql.run`UPDATE ends SET number = ${number}, hash = ${hash} WHERE name = ${name}`;
}
