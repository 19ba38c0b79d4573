/** The port through which everything reads and writes the index. */

import type { Case, Finding, SearchedText } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";

/** What an index was made with. Where one field differs from what the program would make now, it is rebuilt. */
export interface IndexStamp {
  /** Number of the layout of stored data and of the analyser that made the terms. */
  readonly format: number;
  /** Id of the embedder; a vector means nothing to another one. */
  readonly embedder: string;
  readonly dimensions: number;
}

/** One file as it was when indexed; a file whose size and times are unchanged is not read again. */
export interface FileRecord {
  readonly file: string;
  /** sha256 of the bytes, hex. */
  readonly sha256: string;
  /** The same of its text, where that is not the file itself. */
  readonly textSha256?: string;
  readonly size: number;
  /** Milliseconds, as `fs.stat` gives them; a write or a rename changes at least one. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Of the corrections beside it, their size and times as one, and the sha256 of their bytes. */
  readonly fixes?: string;
  readonly fixesSha256?: string;
}

export interface IndexedPassage {
  readonly passage: Passage;
  /** Distinct terms with their field-weighted frequency (> 0). */
  readonly terms: ReadonlyMap<string, number>;
  /** Length for BM25, in the unit of the term weights. */
  readonly length: number;
  /** Unit length, `dimensions` finite numbers. */
  readonly vector: Float32Array;
}

export interface IndexedDocument {
  readonly record: FileRecord;
  readonly text: string;
  readonly cases: readonly Case[];
  /** What whoever indexes it works out of each case, to be given back as it is: a value of JSON each. */
  readonly notes?: readonly unknown[];
  /** Of each case, to be given back with it. */
  readonly searched?: readonly SearchedText[];
  readonly passages: readonly IndexedPassage[];
  readonly findings: readonly Finding[];
}

export interface IndexChange {
  readonly stamp: IndexStamp;
  /** Drop everything first. */
  readonly clear: boolean;
  /** Files that are gone; a file that is put replaces its earlier self without being named here. */
  readonly remove: readonly string[];
  readonly put: AsyncIterable<IndexedDocument> | Iterable<IndexedDocument>;
}

/** The passages that hold a term; parallel arrays in ascending order of `passages`, shared: not to be changed. */
export interface Postings {
  readonly passages: Uint32Array;
  readonly weights: Float32Array;
}

export interface Statistics {
  /** Passage numbers run from 0 to `passageCount - 1`. */
  readonly passageCount: number;
  /** Length of each passage, by number, in the unit of the term weights. */
  readonly lengths: Float32Array;
  /** Ordinal of the case of each passage, by number: an index into `cases()`. */
  readonly caseOrdinals: Uint32Array;
}

export interface Neighbour {
  readonly passage: number;
  /** Cosine, from -1 to 1. */
  readonly score: number;
}

/**
 * Passages are numbered densely, in the order of files (sorted by code unit), cases and passages. Numbers hold until
 * `update` returns or another process publishes an index; `refresh` tells. Every answer of a store comes from one
 * published index, never from half of one.
 */
export interface Store {
  /** The stamp of the published index, or undefined where there is none. */
  stamp(): Promise<IndexStamp | undefined>;
  /** The files in the published index, sorted by name. */
  files(): Promise<readonly FileRecord[]>;
  /** All findings, in the order of files and lines. */
  findings(): Promise<readonly Finding[]>;
  /**
   * Publishes a change whole or not at all: when it rejects (full disk, bad vector, an error in `put`), or the
   * process dies at any instant, the index before it stays. Rejects another stamp unless `clear` is set.
   */
  update(change: IndexChange): Promise<void>;
  /**
   * Takes notice of an index that another process published; true when there was one, or when the one in use was
   * damaged in place: then `stamp` is undefined until it is built again.
   */
  refresh(): Promise<boolean>;
  /**
   * Every case and document entry, in the order of files and places; the array must not be changed. It is the same one
   * as long as answers come from the same index, and another one after that. Paragraphs are read when they are looked at,
   which may be long after: until the store is closed.
   */
  cases(): Promise<readonly Case[]>;
  /** What was put as `notes` of each case, by ordinal; null where nothing was. The same array as long as `cases` is. */
  notes(): Promise<readonly unknown[]>;
  /** The text of a file: of a plain text the file as received; undefined for a file that is not in the index. */
  text(file: string): Promise<string | undefined>;
  statistics(): Promise<Statistics>;
  /** The passages with these numbers, in that order; rejects on a number out of range. */
  passages(numbers: readonly number[]): Promise<readonly Passage[]>;
  /** One entry per term asked, in that order; empty arrays for a term the corpus does not hold. */
  postings(terms: readonly string[]): Promise<readonly Postings[]>;
  /**
   * The nearest passages by cosine, best first, at most `limit` (a whole number); ties in order of number. Nothing is
   * near a zero vector; rejects one that is not of unit length or has other dimensions than the index.
   */
  nearest(vector: Float32Array, limit: number): Promise<readonly Neighbour[]>;
  close(): Promise<void>;
}
