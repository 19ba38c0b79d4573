/** What is to be sent, and which message stands where. */

import { crc32 } from "node:zlib";
import type { Delivery, Journal, OutboxItem, Slot } from "../chat/journal.ts";
import type { JournalTables } from "./sqlite-journal.ts";

/** Within the transaction of whoever calls it. */
export function enqueue(
  { sql: { run }, bot, now }: JournalTables,
  { chat, message, part, content }: Delivery,
): OutboxItem {
  const at = now();
  run`INSERT OR IGNORE INTO slots (bot, chat, message, part, at) VALUES (${bot}, ${chat}, ${message}, ${part}, ${at})`;
  const { id } = run`
    INSERT INTO outbox (bot, chat, message, part, content, at)
    VALUES (${bot}, ${chat}, ${message}, ${part}, ${sealed(message, content)}, ${at})`;
  return { chat, message, part, content, number: id, isAgain: false, at };
}

export function createOutbox(tables: JournalTables) {
  const {
    sql: { run, one, all, together },
    bot,
    now,
    warn,
  } = tables;
  const movedTo = (chat: string) => `moved ${bot} ${chat}`;
  const firstIdOf = (chat: string) =>
    one<{ value: string }>`SELECT value FROM meta WHERE name = ${movedTo(chat)}`?.value ?? chat;
  const slotRow = ({ chat, message, part }: Slot) =>
    one<{ sent_as: string | null; again: number }>`
      SELECT sent_as, again FROM slots
      WHERE bot = ${bot} AND chat = ${chat} AND message = ${message} AND part = ${part}`;
  return {
    async post(delivery) {
      return together(() => enqueue(tables, delivery));
    },
    async unsent() {
      return together(() => {
        run`UPDATE outbox SET is_again = 1, is_sending = 0 WHERE bot = ${bot} AND is_sending = 1`;
        const rows = all<OutboxRow>`
          SELECT number, chat, message, part, content, is_again, at FROM outbox
          WHERE bot = ${bot} ORDER BY number`;
        return rows.flatMap((row) => {
          const item = outboxItem(row);
          if (sealed(item.message, item.content) === row.content || isOfBefore(row.content)) return [item];
          run`DELETE FROM outbox WHERE number = ${item.number}`;
          warn(`聊天 ${item.chat} 里对消息 ${item.message} 的回答在磁盘上已损坏，没有发送；请检查磁盘`);
          return [];
        });
      });
    },
    async sending(item, isAgain) {
      run`UPDATE outbox SET is_sending = 1, is_again = max(is_again, ${Number(isAgain)}) WHERE number = ${item}`;
    },
    async notSent(item) {
      run`UPDATE outbox SET is_sending = 0 WHERE number = ${item}`;
    },
    async settled({ number, chat, message, part, isAgain }, sentAs) {
      together(() => {
        run`DELETE FROM outbox WHERE number = ${number}`;
        run`UPDATE slots SET sent_as = ${sentAs}, again = again + ${Number(isAgain)}, at = ${now()}
            WHERE bot = ${bot} AND chat = ${chat} AND message = ${message} AND part = ${part}`;
      });
    },
    async lost({ chat, message, part }) {
      run`UPDATE slots SET sent_as = NULL
          WHERE bot = ${bot} AND chat = ${chat} AND message = ${message} AND part = ${part}`;
    },
    async dropChat(chat) {
      run`DELETE FROM outbox WHERE bot = ${bot} AND chat = ${chat}`;
    },
    firstIdOf,
    async moveChat(from, to) {
      const first = firstIdOf(from);
      together(() => {
        run`INSERT OR IGNORE INTO meta (name, value) VALUES (${movedTo(to)}, ${first})`;
        run`UPDATE answers SET chat = ${to} WHERE bot = ${bot} AND chat = ${from}
            AND message IN (SELECT message FROM outbox WHERE bot = ${bot} AND chat = ${from})`;
        run`INSERT OR IGNORE INTO slots (bot, chat, message, part, at)
            SELECT bot, ${to}, message, part, ${now()} FROM outbox WHERE bot = ${bot} AND chat = ${from}`;
        run`UPDATE outbox SET chat = ${to} WHERE bot = ${bot} AND chat = ${from}`;
        run`UPDATE OR REPLACE members SET chat = ${to} WHERE bot = ${bot} AND chat = ${from}`;
        // Who presses a button under an old message does so in the old chat, which stands as it stood.
        run`INSERT INTO chats (bot, chat, is_open, is_told, at)
            SELECT bot, ${to}, is_open, is_told, ${now()} FROM chats
            WHERE bot = ${bot} AND chat = ${from} ON CONFLICT DO UPDATE
            SET is_open = max(is_open, excluded.is_open), is_told = max(is_told, excluded.is_told)`;
      });
    },

    async sentAs(slot) {
      return slotRow(slot)?.sent_as ?? undefined;
    },
    async isDoubtful(slot) {
      return (slotRow(slot)?.again ?? 0) > 0;
    },
    async partsOf(chat, message) {
      const row = one<{ parts: number | null }>`
        SELECT max(part) + 1 AS parts FROM slots WHERE bot = ${bot} AND chat = ${chat} AND message = ${message}`;
      return row?.parts ?? 0;
    },
    async chatOf(sentAs) {
      return one<Slot>`SELECT chat FROM slots WHERE bot = ${bot} AND sent_as = ${sentAs}`?.chat;
    },
    async slotOf(chat, sentAs) {
      return one<Slot>`
        SELECT chat, message, part FROM slots WHERE bot = ${bot} AND chat = ${chat} AND sent_as = ${sentAs}`;
    },
  } satisfies Partial<Journal>;
}

type OutboxRow = Omit<OutboxItem, "isAgain"> & { readonly is_again: number };

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

/** A damaged row may hold bytes where there were words. */
function outboxItem({ is_again, content, ...item }: OutboxRow): OutboxItem {
  const isPlain = content === null || isOfBefore(content);
  return {
    ...item,
    content: isPlain ? content : String(content).slice(SUM_LENGTH + 1),
    isAgain: is_again === 1,
  };
}
