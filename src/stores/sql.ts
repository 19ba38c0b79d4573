/** Statements on one database, each prepared once. */

import type { DatabaseSync, SQLInputValue } from "node:sqlite";

export type Row = Readonly<Record<string, unknown>>;

export interface Sql {
  run(
    statement: string,
    ...values: readonly SQLInputValue[]
  ): { readonly changes: number; readonly id: number };
  one(statement: string, ...values: readonly SQLInputValue[]): Row | undefined;
  all(statement: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** All of it is done, or nothing. */
  together<T>(work: () => T): T;
}

export function createSql(database: DatabaseSync): Sql {
  const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepared = (statement: string) => {
    const known = statements.get(statement) ?? database.prepare(statement);
    statements.set(statement, known);
    return known;
  };
  return {
    run(statement, ...values) {
      const { changes, lastInsertRowid } = prepared(statement).run(...values);
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    },
    one: (statement, ...values) => prepared(statement).get(...values) as Row | undefined,
    all: (statement, ...values) => prepared(statement).all(...values) as readonly Row[],
    together(work) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        // A full disk rolls back by itself; then there is nothing to roll back.
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
  };
}
