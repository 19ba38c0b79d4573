/** What holds for every parsed document, whatever its shape: offsets, numbering. */

import { expect } from "vitest";
import type { Block, Case, ParsedDocument, Section } from "../src/corpus/case.ts";
import { passagesOf, textOf } from "../src/corpus/passages.ts";

/** Line breaks and the white space around them removed, nothing else: how quotes are compared with their source. */
export function strip(text: string): string {
  if (text.length < LONG) return text.replace(/[^\S\r\n]*[\r\n]+\s*/g, "");
  // The same in linear time: the expression above is quadratic in long runs of blanks.
  const lines = text.split(/[\r\n]+/);
  const last = lines.length - 1;
  return lines
    .map((line, i) => (i === 0 ? line : line.trimStart()))
    .map((line, i) => (i === last ? line : line.trimEnd()))
    .join("");
}

const LONG = 10_000;

export function sectionsWithHeading(unionCase: Case): Section[] {
  return [unionCase.heading, ...unionCase.sections];
}

export function blocksOf(document: ParsedDocument): Block[] {
  return document.cases.flatMap(sectionsWithHeading).flatMap(({ blocks }) => blocks);
}

/** Throws the first violation; `ranges` bounds how many sentences a checked range has. */
export function expectInvariants(document: ParsedDocument, ranges = 6): void {
  besideSentences(document);
  for (const block of blocksOf(document)) expectVerbatim(document.text, block, ranges);
  for (const section of document.cases.flatMap(sectionsWithHeading)) expectNumbering(section);
  const ids = document.cases.map(({ id }) => id);
  expect(new Set(ids).size, "ids are unique").toBe(ids.length);
  expect(
    document.cases.some(({ role }) => role === "case"),
    "there is a case",
  ).toBe(true);
  expect(document.cases.findLastIndex(({ role }) => role === "document")).toBeLessThanOrEqual(0);
  const lines = document.findings.map(({ line }) => line);
  expect(
    lines.every((line, i) => line >= (lines[i - 1] ?? 1)),
    "findings ascend",
  ).toBe(true);
  // Every block has the sentences that a passage is made of.
  for (const unionCase of document.cases) passagesOf(unionCase);
}

/** Runs of the source, a line each, that no sentence holds. Throws where two sentences overlap. */
export function besideSentences({ text, cases }: ParsedDocument): string[] {
  const sentences = cases
    .flatMap(sectionsWithHeading)
    .flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences))
    .toSorted((a, b) => a.start - b.start);
  let at = 0;
  const gaps = sentences.map(({ start, end }) => {
    if (start < at || end <= start) throw new Error(`sentences overlap or are empty at ${start}`);
    const gap = text.slice(at, start);
    at = end;
    return gap;
  });
  return [...gaps, text.slice(at)].flatMap((gap) =>
    gap
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  );
}

function expectVerbatim(text: string, { sentences, start, end }: Block, ranges: number): void {
  for (let i = 0; i < sentences.length; i++) {
    for (let j = i; j < Math.min(sentences.length, i + ranges); j++) {
      const range = sentences.slice(i, j + 1);
      const first = range[0];
      const last = range.at(-1);
      const source = strip(text.slice(first?.start, last?.end));
      const quoted = strip(textOf(range));
      if (source !== quoted)
        throw new Error(`${JSON.stringify(source)} is quoted as ${JSON.stringify(quoted)}`);
    }
  }
  if (sentences[0]?.start !== start || sentences.at(-1)?.end !== end || sentences[0].glue !== "") {
    throw new Error(`block ${start}-${end} is not the range of its sentences`);
  }
  for (const sentence of sentences) {
    if (sentence.text.trim() !== sentence.text || sentence.text === "") {
      throw new Error(`sentence with blanks at its edge: ${JSON.stringify(sentence.text)}`);
    }
  }
}

function expectNumbering({ blocks }: Section): void {
  let outside = 0;
  for (const { label, sentences } of blocks) {
    const before = label === null ? outside : 0;
    if (sentences.some(({ number }, i) => number !== before + i + 1)) {
      throw new Error(
        `sentences of block ${label} are numbered ${sentences.map(({ number }) => number).join(" ")}`,
      );
    }
    if (label === null) outside += sentences.length;
  }
}
