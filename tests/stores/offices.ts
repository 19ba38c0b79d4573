/** Where an office may keep what it keeps: each engine, tried by the same tests. */

import { afterAll } from "vitest";
import { openPostgresStores } from "../../src/stores/postgres.ts";
import { connectTo } from "../../src/stores/postgres-client.ts";
import { type Stores, sqliteStoresIn } from "../../src/stores/stores.ts";
import { newDir } from "../chat/journal.ts";
import { emptyPglite } from "../postgres/pglite.ts";
import { type Server, startServer } from "../postgres/server.ts";

/** Each call is another program that keeps its things there. */
export type Office = () => Promise<Stores>;

type Opening = readonly [engine: string, newOffice: () => Promise<Office>];

let server: Promise<Server> | undefined;

const FILES: Opening = [
  "SQLite",
  async () => {
    const dir = newDir();
    return async () => sqliteStoresIn(dir);
  },
];

const PGLITE: Opening = [
  "PGlite",
  async () => {
    const connect = await emptyPglite();
    return () => openPostgresStores(connect);
  },
];

const SERVER: Opening = [
  "a PostgreSQL server",
  async () => {
    server ??= startServer();
    const connect = connectTo(await (await server).newDatabase());
    return () => openPostgresStores(connect);
  },
];

/** Among the slow tests, where each file has a process of its own, PostgreSQL too: one that hangs holds up no other. */
export const ENGINES: readonly Opening[] = process.env.DEEP ? [FILES, PGLITE, SERVER] : [FILES];

/** To be called by a file that goes through the engines. */
export function stopServerAfterAll(): void {
  afterAll(async () => {
    await (await server)?.stop();
    server = undefined;
  });
}
