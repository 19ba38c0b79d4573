/** A server that goes away while a program uses it, played over PGlite by a way to it that can be cut. */

import { expect, it } from "vitest";
import { openPostgresStores } from "../../src/stores/postgres.ts";
import type { Client, Connect } from "../../src/stores/postgres-client.ts";
import { openDatabase } from "../../src/stores/postgres-database.ts";
import { DatabaseError } from "../../src/stores/postgres-errors.ts";
import { emptyPglite } from "../postgres/pglite.ts";

const AWAY = new DatabaseError("连接断了", true);

/** `tries`: how often it was tried to connect. `fails`: what is given up in the place of a statement. */
async function createWay() {
  const connect = await emptyPglite();
  const way = { isCut: false, tries: 0, fails: (_text: string, _connection: number) => false };
  const open = new Set<AbortController>();
  const through: Connect = async () => {
    way.tries += 1;
    const number = way.tries;
    if (way.isCut) throw AWAY;
    const lost = new AbortController();
    open.add(lost);
    const client = await connect();
    const query: Client["query"] = async (text, values) => {
      if (lost.signal.aborted) throw AWAY;
      if (!way.fails(text, number)) return client.query(text, values);
      lost.abort();
      throw AWAY;
    };
    return { query, lost: lost.signal, close: async () => lost.abort() };
  };
  const cut = () => {
    way.isCut = true;
    for (const lost of open) lost.abort();
  };
  return { way, connect: through, cut };
}

it("is waited for together, then refused at once, and used again when it is back", async () => {
  const { way, connect, cut } = await createWay();
  const database = await openDatabase(connect, 10);
  const ask = () => database.of("audit").one<{ n: number }>`SELECT 1 AS n`;
  cut();
  const triesWhenRefused = await Promise.all(
    Array.from({ length: 4 }, () =>
      ask().then(
        () => "answered",
        () => way.tries,
      ),
    ),
  );
  expect(new Set(triesWhenRefused).size).toBe(1);
  const { tries } = way;
  await expect(ask()).rejects.toBe(AWAY);
  expect(way.tries).toBe(tries);
  way.isCut = false;
  await expect.poll(ask).toEqual({ n: 1 });
  await database.close();
  await expect(ask()).rejects.toThrow("数据库连接已关闭");
});

it("is no matter to who takes a bot over another connection, and takes it again where that one breaks, too", async () => {
  const { way, connect } = await createWay();
  const stores = await openPostgresStores(connect);
  const said: string[] = [];
  const journals = await stores.journals({ warn: (line) => said.push(line) });
  // The first connection, and that of whoever takes the bot first, break at what is asked next.
  way.fails = (text, connection) => connection <= 2 && text.includes("FROM meta");
  const held = await journals.hold?.("telegram 1", new AbortController().signal, () => {});
  expect(held?.lost.aborted).toBe(false);
  expect(said).toEqual(["连接断了；连上之前不能接待 telegram 1"]);
  await held?.release();
  await journals.close();
  await stores.close();
});
