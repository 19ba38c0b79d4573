/** The folder of an index → the vectors that were ever paid for there, so that none is made twice. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import type { VectorMemory } from "../models/model.ts";
import { openSoundDatabase } from "./sound-database.ts";
import { createSql, type Sql } from "./sql.ts";
import { explain } from "./write-errors.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS vectors (
    embedder TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (embedder, text)
  ) WITHOUT ROWID
`;

export interface OpenVectorMemory extends VectorMemory {
  close(): void;
}

/** Several processes may have it open. */
export async function openVectorMemory(dir: string, log: (line: string) => void): Promise<OpenVectorMemory> {
  const file = "vectors.sqlite";
  const database = await openSoundDatabase(
    { dir, warn: log },
    { ...{ file, format: 1, schema: SCHEMA }, lost: "其中的向量须重新计算" },
  ).catch((error: unknown) => {
    throw explain(error, dir);
  });
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
        if (!complained) log(`${join(dir, file)}：算好的向量存不下来，下次须重新计算（${why}）`);
        complained = true;
      }
    },
    close: () => database.close(),
  };
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
