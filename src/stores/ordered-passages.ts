/** A document on its way into an index → its passages in index order. */

import { checkPassage } from "./index-rules.ts";
import type { IndexedDocument, IndexedPassage, IndexStamp } from "./store.ts";

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
