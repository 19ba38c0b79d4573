/** What is to be sent, and which message stands where. */

import { crc32 } from "node:zlib";
import type { Delivery, Journal, OutboxItem, Slot } from "../chat/journal.ts";
import type { JournalTables } from "./sqlite-journal.ts";
import type { Statements } from "./statements.ts";

/** What is kept of a chat that goes by another id now begins so. */
export const MOVED = "moved ";

/** Within the transaction whose statements these are. */
export async function enqueue(
  { run, one }: Statements,
  { bot, now }: JournalTables,
  { chat, message, part, content }: Delivery,
): Promise<OutboxItem> {
  const at = now();
  await run`
    INSERT INTO slots (bot, chat, message, part, at) VALUES (${bot}, ${chat}, ${message}, ${part}, ${at})
    ON CONFLICT DO NOTHING`;
  const row = await one<{ number: number }>`
    INSERT INTO outbox (bot, chat, message, part, content, at)
    VALUES (${bot}, ${chat}, ${message}, ${part}, ${sealed(message, content)}, ${at}) RETURNING number`;
  return { chat, message, part, content, number: row?.number ?? 0, isAgain: false, at };
}

export function createOutbox(tables: JournalTables) {
  const {
    sql: { run, one, together },
    bot,
    now,
    moved,
    warn,
  } = tables;
  const movedTo = (chat: string) => `${MOVED}${bot} ${chat}`;
  const firstIdOf = (chat: string) => moved.get(movedTo(chat)) ?? chat;
  const slotRow = ({ chat, message, part }: Slot) =>
    one<{ sent_as: string | null; again: number }>`
      SELECT sent_as, again FROM slots
      WHERE bot = ${bot} AND chat = ${chat} AND message = ${message} AND part = ${part}`;
  return {
    async post(delivery) {
      return together((within) => enqueue(within, tables, delivery));
    },
    async unsent() {
      return together(async (within) => {
        await within.run`UPDATE outbox SET is_again = 1, is_sending = 0 WHERE bot = ${bot} AND is_sending = 1`;
        const rows = await within.all<OutboxRow>`
          SELECT number, chat, message, part, content, is_again, at FROM outbox
          WHERE bot = ${bot} ORDER BY number`;
        const sound: OutboxItem[] = [];
        for (const row of rows) {
          const item = outboxItem(row);
          if (sealed(item.message, item.content) === row.content || isOfBefore(row.content)) {
            sound.push(item);
            continue;
          }
          await within.run`DELETE FROM outbox WHERE number = ${item.number}`;
          warn(`聊天 ${item.chat} 里对消息 ${item.message} 的回答在磁盘上已损坏，没有发送；请检查磁盘`);
        }
        return sound;
      });
    },
    async sending(item, isAgain) {
      if (isAgain) await run`UPDATE outbox SET is_sending = 1, is_again = 1 WHERE number = ${item}`;
      else await run`UPDATE outbox SET is_sending = 1 WHERE number = ${item}`;
    },
    async notSent(item) {
      await run`UPDATE outbox SET is_sending = 0 WHERE number = ${item}`;
    },
    async settled({ number, chat, message, part, isAgain }, sentAs) {
      await together(async (within) => {
        await within.run`DELETE FROM outbox WHERE number = ${number}`;
        await within.run`
            UPDATE slots SET sent_as = ${sentAs}, again = again + ${Number(isAgain)}, at = ${now()}
            WHERE bot = ${bot} AND chat = ${chat} AND message = ${message} AND part = ${part}`;
      });
    },
    async lost({ chat, message, part }) {
      await run`
          UPDATE slots SET sent_as = NULL
          WHERE bot = ${bot} AND chat = ${chat} AND message = ${message} AND part = ${part}`;
    },
    async dropChat(chat) {
      await run`DELETE FROM outbox WHERE bot = ${bot} AND chat = ${chat}`;
    },
    firstIdOf,
    async moveChat(from, to) {
      const first = firstIdOf(from);
      await together(async ({ run }) => {
        await run`
          INSERT INTO meta (name, value) VALUES (${movedTo(to)}, ${first}) ON CONFLICT DO NOTHING`;
        await run`
            UPDATE answers SET chat = ${to} WHERE bot = ${bot} AND chat = ${from}
            AND message IN (SELECT message FROM outbox WHERE bot = ${bot} AND chat = ${from})`;
        await run`
            INSERT INTO slots (bot, chat, message, part, at)
            SELECT bot, ${to}, message, part, CAST(${now()} AS BIGINT) FROM outbox
            WHERE bot = ${bot} AND chat = ${from} ON CONFLICT DO NOTHING`;
        await run`UPDATE outbox SET chat = ${to} WHERE bot = ${bot} AND chat = ${from}`;
        await run`
            INSERT INTO members (bot, person, chat, at)
            SELECT bot, person, ${to}, at FROM members WHERE bot = ${bot} AND chat = ${from}
            ON CONFLICT (bot, person, chat) DO UPDATE SET at = excluded.at`;
        await run`DELETE FROM members WHERE bot = ${bot} AND chat = ${from}`;
        // Who presses a button under an old message does so in the old chat, which stands as it stood.
        await run`
            INSERT INTO chats (bot, chat, is_open, is_told, at)
            SELECT bot, ${to}, is_open, is_told, CAST(${now()} AS BIGINT) FROM chats
            WHERE bot = ${bot} AND chat = ${from} ON CONFLICT (bot, chat) DO UPDATE
            SET is_open = chats.is_open | excluded.is_open, is_told = chats.is_told | excluded.is_told`;
      });
      if (!moved.has(movedTo(to))) moved.set(movedTo(to), first);
    },

    async sentAs(slot) {
      return (await slotRow(slot))?.sent_as ?? undefined;
    },
    async isDoubtful(slot) {
      return ((await slotRow(slot))?.again ?? 0) > 0;
    },
    async partsOf(chat, message) {
      const row = await one<{ parts: number | null }>`
        SELECT max(part) + 1 AS parts FROM slots WHERE bot = ${bot} AND chat = ${chat} AND message = ${message}`;
      return row?.parts ?? 0;
    },
    async chatOf(sentAs) {
      return (await one<Slot>`SELECT chat FROM slots WHERE bot = ${bot} AND sent_as = ${sentAs}`)?.chat;
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
