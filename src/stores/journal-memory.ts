/** What was asked and answered, and who may ask. */

import type { GivenAnswer, Journal, Outcome } from "../chat/journal.ts";
import type { Answer } from "../grounding/answer.ts";
import type { JournalTables } from "./sqlite-journal.ts";

export const KEEP_MARKS = 24 * 60 * 60 * 1000;

/** Within the transaction of whoever calls it. */
export function remember({ sql: { run }, bot, now }: JournalTables, outcome: Outcome): void {
  const { turn, given, vote, reason, withdrawn, forget = [], forgetPerson } = outcome;
  for (const conversation of forget) {
    run`DELETE FROM turns WHERE bot = ${bot} AND conversation = ${conversation}`;
    if (forgetPerson !== undefined)
      run`DELETE FROM answers WHERE bot = ${bot} AND conversation = ${conversation}`;
  }
  if (forgetPerson !== undefined) run`DELETE FROM votes WHERE bot = ${bot} AND person = ${forgetPerson}`;
  if (turn)
    for (const conversation of [turn.conversation, turn.room])
      if (conversation !== undefined)
        run`INSERT OR REPLACE INTO turns (bot, conversation, message, questions, at)
            VALUES (${bot}, ${conversation}, ${turn.message}, ${JSON.stringify(turn.questions)}, ${now()})`;
  if (given) {
    const { id, chat, message, conversation, question, answer, head } = given;
    run`INSERT INTO answers (id, bot, chat, message, conversation, question, answer, head, at)
        VALUES (${id}, ${bot}, ${chat}, ${message}, ${conversation}, ${question}, ${JSON.stringify(answer)}, ${head}, ${now()})`;
  }
  if (vote) {
    const { answerId, person, isGood, question, answer } = vote;
    run`INSERT OR REPLACE INTO votes (answer_id, person, bot, is_good, question, answer, at)
        VALUES (${answerId}, ${person}, ${bot}, ${Number(isGood)}, ${question}, ${JSON.stringify(answer)}, ${now()})`;
  }
  if (withdrawn) {
    const { answerId, person } = withdrawn;
    run`DELETE FROM votes WHERE bot = ${bot} AND answer_id = ${answerId} AND person = ${person}`;
  }
  if (reason) {
    const { answerId, person, text } = reason;
    run`UPDATE votes SET reason = ${text} WHERE bot = ${bot} AND answer_id = ${answerId} AND person = ${person}`;
  }
}

export function createMemory({ sql: { run, one, all, together }, bot, now }: JournalTables) {
  const markOf = (chat: string, mark: string) => `mark ${bot} ${chat} ${mark}`;
  return {
    async turns(conversation, { since, limit, except = "" }) {
      const rows = all<{ message: string; questions: string }>`
        SELECT message, questions FROM turns
        WHERE bot = ${bot} AND conversation = ${conversation} AND at > ${since} AND message <> ${except}
        ORDER BY rowid DESC LIMIT ${limit}`;
      return rows
        .map(({ message, questions }) => ({ conversation, message, questions: JSON.parse(questions) }))
        .reverse();
    },
    async given(id) {
      const row = one<AnswerRow>`SELECT * FROM answers WHERE bot = ${bot} AND id = ${id}`;
      return row && givenAnswer(row);
    },
    async givenTo(chat, message) {
      const row = one<AnswerRow>`
        SELECT * FROM answers WHERE bot = ${bot} AND chat = ${chat} AND message = ${message}
        ORDER BY rowid DESC LIMIT 1`;
      return row && givenAnswer(row);
    },

    async latest(conversation, { since, limit }) {
      return all<AnswerRow>`
        SELECT * FROM answers WHERE bot = ${bot} AND conversation = ${conversation} AND at > ${since}
        ORDER BY rowid DESC LIMIT ${limit}`.map(givenAnswer);
    },

    async answerTo(chat, question, since) {
      const row = one<AnswerRow>`
        SELECT * FROM answers WHERE bot = ${bot} AND chat = ${chat} AND question = ${question} AND at > ${since}
        ORDER BY rowid DESC LIMIT 1`;
      return row && givenAnswer(row);
    },
    async isMarked(chat, mark) {
      const row = one<{ value: string }>`SELECT value FROM meta WHERE name = ${markOf(chat, mark)}`;
      return row !== undefined && Number(row.value) > now() - KEEP_MARKS;
    },
    async setMark(chat, mark, isMarked) {
      const name = markOf(chat, mark);
      if (isMarked) run`INSERT OR REPLACE INTO meta (name, value) VALUES (${name}, ${String(now())})`;
      else run`DELETE FROM meta WHERE name = ${name}`;
    },

    async standing(chat) {
      const row = one<{ is_open: number; is_told: number }>`
        SELECT is_open, is_told FROM chats WHERE bot = ${bot} AND chat = ${chat}`;
      return { isOpen: row?.is_open === 1, isTold: row?.is_told === 1 };
    },
    async setStanding(chat, { isOpen, isTold }) {
      const numberOf = (value: boolean | undefined) => (value === undefined ? null : Number(value));
      const [open, told] = [numberOf(isOpen), numberOf(isTold)];
      return together(() => {
        run`INSERT OR IGNORE INTO chats (bot, chat, at) VALUES (${bot}, ${chat}, ${now()})`;
        const { changes } = run`
          UPDATE chats SET is_open = ifnull(${open}, is_open), is_told = ifnull(${told}, is_told)
          WHERE bot = ${bot} AND chat = ${chat} AND (is_open <> ${open} OR is_told <> ${told})`;
        return changes > 0;
      });
    },
    async memberOf(person, since) {
      return one<{ chat: string }>`
        SELECT chat FROM members WHERE bot = ${bot} AND person = ${person} AND at > ${since}
        ORDER BY at DESC LIMIT 1`?.chat;
    },
    async groupsOf(person) {
      return all<{ chat: string }>`
        SELECT chat FROM members WHERE bot = ${bot} AND person = ${person} ORDER BY at DESC LIMIT 5`.map(
        ({ chat }) => chat,
      );
    },
    async setMember(person, chat) {
      run`INSERT OR REPLACE INTO members (bot, person, chat, at) VALUES (${bot}, ${person}, ${chat}, ${now()})`;
    },
  } satisfies Partial<Journal>;
}

type AnswerRow = Omit<GivenAnswer, "answer"> & { readonly answer: string };

function givenAnswer(row: AnswerRow): GivenAnswer {
  const { id, chat, message, conversation, question, answer, head } = row;
  return { id, chat, message, conversation, question, answer: JSON.parse(answer) as Answer, head };
}
