/**
 * The sealed file of an index, in pieces in the database → the same file in the data folder of each program.
 *
 * So the answers are the same by construction, to the byte, and a search costs no way to the server. Terms as lexemes
 * and vectors in the server's own indexes would be another engine, with other ties and other rounding.
 */

import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256Of, sync } from "./folder.ts";
import type { Client, Connect } from "./postgres-client.ts";
import { PUBLISHING, statementsOn } from "./postgres-database.ts";
import { DatabaseError } from "./postgres-errors.ts";
import { identify, isSame } from "./sqlite-open.ts";
import type { SharedIndex } from "./sqlite-publish.ts";
import type { Statements } from "./statements.ts";

const PIECE_BYTES = 1 << 20;

/** Who is still reading the version before has it to its end. */
const VERSIONS_KEPT = 2;

const LOOK_MS = 250;

const PULLED = ".pulled-";

/** A file that is still being fetched was written to since. */
const ABANDONED_MS = 60 * 60 * 1000;

interface Version {
  readonly number: number;
  readonly sha256: string;
  readonly size: number;
}

/** `waitMs`: how long a publication waits for another one. */
export function createSharedIndex(connect: Connect, sql: Statements, waitMs = 10_000): SharedIndex {
  let summed: { readonly of: Awaited<ReturnType<typeof identify>>; readonly sha256: string } | undefined;
  let publisher: Client | undefined;

  async function sumOf(path: string): Promise<string | undefined> {
    const identity = await identify(path);
    if (identity === undefined) return undefined;
    if (!isSame(identity, summed?.of)) summed = { of: identity, sha256: await sha256Of(path) };
    return summed?.sha256;
  }

  return {
    async pull(path) {
      const version = await sql.one<Version>`
        SELECT number, sha256, size FROM versions ORDER BY number DESC LIMIT 1`;
      if (!version || (await sumOf(path)) === version.sha256) return;
      await sweep(path);
      // In containers on one volume, programs have the same number.
      const draft = `${path}${PULLED}${randomUUID()}`;
      try {
        await fetchPieces(sql, version, draft);
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
    },

    async alone(job) {
      const client = await connect();
      try {
        const deadline = performance.now() + waitMs;
        while (!(await isGranted(client))) {
          if (performance.now() > deadline)
            throw new DatabaseError("另一个程序正在更新数据库里的索引，请等它完成后再试", true);
          await sleep(LOOK_MS);
        }
        publisher = client;
        return await job();
      } finally {
        publisher = undefined;
        await client.close();
      }
    },

    async push(path) {
      // Over the connection that holds the right: who has lost it publishes nothing.
      if (!publisher) throw new Error("an index is published by who is alone");
      const { size } = await stat(path);
      const sha256 = await sha256Of(path);
      await statementsOn(publisher, "index").together(async ({ one, run }) => {
        const version = await one<Version>`
          INSERT INTO versions (sha256, size, at) VALUES (${sha256}, ${size}, ${Date.now()}) RETURNING number`;
        const last = version?.number ?? 0;
        let number = 0;
        for await (const bytes of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
          await run`INSERT INTO pieces (version, number, bytes) VALUES (${last}, ${number}, ${bytes as Buffer})`;
          number += 1;
        }
        await run`
          DELETE FROM versions WHERE number NOT IN
            (SELECT number FROM versions ORDER BY number DESC LIMIT ${VERSIONS_KEPT})`;
      });
    },
  };
}

/** Away with what programs that were killed had begun to fetch. */
async function sweep(path: string): Promise<void> {
  const dir = dirname(path);
  const names = await readdir(dir).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(`${basename(path)}${PULLED}`))) {
    const { mtimeMs } = await stat(join(dir, name)).catch(() => ({ mtimeMs: Number.NaN }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(join(dir, name), { force: true });
  }
}

async function isGranted(client: Client): Promise<boolean> {
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1, 0) AS held", [PUBLISHING]);
  return (rows[0] as { held: boolean }).held;
}

async function fetchPieces(sql: Statements, { number, sha256, size }: Version, path: string): Promise<void> {
  const file = await open(path, "wx");
  const hash = createHash("sha256");
  try {
    let written = 0;
    for (let piece = 0; written < size; piece += 1) {
      const row = await sql.one<{ bytes: Uint8Array }>`
        SELECT bytes FROM pieces WHERE version = ${number} AND number = ${piece}`;
      if (!row) break;
      hash.update(row.bytes);
      await file.write(row.bytes);
      written += row.bytes.length;
    }
  } finally {
    await file.close();
  }
  if (hash.digest("hex") !== sha256)
    throw new DatabaseError(`数据库里第 ${number} 版索引不完整，仍用手头的；稍后自动再试`, true);
  await sync(path, "r+");
}
