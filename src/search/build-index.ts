/** Corpus folder → published index: files that did not change since the last index are neither read nor analysed again. */

import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Case, Finding } from "../corpus/case.ts";
import { parseDocument } from "../corpus/parse.ts";
import { type Passage, passagesOf, textOf } from "../corpus/passages.ts";
import { CorpusError, type FileStat, listFiles, type OmittedFile, readDocument } from "../corpus/read.ts";
import { remembered } from "../language/remembered.ts";
import type { Embedder } from "../models/model.ts";
import { hasOcr } from "../readers/ocr.ts";
import { READERS_VERSION } from "../readers/read.ts";
import type { Readings } from "../readers/readings.ts";
import type { FileRecord, IndexedDocument, IndexedPassage, IndexStamp, Store } from "../stores/store.ts";
import { searchedTexts } from "./lines.ts";
import { notesIn, notesOf } from "./notes.ts";
import { ANALYSER_VERSION, termsOf } from "./terms.ts";

/** Changes when stored data, or the terms and names made from a text, change their meaning. */
const INDEX_FORMAT = 222 + ANALYSER_VERSION + READERS_VERSION;
/** Added where text recognition is installed: with it files are read again that hold pictures. */
const WITH_OCR = 0.5;

/**
 * How often a heading's words count in each passage below it. The organisation and title name the case that a
 * question is about; the section heading tells its passages apart.
 */
const FIELD_WEIGHT = { organization: 0.5, title: 0.5, section: 0.5 };

export interface IndexReport {
  readonly files: number;
  /** Files read and analysed this time. */
  readonly indexed: readonly string[];
  readonly removed: readonly string[];
  readonly cases: number;
  readonly sections: number;
  readonly items: number;
  readonly passages: number;
  readonly findings: readonly Finding[];
  /** Files that could not be used, one line each; of a file that was readable before, the last good text serves on. */
  readonly failures: readonly string[];
  /** Files that are no documents, and why. */
  readonly omitted: readonly OmittedFile[];
}

export interface IndexSource {
  readonly dir: string;
  readonly store: Store;
  readonly embedder: Embedder;
  readonly readings?: Readings;
  /** Worked out with each case, so that looking headings up reads no text. */
  readonly headingLinesOf?: (unionCase: Case) => readonly string[];
  /** Called as files are done, with how many are (a part of one counts as such a part) and how many there are to do. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Brings the published index up to date with the folder. Rejects with a `CorpusError` when the folder cannot be read
 * or holds no usable document and no index of it exists; whenever it rejects, the index before it serves on.
 */
export async function refreshIndex(source: IndexSource): Promise<IndexReport> {
  const { dir, store, embedder } = source;
  const dimensions = isKept(embedder) ? embedder.dimensions : 0;
  const stamp: IndexStamp = {
    format: INDEX_FORMAT + (hasOcr() ? WITH_OCR : 0),
    embedder: embedder.id,
    dimensions,
  };
  const rebuild = !isDeepStrictEqual(await store.stamp(), stamp);
  const known = new Map(rebuild ? [] : (await store.files()).map((record) => [record.file, record]));
  const { files: found, omitted, failures: unopened } = await listFiles(dir);
  const failures = unopened.map(({ message }) => message);
  if (found.length === 0) {
    const left = omitted.length > 0 ? `；略过的文件：${omitted.map(({ file }) => file).join("、")}` : "";
    const why = failures[0] ?? "没有案例文档（Word、PDF、网页、表格、文本等），请放入文档或另指文件夹";
    throw new CorpusError(dir, `${why}${left}`);
  }
  const present = new Set(found.map((stat) => stat.file));
  const removed = [...known.keys()].filter((file) => !present.has(file));
  const changed = found.filter((stat) => !sameFile(known.get(stat.file), stat));
  const usable = await withoutUnusable(source, changed, known, failures);
  const indexed: string[] = [];
  const documents = indexDocuments(source, usable, { indexed, failures });
  const first = await documents.next();

  if (first.done && known.size === removed.length) {
    throw new CorpusError(dir, `没有可以使用的案例文档；${failures[0]}`);
  }
  if (rebuild || removed.length > 0 || !first.done) {
    await store.update({
      stamp,
      clear: rebuild,
      remove: removed,
      put: prepend(first, documents),
    });
  }
  return {
    ...(await countsOf(store)),
    files: (await store.files()).length,
    indexed,
    removed,
    failures,
    omitted,
  };
}

/** Where there is no model, no vectors are made. */
function isKept({ kind }: Embedder): boolean {
  return kind === "dense";
}

/** Of the files that are in the index already, leaves out what cannot be read now, so that its last good text stays. */
async function withoutUnusable(
  { dir, readings }: IndexSource,
  changed: readonly FileStat[],
  known: ReadonlyMap<string, FileRecord>,
  failures: string[],
): Promise<FileStat[]> {
  const usable: FileStat[] = [];
  for (const stat of changed) {
    const failure = known.has(stat.file)
      ? await failureOf(readDocument(dir, stat.file, readings))
      : undefined;
    if (failure) failures.push(failure);
    else usable.push(stat);
  }
  return usable;
}

/** The message of a `CorpusError`; undefined for a promise that resolves. */
async function failureOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof CorpusError) return error.message;
    throw error;
  }
}

/** How many texts are embedded together: a server is asked for several batches at once, and a run that is killed loses no more. */
const EMBEDDED_TOGETHER = 128;

