/** A database, by default an SQLite file of the data folder → a ledger of tokens spent that survives the process, and serves several of them. */

import { DatabaseSync } from "node:sqlite";
import type { Ledger } from "../answer/writing/spending.ts";
import { type Statements, statementsOf } from "./statements.ts";
import { SQLITE_TABLES } from "./tables.ts";

/** Days before these are forgotten when another one begins. */
const DAYS_KEPT = 31;

export type OpenLedger = Ledger & { close(): void };

/** As long as the process lives: where the disk takes nothing. */
export function createMemoryLedger(): OpenLedger {
  const database = new DatabaseSync(":memory:");
  database.exec(SQLITE_TABLES.spending);
  return createLedger(statementsOf(database));
}

export function createLedger({ run, one, together, close }: Statements): OpenLedger {
  let today = "";
  return {
    async spent(day, accounts) {
      const rows = accounts.map(
        (account) =>
          one<{ tokens: number }>`SELECT tokens FROM spent WHERE day = ${day} AND account = ${account}`,
      );
      return (await Promise.all(rows)).map((row) => row?.tokens ?? 0);
    },
    async add(day, accounts, tokens) {
      await together(async (within) => {
        for (const account of accounts)
          await within.run`
            INSERT INTO spent (day, account, tokens) VALUES (${day}, ${account}, ${tokens})
            ON CONFLICT (day, account) DO UPDATE SET tokens = spent.tokens + excluded.tokens`;
      });
      if (day !== today)
        await run`DELETE FROM spent
            WHERE day NOT IN (SELECT DISTINCT day FROM spent ORDER BY day DESC LIMIT ${DAYS_KEPT})`;
      today = day;
    },
    close: () => void close(),
  };
}
