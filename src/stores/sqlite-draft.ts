/** A change → the rows of an index that is being written. */

import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { passagesOf } from "../corpus/passages.ts";
import { checkStamp, type OrderedPassage, orderedPassages } from "./index-rules.ts";
import { appendPostings, dropGone } from "./posting-lists.ts";
import { APPLICATION_ID } from "./sealed-file.ts";
import * as columns from "./sqlite-rows.ts";
import type { IndexChange, IndexedDocument, IndexStamp } from "./store.ts";
import { createTermBuffer, type TermBuffer } from "./term-buffer.ts";

/**
 * The passages of a file have ids that follow one another from `first` on. A term's postings stand in one row or, where
 * files were added, in several, by the first id. Larger than SQLite's own 4 KiB, so that blobs do not chain through
 * overflow pages.
 */
const TABLES = `
  PRAGMA page_size = 16384;
  PRAGMA application_id = ${APPLICATION_ID};
  CREATE TABLE manifest (json TEXT NOT NULL);
  CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, record TEXT NOT NULL, findings TEXT NOT NULL,
    heads BLOB NOT NULL, first INTEGER NOT NULL, places BLOB NOT NULL, digests BLOB NOT NULL
  );
  CREATE TABLE sources (
    file INTEGER PRIMARY KEY, notes BLOB NOT NULL, searched BLOB NOT NULL, passages BLOB, text BLOB NOT NULL
  );
  CREATE TABLE cases (file INTEGER, ordinal INTEGER, parsed BLOB NOT NULL, PRIMARY KEY (file, ordinal)) WITHOUT ROWID;
  CREATE TABLE postings (term BLOB NOT NULL, first INTEGER NOT NULL, list BLOB NOT NULL, PRIMARY KEY (term, first)) WITHOUT ROWID;
  CREATE TABLE passage_vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL);
`;

/** The id of the first passage. */
const FIRST = 1;

/** Postings held back before they are written: 8 bytes each. */
const MOST_WAITING = 16_000_000;

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
    const waiting = createTermBuffer();
    const rows = prepareRows(database, waiting, before?.next ?? FIRST);
    database.exec("BEGIN IMMEDIATE");
    for (const file of change.remove) rows.remove(file);
    for await (const document of change.put) {
      rows.remove(document.record.file);
      rows.insert(document, change.stamp);
      if (waiting.size >= MOST_WAITING) appendPostings(database, waiting.take());
    }
    appendPostings(database, waiting.take());
    const gone = (before?.gone ?? 0) + rows.removed();
    const isDropped = 2 * gone > passageCount(database);
    if (isDropped && gone > 0) dropGone(database);
    writeManifest(database, {
      stamp: change.stamp,
      generation: randomUUID(),
      lineage: before?.lineage ?? randomUUID(),
      next: rows.next(),
      gone: isDropped ? 0 : gone,
    });
    database.exec("COMMIT");
    if (isMostlyFree(database)) database.exec("VACUUM");
  } finally {
    database.close();
  }
}

/** Of the files that are in it now. */
function passageCount(database: DatabaseSync): number {
  return Number(database.prepare("SELECT total(length(places) / 8) AS count FROM files").get()?.count);
}

/** Undefined for a database without tables. */
export function readManifest(database: DatabaseSync): columns.Manifest | undefined {
  if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'manifest'").get()) return undefined;
  const row = database.prepare("SELECT json FROM manifest").get();
  return row && (JSON.parse(String(row.json)) as columns.Manifest);
}

function writeManifest(database: DatabaseSync, manifest: columns.Manifest): void {
  database.exec("DELETE FROM manifest");
  database.prepare("INSERT INTO manifest (json) VALUES (?)").run(JSON.stringify(manifest));
}

/** `first`: the id that the next passage gets. */
function prepareRows(database: DatabaseSync, waiting: TermBuffer, first: number) {
  const findFile = database.prepare("SELECT id, first, length(places) / 8 AS count FROM files WHERE key = ?");
  const dropVectors = database.prepare("DELETE FROM passage_vectors WHERE passage >= ? AND passage < ?");
  const dropSource = database.prepare("DELETE FROM sources WHERE file = ?");
  const dropCases = database.prepare("DELETE FROM cases WHERE file = ?");
  const dropFile = database.prepare("DELETE FROM files WHERE id = ?");
  const addFile = database.prepare(
    "INSERT INTO files (key, record, findings, heads, first, places, digests) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const addSource = database.prepare(
    "INSERT INTO sources (file, notes, searched, passages, text) VALUES (?, ?, ?, ?, ?)",
  );
  const addCase = database.prepare("INSERT INTO cases (file, ordinal, parsed) VALUES (?, ?, ?)");
  const addVector = database.prepare("INSERT INTO passage_vectors (passage, vector) VALUES (?, ?)");
  let next = first;
  let removed = 0;

  return {
    next: () => next,
    /** How many passages. */
    removed: () => removed,
    remove(file: string): void {
      const row = findFile.get(columns.keyOf(file));
      if (!row) return;
      const [id, from, count] = [Number(row.id), Number(row.first), Number(row.count)];
      dropVectors.run(from, from + count);
      dropSource.run(id);
      dropCases.run(id);
      dropFile.run(id);
      removed += count;
    },
    insert(document: IndexedDocument, stamp: IndexStamp): void {
      const { record, text, cases, findings, notes = cases.map(() => null), searched = [] } = document;
      const passages = orderedPassages(document, stamp);
      const { lastInsertRowid } = addFile.run(
        columns.keyOf(record.file),
        JSON.stringify(record),
        JSON.stringify(findings),
        columns.encodeHeads(cases),
        next,
        columns.encodePlaces(passages),
        Buffer.concat(passages.map(({ passage }) => columns.passageDigest(passage, text))),
      );
      const own = isMadeOf(document, passages) ? null : passages.map(({ passage }) => passage);
      addSource.run(
        lastInsertRowid,
        columns.encodeJson(notes),
        columns.encodeJson(searched),
        own && columns.encodeParsed(own, text),
        columns.encodeText(text),
      );
      for (const [ordinal, unionCase] of cases.entries())
        addCase.run(lastInsertRowid, ordinal, columns.encodeParsed(unionCase, text));
      for (const { terms, vector } of passages) {
        waiting.add(next, terms);
        if (stamp.dimensions > 0)
          addVector.run(next, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
        next += 1;
      }
    },
  };
}

/** The passages are those of the cases, and need not be kept beside them. */
function isMadeOf({ cases }: IndexedDocument, passages: readonly OrderedPassage[]): boolean {
  const own = cases.flatMap((unionCase) => passagesOf(unionCase));
  const isSame = (i: number) => JSON.stringify(own[i]) === JSON.stringify(passages[i]?.passage);
  return (
    own.length === passages.length && own.every((passage, i) => passage === passages[i]?.passage || isSame(i))
  );
}

/** Rows that were removed leave free pages, which would otherwise be copied with every change from then on. */
function isMostlyFree(database: DatabaseSync): boolean {
  const free = Number(database.prepare("PRAGMA freelist_count").get()?.freelist_count);
  const all = Number(database.prepare("PRAGMA page_count").get()?.page_count);
  return free * 4 > all;
}
