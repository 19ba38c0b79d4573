/** PostgreSQL within the process: for its SQL. It has one session, so connections take turns, and rights of sessions are no matter here. */

import { PGlite } from "@electric-sql/pglite";
import type { Client, Connect, Result } from "../../src/stores/postgres-client.ts";
import { createQueue } from "../../src/stores/queue.ts";

const INT8 = 20;

let started: Promise<PGlite> | undefined;

/** An empty database; the one before is no more. */
export async function emptyPglite(): Promise<Connect> {
  started ??= PGlite.create({ parsers: { [INT8]: Number } });
  const database = await started;
  const { rows } = await database.query<{ name: string }>(
    "SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'anlitong%'",
  );
  for (const { name } of rows) await database.exec(`DROP SCHEMA ${name} CASCADE`);
  return connectionsTo(database);
}

function connectionsTo(database: PGlite): Connect {
  const inTurn = createQueue();
  let last: Client | undefined;
  return async () => {
    let path = "public";
    /** Lets the others go on when a transaction of this one is over. */
    let over: (() => void) | undefined;

    async function carryOut(text: string, values?: readonly unknown[]): Promise<Result> {
      if (last !== client) await database.exec(`SET search_path TO ${path}`);
      last = client;
      path = /^SET search_path TO (\w+)/.exec(text)?.[1] ?? path;
      const results = values ? [await database.query(text, [...values])] : await database.exec(text);
      const { rows = [], affectedRows = 0 } = results.at(-1) ?? {};
      return { rows, changes: affectedRows };
    }

    const client: Client = {
      async query(text, values) {
        if (over) {
          try {
            return await carryOut(text, values);
          } finally {
            if (/^(?:COMMIT|ROLLBACK)/.test(text)) {
              over();
              over = undefined;
            }
          }
        }
        if (!text.startsWith("BEGIN")) return inTurn(() => carryOut(text, values));
        const begun = Promise.withResolvers<Result>();
        void inTurn(async () => {
          const { promise, resolve } = Promise.withResolvers<void>();
          over = resolve;
          carryOut(text, values).then(begun.resolve, begun.reject);
          await promise;
        });
        return begun.promise;
      },
      lost: new AbortController().signal,
      close: async () => {},
    };
    return client;
  };
}
