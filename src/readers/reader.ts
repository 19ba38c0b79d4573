/** Port: the bytes of a file in a foreign format → its text in one normal form, with a map back to where each part stands. */

import type { Recognise } from "./ocr.ts";

/**
 * Where a part of the text stands in the original; all numbers from 1.
 * - `paragraph`: the n-th of the body, tables and text boxes not counted
 * - `page`: with the rectangles of its lines, in points from the lower left corner: [x, y, width, height]; of a picture, which is a page, as if
 *   its longer side were that of A4
 */
export type At =
  | { readonly kind: "paragraph"; readonly paragraph: number }
  | { readonly kind: "page"; readonly page: number; readonly rects: readonly Rect[] }
  | { readonly kind: "row"; readonly table: number; readonly row: number; readonly page?: number }
  | { readonly kind: "sheet"; readonly sheet: string; readonly row: number }
  | { readonly kind: "slide"; readonly slide: number }
  | { readonly kind: "note"; readonly note: number; readonly page?: number }
  | { readonly kind: "box"; readonly box: number };

export type Rect = readonly [x: number, y: number, width: number, height: number];

/** Half-open, in UTF-16 units of the text. Sorted and not overlapping; every character that is not blank lies in one. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly at: At;
  /** It was seen in a picture of the page, and may be misread. */
  readonly made?: "ocr";
  /** Of what was seen, from 0 to 1. */
  readonly confidence?: number;
  /** Something in it was put right by a person. */
  readonly byHand?: true;
}

/** What was seen with less confidence is to be compared with the original. */
export const DOUBTFUL = 0.9;

/** A line of the text: a paragraph of the original, or a row of a table with its cells parted by tabs. */
export interface LineFact {
  readonly start: number;
  readonly end: number;
  /** Of a heading, from 1; 0 for other lines. */
  readonly level: number;
  /** All of it is bold. */
  readonly bold: boolean;
  /** It names what is a case of its own whatever its words: a sheet of a workbook with several. */
  readonly opens?: true;
  /** Of a row: how many empty cells stand before its first word, which the line leaves out. */
  readonly skipped?: number;
}

export interface TableFact {
  /** Of its first line, and of what follows its last, into `lines`. */
  readonly first: number;
  readonly end: number;
  /** How many of its lines, from the first on, head the columns. */
  readonly headerRows: number;
  /** One a column, what stands above one another joined by a slash: 帮扶人数/急难类. */
  readonly columns: readonly string[];
}

/** What was mended, left out or found odd; `message` is one Chinese sentence. */
export interface ReadingNote {
  readonly kind: "join" | "omission" | "inference" | "oddity";
  readonly start: number;
  readonly message: string;
}

/** What the original says of itself. */
export interface About {
  readonly title?: string;
  /** 2025-11-06 */
  readonly date?: string;
  readonly source?: string;
}

/**
 * A paragraph a line, nothing in it corrected or folded; what a format makes of itself, such as automatic numbers, stands in it. The same
 * bytes always give the same reading.
 */
export interface Reading {
  readonly text: string;
  readonly lines: readonly LineFact[];
  readonly tables: readonly TableFact[];
  readonly places: readonly Place[];
  readonly about: About;
  readonly notes: readonly ReadingNote[];
  /** Pages were left out that text recognition reads, where it is installed. */
  readonly lacksOcr?: true;
}

/** What the process lends to a reader that runs in it. */
export interface ReadingAid {
  /** To be called with each page, and, where pages are recognised, how much of the file is done, up to 1: a good file may take longer than a bad one is given. */
  readonly getsOn: (share?: number) => void;
  /** Absent where text recognition is not installed. */
  readonly recognise?: Recognise;
}

/**
 * Of one format. Rejects with a `ReadingError` where the file cannot be read, with anything else where it is broken.
 */
export type Reader = (bytes: Uint8Array, name: string, aid: ReadingAid) => Promise<Reading>;

/** A file cannot be read; the message is one Chinese sentence that says why and what to do. */
export class ReadingError extends Error {
  override readonly name = "ReadingError";
}
