/** Citation → the formal reference that goes into a document beside quoted words. */

import type { Citation } from "../grounding/answer.ts";
import { SEEN } from "./wording.zh.ts";

/** 甲单位《题目》，应用成效，第2至3句（2024.md，第55行） */
export function referenceOf({ case: of, section, item, sentences, source }: Citation): string {
  const title = of.title === "" ? "" : `《${of.title}》`;
  return `${of.organization}${title}，${section}${item ?? ""}，${sentenceOf(sentences)}（${source.file}，${source.where ?? `第${source.line}行`}${source.seen === undefined ? "" : SEEN}）`;
}

/** What a formal reference says of where the case stands. */
export interface Published {
  /** Heading of the document that holds the case; empty where it has none. */
  readonly document: string;
  readonly year: number | null;
}

/**
 * After GB/T 7714, a part of a document without a kind of its own:
 * 甲单位. 题目[Z]//文献题名. 2024: 应用成效, 第2至3句.
 */
export function formalReferenceOf(
  {
    case: of,
    section,
    item,
    sentences,
    source,
  }: Pick<Citation, "case" | "section" | "item" | "sentences"> & {
    readonly source: Pick<Citation["source"], "file">;
  },
  { document, year }: Published,
): string {
  const work = of.title === "" ? `${of.organization}[Z]` : `${of.organization}. ${of.title}[Z]`;
  const host = document === "" ? source.file : document;
  return `${work}//${host}. ${year === null ? "" : `${year}: `}${section}${item ?? ""}, ${sentenceOf(sentences)}.`;
}

function sentenceOf([first, last]: Citation["sentences"]): string {
  return first === last ? `第${first}句` : `第${first}至${last}句`;
}

/** As many references as fit, a line each, none of them cut; the first one's address where not even that fits. */
export function referencesWithin(citations: readonly Citation[], limit: number): string {
  const lines: string[] = [];
  let length = -1;
  for (const line of new Set(citations.map(referenceOf))) {
    length += line.length + 1;
    if (length > limit) break;
    lines.push(line);
  }
  const [first] = citations;
  return lines.length > 0 ? lines.join("\n") : (first?.address.slice(0, limit).toWellFormed() ?? "");
}
