/** An open `index.sqlite` → answers from it; nothing is loaded before it is asked for. */

import type { DatabaseSync } from "node:sqlite";
import type { Case, Finding } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import { outOfRange } from "./index-rules.ts";
import { type InvertedIndex, invert, NO_POSTINGS } from "./invert.ts";
import { once } from "./once.ts";
import { byCodeUnits } from "./ordered-passages.ts";
import { decodeTerms, decodeText, keyOf, type Manifest, passageDigest } from "./sqlite-rows.ts";
import type { FileRecord, Postings, Statistics } from "./store.ts";

/** Characters of text kept at hand, so that the passages of one file do not each read the whole file. */
const CACHED_CHARACTERS = 8_000_000;

export interface Snapshot {
  /** Undefined where there is no index. */
  readonly manifest: Manifest | undefined;
  files(): readonly FileRecord[];
  findings(): readonly Finding[];
  cases(): readonly Case[];
  text(file: string): string | undefined;
  statistics(): Statistics;
  passages(numbers: readonly number[]): readonly Passage[];
  postings(terms: readonly string[]): readonly Postings[];
  /** Ids of the passage rows, by number. */
  rows(): Uint32Array;
  /** All vectors in order of number, one after the other, read anew at each call. */
  vectors(): Float32Array;
  close(): void;
}

const NO_CASES: readonly Case[] = [];

/** Where nothing was published yet. */
export const EMPTY_SNAPSHOT: Snapshot = {
  manifest: undefined,
  files: () => [],
  findings: () => [],
  cases: () => NO_CASES,
  text: () => undefined,
  statistics: () => ({ passageCount: 0, lengths: new Float32Array(0), caseOrdinals: new Uint32Array(0) }),
  passages: (numbers) =>
    numbers.map((number) => {
      throw outOfRange(number, 0);
    }),
  postings: (terms) => terms.map(() => NO_POSTINGS),
  rows: () => new Uint32Array(0),
  vectors: () => new Float32Array(0),
  close: () => {},
};

export function createSnapshot(path: string, database: DatabaseSync, manifest: Manifest): Snapshot {
  const selectText = database.prepare("SELECT text FROM files WHERE key = ?");
  const selectPassage = database.prepare("SELECT file, json, sha256 FROM passages WHERE id = ?");
  const selectTerms = database.prepare("SELECT terms FROM passage_terms WHERE passage = ?");
  const selectVector = database.prepare("SELECT vector FROM passage_vectors WHERE passage = ?");
  const selectTermId = database.prepare("SELECT id FROM terms WHERE key = ?");

  const files = once(() =>
    database
      .prepare("SELECT id, record, findings FROM files")
      .all()
      .map((row) => ({
        id: Number(row.id),
        record: JSON.parse(String(row.record)) as FileRecord,
        findings: JSON.parse(String(row.findings)) as readonly Finding[],
      }))
      .sort((a, b) => byCodeUnits(a.record.file, b.record.file)),
  );

  const fileNames = once(() => new Map(files().map(({ id, record }) => [id, record.file])));

  const cases = once((): readonly Case[] => {
    const select = database.prepare("SELECT json FROM cases WHERE file = ? ORDER BY ordinal");
    return files().flatMap(({ id }) => select.all(id).map((row) => JSON.parse(String(row.json)) as Case));
  });

  const order = once(() =>
    readOrder(
      database,
      files().map(({ id }) => id),
    ),
  );

  const inverted = once((): InvertedIndex => {
    const termLimit = Number(database.prepare("SELECT coalesce(max(id), 0) + 1 AS n FROM terms").get()?.n);
    return invert(termLimit, function* () {
      for (const row of order().rows) yield decodeTerms(selectTerms.get(row)?.terms);
    });
  });

  const text = createTextCache((file) => {
    const found = selectText.get(keyOf(file));
    return found && decodeText(found.text);
  });

  return {
    manifest,
    text,
    cases,
    statistics: () => order().statistics,
    files: () => files().map(({ record }) => record),
    findings: () => files().flatMap(({ findings }) => findings.toSorted((a, b) => a.line - b.line)),
    rows: () => order().rows,

    passages(numbers) {
      const { rows } = order();
      return numbers.map((number) => {
        const id = rows[number];
        if (id === undefined) throw outOfRange(number, rows.length);
        const row = selectPassage.get(id);
        const file = fileNames().get(Number(row?.file)) ?? "";
        const json = String(row?.json);
        const passage = parsePassage(json);
        if (passage && passageDigest(json, text(file) ?? "", passage.start, passage.end) === row?.sha256) {
          return passage;
        }
        throw new Error(
          `${path}: passage ${number} (${file}) is not as it was indexed; rebuild it with "index"`,
        );
      });
    },

    postings: (terms) =>
      terms.map((term) => {
        const id = selectTermId.get(keyOf(term))?.id;
        return id === undefined ? NO_POSTINGS : inverted().postings(Number(id));
      }),

    vectors() {
      const { rows } = order();
      const { dimensions } = manifest.stamp;
      const vectors = new Float32Array(rows.length * dimensions);
      const bytes = new Uint8Array(vectors.buffer);
      for (const [number, row] of rows.entries()) {
        bytes.set(selectVector.get(row)?.vector as Uint8Array, number * dimensions * 4);
      }
      return vectors;
    },

    close: () => database.close(),
  };
}

function readOrder(database: DatabaseSync, fileIds: readonly number[]) {
  const countCases = database.prepare("SELECT count(*) AS n FROM cases WHERE file = ?");
  const select = database.prepare(
    "SELECT id, case_ordinal, length FROM passages WHERE file = ? ORDER BY ordinal",
  );
  const passageCount = Number(database.prepare("SELECT count(*) AS n FROM passages").get()?.n);
  const rows = new Uint32Array(passageCount);
  const lengths = new Float32Array(passageCount);
  const caseOrdinals = new Uint32Array(passageCount);
  let number = 0;
  let caseCount = 0;
  for (const file of fileIds) {
    for (const row of select.iterate(file)) {
      rows[number] = Number(row.id);
      lengths[number] = Number(row.length);
      caseOrdinals[number] = caseCount + Number(row.case_ordinal);
      number += 1;
    }
    caseCount += Number(countCases.get(file)?.n);
  }
  return { rows, statistics: { passageCount, lengths, caseOrdinals } satisfies Statistics };
}

/** The texts read last, up to CACHED_CHARACTERS in all. */
function createTextCache(read: (file: string) => string | undefined) {
  const texts = new Map<string, string>();
  let characters = 0;
  return (file: string): string | undefined => {
    const text = texts.get(file) ?? read(file);
    if (text === undefined) return undefined;
    if (texts.delete(file)) characters -= text.length;
    texts.set(file, text);
    characters += text.length;
    for (const [oldest, { length }] of texts) {
      if (characters <= CACHED_CHARACTERS) break;
      texts.delete(oldest);
      characters -= length;
    }
    return text;
  };
}

/** Undefined for a row so damaged that it is no JSON. */
function parsePassage(json: string): Passage | undefined {
  try {
    return JSON.parse(json) as Passage;
  } catch {
    return undefined;
  }
}
