/** The folder of an index → the journals of the chat platforms that are served from it. */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Journal } from "../chat/journal.ts";
import type { ChatVotes, DislikedInChat } from "../curation/disliked-everywhere.ts";
import { makeFolder } from "./folder.ts";
import { JOURNAL_FORMAT, JOURNAL_SCHEMA } from "./journal-schema.ts";
import { lockWriter } from "./locks.ts";
import { DAY, type Keeping, openSoundDatabase, RETENTION_DAYS } from "./sound-database.ts";
import { createSql, type Sql } from "./sql.ts";
import { type VoteRow, voteGivenOf } from "./sqlite-feedback.ts";
import { createJournal } from "./sqlite-journal.ts";

const FILE = "chats.sqlite";

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

/** Rejects while another program serves chats from this folder: two would answer everything twice. */
export async function openSqliteJournals(keeping: Keeping): Promise<Journals> {
  const { dir, warn, now = Date.now, retentionDays = RETENTION_DAYS } = keeping;
  await makeFolder(dir);
  const waiting = setTimeout(() => warn(WAITING), TELL_MS);
  const unlock = await lockWriter(dir, "chats.lock", WAIT_FOR_OTHER_MS, IN_USE).finally(() =>
    clearTimeout(waiting),
  );
  try {
    const database = await openSoundDatabase(keeping, {
      ...{ file: FILE, format: JOURNAL_FORMAT, schema: JOURNAL_SCHEMA },
      lost: "对话、按钮和已开通的会话须重新建立",
    });
    const sql = createSql(database);
    const salt = saltOf(sql);
    return {
      of: (bot) => createJournal({ sql, bot, now, keepMs: retentionDays * DAY, warn }, salt),
      async queues() {
        const [queues] = sql.all<Readonly<Record<"inbox" | "outbox", number>>>`
          SELECT (SELECT count(*) FROM inbox WHERE body IS NOT NULL) AS inbox,
                 (SELECT count(*) FROM outbox) AS outbox`;
        return { inbox: 0, outbox: 0, ...queues };
      },
      disliked: async (limit) => dislikedIn(sql, limit),
      // A bot is named by its platform first.
      votesGiven: async (since) =>
        sql.all<VoteRow>`
          SELECT is_good, at, substr(bot, 1, instr(bot || ' ', ' ') - 1) AS channel,
                 json_extract(answer, '$.scope') AS scope
          FROM votes WHERE at >= ${since}`.map(voteGivenOf),
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

function saltOf({ run, one }: Sql): string {
  run`INSERT OR IGNORE INTO meta (name, value) VALUES ('salt', ${randomBytes(16).toString("hex")})`;
  return one<{ value: string }>`SELECT value FROM meta WHERE name = 'salt'`?.value ?? "";
}

/** The votes of a folder, whatever program serves from it; undefined where chats were never served there. */
export function readVotes(dir: string): Pick<ChatVotes, "disliked"> | undefined {
  const path = join(dir, FILE);
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

function dislikedIn({ all }: Sql, limit: number): DislikedInChat[] {
  return all<Omit<DislikedInChat, "answer"> & { answer: string }>`
    SELECT answer_id AS id, question, answer, reason, at FROM votes
    WHERE is_good = 0 ORDER BY at DESC LIMIT ${limit}`.map((vote) => ({
    ...vote,
    answer: JSON.parse(vote.answer),
  }));
}
