/** What a chat platform remembers, in tables of an SQLite file. */

import { createHmac } from "node:crypto";
import type { InboxItem, Journal } from "../chat/journal.ts";
import { createMemory, KEEP_MARKS, remember } from "./journal-memory.ts";
import { createOutbox, enqueue } from "./journal-outbox.ts";
import type { Sql } from "./sql.ts";

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
  readonly sql: Sql;
  readonly bot: string;
  readonly now: () => number;
  /** How long anything is kept at most, in ms; what is of use for a shorter time goes sooner. */
  readonly keepMs: number;
  /** Is told of a message that is damaged and will not be sent. */
  readonly warn: (message: string) => void;
}

export function createJournal(tables: JournalTables, salt: string): Journal {
  const {
    sql: { run, one, all, together },
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
      return together(() =>
        updates.flatMap(({ key, lane, body }): InboxItem[] => {
          const { changes, id } = run`
            INSERT OR IGNORE INTO inbox (bot, key, lane, body, at)
            VALUES (${bot}, ${key}, ${lane}, ${body}, ${now()})`;
          return changes > 0 ? [{ key, lane, body, number: id }] : [];
        }),
      );
    },
    async stateOf(key) {
      const row = one<{ is_finished: number }>`
        SELECT body IS NULL AS is_finished FROM inbox WHERE bot = ${bot} AND key = ${key}`;
      if (!row) return "unknown";
      return row.is_finished === 1 ? "finished" : "waiting";
    },
    async unfinished() {
      return all<InboxItem>`
        SELECT number, key, lane, body FROM inbox WHERE bot = ${bot} AND body IS NOT NULL ORDER BY number`;
    },
    async finish(item, outcome) {
      return together(() => {
        // An update is forgotten with its body, not before: nothing may be worked twice. Its lane names a person.
        const { changes } = run`
          UPDATE inbox SET body = NULL, lane = '' WHERE number = ${item} AND body IS NOT NULL`;
        if (changes === 0) return [];
        remember(tables, outcome);
        return (outcome.deliveries ?? []).map((delivery) => enqueue(tables, delivery));
      });
    },

    async tidy() {
      together(() => {
        run`DELETE FROM inbox WHERE body IS NULL AND at < ${now() - KEEP_UPDATES}`;
        run`DELETE FROM turns WHERE at < ${now() - KEEP_TURNS}`;
        run`DELETE FROM meta WHERE name LIKE 'mark %' AND CAST(value AS INTEGER) < ${now() - KEEP_MARKS}`;
        run`DELETE FROM answers WHERE at < ${now() - Math.min(KEEP_ANSWERS, keepMs)}`;
        run`DELETE FROM slots WHERE at < ${now() - KEEP_ANSWERS}`;
        run`DELETE FROM votes WHERE at < ${now() - keepMs}`;
        run`DELETE FROM members WHERE at < ${now() - KEEP_MEMBERS}`;
      });
    },
  };
}
