/** The data folder → a ledger of tokens spent that survives the process, and serves several of them. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Ledger } from "../answer/writing/spending.ts";
import { openSoundDatabase } from "./sound-database.ts";

const FORMAT = 1;

const SCHEMA = `
  CREATE TABLE spent (
    day TEXT NOT NULL,
    account TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    PRIMARY KEY (day, account)
  ) WITHOUT ROWID, STRICT;
  PRAGMA user_version = ${FORMAT};
`;

/** Days before these are forgotten when another one begins. */
const DAYS_KEPT = 31;

export interface OpenLedger extends Ledger {
  close(): void;
}

/** Rejects where the folder cannot be written to. */
export async function openSqliteLedger(source: {
  readonly dir: string;
  readonly warn: (message: string) => void;
  readonly now?: () => number;
}): Promise<OpenLedger> {
  const { dir, warn, now = Date.now } = source;
  await mkdir(dir, { recursive: true });
  const database = openSoundDatabase({
    path: join(dir, "spending.sqlite"),
    format: FORMAT,
    schema: SCHEMA,
    lost: "语言模型的用量从零计起",
    warn,
    now,
  });
  const read = database.prepare("SELECT tokens FROM spent WHERE day = ? AND account = ?");
  const add = database.prepare(
    "INSERT INTO spent (day, account, tokens) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tokens = tokens + excluded.tokens",
  );
  const forget = database.prepare(
    "DELETE FROM spent WHERE day NOT IN (SELECT DISTINCT day FROM spent ORDER BY day DESC LIMIT ?)",
  );
  let today = "";
  return {
    spent: async (day, accounts) => accounts.map((account) => Number(read.get(day, account)?.tokens ?? 0)),
    async add(day, accounts, tokens) {
      for (const account of accounts) add.run(day, account, tokens);
      if (day !== today) forget.run(DAYS_KEPT);
      today = day;
    },
    close: () => database.close(),
  };
}
