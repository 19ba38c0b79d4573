/** Values ↔ the columns of `index.sqlite`. */

import { createHash } from "node:crypto";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Case, Section, Sentence } from "../corpus/case.ts";
import type { Passage } from "../corpus/passages.ts";
import type { IndexStamp } from "./store.ts";

export interface Manifest {
  readonly stamp: IndexStamp;
  /** Another one with every publication. */
  readonly generation: string;
  /** Another one whenever an index begins anew; within it the id of a passage never comes back. */
  readonly lineage: string;
  /** The id that the next passage gets. */
  readonly next: number;
  /** Passages that are gone but still stand in lists of postings. */
  readonly gone: number;
}

/**
 * The value that stands for a string in a unique column. SQLite turns a lone surrogate into U+FFFD, which would make
 * two different strings one; as bytes they stay apart, and bytes never equal text.
 */
export function keyOf(text: string): string | Uint8Array {
  return text.isWellFormed() ? text : Buffer.from(text, "utf16le");
}

const UTF8 = 0;
const UTF16 = 1;
/** Bytes of one of these two, compressed. */
const ZSTD = 2;

/** Fewer bytes are not worth the time it takes to compress them. */
const LEAST_COMPRESSED = 1_024;
const COMPRESSING = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/** UTF-16 keeps lone surrogates, which UTF-8 does not; the first byte says which it is. */
export function encodeText(text: string): Uint8Array {
  const encoding = text.isWellFormed() ? UTF8 : UTF16;
  const words = Buffer.from(text, encoding === UTF8 ? "utf8" : "utf16le");
  const bytes = Buffer.concat([Uint8Array.of(encoding), words]);
  if (bytes.length < LEAST_COMPRESSED) return bytes;
  return Buffer.concat([Uint8Array.of(ZSTD), zstdCompressSync(bytes, COMPRESSING)]);
}

/** Throws where compressed bytes are not those that were written. */
export function decodeText(blob: unknown): string {
  const { buffer, byteOffset, byteLength } = blob as Uint8Array;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  // Room for all of it at once, mostly: what is taken in several pieces is copied twice.
  if (bytes[0] === ZSTD)
    return decodeText(zstdDecompressSync(bytes.subarray(1), { chunkSize: 8 * byteLength }));
  return bytes.toString(bytes[0] === UTF8 ? "utf8" : "utf16le", 1);
}

/** A value of JSON. */
export function encodeJson(value: unknown): Uint8Array {
  return encodeText(JSON.stringify(value));
}

export function decodeJson(blob: unknown): unknown {
  return JSON.parse(decodeText(blob));
}

/** What makes a passage right: its own words and the source characters it points at. */
export function passageDigest({ id, section, item, sentences, start, end }: Passage, text: string): Buffer {
  const own = sentences.map(
    (sentence) => `${sentence.number} ${sentence.start} ${sentence.end} ${sentence.text}`,
  );
  const said = [id, section, item ?? "", ...own, text.slice(start, end)].join("\n");
  return createHash("sha256").update(Buffer.from(said, "utf16le")).digest();
}

export const DIGEST_LENGTH = 32;

/** Sentences that are the source's own characters, as nearly all are, are kept by their place in it. */
export function encodeParsed(parsed: Case | readonly Passage[], source: string): Uint8Array {
  const json = JSON.stringify(parsed, (_, value: unknown) => {
    if (!isSentence(value) || source.slice(value.start, value.end) !== value.text) return value;
    const { text, ...rest } = value;
    return rest;
  });
  return encodeText(json);
}

export function decodePassages(blob: unknown, source: string): readonly Passage[] {
  const passages = decodeJson(blob) as Passage[];
  for (const { sentences } of passages) fill(sentences, source);
  return passages;
}

export function decodeCase(blob: unknown, source: string): Case {
  const read = decodeJson(blob) as Case;
  for (const { blocks } of [read.heading, ...read.sections])
    for (const { sentences } of blocks) fill(sentences, source);
  return read;
}

type Kept = { -readonly [Key in keyof Sentence]: Sentence[Key] };

function fill(sentences: readonly Kept[], source: string): void {
  for (const sentence of sentences) sentence.text ??= source.slice(sentence.start, sentence.end);
}

function isSentence(value: unknown): value is Sentence {
  return (
    typeof value === "object" && value !== null && "glue" in value && "text" in value && "start" in value
  );
}

/** What is known of a case before its text is read. */
export interface CaseHead extends Omit<Case, "heading" | "sections" | "searched"> {
  readonly heading: SectionHead;
  readonly sections: readonly SectionHead[];
}

export type SectionHead = Omit<Section, "blocks">;

export function encodeHeads(cases: readonly Case[]): Uint8Array {
  return encodeText(JSON.stringify(cases, (key, value: unknown) => (key === "blocks" ? undefined : value)));
}

/** Lengths for BM25, then the ordinals of the cases within their file, of one passage after the other. */
export function encodePlaces(
  places: readonly { readonly length: number; readonly caseOrdinal: number }[],
): Uint8Array {
  const buffer = new ArrayBuffer(places.length * 8);
  new Float32Array(buffer, 0, places.length).set(places.map(({ length }) => length));
  new Uint32Array(buffer, places.length * 4).set(places.map(({ caseOrdinal }) => caseOrdinal));
  return new Uint8Array(buffer);
}

export function decodePlaces(blob: unknown): {
  readonly lengths: Float32Array;
  readonly caseOrdinals: Uint32Array;
} {
  // A copy, for the numbers must begin at a multiple of four.
  const { buffer, byteLength } = new Uint8Array(blob as Uint8Array);
  const count = byteLength / 8;
  return {
    lengths: new Float32Array(buffer, 0, count),
    caseOrdinals: new Uint32Array(buffer, count * 4, count),
  };
}