async function* indexDocuments(
  source: IndexSource,
  stats: readonly FileStat[],
  log: { indexed: string[]; failures: string[] },
): AsyncGenerator<IndexedDocument> {
  const { embedder, onProgress } = source;
  let waiting: (AnalysedDocument | undefined)[] = [];
  let done = 0;
  for (const stat of stats) {
    const analysing = analyseDocument(source, stat, (share) =>
      onProgress?.(done + waiting.length + share, stats.length),
    );
    const failure = await failureOf(analysing);
    if (failure) log.failures.push(failure);
    else log.indexed.push(stat.file);
    waiting.push(failure ? undefined : await analysing);
    const texts = waiting.flatMap((document) => document?.texts ?? []);
    // Small documents wait for one another.
    if (texts.length < EMBEDDED_TOGETHER && done + waiting.length < stats.length) continue;
    const size = waiting.length;
    const vectors = await embedTogether(embedder, texts, (part) =>
      onProgress?.(done + part * size, stats.length),
    );
    for (const document of waiting) {
      if (document) yield withVectors(document, vectors.splice(0, document.texts.length));
      done += 1;
      onProgress?.(done, stats.length);
    }
    waiting = [];
  }
}

const NO_VECTOR = new Float32Array(0);

async function embedTogether(
  embedder: Embedder,
  texts: readonly string[],
  onPart: (part: number) => void,
): Promise<Float32Array[]> {
  if (!isKept(embedder)) return texts.map(() => NO_VECTOR);
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += EMBEDDED_TOGETHER) {
    if (from > 0) onPart(from / texts.length);
    vectors.push(...(await embedder.embed(texts.slice(from, from + EMBEDDED_TOGETHER))));
  }
  if (vectors.length !== texts.length)
    throw new Error(`${embedder.id}: expected ${texts.length} vectors, found ${vectors.length}`);
  return vectors;
}

/** A document without its vectors, and the text of each passage that one is made of. */
interface AnalysedDocument extends Omit<IndexedDocument, "passages"> {
  readonly passages: readonly Omit<IndexedPassage, "vector">[];
  readonly texts: readonly string[];
}

function withVectors(
  { texts, passages, ...document }: AnalysedDocument,
  vectors: readonly Float32Array[],
): IndexedDocument {
  return {
    ...document,
    passages: passages.map((passage, i) => ({ ...passage, vector: vectors[i] as Float32Array })),
  };
}

async function analyseDocument(
  source: IndexSource,
  stat: FileStat,
  onShare: (share: number) => void,
): Promise<AnalysedDocument> {
  const { dir, readings, headingLinesOf } = source;
  const { reading, corrections, sha256, fixesSha256 } = await readDocument(dir, stat.file, readings, onShare);
  const { text } = reading;
  const { cases: parsed, findings } = parseDocument(stat.file, text, reading, corrections);
  const cases = headingLinesOf
    ? parsed.map((one) => ({ ...one, headingLines: headingLinesOf(one) }))
    : parsed;
  const passages = cases.flatMap((unionCase) =>
    passagesOf(unionCase).map((passage) => ({ unionCase, passage })),
  );
  return {
    record: {
      file: stat.file,
      sha256,
      ...textHash(text, sha256),
      size: stat.size,
      mtimeMs: stat.mtimeMs,
      ctimeMs: stat.ctimeMs,
      ...(stat.fixes !== undefined && { fixes: stat.fixes }),
      ...(fixesSha256 !== undefined && { fixesSha256 }),
    },
    text,
    cases,
    notes: notesOf(cases),
    searched: searchedTexts(cases),
    findings,
    texts: passages.map(
      ({ unionCase, passage }) => `${headOf(unionCase, passage.section)}\n${textOf(passage.sentences)}`,
    ),
    passages: passages.map(({ unionCase, passage }) => ({ passage, ...passageTerms(unionCase, passage) })),
  };
}

function textHash(text: string, sha256: string): Pick<FileRecord, "textSha256"> {
  const textSha256 = hash("sha256", text);
  return textSha256 === sha256 ? {} : { textSha256 };
}

function headOf(unionCase: Case, section: string): string {
  return [unionCase.organization, unionCase.title, section].filter(Boolean).join(" ");
}

/** The passage's own words, and those of the headings above it at their field weights. */
function passageTerms(unionCase: Case, passage: Passage): { terms: Map<string, number>; length: number } {
  const { terms, length } = termsOf(textOf(passage.sentences));
  if (passage.sectionKind === "heading") return { terms, length };
  const fields: [string, number][] = [
    [unionCase.organization, FIELD_WEIGHT.organization],
    [unionCase.title, FIELD_WEIGHT.title],
    [passage.section, FIELD_WEIGHT.section],
  ];
  for (const [text, weight] of fields) {
    for (const [term, frequency] of headingTerms(text)) {
      terms.set(term, (terms.get(term) ?? 0) + weight * frequency);
    }
  }
  return { terms, length };
}

/** Headings are those of many passages. */
const headingTerms = remembered(256, (text): ReadonlyMap<string, number> => termsOf(text).terms);

async function countsOf(store: Store) {
  const [all, notes] = await Promise.all([store.cases(), notesIn(store)]);
  const cases = notes.filter((_, ordinal) => all[ordinal]?.role === "case");
  return {
    cases: cases.length,
    sections: cases.reduce((sum, of) => sum + (of?.sections ?? 0), 0),
    items: cases.reduce((sum, of) => sum + (of?.items ?? 0), 0),
    passages: (await store.statistics()).passageCount,
    findings: await store.findings(),
  };
}

/** Any write or rename changes the size or one of the times. */
function sameFile(known: FileRecord | undefined, stat: FileStat): boolean {
  const isSame =
    known?.size === stat.size && known.mtimeMs === stat.mtimeMs && known.ctimeMs === stat.ctimeMs;
  return isSame && known?.fixes === stat.fixes;
}

async function* prepend<T>(first: IteratorResult<T>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (!first.done) yield first.value;
  yield* rest;
}
