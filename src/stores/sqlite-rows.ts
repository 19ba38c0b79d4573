/** Values ↔ the columns of `index.sqlite`. */

import { createHash } from "node:crypto";
import type { TermWeights } from "./invert.ts";
import type { IndexStamp } from "./store.ts";

export interface Manifest {
  readonly stamp: IndexStamp;
  /** Another one with every publication. */
  readonly generation: string;
  /** Another one whenever an index begins anew; within it the id of a passage row never comes back. */
  readonly lineage: string;
}

/**
 * The value that stands for a string in a unique column. SQLite turns a lone surrogate into U+FFFD, which would make
 * two different strings one; as bytes they stay apart, and bytes never equal text.
 */
export function keyOf(text: string): string | Uint8Array {
  return text.isWellFormed() ? text : encodeText(text);
}

/** UTF-16 keeps every string exactly, lone surrogates and NUL included. */
export function encodeText(text: string): Uint8Array {
  return Buffer.from(text, "utf16le");
}

export function decodeText(blob: unknown): string {
  const bytes = blob as Uint8Array;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf16le");
}

/** What makes a passage row right: its own words and the source characters it points at. */
export function passageDigest(json: string, text: string, start: number, end: number): string {
  return createHash("sha256")
    .update(json)
    .update(encodeText(text.slice(start, end)))
    .digest("hex");
}

/** All ids, then all weights, 4 bytes each, little-endian as on every machine that Node runs on. */
export function encodeTerms(
  terms: ReadonlyMap<string, number>,
  termId: (term: string) => number,
): Uint8Array {
  const buffer = new ArrayBuffer(terms.size * 8);
  new Uint32Array(buffer, 0, terms.size).set(Uint32Array.from(terms.keys(), termId));
  new Float32Array(buffer, terms.size * 4).set(Float32Array.from(terms.values()));
  return new Uint8Array(buffer);
}

export function decodeTerms(blob: unknown): TermWeights {
  const { buffer, byteLength } = aligned(blob as Uint8Array);
  const count = byteLength / 8;
  return { ids: new Uint32Array(buffer, 0, count), weights: new Float32Array(buffer, count * 4, count) };
}

function aligned(bytes: Uint8Array): { readonly buffer: ArrayBufferLike; readonly byteLength: number } {
  return bytes.byteOffset === 0 ? bytes : bytes.slice();
}
