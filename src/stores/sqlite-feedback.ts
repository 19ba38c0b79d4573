/** What could not be answered, and what people thought of answers, in an SQLite file beside the index. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Disliked, Feedback, Unanswered, VoteGiven } from "../curation/feedback.ts";
import { RETENTION_DAYS } from "./retention.ts";
import { openSoundDatabase } from "./sound-database.ts";
import { createSql, type Row, type Sql } from "./sql.ts";

const DAY = 24 * 60 * 60 * 1000;
const KEEP_UNANSWERED = 30 * DAY;

/** Whoever asks without end does not fill the disk; what is oldest goes first. */
const MOST_UNANSWERED = 5_000;
const MOST_VOTES = 5_000;

const FORMAT = 1;
/** Several processes may be the first at once. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS unanswered (
    question TEXT NOT NULL,
    history TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS unanswered_at ON unanswered (at);

  -- Kept for whoever looks after the cases.
  CREATE TABLE IF NOT EXISTS votes (
    id TEXT PRIMARY KEY,
    is_good INTEGER NOT NULL,
    question TEXT NOT NULL,
    history TEXT NOT NULL,
    answer TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS votes_at ON votes (at);

  PRAGMA user_version = ${FORMAT};
`;

export interface FeedbackSource {
  readonly dir: string;
  /** Is told of a damaged file, which is set aside. */
  readonly warn: (message: string) => void;
  readonly now?: () => number;
  /** How long votes are kept, and anything else at most. */
  readonly retentionDays?: number;
}

/** Rejects where the folder cannot be written, or another version of the program wrote the file. */
export async function openSqliteFeedback(source: FeedbackSource): Promise<Feedback> {
  const { dir, warn, now = Date.now, retentionDays = RETENTION_DAYS } = source;
  const keepUnanswered = Math.min(KEEP_UNANSWERED, retentionDays * DAY);
  await mkdir(dir, { recursive: true });
  const path = join(dir, "feedback.sqlite");
  const database = openSoundDatabase({
    path,
    format: FORMAT,
    schema: SCHEMA,
    lost: "其中的评价和未答出的问题不再可见",
    warn,
    now,
  });
  const sql = createSql(database);
  const { run, all, together } = sql;
  for (const table of ["unanswered", "votes"]) addScope(sql, table);
  const forgetOldVotes = () => run("DELETE FROM votes WHERE at < ?", now() - retentionDays * DAY);
  forgetOldVotes();
  return {
    async noteUnanswered({ question, history, reason, scope = null }) {
      together(() => {
        run(
          "INSERT INTO unanswered (question, history, reason, at, scope) VALUES (?, ?, ?, ?, ?)",
          question,
          JSON.stringify(history),
          reason,
          now(),
          scope,
        );
        run("DELETE FROM unanswered WHERE at < ?", now() - keepUnanswered);
        run(
          "DELETE FROM unanswered WHERE rowid <= (SELECT rowid FROM unanswered ORDER BY rowid DESC LIMIT 1 OFFSET ?)",
          MOST_UNANSWERED,
        );
      });
    },
    async unanswered(limit) {
      return all(
        "SELECT * FROM unanswered WHERE at >= ? ORDER BY at DESC, rowid DESC LIMIT ?",
        now() - keepUnanswered,
        limit,
      ).map(unansweredOf);
    },
    async vote({ id, isGood, question, history, answer, reason, scope = null }) {
      together(() => {
        run(
          "INSERT OR REPLACE INTO votes (id, is_good, question, history, answer, reason, at, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          id,
          Number(isGood),
          question,
          JSON.stringify(history),
          JSON.stringify(answer),
          reason,
          now(),
          scope,
        );
        forgetOldVotes();
        run(
          "DELETE FROM votes WHERE rowid <= (SELECT rowid FROM votes ORDER BY rowid DESC LIMIT 1 OFFSET ?)",
          MOST_VOTES,
        );
      });
    },
    async disliked(limit) {
      return all("SELECT * FROM votes WHERE is_good = 0 ORDER BY at DESC, rowid DESC LIMIT ?", limit).map(
        dislikedOf,
      );
    },
    votesGiven: async (since) =>
      all("SELECT is_good, at, scope, 'web' AS channel FROM votes WHERE at >= ?", since).map(voteGivenOf),
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function unansweredOf(row: Row): Unanswered {
  return {
    question: String(row.question),
    history: JSON.parse(String(row.history)) as string[],
    reason: String(row.reason) as Unanswered["reason"],
    at: Number(row.at),
    ...scopeIn(row),
  };
}

/** A file of an earlier version has no such column; that version reads the file all the same. */
function addScope({ all, run, together }: Sql, table: string): void {
  together(() => {
    const columns = all(`SELECT name FROM pragma_table_info('${table}')`);
    if (!columns.some(({ name }) => name === "scope")) run(`ALTER TABLE ${table} ADD COLUMN scope TEXT`);
  });
}

function scopeIn({ scope }: Row): { readonly scope?: string } {
  return scope == null ? {} : { scope: String(scope) };
}

function dislikedOf(row: Row): Disliked {
  return {
    id: String(row.id),
    question: String(row.question),
    history: JSON.parse(String(row.history)) as string[],
    answer: JSON.parse(String(row.answer)) as Disliked["answer"],
    reason: row.reason === null ? null : String(row.reason),
    at: Number(row.at),
    ...scopeIn(row),
  };
}

export function voteGivenOf(row: Row): VoteGiven {
  return {
    isGood: row.is_good === 1,
    channel: String(row.channel),
    at: Number(row.at),
    ...scopeIn(row),
  };
}
