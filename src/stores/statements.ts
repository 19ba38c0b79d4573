/** One connection to a database, of whatever engine → statements on it, one after the other; what stands in `${}` is a value bound to it. */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { createQueue, type Queue } from "./queue.ts";

type Value = string | number | null | Uint8Array;
type Values = readonly Value[];

/** `T`: the columns of a row, which hold what the tables say that they do. */
export interface Statements {
  /** How many rows it changed. */
  run(statement: TemplateStringsArray, ...values: Values): Promise<number>;
  one<T>(statement: TemplateStringsArray, ...values: Values): Promise<T | undefined>;
  all<T>(statement: TemplateStringsArray, ...values: Values): Promise<T[]>;
  /** All of it is done, or nothing, and nothing else between: it may use no statements but those it is given. */
  together<T>(work: (within: Statements) => Promise<T>): Promise<T>;
  /** After what was asked for before; a second time is nothing. */
  close(): Promise<void>;
}

/** What is done at once is done before the call returns. */
export interface Connection {
  run(statement: TemplateStringsArray, values: Values): number | Promise<number>;
  all(statement: TemplateStringsArray, values: Values): unknown[] | Promise<unknown[]>;
  /** One writer at a time, of all processes. */
  begin(): void | Promise<void>;
  end(isDone: boolean): void | Promise<void>;
  close(): void | Promise<void>;
}

/** `inTurn`: shared by all who use the same connection. */
export function createStatements(connection: Connection, inTurn: Queue = createQueue()): Statements {
  let isClosed = false;
  const within: Statements = {
    run: async (statement, ...values) => connection.run(statement, values),
    all: async <T>(statement: TemplateStringsArray, ...values: Values) =>
      (await connection.all(statement, values)) as T[],
    one: async <T>(statement: TemplateStringsArray, ...values: Values) =>
      (await connection.all(statement, values))[0] as T | undefined,
    together: (work) => work(within),
    close: async () => {
      if (!isClosed) await connection.close();
      isClosed = true;
    },
  };
  return {
    run: (...statement) => inTurn(() => within.run(...statement)),
    all: <T>(...statement: [TemplateStringsArray, ...Values]) => inTurn(() => within.all<T>(...statement)),
    one: <T>(...statement: [TemplateStringsArray, ...Values]) => inTurn(() => within.one<T>(...statement)),
    together: (work) =>
      inTurn(async () => {
        await connection.begin();
        try {
          const result = await work(within);
          await connection.end(true);
          return result;
        } catch (error) {
          await connection.end(false);
          throw error;
        }
      }),
    close: () => inTurn(within.close),
  };
}

/** Each is prepared once. */
export function statementsOf(database: DatabaseSync): Statements {
  const known = new Map<TemplateStringsArray, StatementSync>();
  const prepared = (statement: TemplateStringsArray) => {
    const own = known.get(statement) ?? database.prepare(statement.join("?"));
    known.set(statement, own);
    return own;
  };
  return createStatements({
    run: (statement, values) => Number(prepared(statement).run(...values).changes),
    all: (statement, values) => prepared(statement).all(...values),
    begin: () => database.exec("BEGIN IMMEDIATE"),
    end(isDone) {
      if (isDone) database.exec("COMMIT");
      // A full disk rolls back by itself; then there is nothing to roll back.
      else if (database.isOpen && database.isTransaction) database.exec("ROLLBACK");
    },
    close: () => database.close(),
  });
}
