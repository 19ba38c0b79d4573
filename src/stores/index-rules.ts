/** What every store refuses, in the same words, and the order of what it takes. */

import type { IndexedDocument, IndexedPassage, IndexStamp } from "./store.ts";

/** Vectors and terms made in different ways must not meet in one index. */
export function checkStamp(before: IndexStamp | undefined, after: IndexStamp): void {
  if (!before || describeStamp(before) === describeStamp(after)) return;
  throw new Error(
    `index: expected a change made like the index before it (${describeStamp(before)}), ` +
      `found ${describeStamp(after)}; rebuild the whole index`,
  );
}

/** Throws on the first thing wrong with a passage of this document. */
function checkPassage(document: IndexedDocument, indexed: IndexedPassage, stamp: IndexStamp): void {
  const { passage, length } = indexed;
  const { file } = document.record;
  const where = `${file}: passage ${passage.id}`;
  if (passage.file !== file) {
    throw new Error(`${where}: expected a passage of this file, found one of ${passage.file}`);
  }
  if (!isRange(passage.start, passage.end, document.text.length)) {
    throw new Error(
      `${where}: expected a range within 0 to ${document.text.length}, found ${passage.start} to ${passage.end}`,
    );
  }
  if (!(length >= 0 && Number.isFinite(Math.fround(length)))) {
    throw new Error(`${where}: expected a finite length of 0 or more, found ${length}`);
  }
  for (const [term, weight] of indexed.terms) {
    const stored = Math.fround(weight);
    if (!(stored > 0 && Number.isFinite(stored))) {
      throw new Error(`${where}: expected a finite weight above 0 for the term "${term}", found ${weight}`);
    }
  }
  checkVector(indexed.vector, stamp.dimensions, where);
}

/** Throws unless the vector has this many finite numbers and a length of one, or of nought. */
export function checkVector(vector: Float32Array, dimensions: number, where: string): void {
  if (vector.length !== dimensions) {
    throw new Error(`${where}: expected a vector of ${dimensions} numbers, found ${vector.length}`);
  }
  let squares = 0;
  for (const value of vector) {
    if (!Number.isFinite(value))
      throw new Error(`${where}: expected a vector of finite numbers, found ${value}`);
    squares += value * value;
  }
  if (squares !== 0 && Math.abs(Math.sqrt(squares) - 1) > 1e-3) {
    throw new Error(
      `${where}: expected a vector of unit length, found length ${Math.sqrt(squares).toFixed(4)}`,
    );
  }
}

export function checkLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 0) return;
  throw new RangeError(
    `nearest passages: expected a limit that is a whole number of 0 or more, found ${limit}`,
  );
}

export function outOfRange(number: number, passageCount: number): RangeError {
  return new RangeError(
    passageCount === 0
      ? `passage ${number}: the index holds no passages`
      : `passage ${number}: expected a number from 0 to ${passageCount - 1}`,
  );
}

function describeStamp({ format, embedder, dimensions }: IndexStamp): string {
  return `format ${format}, ${embedder}, ${dimensions} dimensions`;
}

function isRange(start: number, end: number, limit: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= limit;
}

export interface OrderedPassage extends IndexedPassage {
  /** Index of its case in the document's `cases`. */
  readonly caseOrdinal: number;
}

/** Passages by case, and within a case as given. Throws on the first thing wrong with the document. */
export function orderedPassages(document: IndexedDocument, stamp: IndexStamp): OrderedPassage[] {
  const ordinals = new Map(document.cases.map((unionCase, ordinal) => [unionCase.id, ordinal]));
  return document.passages
    .map((indexed): OrderedPassage => {
      checkPassage(document, indexed, stamp);
      const { id, caseId } = indexed.passage;
      const caseOrdinal = ordinals.get(caseId);
      if (caseOrdinal === undefined) {
        throw new Error(
          `${document.record.file}: passage ${id}: expected a case of this file, found case ${caseId}`,
        );
      }
      return { ...indexed, caseOrdinal };
    })
    .sort((a, b) => a.caseOrdinal - b.caseOrdinal);
}

/** The order of `<` on strings, which is that of UTF-16 code units and the same on every machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
