/** An open `index.sqlite` → answers from it; nothing is loaded before it is asked for. */

import type { DatabaseSync } from "node:sqlite";
import type { Case, Finding } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { createKept, type FileContent, type KeptFiles, once } from "./file-content.ts";
import { byCodeUnits, outOfRange } from "./index-rules.ts";
import { createPostingReader, type IdRange } from "./posting-reader.ts";
import * as columns from "./sqlite-rows.ts";
import type { FileRecord, Postings, Statistics } from "./store.ts";
import { NO_POSTINGS } from "./term-buffer.ts";

export interface Snapshot {
  /** Undefined where there is no index. */
  readonly manifest: columns.Manifest | undefined;
  files(): readonly FileRecord[];
  findings(): readonly Finding[];
  cases(): readonly Case[];
  notes(): readonly unknown[];
  text(file: string): string | undefined;
  statistics(): Statistics;
  passages(numbers: readonly number[]): readonly Passage[];
  postings(terms: readonly string[]): readonly Postings[];
  /** What its files hold, for the index after this one. */
  readonly kept: KeptFiles;
  /** Ids of the passages, by number. */
  rows(): Uint32Array;
  /** All vectors in order of number, one after the other, read anew at each call. */
  vectors(): Float32Array;
  /** `next`: the index that is used from now on. */
  close(next?: Snapshot): void;
}

const NO_CASES: readonly Case[] = [];

/** Where nothing was published yet. */
export const EMPTY_SNAPSHOT: Snapshot = {
  manifest: undefined,
  files: () => [],
  findings: () => [],
  cases: () => NO_CASES,
  notes: () => [],
  text: () => undefined,
  statistics: () => ({ passageCount: 0, lengths: new Float32Array(0), caseOrdinals: new Uint32Array(0) }),
  passages: (numbers) =>
    numbers.map((number) => {
      throw outOfRange(number, 0);
    }),
  postings: (terms) => terms.map(() => NO_POSTINGS),
  kept: createKept(),
  rows: () => new Uint32Array(0),
  vectors: () => new Float32Array(0),
  close: () => {},
};

/** A file of the index. */
interface IndexFile extends IdRange {
  readonly record: FileRecord;
  readonly findings: readonly Finding[];
  readonly lengths: Float32Array;
  /** Within the file, by passage. */
  readonly caseOrdinals: Uint32Array;
  readonly digests: Uint8Array;
  readonly content: FileContent;
}

/** `before`: the index in use until now, of whose files those that stay need not be read again. */
export function createSnapshot(
  path: string,
  database: DatabaseSync,
  manifest: columns.Manifest,
  before?: Snapshot,
): Snapshot {
  const isNext = before?.manifest?.lineage === manifest.lineage;
  const kept = isNext ? before.kept : createKept();
  const selectVector = database.prepare("SELECT vector FROM passage_vectors WHERE passage = ?");

  const files = once((): readonly IndexFile[] => {
    const rows = database
      .prepare("SELECT id, record, findings, heads, first, places, digests FROM files")
      .all()
      .map((row) => ({ row, record: JSON.parse(String(row.record)) as FileRecord }))
      .sort((a, b) => byCodeUnits(a.record.file, b.record.file));
    kept.goOnWith(database, new Set(rows.map(({ row }) => Number(row.id))));
    let number = 0;
    return rows.map(({ row, record }): IndexFile => {
      const places = columns.decodePlaces(row.places);
      const start = number;
      number += places.lengths.length;
      const first = Number(row.first);
      return {
        record,
        findings: JSON.parse(String(row.findings)) as readonly Finding[],
        first,
        end: first + places.lengths.length,
        number: start,
        ...places,
        digests: row.digests as Uint8Array,
        content: kept.contentOf(Number(row.id), row.heads),
      };
    });
  });

  const filled = once(() => files().filter(({ first, end }) => first < end));
  const byName = once(() => new Map(files().map((file) => [file.record.file, file])));
  const cases = once((): readonly Case[] => files().flatMap(({ content }) => content.cases));
  const notes = once((): readonly unknown[] => files().flatMap(({ content }) => content.notes()));
  const statistics = once(() => statisticsOf(files()));
  const verified = once(() => new Uint8Array(statistics().passageCount));
  const postings = once(() => createPostingReader(database, files()));

  function passage(number: number): Passage {
    const { passageCount } = statistics();
    const file = Number.isInteger(number) && number < passageCount ? holderOf(number, filled()) : undefined;
    if (!file) throw outOfRange(number, passageCount);
    const found = madeOf(file, number - file.number);
    if (found && (verified()[number] === 1 || isRight(found, file, number - file.number))) {
      verified()[number] = 1;
      return found;
    }
    throw new Error(
      `${path}：${file.record.file} 的第 ${number} 段与建立索引时不同；请运行 index 重新建立索引`,
    );
  }

  return {
    manifest,
    kept,
    cases,
    notes,
    statistics,
    text: (file) => byName().get(file)?.content.text(),
    files: () => files().map(({ record }) => record),
    findings: () => files().flatMap(({ findings }) => findings.toSorted((a, b) => a.line - b.line)),
    passages: (numbers) => numbers.map(passage),
    postings: (terms) => terms.map(postings()),

    rows() {
      const rows = new Uint32Array(statistics().passageCount);
      for (const { first, end, number } of files())
        for (let id = first; id < end; id += 1) rows[number + id - first] = id;
      return rows;
    },

    vectors() {
      const { dimensions } = manifest.stamp;
      const { passageCount } = statistics();
      const vectors = new Float32Array(passageCount * dimensions);
      if (dimensions === 0) return vectors;
      const bytes = new Uint8Array(vectors.buffer);
      for (const { first, end, number } of files())
        for (let id = first; id < end; id += 1)
          bytes.set(selectVector.get(id)?.vector as Uint8Array, (number + id - first) * dimensions * 4);
      return vectors;
    },

    close(next) {
      if (next?.kept === kept) next.files();
      database.close();
    },
  };
}

/** The last file that begins at this passage or before it. */
function holderOf(number: number, files: readonly IndexFile[]): IndexFile | undefined {
  let from = 0;
  let to = files.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((files[middle]?.number ?? 0) <= number) from = middle + 1;
    else to = middle;
  }
  return files[from - 1];
}

function statisticsOf(files: readonly IndexFile[]): Statistics {
  const passageCount = files.reduce((count, { lengths }) => count + lengths.length, 0);
  const lengths = new Float32Array(passageCount);
  const caseOrdinals = new Uint32Array(passageCount);
  let caseCount = 0;
  for (const file of files) {
    lengths.set(file.lengths, file.number);
    caseOrdinals.set(
      file.caseOrdinals.map((ordinal) => ordinal + caseCount),
      file.number,
    );
    caseCount += file.content.cases.length;
  }
  return { passageCount, lengths, caseOrdinals };
}

/** The passage at this place in its file; undefined where what the file holds cannot be read. */
function madeOf({ content, caseOrdinals }: IndexFile, at: number): Passage | undefined {
  try {
    const passages = content.passages();
    if (passages) return passages[at];
    const ordinal = caseOrdinals[at] ?? 0;
    const unionCase = content.cases[ordinal];
    return unionCase && passagesOf(unionCase)[at - caseOrdinals.indexOf(ordinal)];
  } catch {
    return undefined;
  }
}

function isRight(passage: Passage, { digests, content }: IndexFile, at: number): boolean {
  const wanted = digests.subarray(at * columns.DIGEST_LENGTH, (at + 1) * columns.DIGEST_LENGTH);
  return columns.passageDigest(passage, content.text()).equals(wanted);
}
