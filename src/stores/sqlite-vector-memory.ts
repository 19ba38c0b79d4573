/** The folder of an index → the vectors that were ever paid for there, so that none is made twice. */

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { VectorMemory } from "../models/model.ts";
import { makeFolder } from "./folder.ts";
import { newer } from "./sound-database.ts";
import { explain, SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from "./write-errors.ts";

const FILE = "vectors.sqlite";
const FORMAT = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS vectors (
    embedder TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (embedder, text)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${FORMAT};
`;

export type OpenVectorMemory = VectorMemory & { close(): void };

/** Several processes may have it open. A damaged file is deleted: it holds nothing that cannot be made again. */
export async function openVectorMemory(dir: string, log: (line: string) => void): Promise<OpenVectorMemory> {
  await makeFolder(dir).catch((error: unknown) => {
    throw explain(error, dir);
  });
  const path = join(dir, FILE);
  const database = openSound(path, log);
  const find = database.prepare("SELECT vector FROM vectors WHERE embedder = ? AND text = ?");
  const keep = database.prepare("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)");
  let complained = false;
  return {
    get: (embedder, texts) => texts.map((text) => vectorIn(find.get(embedder, keyOf(text))?.vector)),
    put(embedder, texts, vectors) {
      try {
        database.exec("BEGIN IMMEDIATE");
        for (const [i, text] of texts.entries()) {
          const vector = vectors[i];
          if (!vector) continue;
          const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
          keep.run(embedder, keyOf(text), bytes);
        }
        database.exec("COMMIT");
      } catch (error) {
        // A full disk rolls back by itself; then there is nothing to roll back.
        if (database.isTransaction) database.exec("ROLLBACK");
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

function vectorIn(bytes: unknown): Float32Array | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length % 4 !== 0) return undefined;
  // A copy, for the numbers must begin at a multiple of four.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
