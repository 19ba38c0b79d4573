/** What is to be sent, and which message stands where. */

import { crc32 } from "node:zlib";
import type { Delivery, Journal, OutboxItem, Slot } from "../chat/journal.ts";
import type { Row } from "./sql.ts";
import type { JournalTables } from "./sqlite-journal.ts";

type Outbox = Pick<
  Journal,
  | "post"
  | "unsent"
  | "sending"
  | "notSent"
  | "settled"
  | "lost"
  | "dropChat"
  | "moveChat"
  | "firstIdOf"
  | "sentAs"
  | "isDoubtful"
  | "partsOf"
  | "slotOf"
>;

/** Within the transaction of whoever calls it. */
export function enqueue(
  { sql: { run }, bot, now }: JournalTables,
  { chat, message, part, content }: Delivery,
): OutboxItem {
  run(
    "INSERT OR IGNORE INTO slots (bot, chat, message, part, at) VALUES (?, ?, ?, ?, ?)",
    bot,
    chat,
    message,
    part,
    now(),
  );
  const { id } = run(
    "INSERT INTO outbox (bot, chat, message, part, content, at) VALUES (?, ?, ?, ?, ?, ?)",
    bot,
    chat,
    message,
    part,
    sealed(message, content),
    now(),
  );
  return { chat, message, part, content, number: id, isAgain: false, at: now() };
}

export function createOutbox(tables: JournalTables): Outbox {
  const {
    sql: { run, one, all, together },
    bot,
    now,
    warn,
  } = tables;
  const movedTo = (chat: string) => `moved ${bot} ${chat}`;
  const firstIdOf = (chat: string) => {
    const row = one("SELECT value FROM meta WHERE name = ?", movedTo(chat));
    return row === undefined ? chat : String(row.value);
  };
  const slotRow = ({ chat, message, part }: Slot) =>
    one(
      "SELECT sent_as, again FROM slots WHERE bot = ? AND chat = ? AND message = ? AND part = ?",
      bot,
      chat,
      message,
      part,
    );
  return {
    async post(delivery) {
      return together(() => enqueue(tables, delivery));
    },
    async unsent() {
      return together(() => {
        run("UPDATE outbox SET is_again = 1, is_sending = 0 WHERE bot = ? AND is_sending = 1", bot);
        const rows = all(
          "SELECT number, chat, message, part, content, is_again, at FROM outbox WHERE bot = ? ORDER BY number",
          bot,
        );
        return rows.flatMap((row) => {
          const item = outboxItem(row);
          if (sealed(item.message, item.content) === row.content || isOfBefore(row.content)) return [item];
          run("DELETE FROM outbox WHERE number = ?", item.number);
          warn(`聊天 ${item.chat} 里对消息 ${item.message} 的回答在磁盘上已损坏，没有发送；请检查磁盘`);
          return [];
        });
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
      together(() => {
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
    firstIdOf,
    async moveChat(from, to) {
      const first = firstIdOf(from);
      together(() => {
        run("INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)", movedTo(to), first);
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

    async sentAs(slot) {
      const { sent_as } = slotRow(slot) ?? {};
      return sent_as == null ? undefined : String(sent_as);
    },
    async isDoubtful(slot) {
      return Number(slotRow(slot)?.again ?? 0) > 0;
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
  };
}

/** Hex digits of a CRC-32. */
const SUM_LENGTH = 8;

/** SQLite has no sums of its own: a failing disk could put another figure into words that were compared with their source. */
function sealed(message: string, content: string | null): string | null {
  if (content === null) return null;
  const sum = crc32(`${message}\n${content}`).toString(16).padStart(SUM_LENGTH, "0");
  return `${sum} ${content}`;
}

/** Programs that knew no sums wrote the object alone. */
function isOfBefore(content: unknown): boolean {
  return typeof content === "string" && content.startsWith("{");
}

function outboxItem({ number, chat, message, part, content, is_again, at }: Row): OutboxItem {
  return {
    number: Number(number),
    chat: String(chat),
    message: String(message),
    part: Number(part),
    content:
      content === null || isOfBefore(content)
        ? (content as string | null)
        : String(content).slice(SUM_LENGTH + 1),
    isAgain: is_again === 1,
    at: Number(at),
  };
}
