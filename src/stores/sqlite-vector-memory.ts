/** The folder of an index → the vectors that were ever paid for there, so that none is made twice. */

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { VectorMemory } from "../models/model.ts";
import { makeFolder } from "./folder.ts";
import { newer } from "./sound-database.ts";
import { createSql, type Sql } from "./sql.ts";
import { explain, SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";

const FILE = "vectors.sqlite";
const FORMAT = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS vectors (
    embedder TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (embedder, text)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${FORMAT};
`;

export interface OpenVectorMemory extends VectorMemory {
  close(): void;
}

/** Several processes may have it open. A damaged file is deleted: it holds nothing that cannot be made again. */
export async function openVectorMemory(dir: string, log: (line: string) => void): Promise<OpenVectorMemory> {
  await makeFolder(dir).catch((error: unknown) => {
    throw explain(error, dir);
  });
  const path = join(dir, FILE);
  const database = openSound(path, log);
  const sql = createSql(database);
  let complained = false;
  return {
    get: (embedder, texts) => texts.map((text) => vectorOf(sql, embedder, text)),
    put(embedder, texts, vectors) {
      try {
        sql.together(() => {
          for (const [i, text] of texts.entries()) keep(sql, embedder, text, vectors[i]);
        });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (!complained) log(`${path}：算好的向量存不下来，下次须重新计算（${why}）`);
        complained = true;
      }
    },
    close: () => database.close(),
  };
}

function openSound(path: string, log: (line: string) => void): DatabaseSync {
  try {
    return openDatabase(path);
  } catch (error) {
    if (![SQLITE_NOTADB, SQLITE_CORRUPT].includes(sqliteCode(error) ?? 0)) throw error;
    for (const part of ["", "-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
    log(`${path} 已损坏，已删除；其中的向量须重新计算`);
    return openDatabase(path);
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    // What a failing power supply takes from it is made again.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    const format = database.prepare("PRAGMA user_version").get()?.user_version;
    if (Number(format) > FORMAT) throw newer(path, Number(format), FORMAT);
    if (format !== FORMAT) database.exec(`DROP TABLE IF EXISTS vectors; ${SCHEMA}`);
    database.prepare("SELECT count(*) FROM vectors").get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function keyOf(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function vectorOf(sql: Sql, embedder: string, text: string): Float32Array | undefined {
  const row = sql.one<{ vector: unknown }>`
    SELECT vector FROM vectors WHERE embedder = ${embedder} AND text = ${keyOf(text)}`;
  const bytes = row?.vector;
  if (!(bytes instanceof Uint8Array) || bytes.length % 4 !== 0) return undefined;
  // A copy, for the numbers must begin at a multiple of four.
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function keep(sql: Sql, embedder: string, text: string, vector: Float32Array | undefined): void {
  if (!vector) return;
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  sql.run`INSERT OR REPLACE INTO vectors VALUES (${embedder}, ${keyOf(text)}, ${bytes})`;
}
