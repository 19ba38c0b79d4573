/** What a chat platform remembers, in tables of a database. */

import { createHmac } from "node:crypto";
import type { InboxItem, Journal, OutboxItem } from "../chat/journal.ts";
import { createMemory, KEEP_MARKS, remember } from "./journal-memory.ts";
import { createOutbox, enqueue } from "./journal-outbox.ts";
import type { Statements } from "./statements.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Platforms deliver an update again within a day; twice that leaves room for clocks that differ. */
const KEEP_UPDATES = 2 * DAY;
/** What is to be known to understand a follow-up; the rest of a conversation is of no use to it. */
const KEEP_TURNS = DAY;
/** Buttons of older answers say that they are too old. */
const KEEP_ANSWERS = 30 * DAY;
const KEEP_MEMBERS = 30 * DAY;

/** The rows of one bot. */
export interface JournalTables {
  readonly sql: Statements;
  readonly bot: string;
  readonly now: () => number;
  /** First ids of chats that have moved, of all bots: what `firstIdOf` goes by. */
  readonly moved: Map<string, string>;
  /** How long anything is kept at most, in ms; what is of use for a shorter time goes sooner. */
  readonly keepMs: number;
  /** Is told of a message that is damaged and will not be sent. */
  readonly warn: (message: string) => void;
}

export function createJournal(tables: JournalTables, salt: string): Journal {
  const {
    sql: { one, all, together },
    bot,
    now,
    keepMs,
  } = tables;
  return {
    ...createOutbox(tables),
    ...createMemory(tables),

    pseudonym: (person) =>
      createHmac("sha256", salt).update(`${bot} ${person}`).digest("base64url").slice(0, 22),

    async receive(updates) {
      return together(async (within) => {
        const taken: InboxItem[] = [];
        for (const { key, lane, body } of updates) {
          const row = await within.one<{ number: number }>`
            INSERT INTO inbox (bot, key, lane, body, at) VALUES (${bot}, ${key}, ${lane}, ${body}, ${now()})
            ON CONFLICT DO NOTHING RETURNING number`;
          if (row) taken.push({ key, lane, body, number: row.number });
        }
        return taken;
      });
    },
    async stateOf(key) {
      const row = await one<{ body: string | null }>`
        SELECT body FROM inbox WHERE bot = ${bot} AND key = ${key}`;
      if (!row) return "unknown";
      return row.body === null ? "finished" : "waiting";
    },
    async unfinished() {
      return all<InboxItem>`
        SELECT number, key, lane, body FROM inbox WHERE bot = ${bot} AND body IS NOT NULL ORDER BY number`;
    },
    async finish(item, outcome) {
      return together(async (within) => {
        // An update is forgotten with its body, not before: nothing may be worked twice. Its lane names a person.
        const changes = await within.run`
          UPDATE inbox SET body = NULL, lane = '' WHERE number = ${item} AND body IS NOT NULL`;
        if (changes === 0) return [];
        await remember(within, tables, outcome);
        const queued: OutboxItem[] = [];
        for (const delivery of outcome.deliveries ?? []) queued.push(await enqueue(within, tables, delivery));
        return queued;
      });
    },

    async tidy() {
      await together(async ({ run }) => {
        await run`DELETE FROM inbox WHERE body IS NULL AND at < ${now() - KEEP_UPDATES}`;
        await run`DELETE FROM turns WHERE at < ${now() - KEEP_TURNS}`;
        // What other names stand for need not be a number.
        await run`
          DELETE FROM meta
          WHERE CASE WHEN name LIKE 'mark %' THEN CAST(value AS BIGINT) < ${now() - KEEP_MARKS} END`;
        await run`DELETE FROM answers WHERE at < ${now() - Math.min(KEEP_ANSWERS, keepMs)}`;
        await run`DELETE FROM slots WHERE at < ${now() - KEEP_ANSWERS}`;
        await run`DELETE FROM votes WHERE at < ${now() - keepMs}`;
        await run`DELETE FROM members WHERE at < ${now() - KEEP_MEMBERS}`;
      });
    },
  };
}
