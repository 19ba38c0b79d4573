/** Tokens spent on models → whether more may be spent today, by this person, in this chat, and in all. */

import type { Asking } from "../asking.ts";

/** Keeps what was spent, beyond the end of the process. */
export interface Ledger {
  /** Tokens spent on a day (2026-11-28) by each account, in order; 0 for one that is not known. */
  spent(day: string, accounts: readonly string[]): Promise<readonly number[]>;
  /** Adds to each of the accounts. */
  add(day: string, accounts: readonly string[], tokens: number): Promise<void>;
}

/** Tokens a day; null for as many as are asked for. */
export interface Caps {
  readonly total: number | null;
  readonly perChat: number | null;
  readonly perPerson: number | null;
}

export interface Reservation {
  /** To be called once, with what was spent in the end; what was set aside is free again. */
  settle(tokens: number): Promise<void>;
}

export interface Spending {
  /** Sets tokens aside; undefined where they would go beyond a cap. */
  reserve(tokens: number, payer: Asking["payer"]): Promise<Reservation | undefined>;
}

const TOTAL = "total";

/** `now`: milliseconds since 1970. Days begin at midnight where the program runs. */
export function createSpending(parts: {
  readonly ledger: Ledger;
  readonly caps: Caps;
  readonly now?: () => number;
}): Spending {
  const { ledger, caps, now = Date.now } = parts;
  /** Set aside and not settled yet, by account: answers made at once must not go beyond a cap together. */
  const aside = new Map<string, number>();
  let turn: Promise<unknown> = Promise.resolve();
  const put = (accounts: readonly string[], tokens: number) => {
    for (const account of accounts) aside.set(account, (aside.get(account) ?? 0) + tokens);
  };

  async function take(tokens: number, payer: Asking["payer"]): Promise<Reservation | undefined> {
    const day = dayOf(now());
    const limits = new Map([[TOTAL, caps.total]]);
    if (payer) limits.set(`chat ${payer.chat}`, caps.perChat).set(`person ${payer.person}`, caps.perPerson);
    const accounts = [...limits.keys()];
    const spent = await ledger.spent(day, accounts);
    const isBeyond = accounts.some((account, i) => {
      const most = limits.get(account) ?? null;
      return most !== null && (spent[i] ?? 0) + (aside.get(account) ?? 0) + tokens > most;
    });
    if (isBeyond) return undefined;
    put(accounts, tokens);
    return {
      async settle(used) {
        put(accounts, -tokens);
        for (const account of accounts) if (aside.get(account) === 0) aside.delete(account);
        if (used > 0) await ledger.add(day, accounts, used);
      },
    };
  }

  return {
    reserve(tokens, payer) {
      const taken = turn.then(() => take(tokens, payer));
      turn = taken.catch(() => {});
      return taken;
    },
  };
}

/** 2026-11-28, by the clock of the place. */
function dayOf(ms: number): string {
  const at = new Date(ms);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}
