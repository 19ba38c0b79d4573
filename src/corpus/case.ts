/** What the parser makes of a case document: cases, their sections, blocks and sentences, as plain readonly data. */

import type { LostFix } from "./fixes.ts";

/** Half-open range of UTF-16 code units in the text of the file: of a plain text the file itself (a byte order mark and CR count). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The unit of citation. Its text is the source's own characters; only line breaks inside it are joined. */
export interface Sentence extends Span {
  /** 1-based within its item, or, outside items, within its section. */
  readonly number: number;
  readonly text: string;
  /** Where it begins in a file that is no plain text: 第3段, 第2页, 表1第4行. */
  readonly where?: string;
  /** It was seen in a picture of the page, and may be misread. */
  readonly seen?: "clear" | "doubtful";
  /** Of a row whose format tells its cells: how many empty ones stand before its text. */
  readonly skipped?: number;
  /**
   * What stands between it and the sentence before it in the same block: mostly nothing, "\n" where a paragraph ended,
   * otherwise the source's own blanks and Markdown marks.
   */
  readonly glue: string;
  /** It goes on with the sentence before it, which a page number or running head cut in two. */
  readonly continued?: true;
}

/**
 * A paragraph outside items, or one numbered item with all its paragraphs. Its sentences are in source order;
 * an item's label is not part of its sentences. `start`/`end` span its first to its last sentence.
 */
export interface Block extends Span {
  /** The item's label as the source writes it, e.g. "(二)"; null for a paragraph outside items. */
  readonly label: string | null;
  /** An item's opening sentence, which names it; null for paragraphs. */
  readonly lead: string | null;
  readonly sentences: readonly Sentence[];
  /** Of a table, whose rows are its sentences: the words of its header, which is its first sentence. */
  readonly header?: string;
  /** Of a table whose format tells its columns. */
  readonly grid?: Grid;
  /** The source breaks off inside its last sentence. */
  readonly truncated: boolean;
  /** 1-based line of its first character. */
  readonly line: number;
}

/** The columns of a table by what stands above them, what stands above one another joined by a slash: 帮扶人数/急难类. */
export interface Grid {
  readonly columns: readonly string[];
  /** How many of its rows, from the first on, say so. */
  readonly headerRows: number;
}

/**
 * - `heading`: the heading lines of a case, cited as 标题
 * - `front`: what a document says before its first case, cited as 前言
 * - the four usual parts of a case; every other section is `other`
 */
export type SectionKind =
  | "heading"
  | "front"
  | "recommendation"
  | "development"
  | "measures"
  | "results"
  | "other";

/** What a section is called that has no heading. */
export const UNHEADED = "正文";

export interface Section {
  /** The heading as the source writes it, without Markdown marks; `UNHEADED` where a text has none. */
  readonly name: string;
  readonly kind: SectionKind;
  /** The heading above it, of whose part it is one: 三、原因分析 above （一）企业层面. */
  readonly under?: string;
  readonly blocks: readonly Block[];
  readonly line: number;
}

/**
 * One case. A document's own heading and front matter are kept in the same shape with `role: "document"`, so that
 * they can be retrieved and cited; they are never listed or counted as a case.
 */
export interface Case {
  /**
   * Stable while the file keeps its name and the case its place: file name without extension + "#" + ordinal, which is
   * 0 for the document itself and for nothing else.
   */
  readonly id: string;
  readonly role: "case" | "document";
  /** What it is numbered in its document, where a label says so: 案例3. */
  readonly number?: number;
  readonly organization: string;
  /** Empty where the source gives none. */
  readonly title: string;
  /** The year the document as a whole speaks for, where it says so. */
  readonly year: number | null;
  /** The heading lines as sentences, one block a line; no block where the case is named after its file. */
  readonly heading: Section;
  /** In source order, without the heading. Names may repeat; then the first one is meant by name. */
  readonly sections: readonly Section[];
  readonly file: string;
  readonly line: number;
  /** What a person corrected in it, a Chinese line each: names, and of the rest the kind alone. */
  readonly corrections?: readonly string[];
  /** Of lines that head paragraphs within its sections, where whoever indexed it worked them out. */
  readonly headingLines?: readonly string[];
  /** As the index has it; absent where there is none. */
  readonly searched?: SearchedText | undefined;
}

/** What a case is called and says, as it is searched through: going through all cases reads the paragraphs of none. */
export interface SearchedText {
  /** Folded and digitized, letters and digits alone: its names, then its sentences, a line each. */
  readonly whole: string;
  /** Where the sentences begin. */
  readonly said: number;
  readonly mayHaveTables: boolean;
}

/** Something the parser inferred, mended or found odd, for the person who keeps the corpus; `outdated`: a correction whose words are gone. */
export interface Finding {
  readonly kind: "join" | "truncation" | "omission" | "inference" | "oddity" | "correction" | "outdated";
  readonly file: string;
  readonly line: number;
  /** One Chinese sentence. */
  readonly message: string;
}

/** One file, parsed. */
export interface ParsedDocument {
  /** Path below the corpus folder, with "/" between folders. */
  readonly file: string;
  /** Of the file as received; offsets point into it. */
  readonly text: string;
  /** In source order; a `role: "document"` entry, where there is one, comes first. */
  readonly cases: readonly Case[];
  readonly findings: readonly Finding[];
  /** Corrections that do not apply; each is a finding, too. */
  readonly lost: readonly LostFix[];
}
