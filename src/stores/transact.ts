/** Statements → all of them done, or none. */

import type { DatabaseSync } from "node:sqlite";

/** A full disk rolls back by itself; then there is nothing to roll back. */
export function transact<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
