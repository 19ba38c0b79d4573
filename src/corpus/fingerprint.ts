/** Sentences → a short mark of their words, by which a link tells whether they still stand where it leads. */

import { hash } from "node:crypto";
import type { Sentence } from "./case.ts";
import { textOf } from "./passages.ts";

/** 8 hex digits; white space does not count, so that a paragraph wrapped anew keeps its mark. */
export function fingerprintOf(sentences: readonly Sentence[]): string {
  return hash("sha256", textOf(sentences).replace(/\s+/g, "")).slice(0, 8);
}
