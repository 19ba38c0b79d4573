/** Statements on one database, each prepared once; what stands in `${}` is a value bound to it, and never a part of it. */

import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

type Values = readonly SQLInputValue[];

/** `T`: the columns of a row, which hold what the tables say that they do. */
export interface Sql {
  run(statement: TemplateStringsArray, ...values: Values): { readonly changes: number; readonly id: number };
  one<T>(statement: TemplateStringsArray, ...values: Values): T | undefined;
  all<T>(statement: TemplateStringsArray, ...values: Values): T[];
  /** All of it is done, or nothing. */
  together<T>(work: () => T): T;
}

export function createSql(database: DatabaseSync): Sql {
  const statements = new Map<TemplateStringsArray, StatementSync>();
  const prepared = (statement: TemplateStringsArray) => {
    const known = statements.get(statement) ?? database.prepare(statement.join("?"));
    statements.set(statement, known);
    return known;
  };
  return {
    run(statement, ...values) {
      const { changes, lastInsertRowid } = prepared(statement).run(...values);
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    },
    one: <T>(statement: TemplateStringsArray, ...values: Values) =>
      prepared(statement).get(...values) as T | undefined,
    all: <T>(statement: TemplateStringsArray, ...values: Values) => prepared(statement).all(...values) as T[],
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
