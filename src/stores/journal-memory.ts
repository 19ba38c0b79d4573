/** What was asked and answered, and who may ask. */

import type { GivenAnswer, Journal, Outcome } from "../chat/journal.ts";
import type { Answer } from "../grounding/answer.ts";
import type { Row } from "./sql.ts";
import type { JournalTables } from "./sqlite-journal.ts";

export const KEEP_MARKS = 24 * 60 * 60 * 1000;

type Memory = Pick<
  Journal,
  | "turns"
  | "given"
  | "givenTo"
  | "latest"
  | "answerTo"
  | "isMarked"
  | "setMark"
  | "standing"
  | "setStanding"
  | "memberOf"
  | "groupsOf"
  | "setMember"
>;

/** Within the transaction of whoever calls it. */
export function remember(
  { sql: { run }, bot, now }: JournalTables,
  { turn, given, vote, reason, withdrawn, forget = [], forgetPerson }: Outcome,
): void {
  for (const conversation of forget) {
    run("DELETE FROM turns WHERE bot = ? AND conversation = ?", bot, conversation);
    if (forgetPerson !== undefined)
      run("DELETE FROM answers WHERE bot = ? AND conversation = ?", bot, conversation);
  }
  if (forgetPerson !== undefined) run("DELETE FROM votes WHERE bot = ? AND person = ?", bot, forgetPerson);
  if (turn)
    for (const conversation of [turn.conversation, turn.room])
      if (conversation !== undefined)
        run(
          "INSERT OR REPLACE INTO turns (bot, conversation, message, questions, at) VALUES (?, ?, ?, ?, ?)",
          bot,
          conversation,
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
  if (withdrawn)
    run(
      "DELETE FROM votes WHERE bot = ? AND answer_id = ? AND person = ?",
      bot,
      withdrawn.answerId,
      withdrawn.person,
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

export function createMemory({ sql: { run, one, all, together }, bot, now }: JournalTables): Memory {
  const markOf = (chat: string, mark: string) => `mark ${bot} ${chat} ${mark}`;
  return {
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
      const row = one("SELECT * FROM answers WHERE bot = ? AND id = ?", bot, id);
      return row && givenAnswer(row);
    },
    async givenTo(chat, message) {
      const row = one(
        "SELECT * FROM answers WHERE bot = ? AND chat = ? AND message = ? ORDER BY rowid DESC LIMIT 1",
        bot,
        chat,
        message,
      );
      return row && givenAnswer(row);
    },

    async latest(conversation, { since, limit }) {
      return all(
        "SELECT * FROM answers WHERE bot = ? AND conversation = ? AND at > ? ORDER BY rowid DESC LIMIT ?",
        bot,
        conversation,
        since,
        limit,
      ).map(givenAnswer);
    },

    async answerTo(chat, question, since) {
      const row = one(
        "SELECT * FROM answers WHERE bot = ? AND chat = ? AND question = ? AND at > ? ORDER BY rowid DESC LIMIT 1",
        bot,
        chat,
        question,
        since,
      );
      return row && givenAnswer(row);
    },
    async isMarked(chat, mark) {
      const row = one("SELECT value FROM meta WHERE name = ?", markOf(chat, mark));
      return row !== undefined && Number(row.value) > now() - KEEP_MARKS;
    },
    async setMark(chat, mark, isMarked) {
      if (isMarked)
        run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", markOf(chat, mark), String(now()));
      else run("DELETE FROM meta WHERE name = ?", markOf(chat, mark));
    },

    async standing(chat) {
      const row = one("SELECT is_open, is_told FROM chats WHERE bot = ? AND chat = ?", bot, chat);
      return { isOpen: row?.is_open === 1, isTold: row?.is_told === 1 };
    },
    async setStanding(chat, { isOpen, isTold }) {
      return together(() => {
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
  };
}

function givenAnswer(row: Row): GivenAnswer {
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
