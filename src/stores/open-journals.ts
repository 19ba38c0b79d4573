/** The folder of an index → the journals of the chat platforms that are served from it. */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Journal } from "../chat/journal.ts";
import type { ChatVotes, DislikedInChat } from "../curation/disliked-everywhere.ts";
import type { Answer } from "../grounding/answer.ts";
import { JOURNAL_FORMAT, JOURNAL_SCHEMA } from "./journal-schema.ts";
import { RETENTION_DAYS } from "./retention.ts";
import { openSoundDatabase } from "./sound-database.ts";
import { createSql, type Sql } from "./sql.ts";
import { voteGivenOf } from "./sqlite-feedback.ts";
import { createJournal } from "./sqlite-journal.ts";
import { lockWriter } from "./writer-lock.ts";

const DAY = 24 * 60 * 60 * 1000;

/** How long a program that starts waits for the one before it to end. */
const WAIT_FOR_OTHER_MS = 12_000;

/** One that is just ending is gone by then. */
const TELL_MS = 1_000;

const WAITING = "另一个程序正在用这个文件夹接待聊天群，等它结束……";

const IN_USE = "另一个程序正在用这个文件夹接待聊天群，请先停掉它，或为本程序另设 DATA_DIR";

/** Votes are those of all bots. */
export interface Journals extends ChatVotes {
  /** The journal of a platform's bot, told from others by this name. */
  of(bot: string): Journal;
  /** How much waits to be answered and to be sent, of all bots. */
  queues(): Promise<{ readonly inbox: number; readonly outbox: number }>;
  close(): Promise<void>;
}

export interface JournalSource {
  readonly dir: string;
  /** Is told of a damaged file, which is set aside. */
  readonly warn: (message: string) => void;
  readonly now?: () => number;
  /** How long votes are kept, and anything else at most. */
  readonly retentionDays?: number;
}

/** Rejects while another program serves chats from this folder: two would answer everything twice. */
export async function openSqliteJournals(source: JournalSource): Promise<Journals> {
  const { dir, warn, now = Date.now, retentionDays = RETENTION_DAYS } = source;
  await mkdir(dir, { recursive: true });
  const path = join(dir, "chats.sqlite");
  const waiting = setTimeout(() => warn(WAITING), TELL_MS);
  const unlock = await lockWriter(dir, "chats.lock", WAIT_FOR_OTHER_MS, IN_USE).finally(() =>
    clearTimeout(waiting),
  );
  try {
    const database = openSoundDatabase({
      path,
      format: JOURNAL_FORMAT,
      schema: JOURNAL_SCHEMA,
      lost: "对话、按钮和已开通的会话须重新建立",
      warn,
      now,
    });
    const salt = saltOf(database);
    const sql = createSql(database);
    return {
      of: (bot) => createJournal({ sql, bot, now, keepMs: retentionDays * DAY, warn }, salt),
      async queues() {
        const { inbox, outbox } = sql.one(
          "SELECT (SELECT count(*) FROM inbox WHERE body IS NOT NULL) AS inbox, (SELECT count(*) FROM outbox) AS outbox",
        ) as Readonly<Record<"inbox" | "outbox", number>>;
        return { inbox, outbox };
      },
      disliked: async (limit) => dislikedIn(sql, limit),
      votesGiven: async (since) => sql.all(VOTES_GIVEN, since).map(voteGivenOf),
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

/** A bot is named by its platform first. */
const VOTES_GIVEN = `
  SELECT is_good, at, substr(bot, 1, instr(bot || ' ', ' ') - 1) AS channel, json_extract(answer, '$.scope') AS scope
  FROM votes WHERE at >= ?`;

function saltOf(database: DatabaseSync): string {
  database
    .prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('salt', ?)")
    .run(randomBytes(16).toString("hex"));
  return String(database.prepare("SELECT value FROM meta WHERE name = 'salt'").get()?.value);
}

/** The votes of a folder, whatever program serves from it; undefined where chats were never served there. */
export function readVotes(dir: string): Pick<ChatVotes, "disliked"> | undefined {
  const path = join(dir, "chats.sqlite");
  if (!existsSync(path)) return undefined;
  return {
    async disliked(limit) {
      const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
      try {
        return dislikedIn(createSql(database), limit);
      } finally {
        database.close();
      }
    },
  };
}

function dislikedIn(sql: Sql, limit: number): DislikedInChat[] {
  const rows = sql.all("SELECT * FROM votes WHERE is_good = 0 ORDER BY at DESC LIMIT ?", limit);
  return rows.map(({ answer_id, question, answer, reason, at }) => ({
    id: String(answer_id),
    question: String(question),
    answer: JSON.parse(String(answer)) as Answer,
    reason: reason === null ? null : String(reason),
    at: Number(at),
  }));
}
