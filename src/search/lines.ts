/** Cases → their sentences as lines to look at one by one, rows of tables with their cells and headers. */

import type { Case, SearchedText, Sentence } from "../corpus/case.ts";
import { type Passage, passagesOf } from "../corpus/passages.ts";
import { digitize, foldAligned, tight } from "../language/fold.ts";
import { once } from "../language/remembered.ts";
import { type Lines, readLines } from "./read-lines.ts";

/** Offsets are into the sentence's text, half-open. */
export interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Line {
  /** Into `store.cases()`. */
  readonly ordinal: number;
  readonly case: Case;
  readonly passage: Passage;
  readonly sentence: Sentence;
  /** Folded and digitized, only letters and digits: what words are looked for in. */
  readonly said: string;
  /** The row's cells; empty for what is no row of a table. */
  readonly cells: readonly Cell[];
  readonly table: Table | null;
  /** The same as of its case. */
  readonly named: string;
}

export interface Table {
  /** One for each column. */
  readonly header: readonly string[];
  /** The lines above the table that name it: its caption and the units of its figures. */
  readonly caption: string;
  readonly rows: readonly Line[];
}

/** What is known of a case as soon as it is looked for, and its lines and tables, which are read when they are looked at. */
export interface CaseLines {
  readonly ordinal: number;
  readonly case: Case;
  readonly lines: readonly Line[];
  readonly tables: readonly Table[];
  /** Organisation and title, and the heading of the document that the case stands in, in the form of `said`. */
  readonly named: string;
  /** Of the document that the case stands in; empty where it is the case itself. */
  readonly heading: string;
  /** All that the case says, in the form of `said`; lines apart. */
  readonly said: string;
  /** `named` and `said`, a line end between them. */
  readonly whole: string;
}

interface Read {
  /** Of all cases, once they were asked for. */
  every?: readonly CaseLines[];
  readonly all: (CaseLines | undefined)[];
  /** The entry of each file's document, by file. */
  readonly documents: ReadonlyMap<string, Case>;
  /** Lets go of the lines of a case, of the one read longest ago first. */
  readonly kept: Set<() => void>;
}

/** Cases whose lines are kept; a corpus of more than these is not held twice in memory. */
export const MOST_KEPT = 2_000;

const known = new WeakMap<readonly Case[], Read>();

/** The lines of the cases with these ordinals, or of all; the same ones for each index. */
export function linesOf(cases: readonly Case[], ordinals?: Iterable<number>): readonly CaseLines[] {
  let read = known.get(cases);
  if (!read) {
    const documents = cases.filter(({ role }) => role === "document").map((one) => [one.file, one] as const);
    read = { all: [], documents: new Map(documents), kept: new Set() };
    known.set(cases, read);
  }
  if (!ordinals && read.every) return read.every;
  const found: CaseLines[] = [];
  for (const ordinal of ordinals ?? cases.keys()) {
    const unionCase = cases[ordinal];
    if (!unionCase) continue;
    const document = unionCase.role === "case" ? read.documents.get(unionCase.file) : undefined;
    const lines = read.all[ordinal] ?? caseLines(ordinal, unionCase, document, read.kept);
    read.all[ordinal] = lines;
    found.push(lines);
  }
  if (!ordinals) read.every = found;
  return found;
}

function caseLines(
  ordinal: number,
  unionCase: Case,
  document: Case | undefined,
  kept: Set<() => void>,
): CaseLines {
  let read: Lines | undefined;
  const letGo = () => {
    read = undefined;
  };
  function lines(): Lines {
    if (read) return read;
    kept.add(letGo);
    const [oldest] = kept;
    if (kept.size > MOST_KEPT && oldest) {
      kept.delete(oldest);
      oldest();
    }
    read = readLines(of);
    return read;
  }
  const searched = once(() => unionCase.searched ?? searchedText(unionCase, document));
  const named = once(() => searched().whole.slice(0, searched().said - 1));
  const said = once(() => searched().whole.slice(searched().said));
  const of: CaseLines = {
    ordinal,
    case: unionCase,
    get lines() {
      return lines().lines;
    },
    get tables() {
      return searched().mayHaveTables ? lines().tables : [];
    },
    get named() {
      return named();
    },
    heading: document ? `${document.organization} ${document.title}` : "",
    get said() {
      return said();
    },
    get whole() {
      return searched().whole;
    },
  };
  return of;
}

/** Of the cases of a file, for the index. */
export function searchedTexts(cases: readonly Case[]): SearchedText[] {
  const document = cases.findLast(({ role }) => role === "document");
  return cases.map((one) => searchedText(one, one.role === "case" ? document : undefined));
}

function searchedText(unionCase: Case, document: Case | undefined): SearchedText {
  const heads = [document, unionCase].flatMap((one) => (one ? [one.organization, one.title] : []));
  const passages = passagesOf(unionCase);
  const texts = passages.flatMap(({ sentences }) => sentences.map(({ text }) => text));
  const named = saidForm(heads.join(" "));
  return {
    // Joined anew, so that it is one string in memory.
    whole: [named, ...texts.map(saidForm)].join("\n"),
    said: named.length + 1,
    // What parts cells, or a form that tells them: without it there is no table.
    mayHaveTables:
      passages.some(({ grid }) => grid !== undefined) || texts.some((text) => /[|\t]|\s{2}/.test(text)),
  };
}

export function saidForm(text: string): string {
  return tight(digitize(foldAligned(text).replace(/\s+/g, " ")));
}
