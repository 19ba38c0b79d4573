/** Small documents for the store tests, made from a list of cases with the texts of their passages. */

import type { Case } from "../../src/corpus/case.ts";
import type { IndexChange, IndexedDocument, IndexedPassage, IndexStamp } from "../../src/stores/store.ts";

export const DIMENSIONS = 8;

export const STAMP: IndexStamp = { format: 1, embedder: "test-8", dimensions: DIMENSIONS };

/** Each case is the list of its passages' texts; the document's text is all of them, a line each. */
export function documentOf(file: string, cases: readonly (readonly string[])[]): IndexedDocument {
  const text = cases.flat().join("\n");
  let start = 0;
  const passages = cases.flatMap((texts, caseOrdinal) =>
    texts.map((passageText, ordinal) => {
      const passage = passageOf({ file, caseOrdinal, ordinal, text: passageText, start });
      start += passageText.length + 1;
      return passage;
    }),
  );
  return {
    record: { file, sha256: "0".repeat(64), size: text.length, mtimeMs: 1_700_000_000_000.25, ctimeMs: 2 },
    text,
    cases: cases.map((_, ordinal) => caseOf(file, ordinal)),
    passages,
    findings: [
      { kind: "oddity", file, line: 9, message: `${file}第九行有异。` },
      { kind: "join", file, line: 2, message: `${file}第二行已接合。` },
    ],
  };
}

/** A change that puts these documents into whatever is there. */
export function putting(
  put: IndexChange["put"],
  change: Partial<Omit<IndexChange, "put">> = {},
): IndexChange {
  return { stamp: STAMP, clear: false, remove: [], ...change, put };
}

/** A unit vector that depends on the seed alone. */
export function vectorOf(seed: string, dimensions = DIMENSIONS): Float32Array {
  const random = randomFrom(seed);
  const values = Array.from({ length: dimensions }, () => random() - 0.5);
  const norm = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / norm);
}

/** Numbers from 0 to 1 that repeat with the seed (mulberry32). */
export function randomFrom(seed: string): () => number {
  let state = 0;
  for (let i = 0; i < seed.length; i += 1) state = (Math.imul(state, 31) + seed.charCodeAt(i)) | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every character is a term, weighted by its occurrences. */
export function termsOf(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  for (const character of text) terms.set(character, (terms.get(character) ?? 0) + 1);
  return terms;
}

function passageOf(of: {
  readonly file: string;
  readonly caseOrdinal: number;
  readonly ordinal: number;
  readonly text: string;
  readonly start: number;
}): IndexedPassage {
  const { file, caseOrdinal, ordinal, text, start } = of;
  const caseId = caseIdOf(file, caseOrdinal);
  const end = start + text.length;
  return {
    passage: {
      id: `${caseId}/${ordinal}.0`,
      caseId,
      file,
      section: "正文",
      sectionKind: "other",
      item: null,
      lead: null,
      sentences: [{ number: 1, text, glue: "", start, end }],
      truncated: false,
      line: 1,
      start,
      end,
    },
    terms: termsOf(text),
    length: text.length,
    vector: vectorOf(text),
  };
}

function caseOf(file: string, ordinal: number): Case {
  return {
    id: caseIdOf(file, ordinal),
    role: "case",
    organization: `工会${ordinal}`,
    title: "",
    year: null,
    heading: { name: "标题", kind: "heading", blocks: [], line: 1 },
    sections: [],
    file,
    line: 1,
  };
}

function caseIdOf(file: string, ordinal: number): string {
  return `${file.replace(/\.\w+$/, "")}#${ordinal + 1}`;
}

/** Six files of eight passages that all name the version, in words, terms and vectors. */
export function versionDocuments(version: number): IndexedDocument[] {
  return Array.from({ length: 6 }, (_, file) =>
    documentOf(`${file}.md`, [
      Array.from({ length: 8 }, (_, number) => `第${version}版第${file}篇第${number}段`),
    ]),
  );
}
