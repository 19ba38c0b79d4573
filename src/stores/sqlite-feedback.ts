/** What could not be answered, and what people thought of answers, in a database: by default an SQLite file beside the index. */

import type { Disliked, Feedback, Unanswered, VoteGiven } from "../curation/feedback.ts";
import { DAY, type Keeping, RETENTION_DAYS } from "./sound-database.ts";
import type { Statements } from "./statements.ts";

const KEEP_UNANSWERED = 30 * DAY;

/** Whoever asks without end does not fill the disk; what is oldest goes first. */
const MOST_UNANSWERED = 5_000;
const MOST_VOTES = 5_000;

export async function createFeedback(
  statements: Statements,
  { now = Date.now, retentionDays = RETENTION_DAYS }: Pick<Keeping, "now" | "retentionDays">,
): Promise<Feedback> {
  const { all, together, close } = statements;
  const keepUnanswered = Math.min(KEEP_UNANSWERED, retentionDays * DAY);
  const forgetOldVotes = ({ run }: Pick<Statements, "run">) =>
    run`DELETE FROM votes WHERE at < ${now() - retentionDays * DAY}`;
  await forgetOldVotes(statements);
  return {
    async noteUnanswered({ question, history, reason, scope = null }) {
      await together(async ({ run }) => {
        await run`
          INSERT INTO unanswered (question, history, reason, at, scope)
          VALUES (${question}, ${JSON.stringify(history)}, ${reason}, ${now()}, ${scope})`;
        await run`DELETE FROM unanswered WHERE at < ${now() - keepUnanswered}`;
        await run`
          DELETE FROM unanswered
            WHERE rowid <= (SELECT rowid FROM unanswered ORDER BY rowid DESC LIMIT 1 OFFSET ${MOST_UNANSWERED})`;
      });
    },
    async unanswered(limit) {
      const entries = await all<Row<Unanswered, "history">>`
        SELECT question, history, reason, at, scope FROM unanswered
        WHERE at >= ${now() - keepUnanswered} ORDER BY at DESC, rowid DESC LIMIT ${limit}`;
      return entries.map((entry) => scoped({ ...entry, history: JSON.parse(entry.history) }));
    },
    async vote({ id, isGood, question, history, answer, reason, scope = null }) {
      await together(async (within) => {
        const { run } = within;
        // The latest comes last.
        await run`DELETE FROM votes WHERE id = ${id}`;
        await run`
          INSERT INTO votes (id, is_good, question, history, answer, reason, at, scope)
          VALUES (${id}, ${Number(isGood)}, ${question}, ${JSON.stringify(history)}, ${JSON.stringify(answer)},
                  ${reason}, ${now()}, ${scope})`;
        await forgetOldVotes(within);
        await run`
          DELETE FROM votes
            WHERE rowid <= (SELECT rowid FROM votes ORDER BY rowid DESC LIMIT 1 OFFSET ${MOST_VOTES})`;
      });
    },
    async disliked(limit) {
      const votes = await all<Row<Disliked, "history" | "answer">>`
        SELECT id, question, history, answer, reason, at, scope FROM votes
        WHERE is_good = 0 ORDER BY at DESC, rowid DESC LIMIT ${limit}`;
      return votes.map((vote) =>
        scoped({ ...vote, history: JSON.parse(vote.history), answer: JSON.parse(vote.answer) }),
      );
    },
    votesGiven: async (since) =>
      (await all<VoteRow>`SELECT is_good, at, scope, 'web' AS channel FROM votes WHERE at >= ${since}`).map(
        voteGivenOf,
      ),
    close,
  };
}

/** As it stands in a table; `Json`: what is written out. */
type Row<T, Json extends keyof T> = Omit<T, Json | "scope"> &
  Readonly<Record<Json, string>> & { readonly scope: string | null };

function scoped<T extends { readonly scope: string | null }>({ scope, ...rest }: T) {
  return { ...rest, ...(scope !== null && { scope }) };
}

export type VoteRow = Row<Omit<VoteGiven, "isGood">, never> & { readonly is_good: number };

export function voteGivenOf({ is_good, ...vote }: VoteRow): VoteGiven {
  return { ...scoped(vote), isGood: is_good === 1 };
}
