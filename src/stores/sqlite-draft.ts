/** A change → the rows of an index that is being written. */

import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { checkStamp } from "./index-rules.ts";
import { orderedPassages } from "./ordered-passages.ts";
import { APPLICATION_ID } from "./sealed-file.ts";
import { encodeTerms, encodeText, keyOf, type Manifest, passageDigest } from "./sqlite-rows.ts";
import type { IndexChange, IndexedDocument, IndexStamp } from "./store.ts";

/** Larger than SQLite's own 4 KiB, so that the blobs of one passage do not chain through overflow pages. */
const TABLES = `
  PRAGMA page_size = 16384;
  PRAGMA application_id = ${APPLICATION_ID};
  CREATE TABLE manifest (json TEXT NOT NULL);
  CREATE TABLE files (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, record TEXT NOT NULL, text BLOB NOT NULL, findings TEXT NOT NULL
  );
  CREATE TABLE cases (file INTEGER NOT NULL, ordinal INTEGER NOT NULL, json TEXT NOT NULL);
  CREATE INDEX cases_by_place ON cases (file, ordinal);
  CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    case_ordinal INTEGER NOT NULL, length REAL NOT NULL, json TEXT NOT NULL, sha256 TEXT NOT NULL
  );
  CREATE INDEX passages_by_place ON passages (file, ordinal, case_ordinal, length);
  CREATE TABLE passage_terms (passage INTEGER PRIMARY KEY, terms BLOB NOT NULL);
  CREATE TABLE passage_vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL);
  CREATE TABLE terms (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE);
`;

/** Terms whose ids are kept at hand while writing; the cache starts over when it is full. */
const CACHED_TERMS = 500_000;

/**
 * Applies the change to the database at `path`, which is a copy of the index before it, or absent. Nobody reads a
 * draft and a failed one is thrown away, so it needs neither a journal nor syncing before it is sealed.
 */
export async function writeDraft(path: string, change: IndexChange): Promise<void> {
  // Defensive connections, Node's default, keep a journal whatever the pragma says.
  const database = new DatabaseSync(path, { defensive: false });
  try {
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;");
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;");
    const before = readManifest(database);
    checkStamp(before?.stamp, change.stamp);
    if (!before) database.exec(TABLES);
    const rows = prepareRows(database);
    database.exec("BEGIN IMMEDIATE");
    for (const file of change.remove) rows.remove(file);
    for await (const document of change.put) {
      rows.remove(document.record.file);
      rows.insert(document, change.stamp);
    }
    rows.setManifest({
      stamp: change.stamp,
      generation: randomUUID(),
      lineage: before?.lineage ?? randomUUID(),
    });
    database.exec("COMMIT");
    if (isMostlyFree(database)) database.exec("VACUUM");
  } finally {
    database.close();
  }
}

/** Undefined for a database without tables. */
export function readManifest(database: DatabaseSync): Manifest | undefined {
  if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'manifest'").get()) return undefined;
  const row = database.prepare("SELECT json FROM manifest").get();
  return row && (JSON.parse(String(row.json)) as Manifest);
}

function prepareRows(database: DatabaseSync) {
  const findFile = database.prepare("SELECT id FROM files WHERE key = ?");
  const deletions = [
    "DELETE FROM passage_terms WHERE passage IN (SELECT id FROM passages WHERE file = ?)",
    "DELETE FROM passage_vectors WHERE passage IN (SELECT id FROM passages WHERE file = ?)",
    "DELETE FROM passages WHERE file = ?",
    "DELETE FROM cases WHERE file = ?",
    "DELETE FROM files WHERE id = ?",
  ].map((sql) => database.prepare(sql));
  const addFile = database.prepare("INSERT INTO files (key, record, text, findings) VALUES (?, ?, ?, ?)");
  const addCase = database.prepare("INSERT INTO cases (file, ordinal, json) VALUES (?, ?, ?)");
  const addPassage = database.prepare(
    "INSERT INTO passages (file, ordinal, case_ordinal, length, json, sha256) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const addTerms = database.prepare("INSERT INTO passage_terms (passage, terms) VALUES (?, ?)");
  const addVector = database.prepare("INSERT INTO passage_vectors (passage, vector) VALUES (?, ?)");
  const termId = prepareTermIds(database);

  return {
    remove(file: string): void {
      const row = findFile.get(keyOf(file));
      if (row) for (const deletion of deletions) deletion.run(Number(row.id));
    },
    insert(document: IndexedDocument, stamp: IndexStamp): void {
      const { record, text, cases, findings } = document;
      const passages = orderedPassages(document, stamp);
      const file = addFile.run(
        keyOf(record.file),
        JSON.stringify(record),
        encodeText(text),
        JSON.stringify(findings),
      ).lastInsertRowid;
      for (const [ordinal, unionCase] of cases.entries())
        addCase.run(file, ordinal, JSON.stringify(unionCase));
      for (const [ordinal, { passage, caseOrdinal, length, terms, vector }] of passages.entries()) {
        const json = JSON.stringify(passage);
        const digest = passageDigest(json, text, passage.start, passage.end);
        const id = addPassage.run(file, ordinal, caseOrdinal, length, json, digest).lastInsertRowid;
        addTerms.run(id, encodeTerms(terms, termId));
        addVector.run(id, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
      }
    },
    setManifest(manifest: Manifest): void {
      database.exec("DELETE FROM manifest");
      database.prepare("INSERT INTO manifest (json) VALUES (?)").run(JSON.stringify(manifest));
    },
  };
}

function prepareTermIds(database: DatabaseSync): (term: string) => number {
  const find = database.prepare("SELECT id FROM terms WHERE key = ?");
  const add = database.prepare("INSERT INTO terms (key) VALUES (?)");
  const cache = new Map<string, number>();
  return (term) => {
    const cached = cache.get(term);
    if (cached !== undefined) return cached;
    const key = keyOf(term);
    const id = Number(find.get(key)?.id ?? add.run(key).lastInsertRowid);
    if (cache.size >= CACHED_TERMS) cache.clear();
    cache.set(term, id);
    return id;
  };
}

/** Rows that were removed leave free pages, which would otherwise be copied with every change from then on. */
function isMostlyFree(database: DatabaseSync): boolean {
  const free = Number(database.prepare("PRAGMA freelist_count").get()?.freelist_count);
  const all = Number(database.prepare("PRAGMA page_count").get()?.page_count);
  return free * 4 > all;
}
