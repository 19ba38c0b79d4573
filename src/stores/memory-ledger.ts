/** Tokens spent, counted as long as the process lives: where the disk takes nothing. */

import type { Ledger } from "../answer/writing/spending.ts";

/** Forgets the days before. */
export function createMemoryLedger(): Ledger {
  let today = "";
  let kept = new Map<string, number>();
  const of = (day: string) => {
    if (day !== today) kept = new Map();
    today = day;
    return kept;
  };
  return {
    spent: async (day, accounts) => accounts.map((account) => of(day).get(account) ?? 0),
    async add(day, accounts, tokens) {
      const spent = of(day);
      for (const account of accounts) spent.set(account, (spent.get(account) ?? 0) + tokens);
    },
  };
}
