/** What was asked and answered, and who may ask. */

import type { GivenAnswer, Journal, Outcome } from "../chat/journal.ts";
import type { Answer } from "../grounding/answer.ts";
import type { JournalTables } from "./sqlite-journal.ts";
import type { Statements } from "./statements.ts";

export const KEEP_MARKS = 24 * 60 * 60 * 1000;

/** Within the transaction whose statements these are. */
export async function remember(
  { run }: Statements,
  { bot, now }: JournalTables,
  outcome: Outcome,
): Promise<void> {
  const { turn, given, vote, reason, withdrawn, forget = [], forgetPerson } = outcome;
  for (const conversation of forget) {
    await run`DELETE FROM turns WHERE bot = ${bot} AND conversation = ${conversation}`;
    if (forgetPerson !== undefined)
      await run`DELETE FROM answers WHERE bot = ${bot} AND conversation = ${conversation}`;
  }
  if (forgetPerson !== undefined)
    await run`DELETE FROM votes WHERE bot = ${bot} AND person = ${forgetPerson}`;
  if (turn)
    for (const conversation of [turn.conversation, turn.room])
      if (conversation !== undefined) {
        // The latest comes last.
        await run`
          DELETE FROM turns WHERE bot = ${bot} AND conversation = ${conversation} AND message = ${turn.message}`;
        await run`
          INSERT INTO turns (bot, conversation, message, questions, at)
          VALUES (${bot}, ${conversation}, ${turn.message}, ${JSON.stringify(turn.questions)}, ${now()})`;
      }
  if (given) {
    const { id, chat, message, conversation, question, answer, head } = given;
    await run`
        INSERT INTO answers (id, bot, chat, message, conversation, question, answer, head, at)
        VALUES (${id}, ${bot}, ${chat}, ${message}, ${conversation}, ${question}, ${JSON.stringify(answer)}, ${head}, ${now()})`;
  }
  if (vote) {
    const { answerId, person, isGood, question, answer } = vote;
    await run`DELETE FROM votes WHERE answer_id = ${answerId} AND person = ${person}`;
    await run`
        INSERT INTO votes (answer_id, person, bot, is_good, question, answer, at)
        VALUES (${answerId}, ${person}, ${bot}, ${Number(isGood)}, ${question}, ${JSON.stringify(answer)}, ${now()})`;
  }
  if (withdrawn) {
    const { answerId, person } = withdrawn;
    await run`DELETE FROM votes WHERE bot = ${bot} AND answer_id = ${answerId} AND person = ${person}`;
  }
  if (reason) {
    const { answerId, person, text } = reason;
    await run`UPDATE votes SET reason = ${text} WHERE bot = ${bot} AND answer_id = ${answerId} AND person = ${person}`;
  }
}

export function createMemory({ sql: { run, one, all, together }, bot, now }: JournalTables) {
  const answers = async (rows: Promise<readonly AnswerRow[]>) => (await rows).map(givenAnswer);
  const markOf = (chat: string, mark: string) => `mark ${bot} ${chat} ${mark}`;
  return {
    async turns(conversation, { since, limit, except = "" }) {
      const rows = await all<{ message: string; questions: string }>`
        SELECT message, questions FROM turns
        WHERE bot = ${bot} AND conversation = ${conversation} AND at > ${since} AND message <> ${except}
        ORDER BY rowid DESC LIMIT ${limit}`;
      return rows
        .map(({ message, questions }) => ({ conversation, message, questions: JSON.parse(questions) }))
        .reverse();
    },
    async given(id) {
      const [found] = await answers(all<AnswerRow>`SELECT * FROM answers WHERE bot = ${bot} AND id = ${id}`);
      return found;
    },
    async givenTo(chat, message) {
      const [found] = await answers(all<AnswerRow>`
        SELECT * FROM answers WHERE bot = ${bot} AND chat = ${chat} AND message = ${message}
        ORDER BY rowid DESC LIMIT 1`);
      return found;
    },

    async latest(conversation, { since, limit }) {
      return answers(all<AnswerRow>`
        SELECT * FROM answers WHERE bot = ${bot} AND conversation = ${conversation} AND at > ${since}
        ORDER BY rowid DESC LIMIT ${limit}`);
    },

    async answerTo(chat, question, since) {
      const [found] = await answers(all<AnswerRow>`
        SELECT * FROM answers WHERE bot = ${bot} AND chat = ${chat} AND question = ${question} AND at > ${since}
        ORDER BY rowid DESC LIMIT 1`);
      return found;
    },
    async isMarked(chat, mark) {
      const row = await one<{ value: string }>`SELECT value FROM meta WHERE name = ${markOf(chat, mark)}`;
      return row !== undefined && Number(row.value) > now() - KEEP_MARKS;
    },
    async setMark(chat, mark, isMarked) {
      const name = markOf(chat, mark);
      if (isMarked)
        await run`
          INSERT INTO meta (name, value) VALUES (${name}, ${String(now())})
          ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
      else await run`DELETE FROM meta WHERE name = ${name}`;
    },

    async standing(chat) {
      const row = await one<{ is_open: number; is_told: number }>`
        SELECT is_open, is_told FROM chats WHERE bot = ${bot} AND chat = ${chat}`;
      return { isOpen: row?.is_open === 1, isTold: row?.is_told === 1 };
    },
    async setStanding(chat, { isOpen, isTold }) {
      const numberOf = (value: boolean | undefined) => (value === undefined ? null : Number(value));
      const [open, told] = [numberOf(isOpen), numberOf(isTold)];
      return together(async (within) => {
        await within.run`
          INSERT INTO chats (bot, chat, at) VALUES (${bot}, ${chat}, ${now()}) ON CONFLICT DO NOTHING`;
        const changes = await within.run`
          UPDATE chats SET is_open = coalesce(${open}, is_open), is_told = coalesce(${told}, is_told)
          WHERE bot = ${bot} AND chat = ${chat} AND (is_open <> ${open} OR is_told <> ${told})`;
        return changes > 0;
      });
    },
    async memberOf(person, since) {
      const row = await one<{ chat: string }>`
        SELECT chat FROM members WHERE bot = ${bot} AND person = ${person} AND at > ${since}
        ORDER BY at DESC LIMIT 1`;
      return row?.chat;
    },
    async groupsOf(person) {
      const rows = await all<{ chat: string }>`
        SELECT chat FROM members WHERE bot = ${bot} AND person = ${person} ORDER BY at DESC LIMIT 5`;
      return rows.map(({ chat }) => chat);
    },
    async setMember(person, chat) {
      await run`
        INSERT INTO members (bot, person, chat, at) VALUES (${bot}, ${person}, ${chat}, ${now()})
        ON CONFLICT (bot, person, chat) DO UPDATE SET at = excluded.at`;
    },
  } satisfies Partial<Journal>;
}

type AnswerRow = Omit<GivenAnswer, "answer"> & { readonly answer: string };

function givenAnswer(row: AnswerRow): GivenAnswer {
  const { id, chat, message, conversation, question, answer, head } = row;
  return { id, chat, message, conversation, question, answer: JSON.parse(answer) as Answer, head };
}
