/** What a chat platform remembers, in tables of an SQLite file. */

import { createHmac } from "node:crypto";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Answer } from "../answer/answer.ts";
import type {
  Delivery,
  GivenAnswer,
  InboxItem,
  Journal,
  OutboxItem,
  Outcome,
  Slot,
} from "../chat/journal.ts";
import { transact } from "./transact.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Platforms deliver an update again within a day; twice that leaves room for clocks that differ. */
const KEEP_UPDATES = 2 * DAY;
/** What is to be known to understand a follow-up; the rest of a conversation is of no use to it. */
const KEEP_TURNS = DAY;
/** Buttons of older answers say that they are too old. */
const KEEP_ANSWERS = 30 * DAY;
const KEEP_MEMBERS = 30 * DAY;

export interface JournalParts {
  readonly database: DatabaseSync;
  readonly bot: string;
  readonly salt: string;
  readonly now: () => number;
}

type Row = Readonly<Record<string, unknown>>;

export function createJournal({ database, bot, salt, now }: JournalParts): Journal {
  const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepared = (sql: string) => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const run = (sql: string, ...values: SQLInputValue[]) => prepared(sql).run(...values);
  const one = (sql: string, ...values: SQLInputValue[]) => prepared(sql).get(...values) as Row | undefined;
  const all = (sql: string, ...values: SQLInputValue[]) => prepared(sql).all(...values) as readonly Row[];

  function enqueue({ chat, message, part, content }: Delivery): OutboxItem {
    run(
      "INSERT OR IGNORE INTO slots (bot, chat, message, part, at) VALUES (?, ?, ?, ?, ?)",
      bot,
      chat,
      message,
      part,
      now(),
    );
    const { lastInsertRowid } = run(
      "INSERT INTO outbox (bot, chat, message, part, content, at) VALUES (?, ?, ?, ?, ?, ?)",
      bot,
      chat,
      message,
      part,
      content,
      now(),
    );
    return { chat, message, part, content, number: Number(lastInsertRowid), isAgain: false, at: now() };
  }

  function keep({ turn, given, vote, reason, forget }: Outcome): void {
    if (forget !== undefined) run("DELETE FROM turns WHERE bot = ? AND conversation = ?", bot, forget);
    if (turn)
      run(
        "INSERT OR REPLACE INTO turns (bot, conversation, message, questions, at) VALUES (?, ?, ?, ?, ?)",
        bot,
        turn.conversation,
        turn.message,
        JSON.stringify(turn.questions),
        now(),
      );
    if (given)
      run(
        "INSERT INTO answers (id, bot, chat, message, conversation, question, answer, head, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        given.id,
        bot,
        given.chat,
        given.message,
        given.conversation,
        given.question,
        JSON.stringify(given.answer),
        given.head,
        now(),
      );
    if (vote)
      run(
        "INSERT OR REPLACE INTO votes (answer_id, person, bot, is_good, question, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        vote.answerId,
        vote.person,
        bot,
        Number(vote.isGood),
        vote.question,
        JSON.stringify(vote.answer),
        now(),
      );
    if (reason)
      run(
        "UPDATE votes SET reason = ? WHERE bot = ? AND answer_id = ? AND person = ?",
        reason.text,
        bot,
        reason.answerId,
        reason.person,
      );
  }

  return {
    pseudonym: (person) =>
      createHmac("sha256", salt).update(`${bot} ${person}`).digest("base64url").slice(0, 22),

    async receive(updates) {
      return transact(database, () => {
        const taken: InboxItem[] = [];
        for (const { key, lane, body } of updates) {
          const { changes, lastInsertRowid } = run(
            "INSERT OR IGNORE INTO inbox (bot, key, lane, body, at) VALUES (?, ?, ?, ?, ?)",
            bot,
            key,
            lane,
            body,
            now(),
          );
          if (changes > 0) taken.push({ key, lane, body, number: Number(lastInsertRowid) });
        }
        return taken;
      });
    },
    async unfinished() {
      const rows = all(
        "SELECT number, key, lane, body FROM inbox WHERE bot = ? AND body IS NOT NULL ORDER BY number",
        bot,
      );
      return rows as unknown as readonly InboxItem[];
    },
    async finish(item, outcome) {
      return transact(database, () => {
        // An update is forgotten with its body, not before: nothing may be worked twice. Its lane names a person.
        const { changes } = run(
          "UPDATE inbox SET body = NULL, lane = '' WHERE number = ? AND body IS NOT NULL",
          item,
        );
        if (changes === 0) return [];
        keep(outcome);
        return (outcome.deliveries ?? []).map(enqueue);
      });
    },

    async post(delivery) {
      return transact(database, () => enqueue(delivery));
    },
    async unsent() {
      return transact(database, () => {
        run("UPDATE outbox SET is_again = 1, is_sending = 0 WHERE bot = ? AND is_sending = 1", bot);
        return all(
          "SELECT number, chat, message, part, content, is_again, at FROM outbox WHERE bot = ? ORDER BY number",
          bot,
        ).map(outboxItem);
      });
    },
    async sending(item, isAgain) {
      run(
        "UPDATE outbox SET is_sending = 1, is_again = max(is_again, ?) WHERE number = ?",
        Number(isAgain),
        item,
      );
    },
    async notSent(item) {
      run("UPDATE outbox SET is_sending = 0 WHERE number = ?", item);
    },
    async settled({ number, chat, message, part, isAgain }, sentAs) {
      transact(database, () => {
        run("DELETE FROM outbox WHERE number = ?", number);
        run(
          "UPDATE slots SET sent_as = ?, again = again + ?, at = ? WHERE bot = ? AND chat = ? AND message = ? AND part = ?",
          sentAs,
          Number(isAgain),
          now(),
          bot,
          chat,
          message,
          part,
        );
      });
    },
    async lost({ chat, message, part }) {
      run(
        "UPDATE slots SET sent_as = NULL WHERE bot = ? AND chat = ? AND message = ? AND part = ?",
        bot,
        chat,
        message,
        part,
      );
    },
    async dropChat(chat) {
      run("DELETE FROM outbox WHERE bot = ? AND chat = ?", bot, chat);
    },
    async moveChat(from, to) {
      transact(database, () => {
        run(
          "UPDATE answers SET chat = ? WHERE bot = ? AND chat = ? AND message IN (SELECT message FROM outbox WHERE bot = ? AND chat = ?)",
          to,
          bot,
          from,
          bot,
          from,
        );
        run(
          "INSERT OR IGNORE INTO slots (bot, chat, message, part, at) SELECT bot, ?, message, part, ? FROM outbox WHERE bot = ? AND chat = ?",
          to,
          now(),
          bot,
          from,
        );
        for (const table of ["outbox", "members"])
          run(`UPDATE OR REPLACE ${table} SET chat = ? WHERE bot = ? AND chat = ?`, to, bot, from);
        // Who presses a button under an old message does so in the old chat, which stands as it stood.
        run(
          `INSERT INTO chats (bot, chat, is_open, is_told, at) SELECT bot, ?, is_open, is_told, ? FROM chats
           WHERE bot = ? AND chat = ? ON CONFLICT DO UPDATE
           SET is_open = max(is_open, excluded.is_open), is_told = max(is_told, excluded.is_told)`,
          to,
          now(),
          bot,
          from,
        );
      });
    },

    async sentAs({ chat, message, part }) {
      const row = one(
        "SELECT sent_as FROM slots WHERE bot = ? AND chat = ? AND message = ? AND part = ?",
        bot,
        chat,
        message,
        part,
      );
      return row?.sent_as == null ? undefined : String(row.sent_as);
    },
    async partsOf(chat, message) {
      const row = one(
        "SELECT max(part) + 1 AS parts FROM slots WHERE bot = ? AND chat = ? AND message = ?",
        bot,
        chat,
        message,
      );
      return Number(row?.parts ?? 0);
    },
    async slotOf(chat, sentAs) {
      const row = one(
        "SELECT chat, message, part FROM slots WHERE bot = ? AND chat = ? AND sent_as = ?",
        bot,
        chat,
        sentAs,
      );
      return row as Slot | undefined;
    },

    async turns(conversation, { since, limit, except = "" }) {
      const rows = all(
        "SELECT message, questions FROM turns WHERE bot = ? AND conversation = ? AND at > ? AND message <> ? ORDER BY at DESC, rowid DESC LIMIT ?",
        bot,
        conversation,
        since,
        except,
        limit,
      );
      return rows
        .map(({ message, questions }) => ({
          conversation,
          message: String(message),
          questions: JSON.parse(String(questions)) as string[],
        }))
        .reverse();
    },
    async given(id) {
      return givenAnswer(one("SELECT * FROM answers WHERE bot = ? AND id = ?", bot, id));
    },
    async givenTo(chat, message) {
      return givenAnswer(
        one(
          "SELECT * FROM answers WHERE bot = ? AND chat = ? AND message = ? ORDER BY rowid DESC LIMIT 1",
          bot,
          chat,
          message,
        ),
      );
    },

    async standing(chat) {
      const row = one("SELECT is_open, is_told FROM chats WHERE bot = ? AND chat = ?", bot, chat);
      return { isOpen: row?.is_open === 1, isTold: row?.is_told === 1 };
    },
    async setStanding(chat, { isOpen, isTold }) {
      return transact(database, () => {
        run("INSERT OR IGNORE INTO chats (bot, chat, at) VALUES (?, ?, ?)", bot, chat, now());
        const set = (column: "is_open" | "is_told", value: boolean | undefined) =>
          value !== undefined &&
          run(
            `UPDATE chats SET ${column} = ? WHERE bot = ? AND chat = ? AND ${column} <> ?`,
            Number(value),
            bot,
            chat,
            Number(value),
          ).changes > 0;
        return [set("is_open", isOpen), set("is_told", isTold)].some(Boolean);
      });
    },
    async memberOf(person, since) {
      const row = one(
        "SELECT chat FROM members WHERE bot = ? AND person = ? AND at > ? ORDER BY at DESC LIMIT 1",
        bot,
        person,
        since,
      );
      return row === undefined ? undefined : String(row.chat);
    },
    async groupsOf(person) {
      const rows = all(
        "SELECT chat FROM members WHERE bot = ? AND person = ? ORDER BY at DESC LIMIT 5",
        bot,
        person,
      );
      return rows.map(({ chat }) => String(chat));
    },
    async setMember(person, chat) {
      run(
        "INSERT OR REPLACE INTO members (bot, person, chat, at) VALUES (?, ?, ?, ?)",
        bot,
        person,
        chat,
        now(),
      );
    },

    async tidy() {
      transact(database, () => {
        run("DELETE FROM inbox WHERE body IS NULL AND at < ?", now() - KEEP_UPDATES);
        run("DELETE FROM turns WHERE at < ?", now() - KEEP_TURNS);
        run("DELETE FROM answers WHERE at < ?", now() - KEEP_ANSWERS);
        run("DELETE FROM slots WHERE at < ?", now() - KEEP_ANSWERS);
        run("DELETE FROM members WHERE at < ?", now() - KEEP_MEMBERS);
      });
    },
    async close() {},
  };
}

function outboxItem({ number, chat, message, part, content, is_again, at }: Row): OutboxItem {
  return {
    number: Number(number),
    chat: String(chat),
    message: String(message),
    part: Number(part),
    content: content === null ? null : String(content),
    isAgain: is_again === 1,
    at: Number(at),
  };
}

function givenAnswer(row: Row | undefined): GivenAnswer | undefined {
  if (!row) return undefined;
  return {
    id: String(row.id),
    chat: String(row.chat),
    message: String(row.message),
    conversation: String(row.conversation),
    question: String(row.question),
    answer: JSON.parse(String(row.answer)) as Answer,
    head: row.head === null ? null : String(row.head),
  };
}
