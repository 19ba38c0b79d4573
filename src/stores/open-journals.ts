/** The folder of an index → the journals of the chat platforms that are served from it. */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { HoldOf, Journal } from "../chat/journal.ts";
import type { ChatVotes, DislikedInChat } from "../curation/disliked-everywhere.ts";
import { makeFolder } from "./folder.ts";
import { MOVED } from "./journal-outbox.ts";
import { lockWriter } from "./locks.ts";
import { DAY, type Keeping, openSoundDatabase, RETENTION_DAYS } from "./sound-database.ts";
import { voteGivenOf } from "./sqlite-feedback.ts";
import { createJournal } from "./sqlite-journal.ts";
import { type Statements, statementsOf } from "./statements.ts";

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
  /** Where several programs share the journals: a journal is asked for when its bot is held, and anew when it is again. */
  readonly hold?: HoldOf;
  /** How much waits to be answered and to be sent, of all bots. */
  queues(): Promise<{ readonly inbox: number; readonly outbox: number }>;
  close(): Promise<void>;
}

/** Rejects while another program serves chats from this folder: two would answer everything twice. */
export async function openSqliteJournals(keeping: Keeping): Promise<Journals> {
  const { dir, warn } = keeping;
  await makeFolder(dir);
  const waiting = setTimeout(() => warn(WAITING), TELL_MS);
  const unlock = await lockWriter(dir, "chats.lock", WAIT_FOR_OTHER_MS, IN_USE).finally(() =>
    clearTimeout(waiting),
  );
  try {
    const sql = await openSoundDatabase("chats", keeping);
    const journals = await createJournals(sql, keeping);
    return {
      ...journals,
      async close() {
        await sql.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** `statementsFor`: those of a bot's journal, where it has its own. */
export async function createJournals(
  sql: Statements,
  { warn, now = Date.now, retentionDays = RETENTION_DAYS }: Omit<Keeping, "dir">,
  statementsFor: (bot: string) => Statements = () => sql,
): Promise<Omit<Journals, "close" | "hold"> & { readonly lookForMoved: (sql: Statements) => Promise<void> }> {
  const salt = await saltOf(sql);
  const moved = new Map<string, string>();
  /** Chats that moved, too, while another program served them. */
  const lookForMoved = async ({ all }: Statements) => {
    const rows = await all<{ name: string; value: string }>`
      SELECT name, value FROM meta WHERE name LIKE ${`${MOVED}%`}`;
    for (const { name, value } of rows) moved.set(name, value);
  };
  await lookForMoved(sql);
  const keepMs = retentionDays * DAY;
  return {
    of: (bot) => createJournal({ sql: statementsFor(bot), bot, now, moved, keepMs, warn }, salt),
    lookForMoved,
    async queues() {
      const queues = await sql.one<Readonly<Record<"inbox" | "outbox", number>>>`
        SELECT (SELECT count(*) FROM inbox WHERE body IS NOT NULL) AS inbox,
               (SELECT count(*) FROM outbox) AS outbox`;
      return { inbox: 0, outbox: 0, ...queues };
    },
    disliked: (limit) => dislikedIn(sql, limit),
    async votesGiven(since) {
      const votes = await sql.all<{ is_good: number; at: number; bot: string; answer: string }>`
        SELECT is_good, at, bot, answer FROM votes WHERE at >= ${since}`;
      // A bot is named by its platform first.
      return votes.map(({ is_good, at, bot, answer }) =>
        voteGivenOf({
          is_good,
          at,
          channel: bot.split(" ")[0] ?? "",
          scope: JSON.parse(answer).scope ?? null,
        }),
      );
    },
  };
}

async function saltOf({ run, one }: Statements): Promise<string> {
  await run`
    INSERT INTO meta (name, value) VALUES ('salt', ${randomBytes(16).toString("hex")}) ON CONFLICT DO NOTHING`;
  return (await one<{ value: string }>`SELECT value FROM meta WHERE name = 'salt'`)?.value ?? "";
}

/** The votes of a folder, whatever program serves from it; undefined where chats were never served there. */
export function readVotes(dir: string): Pick<ChatVotes, "disliked"> | undefined {
  const path = join(dir, "chats.sqlite");
  if (!existsSync(path)) return undefined;
  return {
    async disliked(limit) {
      const sql = statementsOf(new DatabaseSync(path, { readOnly: true, timeout: 5_000 }));
      return dislikedIn(sql, limit).finally(sql.close);
    },
  };
}

export async function dislikedIn({ all }: Statements, limit: number): Promise<DislikedInChat[]> {
  const votes = await all<Omit<DislikedInChat, "answer"> & { answer: string }>`
    SELECT answer_id AS id, question, answer, reason, at FROM votes
    WHERE is_good = 0 ORDER BY at DESC LIMIT ${limit}`;
  return votes.map((vote) => ({ ...vote, answer: JSON.parse(vote.answer) }));
}
