/** Connections to a PostgreSQL server → statements on the tables of each store, which are made and brought up to date first. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Client, Connect } from "./postgres-client.ts";
import { DatabaseError } from "./postgres-errors.ts";
import { createQueue, type Queue } from "./queue.ts";
import { type Connection, createStatements, type Statements } from "./statements.ts";
import { POSTGRES_STEPS as STEPS, STORES, type StoreName } from "./tables.ts";

/** "alt\0" and so on: what tells our advisory locks from those of others in the same database. */
const WRITING = 0x616c_7400;
export const SERVING = 0x616c_7401;
export const PUBLISHING = 0x616c_7402;

const LEAST_VERSION = 150_000;

/** A server that is restarted is waited for so long by whoever was connected to it. */
const RESTART_MS = 10_000;
const RETRY_MS = 1_000;

const CLOSED = new DatabaseError("数据库连接已关闭", false);

/** Rejects, with one line in Chinese, where the server cannot be used. */
export async function openDatabase(connect: Connect, patienceMs = RESTART_MS) {
  const first = await connect();
  const line = createLine(connect, first, patienceMs);
  try {
    await bringUpToDate(first, line.inTurn);
  } catch (error) {
    await line.close();
    throw error;
  }
  return {
    /** One writer at a time, of all processes. */
    of: (store: StoreName) => createStatements(connectionIn(store, line, STORES.indexOf(store)), line.inTurn),
    close: line.close,
  };
}

/** Statements on one connection, which nobody else uses; no other is opened when it is lost. */
export function statementsOn(client: Client, store: StoreName): Statements {
  const line = { client: async () => client, store: undefined, inTurn: createQueue(), close: client.close };
  return createStatements(connectionIn(store, line), line.inTurn);
}

interface Line {
  client(): Promise<Client>;
  /** Whose tables the connection goes by now. */
  store: StoreName | undefined;
  readonly inTurn: Queue;
  close(): Promise<void>;
}

/**
 * One connection for everything. Where it is lost, it is opened again as soon as the server lets it; whoever asks in the
 * meantime waits for that until `patienceMs` after the loss, and from then on is refused at once.
 */
function createLine(connect: Connect, first: Client, patienceMs: number): Line {
  let isClosed = false;
  let current = first;
  let next = promised();
  use(first);

  /** For who waits already, and for who asks from now on. */
  function settle(how: (answer: PromiseWithResolvers<Client>) => void): void {
    how(next);
    next = promised();
    how(next);
  }

  function use(client: Client): void {
    current = client;
    settle(({ resolve }) => resolve(client));
    client.lost.addEventListener("abort", () => void reopen());
  }

  async function reopen(): Promise<void> {
    if (isClosed) return;
    next = promised();
    let why: unknown = new DatabaseError("数据库：连接断了，正在重新连接", true);
    let isPatient = true;
    const giveUp = () => {
      isPatient = false;
      if (!isClosed) settle(({ reject }) => reject(why));
    };
    const patience = setTimeout(giveUp, patienceMs);
    while (!isClosed)
      try {
        const client = await connect();
        line.store = undefined;
        if (isClosed) await client.close();
        else use(client);
        break;
      } catch (error) {
        why = error;
        if (!isPatient || !(error instanceof DatabaseError && error.isPassing)) giveUp();
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    clearTimeout(patience);
  }

  const line: Line = {
    store: undefined,
    inTurn: createQueue(),
    client: () => next.promise,
    async close() {
      isClosed = true;
      settle(({ reject }) => reject(CLOSED));
      await current.close();
    },
  };
  return line;
}

/** Nobody need wait for it. */
function promised(): PromiseWithResolvers<Client> {
  const all = Promise.withResolvers<Client>();
  all.promise.catch(() => {});
  return all;
}

/** `writing`: the number of the lock of whoever writes; absent where there is nobody else who could. */
function connectionIn(store: StoreName, line: Line, writing?: number): Connection {
  /** Of a transaction: what is left of one is not carried out on another connection. */
  let open: Client | undefined;
  async function client(): Promise<Client> {
    const ready = await line.client();
    if (line.store !== store) await ready.query(`SET search_path TO anlitong_${store}`);
    line.store = store;
    return ready;
  }
  const query = async (statement: TemplateStringsArray, values: readonly unknown[]) =>
    (open ?? (await client())).query(textOf(statement), values.map(withoutNul));
  return {
    run: async (statement, values) => (await query(statement, values)).changes,
    all: async (statement, values) => [...(await query(statement, values)).rows],
    async begin() {
      open = await client();
      const alone = writing === undefined ? "" : `; SELECT pg_advisory_xact_lock(${WRITING}, ${writing})`;
      try {
        await open.query(`BEGIN${alone}`);
      } catch (error) {
        await this.end(false);
        throw error;
      }
    },
    async end(isDone) {
      const ending = open;
      if (isDone) await ending?.query("COMMIT");
      open = undefined;
      // A connection that broke takes its transaction with it.
      if (!isDone) await ending?.query("ROLLBACK").catch(() => {});
    },
    close: () => {},
  };
}

const texts = new WeakMap<TemplateStringsArray, string>();

function textOf(statement: TemplateStringsArray): string {
  const known = texts.get(statement) ?? statement.reduce((text, part, i) => `${text}$${i}${part}`);
  texts.set(statement, known);
  return known;
}

/** The one character that PostgreSQL does not keep. */
function withoutNul(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\ufffd") : value;
}

/** Each step once, by whichever process comes first; the others wait for it. */
async function bringUpToDate(client: Client, inTurn: Queue): Promise<void> {
  const one = async (text: string) => (await client.query(text)).rows[0] as Record<string, unknown>;
  const { version, encoding } = await one(
    "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
  );
  if (Number(version) < LEAST_VERSION)
    throw new DatabaseError(
      `数据库：需要 PostgreSQL 15 或更新的版本，这里是 ${Math.trunc(Number(version) / 10_000)}`,
      false,
    );
  if (encoding !== "UTF8")
    throw new DatabaseError(
      `数据库：编码应为 UTF8，却是 ${String(encoding)}；请用 createdb -E UTF8 另建一个`,
      false,
    );
  await inTurn(async () => {
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${WRITING}, 0)`);
    try {
      await client.query(
        "CREATE SCHEMA IF NOT EXISTS anlitong_migrations; CREATE TABLE IF NOT EXISTS anlitong_migrations.steps (number BIGINT PRIMARY KEY)",
      );
      const { done } = await one("SELECT count(*) AS done FROM anlitong_migrations.steps");
      if (Number(done) > STEPS.length)
        throw new DatabaseError(
          `数据库：由更新版本的程序写成（第 ${String(done)} 版格式），本程序只认得第 ${STEPS.length} 版；请升级程序`,
          false,
        );
      for (const [i, step] of STEPS.entries()) {
        if (i < Number(done)) continue;
        await client.query(step);
        await client.query("INSERT INTO anlitong_migrations.steps VALUES ($1)", [i + 1]);
      }
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      throw error;
    }
  });
}
